// pcsc_reader: commands and answers of a chip, the device over readers that misbehave, and cards that come and go.

#include <catch2/catch.hpp>

#include <deque>
#include <thread>

#include "devices/base/random.h"
#include "drivers/pcsc_reader/card_model.h"
#include "drivers/pcsc_reader/driver.h"
#include "drivers/pcsc_reader/pcsc_reader.h"
#include "tests/runtime/station.h"

namespace pcsc_reader_test {

using namespace loket;
using namespace loket::test;
using namespace loket::drivers::pcsc_reader;
using namespace std::chrono_literals;

namespace {

const std::string kCard = "04aabbccddeeff";
const Bytes kSelect = {0x00, 0xA4, 0x04, 0x00, 0x07, 0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02};

/// A chip that answers from a list; remembers what it heard.
struct Script {
    explicit Script(std::initializer_list<const char*> lines) {
        for (const auto* line : lines) answers.push_back(*from_hex(line));
    }
    Carry carry() {
        return [this](ByteView command) -> Result<Bytes> {
            heard.push_back(to_hex(command));
            if (answers.empty()) return no_card();
            auto answer = answers.front();
            answers.pop_front();
            return answer;
        };
    }
    std::deque<Bytes> answers;
    std::vector<std::string> heard;
};
using Heard = std::vector<std::string>;

std::string talked(const char* command, Protocol protocol, Script& script) {
    const auto answer = converse(*from_hex(command), protocol, script.carry());
    return answer ? to_hex(*answer) : answer.error().code + " " + std::string(to_string(answer.error().fault));
}

/// A reader on which call number `at` goes wrong; the others reach an emulated one.
struct Mishap {
    int at = -1, count = 0;
    Error error{};
    bool garbage = false;
    std::function<void()> before = [] {};
};
class ClumsyReader final : public Reader {
  public:
    ClumsyReader(std::unique_ptr<Reader> inner, Mishap& mishap) : inner_(std::move(inner)), mishap_(mishap) {}
    Result<bool> card_there(Millis patience) override { return step() ? Result<bool>(mishap_.error) : inner_->card_there(patience); }
    Result<Card> connect() override {
        if (!step()) return inner_->connect();
        if (mishap_.garbage) return Card{Protocol::T0, {0x3B, 0xFF, 0x00}};
        return mishap_.error;
    }
    Result<Bytes> transmit(ByteView command) override {
        if (!step()) return inner_->transmit(command);
        if (mishap_.garbage) return Bytes{0x61};
        return mishap_.error;
    }
    void disconnect() override { inner_->disconnect(); }

