// Another card for somebody who had one: each reason with its paper, the search before the print, and the old card told as replaced at any reader.

#include <catch2/catch.hpp>

#include "devices/model/scene.h"
#include "kiosk/app/desk/card_check.h"
#include "kiosk/app/desk/printing.h"
#include "office.h"

using namespace loket;
using namespace loket::app;
using Worth = CardCheck::Worth;

namespace {

/// Places of these facts among those of the case; -1 where there is none.
struct Course {
    int sought = -1, reserved = -1, withdrawn = -1, revoked = -1;
};

Course course_of(app::test::DeskOffice& office, const std::string& id) {
    const auto events = office.equipment().core.ask([id](Core& core) { return core.store().events(engine::case_stream(id)).value(); }).get();
    Course course;
    for (int i = 0; i < static_cast<int>(events.size()); ++i) {
        const auto& kind = events[static_cast<std::size_t>(i)].kind;
        if (kind == engine::DuplicatesSought::kName) course.sought = i;
        if (kind == engine::BlankoReserved::kName) course.reserved = i;
        if (kind == engine::DocumentWithdrawn::kName) course.withdrawn = i;
        if (kind == engine::CardRevoked::kName) course.revoked = i;
    }
    return course;
}

bool asks_for(app::test::DeskOffice& office, const engine::Case& c, const std::string& word) {
    const auto papers = office.services().find(c.service)->applicable(c.profile, c.answers);
    return std::ranges::any_of(papers, [&](const auto* paper) { return paper->text.id().find(word) != std::string::npos; });
}

}  // namespace

TEST_CASE("a lost, a damaged and an outdated card are replaced after a search, and the old one is told as replaced") {
    model::Scene scene;
    scene.set_real_time(false);
    app::test::DeskOffice office("SOP2019", true, &scene);
    auto& equipment = office.equipment();
    runtime::SilentSink sink;
    const engine::Actor reader{"yusuf", engine::Role::Petugas};
    std::string old_uid;
    for (const std::string reason : {"RUSAK", "HILANG", "PERUBAHAN"}) {
        INFO(reason);
        const auto id = office.open_with(*office.services().find("S02"), {{"alasan", reason}}, office.household().father);
        const bool lost = reason == "HILANG";
        CHECK(asks_for(office, *office.at(id), "kepolisian") == lost);
        CHECK(asks_for(office, *office.at(id), "KTP lama") == !lost);
        office.walk_to(id, engine::StepKind::Print);
        REQUIRE(print_card(equipment, id, office.worker(*office.at(id)), sink, {}));
        const auto uid = office.at(id)->card.uid;
        REQUIRE(activate_chip(equipment, uid, sink, {}));
        office.finish(id);
        const auto course = course_of(office, id);
        CHECK(course.sought >= 0);
        CHECK(course.sought < course.reserved);
        CHECK((course.withdrawn >= 0) == !lost);  // surrendered
        CHECK((course.revoked >= 0) == !old_uid.empty());
        if (!old_uid.empty()) {
            scene.place_card(old_uid);
            CHECK(check_card(equipment, Millis{0}, reader, sink, {}).value().worth == Worth::Revoked);
        }
        old_uid = uid;
    }
    scene.place_card(old_uid);
    CHECK(check_card(equipment, Millis{0}, reader, sink, {}).value().worth == Worth::Good);
}
