// evolis: the wire codec, the driver against the emulated printer, and the card that comes out of it.

#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "devices/runtime/recording.h"
#include "drivers/evolis/driver.h"
#include "drivers/evolis/model.h"
#include "tests/runtime/meddler.h"
#include "tests/drivers/record.h"
#include "tests/runtime/station.h"

namespace evolis_test {

using namespace loket;
using namespace loket::drivers::evolis;

namespace {

struct Desk : test::Bench {
    Desk() : Bench(kDriver) {}
    template <class Get>
    auto box(const Get& get) {
        return wire->with<Model>([&](Model& model) { return get(model); });
    }
    std::vector<Card> tray() {
        return box([](Model& model) { return model.tray(); });
    }
    std::size_t spoiled() {
        return box([](Model& model) { return model.spoiled().size(); });
    }
    bool inside() {
        return box([](Model& model) { return model.inside().has_value(); });
    }
    int fed() {
        return box([](Model& model) { return model.fed(); });
    }
};

/// Smooth colours, a black block (text) and a white one, each side another.
RgbaImage picture(int shift) {
    RgbaImage side(1011, 638, 300);
    for (int y = 0; y < side.height; ++y) {
        for (int x = 0; x < side.width; ++x) {
            auto* p = side.at(x, y);
            p[0] = static_cast<std::uint8_t>(60 + (x + shift) * 190 / (side.width + shift));
            p[1] = static_cast<std::uint8_t>(60 + y * 190 / side.height);
            p[2] = static_cast<std::uint8_t>(60 + (x + y + shift) % 190);
            if (x > 100 + shift && x < 300 && y > 100 && y < 140) p[0] = p[1] = p[2] = 10;
            if (y > 500 + shift) p[0] = p[1] = p[2] = 255;
        }
    }
    return side;
}

model::CardPrintRequest duplex(const std::string& job) { return {job, picture(0), picture(40)}; }

/// The largest difference of any colour between the picture and what lies on the card where it should.
int difference(const RgbaImage& card, const RgbaImage& wanted) {
    REQUIRE(card.width == 1016);
    REQUIRE(card.height == 648);
    int most = 0;
    for (int y = 0; y < wanted.height; ++y)
        for (int x = 0; x < wanted.width; ++x)
            for (int i = 0; i < 3; ++i) most = std::max(most, std::abs(card.at(x + 2, y + 5)[i] - wanted.at(x, y)[i]));
    return most;
}

}  // namespace

TEST_CASE("evolis: commands and panels as the guide frames them") {
    CHECK(to_hex(command("Rsn")) == "1b52736e0d");
    RgbaImage side(1011, 638, 300);
    const auto white = download(Panel::Yellow, side);
    CHECK(as_text(white).substr(0, 9) == "\x1B" "Db;y;32;");
    CHECK(white.size() == 9 + 411'480 + 1);
    CHECK(white.back() == '\r');
    CHECK(std::count(white.begin() + 9, white.end() - 1, 0) == 411'480);
    CHECK(download(Panel::Black, side).size() == 8 + 82'296 + 1);
    const auto overlay = download(Panel::Overlay, side);
    CHECK(std::count(overlay.begin() + 8, overlay.end() - 1, 0xFF) == 82'296);
    side.at(0, 637)[2] = 0;  // lower left dot: full yellow, line 2 dot 5
    const auto yellow = download(Panel::Yellow, side);
    const std::size_t bit = (2 * 648 + 5) * 5;
    const unsigned at = static_cast<unsigned>(yellow[9 + bit / 8] << 8 | yellow[9 + bit / 8 + 1]);
    CHECK((at >> (11 - bit % 8) & 31U) == 31);
    CHECK(download(Panel::Cyan, side) == download(Panel::Cyan, RgbaImage(1011, 638, 300)));
}

TEST_CASE("evolis: black text goes to the resin panel alone") {
    RgbaImage side(1011, 638, 300);
    for (int i = 0; i < 3; ++i) side.at(5, 5)[i] = 20;
    const auto white = [](const Bytes& bytes, std::size_t head) { return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(head), bytes.end() - 1, [](auto b) { return b == 0; }); };
    CHECK(white(download(Panel::Yellow, side), 9));
    CHECK_FALSE(white(download(Panel::Black, side), 8));
    side.at(5, 5)[0] = 200;  // dark red is no black
    CHECK(white(download(Panel::Black, side), 8));
    CHECK_FALSE(white(download(Panel::Yellow, side), 9));
}

TEST_CASE("evolis: answers, whole, cut off or odd") {
    const auto said = [](std::string_view text) { return parse_answer(as_bytes(std::string(text) + '\0')); };
    CHECK(*said("OK") == "OK");
    CHECK(*said("1107\r\n") == "1107");
    CHECK_FALSE(parse_answer(as_bytes("OK")));
    CHECK_FALSE(said(""));
    CHECK_FALSE(said("O\x01K"));
    CHECK_FALSE(refusal("OK"));
    CHECK_FALSE(refusal("NEED CLEANING"));
    CHECK_FALSE(refusal("CARD"));
    CHECK(refusal("COVER OPEN") == "cover-open");
    CHECK(refusal("FEEDER EMPTY") == "media-empty");
    CHECK(refusal("ERROR RIBBON") == "marker-supply-empty");
    CHECK(refusal("CARD JAM") == "media-jam");
    CHECK(refusal("HOPPER FULL") == "output-area-full");
    CHECK(refusal("ERROR CDE") == "broken");
    CHECK(*parse_place("OK") == Place::Nowhere);
    CHECK(*parse_place("CARD") == Place::Head);
    CHECK(*parse_place("CONTACTLESS CARD") == Place::Station);
    CHECK_FALSE(parse_place("COVER"));
    CHECK(*parse_sensor("4,98 Volts"));
    CHECK_FALSE(*parse_sensor("0,17 Volts"));
    CHECK_FALSE(parse_sensor("Volts"));
    CHECK_FALSE(parse_sensor("5"));
    CHECK(*parse_count("187") == 187);
    CHECK(*parse_count("ERR RIB DETECTION") == 0);
    CHECK_FALSE(parse_count("-1"));
    CHECK_FALSE(parse_count("12x"));
}

TEST_CASE("evolis: the card that comes out carries both pictures, and the printer says who it is") {
    Desk desk;
    REQUIRE(desk.opened);
    const auto job = duplex("a");
    REQUIRE(desk.perform(job));
    const auto tray = desk.tray();
    REQUIRE(tray.size() == 1);
    CHECK(difference(tray[0].front, job.data_side) <= 12);  // 32 levels are 8 apart; resin is blacker than 10
    CHECK(difference(tray[0].back, job.emblem_side) <= 12);
    CHECK(std::is_sorted(desk.sink.percents.begin(), desk.sink.percents.end()));
    CHECK(desk.sink.percents.back() == 100);
    CHECK(desk.scene.last_print()->data_side.width == 1011);
    const auto who = desk.device->identity();
    CHECK(who.product == "Evolis Primacy");
    CHECK(who.serial == "EMULATED-1");
    CHECK(who.firmware == "1107");
    const auto health = desk.device->health();
    CHECK(health.ready);
    CHECK(health.supplies.at(1).units == Model::kSides - 2);
    CHECK(desk.perform(job).error().code == "printer.job_repeated");
    auto one_sided = duplex("b");
    one_sided.emblem_side = {};
    REQUIRE(desk.perform(one_sided));
    CHECK(desk.tray().at(1).back.empty());
}

TEST_CASE("evolis: pictures that do not fit are refused before a card moves") {
    Desk desk;
    auto wrong = duplex("a");
    wrong.emblem_side = RgbaImage(638, 1011);
    CHECK(desk.perform(wrong).error().fault == Fault::Unsupported);
    wrong.data_side = {};
    CHECK(desk.perform(wrong).error().fault == Fault::Unsupported);
    CHECK(desk.perform(model::CardPrintRequest{}).error().fault == Fault::Unsupported);
    CHECK(desk.fed() == 0);
}

TEST_CASE("evolis: what is missing is said before a blank is fed, and printing goes on once it is there") {
    struct Trouble {
        const char *event, *code;
    };
    for (const auto& [event, code] : {Trouble{"cover_open", "printer.cover-open"}, {"feeder_empty", "printer.media-empty"}, {"ribbon_out", "printer.marker-supply-empty"}}) {
        CAPTURE(event);
        Desk desk;
        REQUIRE(desk.wire->event(event));
        const auto refused = desk.perform(duplex("a"));
        CHECK(refused.error().fault == Fault::NeedsOperator);
        CHECK(refused.error().code == code);
        CHECK(desk.fed() == 0);
        CHECK_FALSE(desk.device->health().ready);
        desk.wire->event("repaired");
        CHECK(desk.device->health().ready);
        CHECK(desk.perform(duplex("a")));
    }
}

TEST_CASE("evolis: trouble with a card inside costs that card, never two, and is told as what it is") {
    struct Trouble {
        const char *event, *code;
        std::size_t rejected;
    };
    for (const auto& [event, code, rejected] : {Trouble{"jam", "printer.media-jam", 0}, {"cover_open", "printer.card_spoiled", 0}, {"ribbon_out", "printer.card_spoiled", 1}}) {
        CAPTURE(event);
        model::Scene scene;
        scene.set_real_time(false);
        runtime::EmulatedTransport box(emulate(scene));
        test::Meddler meddler(box);
        ManualClock clock{test::kNow};
        const auto device = create({.transport = &meddler, .clock = &clock});
        REQUIRE(device->open());
        test::RememberingSink sink;
        bool done = false;
        meddler.before = [&](int) {
            if (!done && box.with<Model>([](Model& model) { return model.fed() > 0; })) done = box.event(event);
        };
        const auto refused = device->perform(duplex("a"), sink, {});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::NeedsOperator);
        CHECK(refused.error().code == code);
        CHECK(box.with<Model>([](Model& model) { return model.spoiled().size(); }) == rejected);
        meddler.before = [](int) {};
        box.event("repaired");
        CHECK(device->perform(duplex("a"), sink, {}));
        CHECK(box.with<Model>([](Model& model) { return model.tray().size(); }) == 1);
        CHECK(box.with<Model>([](Model& model) { return model.fed(); }) == 2);
        CHECK(box.with<Model>([](Model& model) { return model.spoiled().size(); }) == 1);
    }
}

TEST_CASE("evolis: a card that an earlier job left inside goes to the reject box, not into the next job") {
    Desk desk;
    std::stop_source stop;
    struct StopAt final : model::Sink {
        explicit StopAt(std::stop_source& source) : stop(source) {}
        void preview(const RgbaImage&) override {}
        void hint(std::string_view) override {}
        void progress(int percent) override {
            if (percent >= 40) stop.request_stop();
        }
        std::stop_source& stop;
    } sink(stop);
    const auto stopped = desk.device->perform(duplex("a"), sink, stop.get_token());
    CHECK(stopped.error().fault == Fault::Cancelled);
    CHECK(stopped.error().code == "printer.outcome_unknown");
    CHECK(desk.inside());
    REQUIRE(desk.perform(duplex("b")));
    CHECK(desk.tray().size() == 1);
    CHECK(desk.spoiled() == 1);
    CHECK(difference(desk.tray()[0].front, picture(0)) <= 12);
}

TEST_CASE("evolis: the chip is read at the contactless station, and only a card that the printer brought counts") {
    model::Scene scene;
    scene.set_real_time(false);
    runtime::EmulatedTransport box(emulate(scene));
    ManualClock clock{test::kNow};
    test::RememberingSink sink;
    const auto reader = [&scene](const model::ApduRequest&, const std::stop_token&) -> Result<std::string> {
        const auto card = scene.card_on_reader();
        if (!card) return rejected("card.not_on_reader", "no card");
        return card->uid;
    };
    const auto uid_of = [&](const model::Surroundings& around, const std::string& job) {
        const auto device = create(around);
        REQUIRE(device->open());
        const auto printed = device->perform(duplex(job), sink, {});
        device->close();
        REQUIRE(printed);
        return std::get<model::CardPrintOutcome>(*printed).card_uid;
    };
    const model::Surroundings around{.transport = &box, .clock = &clock, .station = reader};
    const auto first = uid_of(around, "a");
    CHECK(first.size() == 14);
    const auto second = uid_of(around, "b");
    const auto tray = box.with<Model>([](Model& model) { return model.tray(); });
    REQUIRE(tray.size() == 2);
    CHECK(first == tray[0].uid);
    CHECK(second == tray[1].uid);
    auto elsewhere = around;
    elsewhere.station = [](const model::ApduRequest&, const std::stop_token&) -> Result<std::string> { return std::string("04112233445566"); };
    CHECK(uid_of(elsewhere, "c").empty());  // that reader sees some card of its own, whatever the printer does
    auto none = around;
    none.station = nullptr;
    CHECK(uid_of(none, "d").empty());
}

TEST_CASE("evolis: a chip is encoded at the station before the card is printed, or the card goes to the reject box unprinted") {
    model::Scene scene;
    scene.set_real_time(false);
    runtime::EmulatedTransport box(emulate(scene));
    ManualClock clock{test::kNow};
    test::RememberingSink sink;
    std::optional<Error> dead;  // why the reader does not answer
    const auto reader = [&](const model::ApduRequest& ask, const std::stop_token&) -> Result<std::string> {
        if (dead) return *dead;
        const auto card = scene.card_on_reader();
        if (!card) return rejected("card.not_on_reader", "no card");
        if (ask.talk) LOKET_TRY(ask.talk(card->uid, [](ByteView) -> Result<Bytes> { return Bytes{0x90, 0x00}; }));
        return card->uid;
    };
    const auto device = create({.transport = &box, .clock = &clock, .station = reader});
    REQUIRE(device->open());
    const auto tray = [&] { return box.with<Model>([](Model& model) { return model.tray(); }); };
    const auto rejected_cards = [&] { return box.with<Model>([](Model& model) { return model.spoiled(); }); };
    auto job = duplex("a");
    std::vector<std::string> talked;
    Status answer;
    job.encode = [&](const std::string& uid, const model::ApduCarry&) -> Status {
        CHECK(box.with<Model>([](Model& model) { return model.inside() && model.inside()->front.empty(); }));
        talked.push_back(uid);
        return answer;
    };
    const auto printed = device->perform(job, sink, {});
    REQUIRE(printed);
    CHECK(std::get<model::CardPrintOutcome>(*printed).encoded);
    CHECK(talked == std::vector{tray().at(0).uid});
    answer = rejected("card.refused", "the chip says no");
    job.job = "b";
    const auto refused = device->perform(job, sink, {});
    CHECK(refused.error().code == "printer.chip_error");
    CHECK(refused.error().fault == Fault::NeedsOperator);
    CHECK(talked.size() == 2);  // what the chip refuses is not asked again
    REQUIRE(rejected_cards().size() == 1);
    CHECK(rejected_cards()[0].front.empty());
    answer = {};
    REQUIRE(device->perform(job, sink, {}));
    dead = Error{Fault::Gone, "no reader", "device.none"};
    job.job = "c";
    CHECK(device->perform(job, sink, {}).error().code == "printer.no_station");
    CHECK(box.with<Model>([](Model& model) { return model.fed(); }) == 3);
}

TEST_CASE("evolis: a card in recorded traffic becomes a white one") {
    const auto printed = [](const model::CardPrintRequest& job) { return test::record(kDriver, job); };
    const auto white = RgbaImage(1011, 638, 300);
    const auto clean = runtime::without_persons(kDriver, printed(duplex("a")));
    const auto blank = runtime::without_persons(kDriver, printed({"a", white, white}));
    REQUIRE(clean);
    REQUIRE(blank);
    CHECK(runtime::to_text(*clean) == runtime::to_text(*blank));
}

TEST_CASE("evolis: an emulated printer survives any bytes") {
    Model model;
    Bytes noise;
    for (std::uint64_t i = 0; i < 60'000; ++i) noise.push_back(i % 7 == 0 ? kEsc : i % 11 == 0 ? kCr : i % 13 == 0 ? std::uint8_t{'D'} : static_cast<std::uint8_t>(mix64(i)));
    for (std::size_t at = 0; at + 100 <= noise.size(); at += 100) (void)model.out(0x01, ByteView(noise).subspan(at, 100));
    (void)model.setup(kSoftReset, {}, 0);
    CHECK(model.out(0x01, command("Rsn")).kind == model::UsbReply::Kind::Done);
    CHECK(*parse_answer(model.in(0x82, 64).bytes) == "EMULATED-1");
}

}  // namespace evolis_test
