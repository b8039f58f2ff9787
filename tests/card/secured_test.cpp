// Bytes on the way between reader and card.

#include "bench.h"
#include "devices/card/tlv.h"

using namespace loket;
using namespace loket::card;

namespace {

/// A reader and a card, with somebody between them.
struct Wire {
    Office office;
    sim_card::Plastic plastic = office.blank();
    std::optional<sim_card::VirtualCard> card;
    std::function<void(Bytes&)> on_command, on_answer;
    std::vector<Bytes> commands;

    Wire() {
        REQUIRE(office.personalise(plastic, somebody()));
        card.emplace(plastic, sim_card::Mishap{});
    }
    Terminal terminal() {
        return {[this](ByteView command) -> Result<Bytes> {
                    Bytes out(command.begin(), command.end());
                    if (on_command) on_command(out);
                    commands.push_back(out);
                    LOKET_ASSIGN(answer, card->carry(out));
                    if (on_answer) on_answer(answer);
                    return std::move(answer);
                },
                office.sam, office.random};
    }
};

std::uint16_t status_of(const Bytes& answer) { return static_cast<std::uint16_t>(answer[answer.size() - 2] << 8 | answer.back()); }

}  // namespace

TEST_CASE("nothing of the holder travels in clear") {
    Wire wire;
    Bytes seen;
    wire.on_answer = [&](Bytes& answer) { seen.insert(seen.end(), answer.begin(), answer.end()); };
    auto terminal = wire.terminal();
    REQUIRE(terminal.look());
    REQUIRE(read_card(terminal, wire.office.authorities()));
    CHECK(as_text(seen).find("B-000123") != std::string_view::npos);
    CHECK(as_text(seen).find("CONTOH") == std::string_view::npos);
    CHECK(as_text(seen).find("2101064107900001") == std::string_view::npos);
}

TEST_CASE("any changed bit of a secured answer or command is found, and ends the conversation") {
    for (const bool of_answer : {true, false})
        for (std::size_t bit = 0; bit < 200; bit += 3) {
            Wire wire;
            auto terminal = wire.terminal();
            REQUIRE(terminal.select());
            REQUIRE(terminal.open(Keys::LifeCycle));
            const auto turn = [&](Bytes& bytes) {  // how many bytes may come back is nobody's secret, and not signed
                const auto covered = bytes.size() - (of_answer ? 0 : 1);
                bytes[bit / 8 % covered] ^= static_cast<std::uint8_t>(1 << bit % 8);
            };
            (of_answer ? wire.on_answer : wire.on_command) = turn;
            CHECK_FALSE(terminal.activate());
            wire.on_answer = wire.on_command = {};
            CHECK_FALSE(terminal.activate());
        }
}

TEST_CASE("changed bits of encrypted data are found in both directions") {
    for (const bool of_answer : {true, false})
        for (std::size_t bit = 0; bit < 1900; bit += 59) {
            Wire wire;
            auto terminal = wire.terminal();
            REQUIRE(terminal.select());
            REQUIRE(terminal.open(Keys::Read));
            int reads = 0;
            wire.on_command = [&](Bytes& bytes) {
                if (bytes[1] == instruction::kSelect && !of_answer) bytes[bit / 8 % (bytes.size() - 1)] ^= static_cast<std::uint8_t>(1 << bit % 8);
            };
            wire.on_answer = [&](Bytes& bytes) {
                if (!of_answer || wire.commands.back()[1] != instruction::kReadBinary || ++reads != 3) return;
                bytes[bit / 8 % bytes.size()] ^= static_cast<std::uint8_t>(1 << bit % 8);
            };
            const auto files = terminal.read_files();
            CHECK_FALSE(files);
        }
}

TEST_CASE("replayed and reordered commands are refused") {
    Wire wire;
    {
        auto terminal = wire.terminal();
        REQUIRE(activate_card(terminal));
    }
    const auto recorded = wire.commands;
    REQUIRE(recorded.size() > 4);
    Office& office = wire.office;
    // In the same conversation.
    CHECK(status_of(wire.card->carry(recorded.back()).value()) == static_cast<std::uint16_t>(Sw::SecuredObjectWrong));
    // And as a whole after the card was locked again: the very same chip and keys, but its challenge is another.
    {
        auto terminal = wire.terminal();
        REQUIRE(terminal.select());
        REQUIRE(terminal.open(Keys::LifeCycle));
        REQUIRE(terminal.deactivate());
    }
    sim_card::VirtualCard again(wire.plastic, {});
    bool refused = false;
    for (const auto& command : recorded) refused |= status_of(again.carry(command).value()) == static_cast<std::uint16_t>(Sw::SecurityNotSatisfied);
    CHECK(refused);
    CHECK(office.read(wire.plastic)->life == Life::Locked);
}

