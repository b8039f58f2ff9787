// How the station treats a person: time-out by sight and sound, forgetting, looks, clocks that jump, calling for help.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <sys/resource.h>
#include <thread>

#include "live_memory.h"
#include "tests/desk/office.h"
#include "visitor.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using namespace std::chrono_literals;

namespace {

/// Of nobody: no register holds it, so nothing but what was typed can bring it into memory.
constexpr std::string_view kNik = "3273012501900001";

struct Kiosk {
    DeskOffice office{"SOP2019"};
    StationStrings strings = std::move(*StationStrings::load(LOKET_SOURCE_DIR "/assets"));
    speech::TranscriptSpeaker speaker;
    std::unique_ptr<Station> station = std::make_unique<Station>(office.equipment(), strings, &speaker);
    std::unique_ptr<ui::Headless> stage = std::move(*ui::Headless::create([this](ui::Ui& ui) { station->draw(ui); }));

    void settle() {
        for (int i = 0; i < 20'000; ++i) {
            station->poll();
            if (!station->busy()) break;
            std::this_thread::sleep_for(std::chrono::microseconds(300));
        }
        stage->settle();
        stage->settle();
    }
    /// Time goes by, second after second, and nobody touches anything.
    void pass(std::chrono::seconds span) {
        for (auto gone = 0s; gone < span; gone += 1s) {
            office.clock.advance(1s);
            station->poll();
            stage->wait(1s);
            stage->frame();
        }
        stage->settle();
    }
    void tap(const std::string& node) {
        INFO(node);
        REQUIRE(stage->tap(node));
        settle();
    }
    bool said(const std::string& words) {
        return std::ranges::any_of(speaker.lines(), [&](const auto& line) { return line.text.find(words) != std::string::npos; });
    }
    /// As far as the form of a service for people the register does not know.
    void begin() {
        if (station->page() == Page::Attract) tap("begin");
        const auto* service = office.services().find("S05");
        const auto all = office.services().with_ticket();
        const bool alone = std::ranges::count_if(all, [&](const auto* each) { return each->letter == service->letter; }) == 1;
        if (!alone) {
            tap("group:" + service->letter);
            tap("answer:S05");
        } else tap("service:S05");
        tap("next");
        stage->type(kNik);
        settle();
        CHECK(stage->find("typed")->value == kNik);
    }
};

}  // namespace

TEST_CASE("after a minute the page is covered, by sight and sound, and one key goes on") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.pass(58s);
    CHECK(kiosk.stage->find("timeout") == nullptr);
    kiosk.pass(4s);
    REQUIRE(kiosk.stage->find("timeout") != nullptr);
    CHECK(kiosk.said("\xE2\x99\xAAwarning"));
    CHECK(kiosk.said("Masih di sini?"));
    CHECK_FALSE(kiosk.stage->find("digit:1")->enabled);
    kiosk.stage->key(ui::Key::Down);
    kiosk.settle();
    CHECK(kiosk.stage->find("timeout") == nullptr);
    CHECK(kiosk.stage->find("typed")->value == kNik);
    kiosk.pass(62s);
    REQUIRE(kiosk.stage->find("timeout") != nullptr);
    kiosk.stage->tap_at({30, 30});  // anywhere
    kiosk.settle();
    CHECK(kiosk.stage->find("timeout") == nullptr);
    CHECK(kiosk.station->page() == Page::Identity);
}

TEST_CASE("nobody answers: everything is wiped, looks and language as well, and no living memory holds the number") {
    Kiosk kiosk;
    kiosk.tap("language:en");
    kiosk.tap("tool.contrast");
    kiosk.begin();
    CHECK(living_blocks_with(kNik) > 0);  // the scan sees what is there
    kiosk.tap("next");
    CHECK(kiosk.station->page() == Page::Question);
    CHECK(living_blocks_with(kNik) > 0);
    kiosk.pass(110s);
    kiosk.settle();
    CHECK(kiosk.station->page() == Page::Attract);
    CHECK(kiosk.station->session().language == "id");
    CHECK(kiosk.station->appearance() == Appearance{});
    CHECK(living_blocks_with(kNik) == 0);
}

TEST_CASE("leaving at once wipes at once") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.pass(62s);
    kiosk.tap("timeout.leave");
    CHECK(kiosk.station->page() == Page::Attract);
    CHECK(living_blocks_with(kNik) == 0);
}

TEST_CASE("a clock that jumps ends nobody's visit") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.office.clock.advance(5h);
    kiosk.pass(3s);
    CHECK(kiosk.stage->find("timeout") == nullptr);
    kiosk.office.clock.advance(-9h);
    kiosk.pass(3s);
    CHECK(kiosk.stage->find("timeout") == nullptr);
    CHECK(kiosk.stage->find("typed")->value == kNik);
    kiosk.tap("tool.call_officer");
    CHECK(kiosk.stage->find("officer_called") != nullptr);
    kiosk.office.clock.advance(-1h);  // nor does a banner stay for an hour
    kiosk.pass(1s);
    CHECK(kiosk.stage->find("officer_called") == nullptr);
}

TEST_CASE("letters, contrast, hand and voice are set on one page and help can be called from it") {
    Kiosk kiosk;
    kiosk.tap("tool.display");
    REQUIRE(kiosk.stage->find("look") != nullptr);
    const auto right = kiosk.stage->find("look.close")->rect.x;
    kiosk.tap("look.text:2");
    kiosk.tap("look.contrast:on");
    kiosk.tap("look.hand:on");
    kiosk.tap("look.voice:on");
    kiosk.tap("look.volume:0");
    kiosk.tap("look.rate:2");
    CHECK(kiosk.station->appearance() == Appearance{2, true, true, 0, 2});
    CHECK(kiosk.station->comfort().guided());
    CHECK(kiosk.speaker.settings().volume < 0.5F);
    CHECK(kiosk.speaker.settings().rate > 150);
    kiosk.tap("look.call");
    kiosk.tap("look.close");
    CHECK(kiosk.stage->find("officer_called") != nullptr);
    REQUIRE(kiosk.stage->ui().set_theme({.left_handed = true}).ok());
    kiosk.settle();  // drawn anew: what is touched next lies elsewhere
    kiosk.tap("tool.display");
    CHECK(kiosk.stage->find("look.close")->rect.x < right);
}

