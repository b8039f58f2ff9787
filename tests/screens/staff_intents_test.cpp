// Every control of the officers' pages says what its view model documents.

#include <catch2/catch.hpp>

#include <filesystem>
#include <utility>

#include "kiosk/screens/applicant.h"
#include "kiosk/screens/staff_memory.h"
#include "staff_pictures.h"
#include "staff_samples.h"

using namespace loket;
using namespace loket::screens;
using namespace loket::viewmodels;
using samples::page;

namespace {

const Words& words() {
    static const auto kWords = Words::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets/strings", "id");
    REQUIRE(kWords.ok());
    return *kWords;
}

/// A screen that collects what is said. One for all cases: what is shown is exchanged.
class Counter {
  public:
    explicit Counter(samples::Draw draw, bool portrait = false)
        : draw_(std::move(draw)), chrome_(samples::chrome()) {
        staff::forget();
        auto made = ui::Headless::create([this](ui::Ui& ui) { draw_(ui, words(), chrome_, said_); },
                                         {.width = portrait ? 1080 : 1920, .height = portrait ? 1920 : 1080});
        REQUIRE(made.ok());
        screen = std::move(*made);
    }

    void show(samples::Draw draw) {
        draw_ = std::move(draw);
        screen->settle();
    }
    Counter& tap(const std::string& node) {
        INFO(node);
        CHECK(screen->tap(node));
        return *this;
    }
    /// What was said since the last call, as "name" or "name=value".
    std::vector<std::string> said() {
        std::vector<std::string> lines;
        for (const Intent& intent : std::exchange(said_, {}))
            lines.push_back(intent.value.empty() ? intent.name : intent.name + "=" + intent.value);
        return lines;
    }
    [[nodiscard]] bool enabled(const std::string& node) const {
        const auto* found = screen->find(node);
        return found != nullptr && found->enabled;
    }

    std::unique_ptr<ui::Headless> screen;

  private:
    samples::Draw draw_;
    Chrome chrome_;
    Intents said_;
};

using Lines = std::vector<std::string>;

/// Taps the node of each intent and expects just that intent.
void expect(const samples::Draw& draw, const std::vector<Intent>& intents, bool portrait = false) {
    Counter desk(draw, portrait);
    for (const Intent& intent : intents) {
        desk.tap(node_of(intent));
        INFO(intent.name << ":" << intent.value);
        CHECK(desk.said() == Lines{intent.value.empty() ? intent.name : intent.name + "=" + intent.value});
    }
}

}  // namespace

TEST_CASE("frame: tabs, tools, notice, sign-out") {
    expect(page(samples::front_office(true)), {{"tab", "check_file"},
                                               {"tab", "hand_over"},
                                               {"language", "en"},
                                               {"tool.text_size", {}},
                                               {"tool.contrast", {}},
                                               {"sign_out", {}}});
    expect(page(samples::front_office(true)),
           {{"tab", "check_file"},
            {"language", "en"},
            {"tool.text_size", {}},
            {"tool.contrast", {}},
            {"sign_out", {}}},
           true);
    expect(samples::state("queue-notice").draw, {{"notice.close", {}}});
}

TEST_CASE("frame: Escape signs nobody out") {
    for (const bool portrait : {false, true}) {
        Counter desk(page(samples::front_office(true)), portrait);
        desk.screen->key(ui::Key::Escape);
        desk.screen->key(ui::Key::Left);
        CHECK(desk.said().empty());
    }
}

TEST_CASE("work list: a file is opened from the table and from the panel, and closed") {
    Verify list = samples::verify();
    list.file.reset();
    expect(page(list), {{"open", "K2"}});
    expect(page(samples::print_desk()), {{"open", "K3"}});
    expect(page(samples::verify()), {{"open", {}}});
    expect(page(samples::print_desk()), {{"open", {}}}, true);
}

TEST_CASE("work list: long lists turn pages") {
    Counter desk(page(samples::print_desk()));
    CHECK(desk.screen->find("open:K14") == nullptr);
    desk.tap("work.next");
    CHECK(desk.screen->find("open:K14") != nullptr);
    desk.tap("work.previous");
    CHECK(desk.screen->find("open:K1") != nullptr);
    CHECK(desk.said().empty());
}

TEST_CASE("sign-in: officer, PIN, in and out; the PIN is never on the page") {
    SignIn view{
        .officers = {{"rina", "RINA MARLINA", "Front Office"}, {"dewi", "DEWI ANGGRAINI", "Front Office"}},
        .selected = "dewi",
        .pin_length = 3,
        .can_continue = true};
    expect(page(view), {{"user", "rina"},
                        {"digit", "7"},
                        {"digit", "0"},
                        {"erase", {}},
                        {"clear", {}},
                        {"leave", {}},
                        {"sign_in", {}}});
    Counter desk(page(view));
    desk.screen->type("49");
    CHECK(desk.said() == Lines{"digit=4", "digit=9"});
    desk.screen->key(ui::Key::Backspace);
    CHECK(desk.said() == Lines{"erase"});
    for (const auto& node : desk.screen->nodes()) CHECK(node.value.find("000") == std::string::npos);
    view.can_continue = false;
    view.pin_length = 6;
    desk.show(page(view));
    CHECK_FALSE(desk.enabled("sign_in"));
    desk.tap("digit:5");
    CHECK(desk.said().empty());
}