TEST_CASE("who sits between cannot choose another file within a conversation") {
    Wire wire;
    auto terminal = wire.terminal();
    REQUIRE(terminal.select());
    REQUIRE(terminal.open(Keys::Read));
    const Bytes select{0x00, 0xA4, 0x02, 0x00, 0x02, 0x01, 0x01};
    CHECK(status_of(wire.card->carry(select).value()) == static_cast<std::uint16_t>(Sw::SecuredObjectMissing));
    CHECK_FALSE(terminal.read_files());
}

TEST_CASE("AES-CMAC and its padding are those of NIST SP 800-38B") {
    const auto bytes = [](std::string_view hex) { return *from_hex(hex); };
    Key key;
    std::ranges::copy(bytes("2b7e151628aed2a6abf7158809cf4f3c"), key.begin());
    CHECK(to_hex(cmac(key, {})) == "bb1d6929e95937287fa37d129b756746");
    CHECK(to_hex(cmac(key, bytes("6bc1bee22e409f96e93d7e117393172a"))) == "070a16b46b4d4144f79bdd9dd04a287c");
    CHECK(to_hex(cmac(key, bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411"))) == "dfa66747de9ae63030ca32611497c827");
    for (std::size_t size = 0; size < 40; ++size) CHECK(unpadded(padded(Bytes(size, 0))) == Bytes(size, 0));
    CHECK_FALSE(unpadded({}));
    CHECK_FALSE(unpadded(Bytes(16, 0)));
}

TEST_CASE("any bytes are safe for the card, and change nothing that counts") {
    Wire wire;
    SeededRandom random(11);
    for (int i = 0; i < 20'000; ++i) {
        Bytes command(random.below(30));
        for (auto& byte : command) byte = static_cast<std::uint8_t>(random.next());
        if (command.size() > 3 && random.chance(0.8)) {
            constexpr std::uint8_t kCla[] = {0x00, 0x04, 0x80, 0x84}, kIns[] = {0xA4, 0xB0, 0xD6, 0xE0, 0xE4, 0xCA, 0x04, 0x44, 0xE6, 0x50, 0x82};
            command[0] = kCla[random.below(4)];
            command[1] = kIns[random.below(11)];
            if (command.size() > 5) command[4] = static_cast<std::uint8_t>(command.size() - 5 - random.below(2));
        }
        const auto answer = wire.card->carry(command);
        REQUIRE(answer);
        CHECK(answer->size() >= 2);
    }
    CHECK(wire.office.read(wire.plastic)->authentic());
    CHECK(wire.office.read(wire.plastic)->life == Life::Locked);
}

TEST_CASE("any bytes are safe for the reader's side") {
    Office office;
    SeededRandom random(12);
    for (int i = 0; i < 2000; ++i) {
        auto plastic = office.blank();
        if (i % 10 == 0) REQUIRE(office.personalise(plastic, somebody()));
        sim_card::VirtualCard card(plastic, {});
        const auto carry = [&](ByteView command) -> Result<Bytes> {
            LOKET_ASSIGN(answer, card.carry(command));
            if (random.chance(0.1)) {
                if (random.chance(0.5)) answer.resize(random.below(answer.size() + 1));
                else answer[random.below(answer.size())] = static_cast<std::uint8_t>(random.next());
            }
            return std::move(answer);
        };
        Terminal terminal(carry, office.sam, office.random);
        const auto reading = read_card(terminal, office.authorities());
        if (reading) CHECK((!reading->authentic() || reading->content.biodata == somebody().biodata));
    }
}

TEST_CASE("BER-TLV objects are read as they were written, and nothing else is") {
    for (const std::size_t size : {0u, 1u, 127u, 128u, 255u, 256u, 5000u})
        for (const std::uint16_t tag : {std::uint16_t{0x61}, std::uint16_t{0x5F2E}, std::uint16_t{0x7F61}}) {
            const auto object = tlv(tag, Bytes(size, 0x7E));
            REQUIRE(value_of(object, tag));
            CHECK(value_of(object, tag)->size() == size);
            CHECK(tlv_size(object) == object.size());
            for (std::size_t cut = 0; cut < std::min<std::size_t>(object.size(), 6); ++cut) CHECK_FALSE(value_of(ByteView{object}.first(cut), tag));
        }
    CHECK_FALSE(read_tlvs(Bytes{0x61, 0x84, 0, 0, 0, 1, 0}));
    CHECK_FALSE(read_tlvs(Bytes{0x1F, 0x80, 0x01, 0x00}));
}
