// Every control of the pages about the office says what its view model documents.

#include <catch2/catch.hpp>

#include <filesystem>
#include <utility>

#include "kiosk/screens/staff_memory.h"
#include "kiosk/samples/office_samples.h"

using namespace loket;
using namespace loket::screens;
using namespace loket::viewmodels;
using samples::page;

namespace {

class OfficePage {
  public:
    explicit OfficePage(samples::Draw draw) : draw_(std::move(draw)), words_(*Words::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets/strings", "id")), chrome_(samples::chrome()) {
        staff::forget();
        screen = *ui::Headless::create([this](ui::Ui& ui) { draw_(ui, words_, chrome_, said_); });
        screen->settle();
    }
    /// What a tap on the node says, as "name" or "name=value".
    std::vector<std::string> tap(const std::string& node) {
        INFO(node);
        CHECK(screen->tap(node));
        return said();
    }
    std::vector<std::string> said() {
        std::vector<std::string> lines;
        for (const Intent& intent : std::exchange(said_, {})) lines.push_back(intent.value.empty() ? intent.name : intent.name + "=" + intent.value);
        return lines;
    }
    std::unique_ptr<ui::Headless> screen;

  private:
    samples::Draw draw_;
    Words words_;
    Chrome chrome_;
    Intents said_;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("dashboard: tiles and parts open their lists, the period and the service change") {
    OfficePage desk(page(samples::dashboard()));
    for (const auto* part : {"waiting", "served", "late", "soon", "open", "complaints", "steps", "ikm", "stock", "devices", "operators"}) CHECK(desk.tap(std::string("show:") + part) == Lines{std::string("show=") + part});
    CHECK(desk.tap("period:semester") == Lines{"period=semester"});
    CHECK(desk.tap("service") == Lines{"service"});
    OfficePage list(samples::state("dashboard-list").draw);
    CHECK(list.tap("leave") == Lines{"leave"});
}

TEST_CASE("complaints are opened, taken and answered in words") {
    OfficePage desk(page(samples::complaint_desk(true)));
    CHECK(desk.tap("open:ADU-2026-0004") == Lines{"open=ADU-2026-0004"});
    CHECK(desk.tap("take") == Lines{"take"});
    CHECK(desk.tap("reply") == Lines{});
    CHECK_FALSE(desk.screen->find("reply.confirm")->enabled);
    desk.screen->type("Besok selesai");
    CHECK(desk.tap("reply.confirm") == Lines{"reply=Besok selesai"});
}

TEST_CASE("verification: files are turned, set aside and decided by hand and by key") {
    OfficePage desk(page(samples::verify()));
    CHECK(desk.tap("next_file") == Lines{"next_file"});
    CHECK(desk.tap("previous_file") == Lines{"previous_file"});
    CHECK(desk.tap("collect") == Lines{"collect"});
    desk.screen->key(ui::Key::PageDown);
    desk.screen->type("pb");
    CHECK(desk.said() == Lines{"next_file", "paraf", "collect"});
    desk.screen->type("k");
    CHECK(desk.screen->find("return.confirm") != nullptr);
    desk.screen->type("p");  // words of the reason now, no verdict
    CHECK(desk.said().empty());
}

TEST_CASE("verification: a signature has no key") {
    Verify view = samples::verify();
    view.signs = true;
    OfficePage desk(page(view));
    desk.screen->type("p");
    desk.screen->key(ui::Key::Enter);
    CHECK(desk.said().empty());
    CHECK(desk.tap("sign") == Lines{"sign"});
}

TEST_CASE("verification: what was not seen cannot be set aside") {
    Verify letter = samples::verify();  // too long for one page
    letter.changes = {{"MADE WIRAWAN", "Alamat", "A", "B"}};
    OfficePage desk(page(letter));
    const auto can = [&] { return desk.screen->find("collect")->enabled; };
    CHECK_FALSE(can());
    for (const auto* part : {"papers", "recording", "changes"}) {
        desk.tap(std::string("section:") + part);
        CHECK_FALSE(can());
    }
    desk.tap("section:history");
    desk.screen->settle();
    CHECK(can());
}

TEST_CASE("verification: lists of the queue") {
    Verify queue = samples::verify();
    queue.file.reset();
    OfficePage desk(page(queue));
    CHECK(desk.tap("filter") == Lines{"filter=S02"});
    CHECK(desk.tap("decisions") == Lines{"decisions"});
    CHECK(desk.tap("batch") == Lines{"batch"});
    CHECK(OfficePage(samples::state("verify-together").draw).tap("decide_all") == Lines{"decide_all"});
    CHECK(OfficePage(samples::state("verify-decisions").draw).tap("since:week") == Lines{"since=week"});
    OfficePage pin(samples::state("verify-pin").draw);
    CHECK(pin.tap("digit:7") == Lines{"digit=7"});
    CHECK(pin.tap("pin.cancel") == Lines{"pin.cancel"});
}

TEST_CASE("delegation: whom, how, when, under which order") {
    OfficePage desk(samples::state("delegation").draw);
    CHECK(desk.tap("officer:u1") == Lines{"officer=u1"});
    CHECK(desk.tap("kind:plt") == Lines{"kind=plt"});
    CHECK(desk.tap("from:-1") == Lines{"from=-1"});
    CHECK(desk.tap("to:7") == Lines{"to=7"});
    CHECK(desk.tap("save").empty());
    desk.screen->type("800/1");
    CHECK(desk.tap("save.confirm") == Lines{"save=800/1"});
}

TEST_CASE("maintenance: every part, every device, the report and the way out") {
    OfficePage desk(page(samples::maintenance()));
    for (const auto* part : {"devices", "touch", "aim", "sound", "storage", "data", "network", "sync", "log", "exit"}) CHECK(desk.tap(std::string("show:") + part) == Lines{std::string("show=") + part});
    CHECK(desk.tap("report") == Lines{"report"});
    CHECK(OfficePage(samples::state("maintenance-sync").draw).tap("sync_now") == Lines{"sync_now"});
    OfficePage devices(samples::state("maintenance-devices").draw);
    CHECK(devices.tap("test:d3") == Lines{"test=d3"});
    CHECK(devices.tap("test") == Lines{"test"});
    CHECK(devices.tap("show:history") == Lines{"show=history"});
    CHECK(devices.tap("leave") == Lines{"leave"});
    OfficePage sound(samples::state("maintenance-sound").draw);
    CHECK(sound.tap("volume:-10") == Lines{"volume=-10"});
    CHECK(sound.tap("tone") == Lines{"tone"});
    CHECK(OfficePage(samples::state("maintenance-storage").draw).tap("check") == Lines{"check"});
    CHECK(OfficePage(samples::state("maintenance-exit").draw).tap("second:zainal") == Lines{"second=zainal"});
}

TEST_CASE("touch grid: passed only when every field was reached") {
    Maintenance view = samples::maintenance();
    view.part = "touch";
    OfficePage desk(page(view));
    desk.tap("leave");
    OfficePage again(page(view));
    CHECK(again.tap("leave").back() == "leave");
    OfficePage whole(page(view));
    std::vector<ui::Vec2> way;
    for (float y = 20; y < 1080; y += 60)
        for (float x = 20; x < 1920; x += 60) way.push_back({x, y});
    whole.screen->drag(way);
    whole.screen->settle();
    CHECK(whole.said() == Lines{"touch_tested=pass"});
    CHECK(whole.tap("leave") == Lines{"leave"});
}

TEST_CASE("touch calibration: five targets, then how far they were missed") {
    Maintenance view = samples::maintenance();
    view.part = "aim";
    OfficePage desk(page(view));
    const float edge = desk.screen->ui().theme().mm(20);
    for (const ui::Vec2 at : {ui::Vec2{edge, edge}, {1920 - edge, edge}, {1920 - edge, 1080 - edge}, {edge, 1080 - edge}, {960, 324}}) desk.screen->tap_at(at);
    desk.screen->settle();
    CHECK(desk.said() == Lines{"aimed=0:0"});
    OfficePage askew(page(view));
    for (const ui::Vec2 at : {ui::Vec2{edge, edge}, {1920 - edge, edge}, {1920 - edge, 1080 - edge}, {edge, 1080 - edge}, {960, 324}}) askew.screen->tap_at({at.x + 40, at.y});
    askew.screen->settle();
    CHECK(askew.said() == Lines{"aimed=99:99:1.000000,1.000000,-0.020833,0.000000"});
}