TEST_CASE("queue: call, call again, miss, receive") {
    expect(page(samples::front_office(false)), {{"call", {}}});
    expect(page(samples::front_office(true)), {{"call", "A-001"}, {"miss", "A-001"}, {"receive", "A-001"}});
    FrontOffice nobody = samples::front_office(false);
    nobody.waiting = 0;
    CHECK_FALSE(Counter(page(nobody)).enabled("call"));
    FrontOffice once = samples::front_office(true);
    once.can_miss = false;
    CHECK_FALSE(Counter(page(once)).enabled("miss:A-001"));
}

TEST_CASE("a double tap is one intent") {
    Counter desk(page(samples::front_office(true)));
    const auto centre = desk.screen->find("receive:A-001")->rect.centre();
    desk.screen->wait(Millis{600});
    for (int i = 0; i < 2; ++i) {
        desk.screen->ui().input().push(ui::InputEvent::down(centre, desk.screen->now()));
        desk.screen->wait(Millis{40});
        desk.screen->ui().input().push(ui::InputEvent::up(centre, desk.screen->now()));
        desk.screen->wait(Millis{40});
    }
    desk.screen->settle();
    CHECK(desk.said() == Lines{"receive=A-001"});
}

TEST_CASE("check-list: marks, registration, recording, begin") {
    const auto list = samples::desk("check_file", "Periksa berkas");
    CheckFile view = samples::check_file();
    expect(page(view, list), {{"mark", "1:missing"},
                              {"mark", "1:open"},
                              {"mark", "4:present"},
                              {"mark", "5:present"},
                              {"mark", "5:missing"},
                              {"complete", {}}});
    Counter desk(page(view, list));
    CHECK(desk.screen->find("mark:6:present") == nullptr);
    desk.tap("mark:1:present");
    CHECK(desk.said().empty());  // it is marked so already
    CHECK(desk.screen->find("record") == nullptr);
    view.items.back().satisfied = false;
    view.can_complete = false;
    desk.show(page(view, list));
    CHECK_FALSE(desk.enabled("complete"));
    CHECK(desk.tap("record").said() == Lines{"record"});
    view.can_incomplete = false;
    expect(page(view, list), {{"begin", {}}});
}

TEST_CASE("reasons: chosen, typed, both, none") {
    const auto draw = page(samples::check_file(), samples::desk("check_file", "Periksa berkas"));
    Counter desk(draw);
    desk.tap("incomplete");
    CHECK(desk.said().empty());
    CHECK_FALSE(desk.enabled("incomplete.confirm"));
    CHECK_FALSE(desk.enabled("complete"));  // the page below is deaf
    desk.tap("incomplete.reason:1").tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=Data pada formulir berbeda dengan register"});
    CHECK(desk.screen->find("incomplete.confirm") == nullptr);
    desk.tap("incomplete").tap("letter:K").tap("letter:K").tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=KK"});
    desk.tap("incomplete").tap("incomplete.reason:0");
    desk.screen->type("surat");
    desk.tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=Ada persyaratan yang belum dibawa: surat"});
    desk.tap("incomplete").tap("incomplete.close");
    CHECK(desk.said().empty());
    CHECK(desk.enabled("complete"));
}

TEST_CASE("reasons: another file closes the dialog and forgets the words") {
    const auto list = samples::desk("check_file", "Periksa berkas");
    CheckFile view = samples::check_file();
    Counter desk(page(view, list));
    desk.tap("cancel").tap("letter:X");
    view.head.case_id = "K2";
    desk.show(page(view, list));
    CHECK(desk.screen->find("cancel.confirm") == nullptr);
    desk.tap("cancel");
    CHECK(desk.screen->find("cancel.text")->value.empty());
    CHECK(desk.tap("cancel.reason:0").tap("cancel.confirm").said() ==
          Lines{"cancel=" + words().text("desk.cancel.withdrawn")});
}

TEST_CASE("resi and forwarding") {
    const auto list = samples::desk("check_file", "Resi");
    ResiPage resi{.resi = "BTN-261123-KTP-0007-H",
                  .promised = "26 November 2026",
                  .service = "KTP-el",
                  .slip = samples::slip()};
    expect(page(resi, list), {{"print_again", {}}, {"done", {}}});
    CHECK(Counter(page(resi, list)).screen->find("record") == nullptr);
    resi.needs_recording = true;
    expect(page(resi, list), {{"record", {}}, {"done", {}}});
    expect(samples::state("work-file").draw, {{"begin", {}}});
    expect(samples::state("work-begun").draw, {{"complete", {}}});
    expect(samples::state("work-printing").draw, {{"print", {}}});
    expect(samples::state("work-list").draw, {{"open_internal", "P01"}, {"open_internal", "P03"}});
}

