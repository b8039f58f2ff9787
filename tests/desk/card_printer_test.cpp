// Printing a card is a transaction: whatever the printer's wire suffers, the blank is accounted for and no case gets two cards.

#include <catch2/catch.hpp>
#include <optional>

#include "devices/card/terminal.h"
#include "devices/model/sim_chip.h"
#include "devices/runtime/emulated_transport.h"
#include "drivers/evolis/driver.h"
#include "drivers/evolis/model.h"
#include "kiosk/app/desk/printing.h"
#include "office.h"
#include "tests/runtime/meddler.h"
#include "tests/whole.h"

using namespace loket;
using namespace loket::app;
using engine::CardStage;

namespace {

class DeafSink final : public model::Sink {
    void preview(const RgbaImage&) override {}
    void hint(std::string_view) override {}
    void progress(int) override {}
};

/// An office with an Evolis on its desk instead of the simulated printer.
struct Press {
    Press() {
        scene.set_real_time(false);
        office.emplace("SOP2019", true, &scene);
        auto shared = std::shared_ptr<model::Transport>(&meddler, [](auto*) {});
        REQUIRE(office->equipment().registry.arrive({.id = "usb:1-1", .usb = model::UsbId{0x0F49, 0x0B00}, .driver = {}, .transport = shared}));
    }
    /// A case that stands, begun, at its print.
    std::string at_print(const std::string& service) {
        if (!last.empty()) office->finish(last);  // nobody has two at once
        last = office->open(*office->services().find(service));
        office->walk_to(last, engine::StepKind::Print);
        return last;
    }
    Status print(const std::string& id) {
        const auto c = office->at(id);
        return print_card(office->equipment(), id, office->worker(*c), sink, {});
    }
    /// The operator, who has looked into the printer, says what became of the blank.
    void answer(const std::string& id, engine::Command command) { office->must(std::move(command), office->worker(*office->at(id))); }
    [[nodiscard]] CardStage stage(const std::string& id) const { return office->at(id)->card.stage; }
    std::size_t free() { return office->equipment().core.snapshot()->office.stock_of("KIA").free.size(); }
    template <class Get>
    auto box(const Get& get) {
        return wire.with<drivers::evolis::Model>([&](drivers::evolis::Model& model) { return get(model); });
    }
    int fed() {
        return box([](drivers::evolis::Model& model) { return model.fed(); });
    }
    std::vector<drivers::evolis::Card> tray() {
        return box([](drivers::evolis::Model& model) { return model.tray(); });
    }
    /// Everywhere a fed card can be.
    int found() {
        return box([](drivers::evolis::Model& model) { return static_cast<int>(model.tray().size() + model.spoiled().size()) + (model.inside() ? 1 : 0); });
    }

    model::Scene scene{3};
    runtime::EmulatedTransport wire{drivers::evolis::emulate(scene)};
    loket::test::Meddler meddler{wire};
    DeafSink sink;
    std::string last;
    std::optional<loket::app::test::DeskOffice> office;
};

/// All exchanges; of the pieces of a panel a few.
bool worth_cutting(int step, int steps) {
    const int begin = loket::test::whole_or(36, 20), end = loket::test::whole_or(14, 8), between = loket::test::whole_or(9, 11);
    return step < begin || step >= steps - end || step % between == 0;
}

}  // namespace