  private:
    bool step() {
        mishap_.before();
        return mishap_.count++ == mishap_.at;
    }
    const std::unique_ptr<Reader> inner_;
    Mishap& mishap_;
};

struct Desk {
    Desk() {
        scene.set_real_time(false);
        scene.place_card(kCard);
        REQUIRE(device->open());
    }
    Result<model::Content> ask(std::vector<Bytes> commands, Millis patience = Millis{0}, std::stop_token stop = {}) {
        return device->perform(model::ApduRequest{std::move(commands), patience}, sink, std::move(stop));
    }
    model::Scene scene;
    std::unique_ptr<model::AddressModel> box = emulate_at(scene);
    Mishap mishap;
    RememberingSink sink;
    std::unique_ptr<model::Device> device = make_device(
        "clumsy",
        [this]() -> Result<std::unique_ptr<Reader>> {
            LOKET_ASSIGN(inner, open_emulated_reader(box->address()));
            return std::unique_ptr<Reader>(std::make_unique<ClumsyReader>(std::move(inner), mishap));
        },
        true);
};

}  // namespace

TEST_CASE("pcsc_reader: the seven forms of a command are taken apart and put together again") {
    const std::string data300(600, '5');
    const std::pair<std::string, Command> forms[] = {
        {"00440000", {.cla = 0, .ins = 0x44}},
        {"00b0000000", {.ins = 0xB0, .expected = 256}},
        {"00b0000008", {.ins = 0xB0, .expected = 8}},
        {"00d6000002abcd", {.ins = 0xD6, .data = {0xAB, 0xCD}}},
        {"00a4040002abcd00", {.ins = 0xA4, .p1 = 4, .data = {0xAB, 0xCD}, .expected = 256}},
        {"00b00000000000", {.ins = 0xB0, .expected = 65536, .extended = true}},
        {"00b000000001f4", {.ins = 0xB0, .expected = 500, .extended = true}},
        {"00d6000000012c" + data300, {.ins = 0xD6, .data = Bytes(300, 0x55), .extended = true}},
        {"00d6000000012c" + data300 + "0000", {.ins = 0xD6, .data = Bytes(300, 0x55), .expected = 65536, .extended = true}},
    };
    for (const auto& [hex, command] : forms) {
        CAPTURE(hex.substr(0, 20));
        const auto parsed = parse_command(*from_hex(hex));
        REQUIRE(parsed);
        CHECK(*parsed == command);
        CHECK(to_hex(to_bytes(*parsed)) == hex);
    }
    for (const auto* wrong : {"", "00a404", "00d6000005abcd", "00d6000002abcd0000", "00d600000000", "00d600000000020102030405", "00b0000000000001"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_command(*from_hex(wrong)));
    }
}

TEST_CASE("pcsc_reader: data that waits is fetched, a wrong length is put right, for each protocol as it wants") {
    Script plain{"01029000"};
    CHECK(talked("00b0000002", Protocol::T1, plain) == "01029000");

    Script waits{"01026102", "03046101", "059000"};  // in three parts
    CHECK(talked("80ca000000", Protocol::T1, waits) == "01020304059000");
    CHECK(waits.heard == Heard{"80ca000000", "00c0000002", "00c0000001"});

    Script channel{"6100", "aabb9000"};  // a further channel stays; 00 stands for 256
    CHECK(talked("4ccb3fff00", Protocol::T1, channel) == "aabb9000");
    CHECK(channel.heard.back() == "4cc0000000");

    Script shorter{"6c03", "0102039000"};
    CHECK(talked("00b0000000", Protocol::T0, shorter) == "0102039000");
    CHECK(shorter.heard == Heard{"00b0000000", "00b0000003"});

    Script both{"6104", "6c02", "aabb9000"};
    CHECK(talked("00a4040002abcd00", Protocol::T0, both) == "aabb9000");
    CHECK(both.heard == Heard{"00a4040002abcd", "00c0000004", "00c0000002"});  // T=0: no Le beside data

    Script long_one{"9000"};
    CHECK(talked("00b000000001f4", Protocol::T0, long_one) == "device.unsupported unsupported");
    CHECK(long_one.heard.empty());
    Script refused{"6a82"};
    CHECK(talked("00a4000000", Protocol::T1, refused) == "6a82");
}

TEST_CASE("pcsc_reader: a chip that breaks its word is corrupt, and never asked for ever") {
    Script silent{""}, half{"90"}, nothing_more{"6110", "6110"}, gone{};
    CHECK(talked("00b0000000", Protocol::T1, silent) == " corrupt");
    CHECK(talked("00b0000000", Protocol::T1, half) == " corrupt");
    CHECK(talked("00b0000000", Protocol::T1, nothing_more) == " corrupt");
    CHECK(talked("00b0000000", Protocol::T1, gone) == "card.not_on_reader rejected");
    CHECK(talked("00b000", Protocol::T1, gone) == "card.bad_command rejected");
    Bytes endless(100, 0xAA);
    endless.insert(endless.end(), {0x61, 0x64});
    int asked = 0;
    const auto answer = converse(kSelect, Protocol::T1, [&](ByteView) -> Result<Bytes> { return ++asked, endless; });
    CHECK(answer.error().fault == Fault::Corrupt);
    CHECK(asked < 1000);
    Script insists{"6c05", "6c06"};  // asked twice at most
    CHECK(talked("00b0000000", Protocol::T1, insists) == "6c06");
}

TEST_CASE("pcsc_reader: answers to reset of cards with and without contacts, broken ones, any bytes") {
    // The first two from ISO/IEC 7816-3's rules by hand; a contactless chip card as PC/SC part 3 makes it up; a plain T=0 card.
    const auto ours = parse_atr(CardModel::atr());
    REQUIRE(ours);
    CHECK(ours->contactless);
    CHECK(as_text(ours->historical) == "LOKET 2");
    CHECK(parse_atr(*from_hex("3b8180018080"))->contactless);  // DESFire on a contactless reader
    const auto contact = parse_atr(*from_hex("3b020102"));
    REQUIRE(contact);
    CHECK_FALSE(contact->contactless);
    CHECK(contact->historical == Bytes{1, 2});
    for (const auto* wrong : {"", "3b", "3c00", "3b02", "3b0201", "3b02010203", "3b8180018081", "3bf0"}) {
        CAPTURE(wrong);
        CHECK(parse_atr(*from_hex(wrong)).error().fault == Fault::Corrupt);
    }
    CHECK_FALSE(parse_atr(Bytes(64, 0xFF)));
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Bytes noise(mix64(seed) % 40, 0x3B);
        for (std::size_t i = 1; i < noise.size(); ++i) noise[i] = static_cast<std::uint8_t>(mix64(seed * 41 + i));
        (void)parse_atr(noise);
        (void)parse_command(noise);
    }
}

TEST_CASE("pcsc_reader: every mishap at every step ends in a word of the contract, and the next request works") {
    Desk desk;
    desk.mishap.count = 0;
    REQUIRE(desk.ask({kSelect}));
    const int steps = desk.mishap.count;
    CHECK(steps == 4);  // there, connect, number, select
    const Error mishaps[] = {{Fault::Gone, "m", "device.gone"}, {Fault::Busy, "m", "device.busy"}, {Fault::TimedOut, "m", "device.timed_out"}, no_card(), dead_chip("m"), corrupt("m")};
    for (int step = 0; step < steps; ++step) {
        for (const auto& mishap : mishaps) {
            CAPTURE(step, to_string(mishap.fault));
            desk.mishap = {.at = step, .error = mishap};
            const auto result = desk.ask({kSelect});
            REQUIRE_FALSE(result);
            CHECK(result.error().fault == mishap.fault);
            desk.device->close();
            REQUIRE(desk.device->open());
            CHECK(desk.ask({kSelect}));
        }
        desk.mishap = {.at = step, .error = corrupt("garbage"), .garbage = true};
        const auto result = desk.ask({kSelect});
        REQUIRE_FALSE(result);
        CHECK((result.error().fault == Fault::Corrupt || result.error().code == "card.chip_error"));
    }
}

