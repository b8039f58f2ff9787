// Every control of the recording's pages says what its view model documents.

#include "kiosk/samples/staff_pictures.h"
#include "kiosk/screens/coaching.h"
#include "visitor.h"

using namespace loket;
using namespace loket::screens;
using namespace loket::viewmodels;
using samples::page;
using test::expect;
using test::Lines;
using test::Visitor;

TEST_CASE("recording: capture, stop, retake, keep, next, leave, approve") {
    using Stage = Recording::Stage;
    const auto list = samples::desk("recording", "Perekaman");
    Recording view = samples::recording(Stage::LeftFour);
    expect(page(view, list), {{"capture", {}}, {"leave", {}}});
    view.capturing = true;
    view.can_capture = false;
    expect(page(view, list), {{"cancel_capture", {}}});
    view = samples::recording(Stage::Irises);
    expect(page(view, list), {{"retake", {}}});
    view.can_continue = true;
    expect(page(view, list), {{"next", {}}, {"retake", {}}});
    expect(samples::state("recording-best").draw, {{"keep", {}}});
    expect(page(samples::recording(Stage::Review), list), {{"sign", {}}, {"approve", {}}});
    CHECK_FALSE(Visitor(samples::state("recording-unsigned").draw).enabled("approve"));
    expect(samples::state("recording-verify").draw, {{"capture", {}}});
    expect(page(Recording{}, list), {{"open", "K4"}});
}

TEST_CASE("recording: the picture of an exception is taken, taken again, kept or given up") {
    expect(samples::state("recording-evidence").draw, {{"evidence", {}}, {"evidence.keep", {}}, {"evidence.cancel", {}}});
    expect(samples::state("recording-evidence-again").draw, {{"evidence", {}}, {"evidence.cancel", {}}});
    CHECK(Visitor(samples::state("recording-evidence-again").draw).screen->find("evidence.keep") == nullptr);
    expect(samples::state("recording-evidence-live").draw, {{"cancel_capture", {}}});
}

TEST_CASE("recording turned to the applicant: one sentence, a picture, no data, and the way back") {
    using Stage = Recording::Stage;
    const auto list = samples::desk("recording", "Perekaman");
    expect(page(samples::recording(Stage::LeftFour), list), {{"facing", {}}});
    expect(samples::state("recording-facing-right").draw, {{"retake", {}}, {"facing", {}}, {"tool.call_officer", {}}});
    expect(samples::state("recording-facing-live").draw, {{"cancel_capture", {}}});
    expect(samples::state("recording-facing-photo").draw, {{"next", {}}, {"retake", {}}});
    for (const auto& state : samples::states()) {
        if (!state.name.starts_with("recording-facing")) continue;
        Visitor desk(state.draw);
        desk.screen->settle();
        INFO(state.name);
        REQUIRE(desk.screen->find("sentence") != nullptr);
        REQUIRE(desk.screen->find("coach") != nullptr);
        for (const auto& node : desk.screen->nodes())
            for (const auto* secret : {"YOSEPHINA", "2171015205900004", "0007"}) CHECK((node.label + node.value).find(secret) == std::string::npos);
    }
}

TEST_CASE("recording: from sixteen without an application, by the whole number") {
    Visitor desk(page(Recording{}, samples::desk("recording", "Perekaman")));
    desk.tap("early.open");
    CHECK_FALSE(desk.enabled("early.confirm"));
    desk.screen->type("2101064107100001");
    CHECK(desk.tap("early.confirm").said() == Lines{"early=2101064107100001"});
    CHECK(desk.screen->find("early.confirm") == nullptr);
}

TEST_CASE("recording: every advice has its own picture") {
    using Stage = Recording::Stage;
    const auto list = samples::desk("recording", "Perekaman");
    Recording view = samples::recording(Stage::RightFour);
    view.capturing = true;
    Visitor desk(page(view, list));
    CHECK(desk.screen->find("advice")->value == "finger.dry");
    CHECK(coach_of("finger.press_harder") == Coach::PressMore);
    CHECK(coach_of("finger.press_less") == Coach::PressLess);
    CHECK(coach_of("iris.glasses") == Coach::GlassesOff);
    CHECK(coach_of("iris.something_new") == Coach::Eye);
    CHECK(coach_of("finger.something_new") == Coach::Finger);
}

TEST_CASE("recording: one tap on a reason excuses a finger, the photo cannot be excused") {
    using Stage = Recording::Stage;
    const auto list = samples::desk("recording", "Perekaman");
    Visitor desk(page(samples::recording(Stage::LeftFour), list));
    desk.tap("excuse.open:finger:7").tap("excuse:finger:7:LUKA");
    CHECK(desk.said() == Lines{"excuse=finger:7:LUKA"});
    CHECK(desk.screen->find("excuse:finger:7:LUKA") == nullptr);
    desk.tap("excuse.open:finger:8").tap("excuse.close");
    CHECK(desk.said().empty());
    CHECK(Visitor(page(samples::recording(Stage::Photo), list)).screen->find("excuse.open:photo") == nullptr);
}