TEST_CASE("a power cut at any exchange of a card print: the state is known or the operator is asked, and no case gets two cards") {
    Press press;
    auto id = press.at_print("S03");
    press.meddler.count = 0;
    REQUIRE(press.print(id));
    const int steps = press.meddler.count;
    CHECK(steps > 60);
    CHECK(press.stage(id) == CardStage::Printed);
    REQUIRE(press.tray().size() == 1);
    CHECK_FALSE(press.tray()[0].front.empty());
    CHECK_FALSE(press.tray()[0].back.empty());
    id = press.at_print("S03");
    int unknown = 0, released = 0, printed = 0;
    for (int step = 0; step < steps; ++step) {
        if (!worth_cutting(step, steps)) continue;
        CAPTURE(step, steps);
        const auto free = press.free();
        const auto fed = press.fed();
        const auto cards = press.tray().size();
        press.meddler.count = 0;
        press.meddler.before = [&](int now) {
            if (now == step) press.wire.unplug();
        };
        const auto result = press.print(id);
        press.meddler.before = [](int) {};
        press.wire.plug();
        CHECK(press.fed() <= fed + 1);
        CHECK(press.found() == press.fed());
        if (result) {  // the cut came after the card
            CHECK(press.stage(id) == CardStage::Printed);
            CHECK(press.tray().size() == cards + 1);
            CHECK(press.free() == free - 1);
            ++printed;
            id = press.at_print("S03");
            continue;
        }
        REQUIRE((press.stage(id) == CardStage::None || press.stage(id) == CardStage::Reserved));
        if (press.stage(id) == CardStage::None) {  // said to be untouched: so it must be
            CHECK(press.fed() == fed);
            CHECK(press.free() == free);
            ++released;
            continue;
        }
        CHECK(result.error().code == "printer.outcome_unknown");
        const auto before = press.fed();
        CHECK(press.print(id).error().code == "printer.outcome_unknown");  // asked, not tried again
        CHECK(press.fed() == before);
        if (before == fed) press.answer(id, engine::ReleaseBlanko{id});
        else press.answer(id, engine::ReportSpoiled{id, "listrik"});  // also a good card is cut up then
        CHECK(press.free() == (before == fed ? free : free - 1));
        ++unknown;
    }
    CHECK(unknown > 20);
    CHECK(printed + released > 0);
    REQUIRE(press.print(id));
    CHECK(press.stage(id) == CardStage::Printed);
}

TEST_CASE("trouble of a real card printer is told as what it is, and costs a blank only where one was fed") {
    Press press;
    const auto id = press.at_print("S03");
    struct Trouble {
        const char *event, *code;
        bool inside;  ///< when a card has been fed
    };
    for (const auto& [event, code, inside] : {Trouble{"cover_open", "printer.cover-open", false}, {"feeder_empty", "printer.media-empty", false}, {"ribbon_out", "printer.marker-supply-empty", false},
                                              {"jam", "printer.media-jam", true}, {"ribbon_out", "printer.card_spoiled", true}, {"cover_open", "printer.card_spoiled", true}}) {
        CAPTURE(event, inside);
        const auto free = press.free();
        const auto fed = press.fed();
        bool happened = false;
        press.meddler.before = [&, what = event, late = inside](int) {
            if (!happened && (!late || press.fed() > fed)) happened = press.wire.event(what);
        };
        const auto result = press.print(id);
        press.meddler.before = [](int) {};
        REQUIRE_FALSE(result);
        CHECK(result.error().code == code);
        CHECK(press.stage(id) == CardStage::None);
        CHECK(press.free() == free - (inside ? 1 : 0));
        CHECK(press.fed() == fed + (inside ? 1 : 0));
        press.wire.event("repaired");
    }
    REQUIRE(press.print(id));
    CHECK(press.tray().size() == 1);
}


namespace {

using Life = loket::card::Life;

/// What the chip says to whoever asks; Created for a blank.
Life life_of(const model::SimCard& plastic) {
    auto chip = model::power_up(plastic);
    loket::card::TestSam sam;
    SystemRandom random;
    loket::card::Terminal terminal([&](ByteView command) -> Result<Bytes> { return chip.answer(command); }, sam, random);
    const auto sight = terminal.look();
    return sight ? sight->life : Life::Created;
}

/// A press with a case of a KTP-el at its print.
struct ChipPress : Press {
    std::string id = at_print("S02");
    std::size_t free() { return office->equipment().core.snapshot()->office.stock_of("KEP").free.size(); }
    std::optional<drivers::evolis::Card> inside() {
        return box([](drivers::evolis::Model& model) { return model.inside(); });
    }
    std::vector<drivers::evolis::Card> rejected() {
        return box([](drivers::evolis::Model& model) { return model.spoiled(); });
    }
    /// The case stands as before its print, and what was printed is spoiled.
    void again() { answer(id, engine::ReportSpoiled{id, "uji"}); }
};

}  // namespace

TEST_CASE("a chip is written, read back and locked at the printer's station before any ribbon is spent on the card") {
    ChipPress press;
    bool locked_before_ink = false;
    press.meddler.before = [&](int) {
        const auto card = press.inside();
        if (card && card->front.empty() && life_of(*press.scene.card(card->uid)) == Life::Locked) locked_before_ink = true;
    };
    const auto result = press.print(press.id);
    INFO((result ? std::string() : result.error().code + ": " + result.error().context));
    REQUIRE(result);
    CHECK(locked_before_ink);
    CHECK(press.stage(press.id) == CardStage::Encoded);
    REQUIRE(press.tray().size() == 1);
    const auto uid = press.tray()[0].uid;
    CHECK(press.office->at(press.id)->card.uid == uid);
    CHECK(life_of(*press.scene.card(uid)) == Life::Locked);
    const auto chip = read_chip(press.office->equipment(), uid, Millis{0}, press.sink, {});
    REQUIRE(chip);
    CHECK(chip->authentic());
    CHECK(chip->content.biodata.nik == press.office->at(press.id)->nik);
    CHECK(chip->content.blanko == press.office->at(press.id)->card.serial);
}

