// The read station: a card on the reader is genuine and active, or the officer is told what else it is.

#include <catch2/catch.hpp>

#include <algorithm>

#include "devices/model/scene.h"
#include "kiosk/app/desk/card_check.h"
#include "kiosk/app/desk/card_identity.h"
#include "kiosk/app/desk/printing.h"
#include "office.h"
#include "workflow/trust/looks.h"

using namespace loket;
using namespace loket::app;
using Worth = CardCheck::Worth;

namespace {

const engine::Actor kYusuf{"yusuf", engine::Role::Petugas};

struct ReadStation {
    ReadStation() {
        scene.set_real_time(false);
        office.emplace("SOP2019", true, &scene);
    }
    /// A card of the household, printed and written; returns its uid.
    std::string print() {
        last = office->open(*office->services().find("S02"));
        office->walk_to(last, engine::StepKind::Print);
        REQUIRE(print_card(office->equipment(), last, office->worker(*office->at(last)), sink, {}));
        return office->at(last)->card.uid;
    }
    Result<CardCheck> check() { return check_card(office->equipment(), Millis{0}, kYusuf, sink, {}); }
    Worth worth() { return check().value().worth; }
    void befall(const char* fault, int value = 0) { scene.add_fault({"sim_card_reader", fault, 1, value}); }

    model::Scene scene;
    runtime::SilentSink sink;
    std::string last;
    std::optional<test::DeskOffice> office;
};

}  // namespace

TEST_CASE("a card is shown with what it is worth, from blank to revoked") {
    ReadStation station;
    CHECK(station.check().error().code == "card.not_on_reader");
    station.scene.place_card("04c0ffee000001");
    CHECK(station.worth() == Worth::Empty);

    const auto first = station.print();
    const auto nik = station.office->at(station.last)->nik;
    const auto inactive = station.check().value();
    CHECK(inactive.worth == Worth::Inactive);
    REQUIRE(inactive.content);
    CHECK(inactive.content->biodata.nik == nik);
    CHECK(inactive.row.has_value());
    REQUIRE(activate_chip(station.office->equipment(), first, station.sink, {}));
    CHECK(station.worth() == Worth::Good);
    CHECK(nik_of_card(station.office->equipment(), Millis{0}, station.sink, {}).value() == nik);

    station.office->finish(station.last);
    station.print();
    station.office->finish(station.last);
    station.scene.place_card(first);
    CHECK(station.worth() == Worth::Revoked);
    CHECK(nik_of_card(station.office->equipment(), Millis{0}, station.sink, {}).error().code == "card.revoked");

    CHECK(end_revoked(station.office->equipment(), kYusuf, station.sink, {}));
    CHECK(station.worth() == Worth::Terminated);
    CHECK(end_revoked(station.office->equipment(), kYusuf, station.sink, {}).error().code == "card.counts");
    const auto looks = station.office->equipment().core.ask([nik](Core& core) { return core.store().latest_audits(trust::subject_of(core.store().identity(), nik), 50).value(); }).get();
    CHECK(std::ranges::count_if(looks, [](const auto& line) { return line.purpose == "periksa_kartu"; }) == 4);
    CHECK(std::ranges::count_if(looks, [](const auto& line) { return line.purpose == "mematikan_kartu"; }) == 1);
}

TEST_CASE("of a copied or altered card nothing is shown") {
    ReadStation station;
    const auto first = station.print();
    REQUIRE(activate_chip(station.office->equipment(), first, station.sink, {}));
    station.office->finish(station.last);
    station.print();  // lies on the reader, and will be replaced by a copy of the first
    station.befall("cloned");
    const auto copy = station.check().value();
    CHECK(copy.worth == Worth::NotGenuine);
    CHECK_FALSE(copy.content);

    // A bit turns somewhere: the card is as before (spare memory), told as altered, or not readable at all; never genuine with other data.
    const auto whole = station.check().value().content.value();
    int told = 0;
    for (int at = 200; at < 6000; at += 290) {
        const auto kept = station.scene.card_on_reader().value();
        station.befall("altered", at);
        const auto check = station.check();
        if (check && check->content) CHECK(*check->content == whole);
        else ++told;
        station.scene.store_card(kept);
    }
    CHECK(told > 5);
}
