// Every officer's page in every look: nothing cut, nothing overlapping, nothing too small, no word missing.

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "devices/base/file.h"
#include "kiosk/screens/coaching.h"
#include "kiosk/screens/staff_memory.h"
#include "kiosk/ui/audit.h"
#include "kiosk/ui/png.h"
#include "kiosk/samples/staff_samples.h"

using namespace loket;
using namespace loket::screens;

namespace {

struct Look {
    bool portrait, contrast;
    float scale;
    const char* language;
};

std::vector<Look> looks() {
    std::vector<Look> all;
    for (const float scale : {1.f, 1.25f, 1.5f})
        for (const bool portrait : {false, true})
            for (const bool contrast : {false, true})
                for (const char* language : {"id", "en", "ms"})
                    all.push_back({portrait, contrast, scale, language});
    return all;
}

std::string name_of(const Look& look) {
    return fmt::format("{}-{:.0f}-{}{}", look.portrait ? "portrait" : "landscape", look.scale * 100,
                       look.language, look.contrast ? "-contrast" : "");
}

Words words_of(const std::string& language) {
    auto words = Words::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets/strings", language);
    REQUIRE(words.ok());
    return *words;
}

/// One screen on which one state after the other is shown.
struct Stage {
    explicit Stage(const Look& look)
        : words(words_of(look.language)), chrome(samples::chrome(look.language)) {
        auto made = ui::Headless::create(
            [this](ui::Ui& ui) {
                viewmodels::Intents ignored;
                if (shown != nullptr) shown->draw(ui, words, chrome, ignored);
            },
            {.width = look.portrait ? 1080 : 1920,
             .height = look.portrait ? 1920 : 1080,
             .theme = {.high_contrast = look.contrast, .text_scale = look.scale}});
        REQUIRE(made.ok());
        screen = std::move(*made);
    }

    void show(const samples::State& state) {
        staff::forget();
        shown = &state;
        screen->frame();
        screen->frame();
        for (const auto& node : state.taps) screen->tap(node);
    }

    Words words;
    viewmodels::Chrome chrome;
    const samples::State* shown = nullptr;
    std::unique_ptr<ui::Headless> screen;
};

}  // namespace

TEST_CASE("officers' pages pass the audit in every look") {
    for (const Look& look : looks()) {
        Stage stage(look);
        for (const auto& state : samples::states()) {
            stage.show(state);
            const auto findings =
                ui::audit(stage.screen->nodes(), stage.screen->ui().theme(), stage.screen->ui().bounds());
            INFO(state.name << " " << name_of(look) << "\n" << ui::describe(findings));
            CHECK(findings.empty());
        }
        CHECK(stage.words.missing().empty());
    }
}

TEST_CASE("a call for help has its line and its one button on the officers' pages") {
    for (const Look& look : looks()) {
        if (look.contrast || std::string(look.language) != "id") continue;
        Stage stage(look);
        stage.chrome.help = stage.words.text("help.waiting_more", {{"place", "anjungan"}, {"time", "10.24"}, {"count", "2"}});
        stage.chrome.help_number = "3";
        for (const auto& state : samples::states()) {
            stage.show(state);
            const auto findings = ui::audit(stage.screen->nodes(), stage.screen->ui().theme(), stage.screen->ui().bounds());
            INFO(state.name << " " << name_of(look) << "\n" << ui::describe(findings));
            CHECK(findings.empty());
        }
    }
    Stage stage({false, false, 1, "id"});
    stage.chrome.help = "Pemohon memanggil";
    stage.chrome.help_number = "3";
    stage.show(samples::state("queue"));
    CHECK(stage.screen->find("help") != nullptr);
    CHECK(stage.screen->find("help.answer:3")->enabled);
}

TEST_CASE("every state of the samples shows a page of its own") {
    Stage stage({false, false, 1, "id"});
    for (const auto& state : samples::states()) {
        stage.show(state);
        INFO(state.name);
        CHECK(stage.screen->nodes().size() > 12);
    }
}

TEST_CASE("pictures of every advice, for looking at", "[.][pictures]") {
    static constexpr const char* kCodes[] = {
        "finger.place_one", "finger.place_right_four", "finger.place_thumbs", "finger.dry", "finger.wet", "finger.press_harder", "finger.press_less", "finger.lift",
        "finger.hold_still", "finger.small_area", "finger.off_centre", "finger.clean_glass", "finger.wrong_hand", "iris.look_here", "iris.closer", "iris.further",
        "iris.glasses", "iris.open_wide", "face.close_mouth", "face.too_dark", "face.too_bright", "signature.sign_here", "face.not_found", "iris.not_here"};
    for (const bool contrast : {false, true}) {
        auto stage = ui::Headless::create([](ui::Ui& ui) {
            ui.screen("coaching");
            const auto cells = ui::grid(ui.bounds().inset(30), 8, 3, 20);
            for (std::size_t i = 0; i < std::size(kCodes); ++i) coach_picture(ui, kCodes[i], {kCodes[i], kCodes[i]}, cells[i]);
        }, {.theme = {.high_contrast = contrast}});
        REQUIRE(stage.ok());
        (*stage)->settle();
        const auto folder = std::filesystem::path(LOKET_BINARY_DIR) / "screens";
        REQUIRE(make_folder(folder).ok());
        REQUIRE(write_file(folder / (contrast ? "coaching-contrast.png" : "coaching.png"), *ui::encode_png((*stage)->image())).ok());
    }
}

TEST_CASE("pictures of the officers' pages, for looking at", "[.][pictures]") {
    const auto folder = std::filesystem::path(LOKET_BINARY_DIR) / "screens";
    REQUIRE(make_folder(folder).ok());
    const char* only = std::getenv("LOKET_LOOK");
    for (const Look& look : looks()) {
        if (only != nullptr && name_of(look) != only) continue;
        Stage stage(look);
        for (const auto& state : samples::states()) {
            stage.show(state);
            stage.screen->settle();
            const auto png = ui::encode_png(stage.screen->image());
            REQUIRE(png.ok());
            REQUIRE(write_file(folder / fmt::format("{}-{}.png", state.name, name_of(look)), *png).ok());
        }
    }
}
