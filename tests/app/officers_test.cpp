// The station and its officers: locked desks, the administrator's page, card and finger.

#include <algorithm>
#include <catch2/catch.hpp>

#include "devices/model/scene.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/equipment.h"
#include "process.h"

using namespace loket;
using namespace loket::app;
using namespace std::chrono_literals;

namespace {

/// A small office with simulated devices and one station that nobody draws.
struct Office {
    explicit Office(const char* name) : folder(name) {
        scene.set_real_time(false);
        CoreOptions options;
        options.data = folder.path();
        options.assets = find_assets();
        options.residents = 30;
        options.check = store::PageCheck::Never;
        auto opened = open_office(options, clock, random, &scene);
        if (!opened) FAIL(opened.error().context);
        office = std::move(*opened);
        station = std::make_unique<Station>(*office->equipment, strings);
        puppet = Puppet::create(*station, {}, {}).value();
    }
    void act(const std::string& name, const std::string& value = {}) { REQUIRE(puppet->act(name, value)); }
    void type(const std::string& digits) { REQUIRE(puppet->type(digits)); }
    void go_away(std::chrono::minutes time) {
        for (std::chrono::seconds gone{0}; gone <= time; gone += 5s) {  // a jump of the clock counts as no time
            clock.advance(5s);
            station->poll();
        }
        REQUIRE(puppet->settle());
    }
    void next_day() { clock.advance(24h); }
    void sign_in(const std::string& user, const std::string& pin = trust::kDemoPin) {
        act("user", user);
        type(pin);
        act("sign_in");
    }
    trust::Officer officer(const std::string& user) {
        auto all = office->core->ask([](Core& core) { return core.accounts().all(); }).get().value();
        return *std::ranges::find(all, user, &trust::Officer::user);
    }
    std::vector<std::string> audit(const std::string& subject) {
        std::vector<std::string> lines;
        for (const auto& line : office->core->ask([subject](Core& core) { return core.store().audits(subject); }).get().value()) lines.push_back(line.action + ":" + line.purpose);
        return lines;
    }

    test::Folder folder;
    ManualClock clock{wib_instant(*parse_iso_date("2026-11-23"), 8)};
    SeededRandom random{4};
    model::Scene scene;
    StationStrings strings = StationStrings::load(find_assets()).value();
    std::unique_ptr<OpenOffice> office;
    std::unique_ptr<Station> station;
    std::unique_ptr<Puppet> puppet;
};

}  // namespace

TEST_CASE("a desk left alone is locked, its page stays, and the officer's PIN opens it again") {
    Office office("lock");
    REQUIRE(office.station->sign_in_as("wulan"));
    office.act("tab", "recording");
    REQUIRE(office.station->page() == Page::Recording);
    office.go_away(9min);
    CHECK_FALSE(office.station->session().locked);
    office.station->touched();
    office.go_away(11min);
    REQUIRE(office.station->session().locked);
    for (const auto* way_out : {"home", "staff", "display", "survey", "sign_out", "leave"}) {
        office.act(way_out);
        CHECK(office.station->session().locked);
        CHECK(office.station->page() == Page::Recording);
    }
    office.station->code_read("KTP-2311-0001");
    office.sign_in("wulan", "111111");
    CHECK(office.station->session().locked);
    office.sign_in("wulan");
    CHECK_FALSE(office.station->session().locked);
    CHECK(office.station->page() == Page::Recording);
    CHECK(office.audit("wulan").back() == "sign_in:unlock");
}

TEST_CASE("another officer who signs in at a locked desk ends what was on it") {
    Office office("lock-other");
    REQUIRE(office.station->sign_in_as("wulan"));
    office.act("tab", "recording");
    office.go_away(11min);
    REQUIRE(office.station->session().locked);
    office.sign_in("rina");
    CHECK_FALSE(office.station->session().locked);
    CHECK(office.station->session().officer->user == "rina");
    CHECK(office.station->page() == Page::FrontOffice);
    CHECK(office.audit("rina").back() == "sign_in:");
}

TEST_CASE("a delegation that has ended meanwhile is not acted in after unlocking") {
    Office office("lock-role");
    const auto today = wib_date(office.clock.now());
    REQUIRE(office.office->core->ask([today](Core& core) {
        return core.accounts().delegate("ratna", {trust::DelegationKind::Plh, engine::Role::Kabid, today, today, "800/1/2026"}, {"admin", engine::Role::Sistem});
    }).get());
    REQUIRE(office.station->sign_in_as("ratna"));
    office.act("role");
    REQUIRE(office.station->session().officer->role == engine::Role::Kabid);
    office.go_away(11min);
    REQUIRE(office.station->session().locked);
    office.next_day();
    office.sign_in("ratna");
    CHECK(office.station->session().officer->role == engine::Role::Kasi);
}

TEST_CASE("the administrator adds an officer on the screen, who then signs in") {
    Office office("accounts");
    REQUIRE(office.station->sign_in_as("bagus"));
    office.act("tab", "officers");
    office.act("add");
    for (const auto* answer : {"SITI", "SITI AMINAH"}) {
        for (const char* c = answer; *c != 0; ++c) office.act("letter", std::string(1, *c));
        office.act("next");
    }
    office.act("answer", "PET");
    office.act("next");
    office.type("482915");
    office.act("save");
    office.type("482916");
    office.act("save");  // not the same: asked again
    office.type("482915");
    office.act("save");
    office.type("482915");
    office.act("save");
    CHECK(office.officer("siti").name == "SITI AMINAH");
    office.act("open", "siti");
    office.act("suspend");
    CHECK(office.officer("siti").suspended);
    office.act("reinstate");
    office.act("sign_out");
    office.act("staff");
    office.sign_in("siti", "482915");
    CHECK(office.station->session().officer->user == "siti");
    CHECK(office.audit("siti") == std::vector<std::string>{"officer_added:", "suspended:", "reinstated:", "sign_in:"});
}

TEST_CASE("the administrator enrols finger and card at the devices, and the card names its officer") {
    Office office("enrol");
    office.scene.set_person({.seed = 77});
    office.scene.place_card("04A1B2C3D4E5F6");
    REQUIRE(office.station->sign_in_as("bagus"));
    office.act("tab", "officers");
    office.act("open", "rina");
    office.act("finger");
    office.act("answer", "2");
    office.act("next");
    office.act("capture");
    CHECK(office.officer("rina").fingers.size() == 1);
    office.act("card");
    CHECK_FALSE(office.officer("rina").card.empty());
    office.act("sign_out");
    office.act("staff");
    office.act("card");
    office.type(trust::kDemoPin);
    office.act("sign_in");
    REQUIRE(office.station->session().officer);
    CHECK(office.station->session().officer->user == "rina");
}

TEST_CASE("nobody but the administrator changes accounts") {
    Office office("no-accounts");
    const auto refused = office.office->core->ask([](Core& core) { return core.accounts().set_pin("rina", "482915", {"ratna", engine::Role::Kasi}); }).get();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "officer.not_yours");
}