TEST_CASE("pcsc_reader: stopped at any step it stops, and at once when the chip hangs") {
    Desk desk;
    for (int step = 0; step < 4; ++step) {
        CAPTURE(step);
        std::stop_source stop;
        desk.mishap = {};
        desk.mishap.before = [&] {
            if (desk.mishap.count == step) stop.request_stop();
        };
        const auto result = desk.ask({kSelect, kSelect}, Millis{0}, stop.get_token());
        REQUIRE_FALSE(result);
        CHECK(result.error().fault == Fault::Cancelled);
        CHECK(desk.device->health().ready);  // waits for what is still under way
    }
    std::stop_source stop;
    std::atomic<bool> hanging = true;
    desk.mishap.before = [&] {
        while (hanging) wait_for(1ms, {});
    };
    std::jthread later([&] {
        wait_for(50ms, {});
        stop.request_stop();
    });
    const auto result = desk.ask({kSelect}, Millis{0}, stop.get_token());
    CHECK(result.error().fault == Fault::Cancelled);  // and this line is reached while the chip still hangs
    hanging = false;
    CHECK(desk.device->health().ready);
    desk.mishap.before = [] {};
    CHECK(desk.ask({kSelect}));
}

TEST_CASE("pcsc_reader: waits for a card, sees it taken away, tells its number") {
    Desk desk;
    desk.scene.place_card("");
    CHECK(desk.ask({kSelect}).error().code == "card.not_on_reader");
    CHECK(desk.ask({kSelect}, 60ms).error().code == "card.not_on_reader");
    {
        std::jthread hand([&] {
            wait_for(80ms, {});
            desk.scene.place_card(kCard);
        });
        const auto result = desk.ask({kSelect}, 20s);
        REQUIRE(result);
        const auto& answer = std::get<model::ApduOutcome>(*result);
        CHECK(answer.card_uid == kCard);
        CHECK(answer.responses.size() == 1);
    }
    desk.mishap = {};
    desk.mishap.before = [&] {
        if (desk.mishap.count == 3) desk.scene.place_card("");
    };
    CHECK(desk.ask({kSelect, kSelect}).error().code == "card.not_on_reader");
    desk.mishap.before = [] {};
    desk.scene.place_card(kCard);
    desk.box->event("chip_dead");
    CHECK(desk.ask({kSelect}).error().code == "card.chip_error");
    CHECK(desk.device->health().ready);
}

TEST_CASE("pcsc_reader: of several readers each has its place, by name") {
    const std::vector<std::string> names{"ACS ACR39U 00 00", "HID Omnikey 5127 CK 01 00", "ACS ACR1252 [ACR1252 SAM] 02 00", "ACS ACR1252 Dual Reader PICC 03 00"};
    const auto seen = [&](const model::Settings& settings) {
        std::string text;
        for (const auto& each : readers_of_place(names, settings)) text += (each.inside_printer ? "(" : "") + each.address.substr(4, 5) + (each.inside_printer ? ") " : " ");
        return text;
    };
    CHECK(seen({}) == "ACR12 ACR39 Omnik ");
    CHECK(seen({{"pcsc_reader.printer", "Omnikey"}}) == "ACR12 ACR39 (Omnik) ");
    CHECK(seen({{"pcsc_reader.name", "ACR1252"}, {"pcsc_reader.printer", "Omnikey"}, {"pcsc_reader.sam", "ACR39"}}) == "ACR12 (Omnik) ");
    CHECK(seen({{"pcsc_reader.sam", ""}, {"pcsc_reader.printer", ""}}) == "ACR12 ACR39 Omnik ");
}

TEST_CASE("pcsc_reader: a refused command ends the request, each request is a new power-up") {
    Desk desk;
    const auto result = desk.ask({{0, 0xB0, 0, 0, 0}, kSelect});
    REQUIRE(result);
    CHECK(std::get<model::ApduOutcome>(*result).responses == std::vector<Bytes>{{0x69, 0x86}});
    const Bytes life{0, 0xCA, 0, 0x8A, 0};
    CHECK(std::get<model::ApduOutcome>(*desk.ask({kSelect, life})).responses.back() == Bytes{0x8A, 0x01, 0x01, 0x90, 0x00});
    CHECK(std::get<model::ApduOutcome>(*desk.ask({life})).responses.front() == Bytes{0x69, 0x86});
}

}  // namespace pcsc_reader_test
