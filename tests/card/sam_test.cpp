// The SAM: known answers of its arithmetic, and a module on a chip of its own that is asked by APDUs.

#include "bench.h"
#include "devices/card/chip_sam.h"
#include "devices/card/sam_profile.h"
#include "devices/sim_card/derive.h"
#include "devices/sim_card/sam_os.h"

using namespace loket;
using namespace loket::card;

namespace {

Bytes bytes(std::string_view hex) { return *from_hex(hex); }

Key key_of(std::string_view hex) {
    Key key;
    std::ranges::copy(bytes(hex), key.begin());
    return key;
}

constexpr Key kMaster{'O', 'f', 'f', 'i', 'c', 'e', ' ', 'm', 'a', 's', 't', 'e', 'r', ' ', '0', '1'};

/// A module in its reader, and cards whose keys follow from the same master key.
struct Slot {
    sim_card::SamPlastic plastic{.master = kMaster, .pin = "13572468"};
    bool there = true;
    int power_ups = 0;
    std::function<void(Bytes&)> on_answer;
    Office office;

    Slot() { office.sam = TestSam(kMaster); }
    ChipSam module(const std::string& pin = "13572468") {
        return {[this](const std::function<Status(const ChipSam::Carry&)>& talk) -> Status {
                    if (!there) return rejected("card.not_on_reader", "no module in the slot");
                    ++power_ups;
                    sim_card::SamOs os(plastic);
                    return talk([&](ByteView command) -> Result<Bytes> {
                        auto answer = os.answer(command);
                        if (on_answer) on_answer(answer);
                        return answer;
                    });
                },
                pin};
    }
    /// Opens a conversation with a fresh card by this module.
    Status converse(SecureAccessModule& sam, Keys keys = Keys::Personalise) {
        auto blank = office.blank();
        sim_card::VirtualCard card(blank, {});
        Terminal terminal([&](ByteView command) { return card.carry(command); }, sam, office.random);
        LOKET_TRY(terminal.select());
        LOKET_ASSIGN(number, terminal.open(keys));
        CHECK(number == number_of(std::uint8_t{1}));
        return {};
    }
};

}  // namespace

// INITIALIZE UPDATE and EXTERNAL AUTHENTICATE of a real chip with keys 00…0F and 10…1F, as Osmocom's pySim publishes them for its own tests.
TEST_CASE("keys and proofs of a conversation are those that a real chip with SCP03 has") {
    const auto enc = key_of("000102030405060708090a0b0c0d0e0f"), mac = key_of("101112131415161718191a1b1c1d1e1f");
    const auto context = bytes("b13e5f938fc108c43eb51047495b249f");
    const auto session_mac = derive_scp03(mac, derivation::kSessionMac, kKeySize, context);
    CHECK(to_hex(session_mac) == "8b2635556e987a6b84f43d9ffc197d3f");
    CHECK(to_hex(derive_scp03(enc, derivation::kSessionEnc, kKeySize, context)) == "c4e87149f2114da66bb015a567d751f9");
    const auto own = key_of(to_hex(session_mac));
    CHECK(to_hex(derive_scp03(own, derivation::kCardCryptogram, kChallengeSize, context)) == "66c484c1d2ef1948");
    const auto host = derive_scp03(own, derivation::kHostCryptogram, kChallengeSize, context);
    CHECK(to_hex(host) == "7d5f5826a993ebc8");
    CHECK(to_hex(cmac(own, ByteWriter{}.raw(Block{}).raw(bytes("8482110010")).raw(host).take())).starts_with("9eea24957fa0b3ce"));
    CHECK(to_hex(sim_card::kdf(mac, derivation::kSessionMac, sim_card::kKeyBits, context)) == to_hex(session_mac));
    CHECK(to_hex(sim_card::kdf(own, derivation::kCardCryptogram, sim_card::kProofBits, context)).starts_with("66c484c1d2ef1948"));
}

TEST_CASE("a card is written, read and activated with a module that never lets its keys out") {
    Slot slot;
    auto sam = slot.module();
    REQUIRE(sam.ready());
    CHECK(sam.name() == "Loket simulated SAM");
    CHECK(sam.is_test());
    auto plastic = slot.office.blank();
    const auto with_card = [&](const auto& work) {
        sim_card::VirtualCard card(plastic, {});
        Terminal terminal([&](ByteView command) { return card.carry(command); }, sam, slot.office.random);
        return work(terminal);
    };
    REQUIRE(with_card([&](Terminal& at) { return personalise(at, somebody(), slot.office.document_signer(), slot.office.authorities(), kToday); }));
    const auto read = with_card([&](Terminal& at) { return read_card(at, slot.office.authorities()); });
    REQUIRE(read);
    CHECK(read->authentic());
    REQUIRE(with_card([](Terminal& at) { return activate_card(at); }));
    CHECK(slot.office.read(plastic)->life == Life::Active);  // a module in this process with the same master key understands the card
}