TEST_CASE("verification: begin, paraf, return, and not by everyone") {
    expect(page(samples::verify()), {{"paraf", {}}});
    expect(samples::state("verify-letter").draw, {{"sign", {}}});
    expect(samples::state("verify-fresh").draw, {{"begin", {}}});
    Counter desk(page(samples::verify()));
    CHECK(desk.tap("return").tap("return.reason:2").tap("return.confirm").said() ==
          Lines{"return=Persyaratan kurang"});
    Counter barred(samples::state("verify-barred").draw);
    CHECK(barred.screen->find("paraf") == nullptr);
    CHECK(barred.screen->find("return") == nullptr);
    REQUIRE(barred.screen->find("refusal") != nullptr);
}

TEST_CASE("verification shows the whole file") {
    Counter desk(page(samples::verify()));
    for (const char* node :
         {"photo", "signature", "paper.1", "paper.6", "sample.0.quality", "sample.11.quality", "event.3"}) {
        INFO(node);
        CHECK(desk.screen->find(node) != nullptr);
    }
    CHECK(desk.screen->find("sample.3.quality")->value == "Terluka");
    CHECK(desk.screen->find("sample.4.quality")->value == "68");
}

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
    expect(page(samples::recording(Stage::Review), list), {{"approve", {}}});
    expect(page(Recording{}, list), {{"open", "K4"}});
}

TEST_CASE("recording: one tap on a reason excuses a finger; the photo cannot be excused") {
    using Stage = Recording::Stage;
    const auto list = samples::desk("recording", "Perekaman");
    Counter desk(page(samples::recording(Stage::LeftFour), list));
    desk.tap("excuse.open:finger:7").tap("excuse:finger:7:LUKA");
    CHECK(desk.said() == Lines{"excuse=finger:7:LUKA"});
    CHECK(desk.screen->find("excuse:finger:7:LUKA") == nullptr);
    desk.tap("excuse.open:finger:8").tap("excuse.close");
    CHECK(desk.said().empty());
    CHECK(Counter(page(samples::recording(Stage::Photo), list)).screen->find("excuse.open:photo") == nullptr);
}

TEST_CASE("printing: begin, print, spoiled, untouched, complete") {
    PrintDesk view = samples::print_desk();
    expect(page(view), {{"print", {}}});
    Counter desk(page(view));
    CHECK(desk.tap("spoiled").tap("spoiled.reason:0").tap("spoiled.confirm").said() ==
          Lines{"spoiled=Kartu macet"});
    expect(samples::state("print-ask").draw, {{"untouched", {}}});
    desk.show(samples::state("print-ask").draw);
    CHECK(desk.tap("spoiled").tap("spoiled.reason:1").tap("spoiled.confirm").said() ==
          Lines{"spoiled=Cetakan kotor"});
    view.can_complete = true;
    expect(page(view), {{"complete", {}}});
    view.begun = false;
    expect(page(view), {{"begin", {}}});
    CHECK_FALSE(Counter(samples::state("print-shut").draw).enabled("print"));
}

TEST_CASE("activation: call, begin, read, compare, refuse, complete, stop") {
    expect(samples::state("activation-list").draw, {{"call", {}}});
    expect(samples::state("activation-called").draw, {{"call", "C-004"}});
    expect(page(samples::activation()), {{"compare", "2"}, {"compare", "7"}, {"read", {}}});
    expect(samples::state("activation-working").draw, {{"cancel_capture", {}}});
    expect(samples::state("activation-done").draw, {{"complete", {}}});
    Counter desk(page(samples::activation()));
    CHECK(desk.tap("refuse").tap("refuse.reason:0").tap("refuse.confirm").said() ==
          Lines{"refuse=Bukan pemilik kartu"});
    Activation fresh = samples::activation();
    fresh.begun = false;
    expect(page(fresh), {{"begin", {}}});
}

TEST_CASE("hand-over: the resi is typed, read or tapped; then the card, then the signature") {
    Counter desk(page(samples::hand_over()));
    CHECK_FALSE(desk.enabled("resi"));
    CHECK_FALSE(desk.enabled("hand_over"));
    desk.screen->type("btn-1");
    CHECK(desk.tap("letter:X").tap("resi").said() == Lines{"resi=BTN-1X"});
    desk.screen->scan("LOKET:RESI:BTN-261123-KTP-0007-H");
    CHECK(desk.said() == Lines{"resi=LOKET:RESI:BTN-261123-KTP-0007-H"});
    expect(samples::state("hand-over-fresh").draw, {{"begin", {}}});
    expect(samples::state("hand-over-fits").draw, {{"hand_over", {}}});
    expect(samples::state("hand-over-sign").draw, {{"sign", {}}});
    expect(samples::state("hand-over-signed").draw, {{"complete", {}}, {"sign", {}}});
    CHECK_FALSE(Counter(samples::state("hand-over-signing").draw).enabled("sign"));
}