TEST_CASE("a disk that is full in mid-form is told in words, loses nothing, and the same button goes on when there is room") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.tap("tool.call_officer");  // an act that must be stored
    CHECK(kiosk.stage->find("officer_called") != nullptr);
    kiosk.pass(40s);
    REQUIRE(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit none = before;
    none.rlim_cur = 0;  // no file of this program may grow
    REQUIRE(setrlimit(RLIMIT_FSIZE, &none) == 0);
    const auto refused = kiosk.office.equipment().core.ask([](Core& core) { return answer_help(core, 1, {"rina", engine::Role::FrontOffice}, core.snapshot()->head_at); }).get();
    kiosk.tap("tool.display");  // the screen goes on
    kiosk.tap("look.close");
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    REQUIRE_FALSE(refused.ok());
    CHECK(kiosk.strings.in("id").has("error." + refused.error().code));
    CHECK(kiosk.stage->find("typed")->value == kNik);
    CHECK(kiosk.office.equipment().core.ask([](Core& core) { return answer_help(core, 1, {"rina", engine::Role::FrontOffice}, core.snapshot()->head_at); }).get().ok());
    kiosk.tap("next");
    CHECK(kiosk.station->page() == Page::Question);
}

/// A sound device that can be pulled out.
class PluggedSpeaker final : public speech::Speaker {
  public:
    void say(std::string text, std::string, speech::Priority) override { heard += there ? text + "\n" : ""; }
    void play(speech::Sound) override {}
    void stop() override {}
    void adjust(const speech::Settings&) override {}
    void prepare(std::vector<std::string>, std::string) override {}
    [[nodiscard]] std::string problem() const override { return there ? "" : "speech.no_device"; }

    bool there = false;
    std::string heard;
};

TEST_CASE("without a sound device the voice says in writing why it is silent, and is heard as soon as there is one") {
    DeskOffice office{"SOP2019"};
    const auto strings = std::move(*StationStrings::load(LOKET_SOURCE_DIR "/assets"));
    PluggedSpeaker speaker;
    Station station(office.equipment(), strings, &speaker);
    auto stage = std::move(*ui::Headless::create([&](ui::Ui& ui) { station.draw(ui); }));
    const auto settle = [&] {
        do station.poll();
        while (station.busy());
        stage->settle();
    };
    settle();
    for (const char* node : {"begin", "tool.voice"}) {
        REQUIRE(stage->tap(node));
        settle();
    }
    settle();
    REQUIRE(stage->find("notice") != nullptr);
    CHECK(stage->find("notice")->label == strings.in("id").text("error.speech.no_device"));
    REQUIRE(stage->tap("notice.close"));
    settle();
    CHECK(stage->find("notice") == nullptr);  // told once
    CHECK(speaker.heard.empty());
    speaker.there = true;
    stage->key(ui::Key::Down);
    settle();
    stage->key(ui::Key::Down);
    settle();
    CHECK_FALSE(speaker.heard.empty());
}

TEST_CASE("a message on the screen is also a sound with a caption") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.station->code_read("bukan-kode-kami");
    kiosk.settle();
    CHECK(kiosk.said("\xE2\x99\xAA" "error"));
    REQUIRE(kiosk.stage->find("toast") != nullptr);
    CHECK(kiosk.stage->find("toast")->label == kiosk.strings.in("id").text("caption.error"));
}

TEST_CASE("a call for help is on the disk, is seen by officers, and is answered by one of them") {
    Kiosk kiosk;
    kiosk.begin();
    kiosk.tap("tool.call_officer");
    kiosk.pass(62s);
    kiosk.tap("timeout.call");  // also from a dialog; the same place calls once
    const auto stored = [&] { return kiosk.office.equipment().core.ask([](Core& core) { return help_calls(core); }).get().value(); };
    REQUIRE(stored().size() == 1);
    CHECK(stored().front().place == "anjungan");
    CHECK(stored().front().page == "identity");
    kiosk.station = std::make_unique<Station>(kiosk.office.equipment(), kiosk.strings, &kiosk.speaker);  // the kiosk was switched off and on
    kiosk.settle();
    CHECK(kiosk.stage->find("help") == nullptr);  // not for applicants
    REQUIRE(kiosk.station->sign_in_as("rina").ok());
    kiosk.settle();
    REQUIRE(kiosk.stage->find("help") != nullptr);
    CHECK(kiosk.stage->find("help")->label.find("memanggil petugas") != std::string::npos);
    kiosk.tap("help.answer:1");
    CHECK(kiosk.stage->find("help") == nullptr);
    CHECK(stored().empty());
    const auto trace = kiosk.office.equipment().core.ask([](Core& core) { return core.store().audits("help/1"); }).get();
    REQUIRE(trace.ok());
    std::string actions;
    for (const auto& line : *trace) actions += line.actor + " " + line.action + "; ";
    CHECK(actions.find("anjungan help.called; rina help.answered; ") != std::string::npos);
    const auto again = kiosk.office.equipment().core.ask([](Core& core) { return answer_help(core, 1, {"dewi", engine::Role::FrontOffice}, core.snapshot()->head_at); }).get();
    CHECK(again.error().code == "help.answered");
}
