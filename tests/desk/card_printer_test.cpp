// Printing a card is a transaction: whatever the printer's wire suffers, the blank is accounted for and no case gets two cards.

#include <catch2/catch.hpp>
#include <optional>

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

TEST_CASE("a card with a chip is read at the printer's station, printed, written and read back as one") {
    Press press;
    const auto id = press.at_print("S02");
    const auto result = press.print(id);
    INFO((result ? std::string() : result.error().code + ": " + result.error().context));
    REQUIRE(result);
    CHECK(press.stage(id) == CardStage::Encoded);
    REQUIRE(press.tray().size() == 1);
    const auto uid = press.tray()[0].uid;
    CHECK(press.office->at(id)->card.uid == uid);
    CHECK(press.scene.card(uid)->memory.size() > 100);
}