TEST_CASE("a chip that cannot be written at the station costs that blank and no ribbon, and the same case gets the next one") {
    ChipPress press;
    struct Trouble {
        const char* fault;
        int times, value;
        const char* code;  ///< empty: the card becomes one all the same
        int blanks;
    };
    for (const auto& [fault, times, value, code, blanks] :
         {Trouble{"tear", 1, 3000, "", 1}, {"removed", 1, 20, "", 1}, {"removed", 2, 20, "printer.chip_error", 1}, {"wrong_key", 1, 0, "printer.chip_error", 1},
          {"chip_error", 2, 0, "printer.chip_error", 1}, {"unplugged", 1, 0, "printer.no_station", 0}}) {
        CAPTURE(fault, times);
        const auto free = press.free();
        const auto fed = press.fed();
        const auto rejected = press.rejected().size(), printed = press.tray().size();
        press.scene.clear_faults();
        press.scene.add_fault({"sim_card_reader", fault, times, value});
        const auto result = press.print(press.id);
        CHECK(press.free() == free - static_cast<std::size_t>(blanks));
        CHECK(press.fed() == fed + blanks);
        CHECK(press.found() == press.fed());
        if (*code == '\0') {
            INFO((result ? std::string() : result.error().code + ": " + result.error().context));
            CHECK(result);
            CHECK(press.stage(press.id) == CardStage::Encoded);
            CHECK(press.tray().size() == printed + 1);
            press.again();
            continue;
        }
        REQUIRE_FALSE(result);
        CHECK(result.error().code == code);
        CHECK(press.stage(press.id) == CardStage::None);
        CHECK(press.tray().size() == printed);
        REQUIRE(press.rejected().size() == rejected + static_cast<std::size_t>(blanks));
        if (blanks > 0) CHECK(press.rejected().back().front.empty());
    }
    press.scene.clear_faults();
    REQUIRE(press.print(press.id));
    CHECK(press.stage(press.id) == CardStage::Encoded);
}

TEST_CASE("a power cut while a chip card is written and printed leaves a known blank, and never two cards") {
    ChipPress press;
    press.meddler.count = 0;
    REQUIRE(press.print(press.id));
    const int steps = press.meddler.count, between = loket::test::whole_or(2, 30), at_station = loket::test::whole_or(1, 4);
    press.again();
    int unknown = 0, known = 0;
    for (int step = 0; step < steps; ++step) {
        const bool near_station = step > 8 && step < 26;
        if (step % (near_station ? at_station : between) != 0) continue;
        CAPTURE(step, steps);
        const auto free = press.free();
        const auto fed = press.fed();
        press.meddler.count = 0;
        press.meddler.before = [&](int now) {
            if (now == step) press.wire.unplug();
        };
        const auto result = press.print(press.id);
        press.meddler.before = [](int) {};
        press.wire.plug();
        CHECK(press.found() == press.fed());
        CHECK(press.fed() <= fed + 1);
        const auto stage = press.stage(press.id);
        if (stage == CardStage::None) {
            CHECK(press.fed() == fed);
            CHECK(press.free() == free);
            ++known;
            continue;
        }
        REQUIRE((stage == CardStage::Reserved || stage == CardStage::Encoded));
        CHECK(result.ok() == (stage == CardStage::Encoded));
        if (stage == CardStage::Encoded) press.again();
        else if (press.fed() == fed) press.answer(press.id, engine::ReleaseBlanko{press.id});
        else press.answer(press.id, engine::ReportSpoiled{press.id, "listrik"});
        ++(stage == CardStage::Reserved ? unknown : known);
    }
    CHECK(unknown > 2);
    CHECK(known > 0);
    REQUIRE(press.print(press.id));
    const auto c = press.office->at(press.id);
    CHECK(c->card.stage == CardStage::Encoded);
    int active = 0;
    for (const auto& [uid, plastic] : press.scene.cards()) active += life_of(plastic) == Life::Active ? 1 : 0;
    CHECK(active == 0);
    CHECK(life_of(*press.scene.card(c->card.uid)) == Life::Locked);
}