TEST_CASE("a card with foreign keys is told by the module, and stays outside") {
    Slot slot;
    slot.office.sam = TestSam();  // the factory used other keys
    auto sam = slot.module();
    CHECK(slot.converse(sam).error().code == "card.not_authentic");
}

TEST_CASE("a wrong PIN is tried once, told with what is left, and never again by itself") {
    Slot slot;
    auto wrong = slot.module("0000");
    const auto first = wrong.ready();
    CHECK(first.error().code == "sam.pin");
    CHECK(first.error().fault == Fault::NeedsOperator);
    CHECK(first.error().context.find("2 tries") != std::string::npos);
    CHECK(slot.converse(wrong).error().code == "sam.pin");
    CHECK(slot.plastic.tries == 2);
    REQUIRE(slot.module().ready());
    CHECK(slot.plastic.tries == 3);
    CHECK(slot.module("").ready().error().code == "sam.pin");  // nothing that a module would count
    CHECK(slot.plastic.tries == 3);
    for (int i = 0; i < 2; ++i) CHECK(slot.module("0000").ready().error().code == "sam.pin");
    CHECK(slot.module("0000").ready().error().code == "sam.blocked");
    CHECK(slot.module().ready().error().code == "sam.blocked");
}

TEST_CASE("a module that is missing, of another make or without keys for a purpose says which") {
    Slot slot;
    auto sam = slot.module();
    slot.there = false;
    CHECK(slot.converse(sam).error().code == "sam.missing");
    slot.there = true;
    CHECK(slot.converse(sam));
    slot.plastic.purposes = {Keys::Read};
    CHECK(slot.converse(sam, Keys::Personalise).error().code == "sam.no_key");
    CHECK(slot.converse(sam, Keys::Read));
    slot.on_answer = [](Bytes& answer) { answer = {0x6A, 0x82}; };
    CHECK(slot.converse(sam).error().code == "sam.foreign");
    slot.on_answer = [](Bytes& answer) { answer.clear(); };
    CHECK(slot.converse(sam).error().fault == Fault::Corrupt);
    slot.on_answer = [](Bytes& answer) {
        if (answer.size() > 40) answer.erase(answer.begin());
    };
    CHECK(slot.converse(sam, Keys::Read).error().fault == Fault::Corrupt);
}

TEST_CASE("without its PIN a module opens nothing, whatever bytes come") {
    Slot slot;
    SeededRandom random(3);
    sim_card::SamOs os(slot.plastic);
    const auto status = [](const Bytes& answer) { return answer[answer.size() - 2] << 8 | answer.back(); };
    const auto select = to_bytes({.ins = instruction::kSelect, .p1 = kSelectByName, .data = Bytes(std::begin(sam_profile::kApplication), std::end(sam_profile::kApplication))});
    CHECK(status(os.answer(Bytes{0x00, 0xCA, 0x00, 0xC0, 0x00})) == static_cast<int>(Sw::NoFileSelected));
    REQUIRE(status(os.answer(select)) == static_cast<int>(Sw::Ok));
    const Command ask{.cla = kProprietary, .ins = sam_profile::kOpenConversation, .p1 = static_cast<std::uint8_t>(Keys::Read), .data = Bytes(sam_profile::kQuestionSize), .expected = kMostShort};
    CHECK(status(os.answer(to_bytes(ask))) == static_cast<int>(Sw::SecurityNotSatisfied));
    for (int i = 0; i < 5000; ++i) {
        Bytes command(random.below(40));
        for (auto& byte : command) byte = static_cast<std::uint8_t>(random.next());
        if (command.size() > 5 && random.chance(0.8)) {
            constexpr std::uint8_t kIns[] = {0xA4, 0xCA, 0x8A, 0x20};
            command[0] = random.chance(0.5) ? 0x80 : 0x00;
            command[1] = kIns[random.below(std::size(kIns))];
            command[4] = static_cast<std::uint8_t>(command.size() - 5);
        }
        const auto answer = os.answer(command);
        REQUIRE(answer.size() >= 2);
        REQUIRE(answer.size() < 2 + sam_profile::kAnswerSize);
    }
}
