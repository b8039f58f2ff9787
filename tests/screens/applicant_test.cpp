#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <regex>
#include <set>

#include "kiosk/samples/applicant_samples.h"
#include "devices/base/file.h"
#include "kiosk/ui/audit.h"
#include "kiosk/ui/png.h"

using namespace loket;
using samples::Stage;
using viewmodels::Chrome;
using viewmodels::Intent;
using viewmodels::Intents;

namespace {

std::string text_of(const Intents& intents) {
    std::string all;
    for (const auto& intent : intents)
        all += (all.empty() ? "" : " ") + intent.name + (intent.value.empty() ? "" : ":" + intent.value);
    return all;
}

std::vector<ui::HeadlessOptions> looks() {
    std::vector<ui::HeadlessOptions> all;
    for (const bool portrait : {false, true})
        for (const float scale : {1.f, 1.25f, 1.5f})
            for (const bool contrast : {false, true})
                all.push_back({.width = portrait ? 1080 : 1920,
                               .height = portrait ? 1920 : 1080,
                               .theme = {.high_contrast = contrast, .text_scale = scale}});
    return all;
}

std::string name_of(const ui::HeadlessOptions& look) {
    return fmt::format("{}-x{:.2f}{}", look.width > look.height ? "landscape" : "portrait",
                       look.theme.text_scale, look.theme.high_contrast ? "-contrast" : "");
}

std::string findings(ui::Headless& view) {
    return describe(audit(view.nodes(), view.ui().theme(), view.ui().bounds()));
}

std::unique_ptr<Stage> open(const std::string& page, const std::string& language = "id") {
    return samples::open(samples::page(language, page), samples::chrome(language));
}

/// Everything a finger can do on the page as it stands, but what the tools and languages do.
std::string own_intents(Stage& stage) {
    std::set<std::string> all;
    const auto nodes = stage.view->nodes();
    for (const auto& node : nodes) {
        const bool chosen = node.selected && node.role != ui::Role::Button;  // a picked one can be taken back
        if (!ui::interactive(node.role) || !node.enabled || chosen || node.id.starts_with("tool.") ||
            node.id.starts_with("language:"))
            continue;
        const auto intents = stage.tap(node.id);
        INFO(node.id);
        REQUIRE(intents.size() == 1);
        CHECK(screens::node_of(intents[0]) == node.id);
        all.insert(text_of(intents));
    }
    std::string text;
    for (const auto& each : all) text += (text.empty() ? "" : " ") + each;
    return text;
}

}  // namespace

TEST_CASE("the applicant's pages pass the audit in every look and language") {
    for (const auto& look : looks()) {
        const auto fonts = ui::Fonts::load(look.theme);  // one atlas for all pages of a look
        for (const std::string language : viewmodels::kLanguages)
            for (const auto& sample : samples::pages(language)) {
                // Each question of the survey differs only in its words; one contrast is enough for them.
                if (look.theme.high_contrast && sample.name.starts_with("survey-") &&
                    sample.name != "survey-9")
                    continue;
                const auto stage = samples::open(sample, samples::chrome(language), look);
                INFO(sample.name << " " << language << " " << name_of(look));
                CHECK(findings(*stage->view) == "");
                CHECK(samples::words(language).missing().empty());
            }
    }
}

TEST_CASE("notices find room on every page, also in large letters") {
    for (const auto& look : looks()) {
        if (look.theme.high_contrast) continue;
        const auto fonts = ui::Fonts::load(look.theme);
        for (const auto& sample : samples::pages("id")) {
            Chrome chrome = samples::chrome("id");
            chrome.notice =
                viewmodels::Notice{viewmodels::Tone::Bad, samples::words("id").text("error.device.none")};
            const auto stage = samples::open(sample, chrome, look);
            INFO(sample.name << " " << name_of(look));
            CHECK(findings(*stage->view) == "");
            if (sample.name.starts_with("display")) continue;
            REQUIRE(stage->view->find("notice") != nullptr);
            CHECK(text_of(stage->tap("notice.close")) == "notice.close");
        }
    }
}

TEST_CASE("every page fits a 4K screen, a small one and one of an odd shape") {
    for (const auto& [width, height] : {std::pair{3840, 2160}, {1366, 768}, {1280, 1024}, {768, 1366}}) {
        const ui::HeadlessOptions look{.width = width, .height = height, .theme = {.px_per_mm = ui::fitting_density(static_cast<float>(width), static_cast<float>(height))}};
        const auto fonts = ui::Fonts::load(look.theme);
        for (const auto& sample : samples::pages("id")) {
            const auto stage = samples::open(sample, samples::chrome("id"), look);
            INFO(sample.name << " " << width << " x " << height);
            CHECK(findings(*stage->view) == "");
        }
    }
}

TEST_CASE("every page names the simulation and can call an officer, back only where it leads") {
    for (const auto& sample : samples::pages("id")) {
        const auto stage = samples::open(sample, samples::chrome("id"));
        INFO(sample.name);
        const auto nodes = stage->view->nodes();
        CHECK(std::any_of(nodes.begin(), nodes.end(),
                          [](const ui::Node& node) { return node.label == "Simulasi"; }));
        if (sample.name.starts_with("display")) continue;
        CHECK(text_of(stage->tap("tool.call_officer")) == "tool.call_officer");
        CHECK(text_of(stage->tap("tool.text_size")) == "tool.text_size");
        CHECK(text_of(stage->tap("tool.contrast")) == "tool.contrast");
        CHECK(text_of(stage->tap("tool.voice")) == "tool.voice");
        CHECK(text_of(stage->tap("tool.display")) == "tool.display");
        CHECK(text_of(stage->tap("language:ms")) == "language:ms");
        CHECK(text_of(stage->tap("language:en")) == "language:en");
        CHECK(stage->tap("language:id").empty());
    }
    Chrome real = samples::chrome("id");
    real.simulated = false;
    real.back = false;
    const auto stage = samples::open(samples::page("id", "home"), real);
    for (const auto& node : stage->view->nodes()) CHECK(node.label != "Simulasi");
    CHECK(stage->view->find("back") == nullptr);
}

TEST_CASE("a called officer is announced on every page, also in large letters") {
    for (const auto& look : looks()) {
        if (look.theme.high_contrast) continue;
        const auto fonts = ui::Fonts::load(look.theme);
        for (const auto& sample : samples::pages("id")) {
            if (sample.name.starts_with("display")) continue;
            Chrome chrome = samples::chrome("id");
            chrome.officer_called = samples::words("id").text("chrome.officer_called");
            const auto stage = samples::open(sample, chrome, look);
            INFO(sample.name << " " << name_of(look));
            CHECK(findings(*stage->view) == "");
            REQUIRE(stage->view->find("officer_called") != nullptr);
            CHECK(stage->view->find("officer_called")->label == chrome.officer_called);
        }
    }
}

TEST_CASE("keys can be hit when everything is said at once, in large letters") {
    for (const auto& look : looks()) {
        if (look.theme.high_contrast) continue;
        for (const auto* name : {"field-text", "field-text-wrong", "resi-wrong"}) {
            Chrome chrome = samples::chrome("id");
            chrome.officer_called = samples::words("id").text("chrome.officer_called");
            chrome.notice = viewmodels::Notice{viewmodels::Tone::Warning, samples::words("id").text("error.store.corrupt")};
            const auto stage = samples::open(samples::page("id", name), chrome, look);
            INFO(name << " " << name_of(look));
            CHECK(findings(*stage->view) == "");
        }
    }
}

TEST_CASE("each control answers with the documented intent under its own node id") {
    const std::string digits =
        "digit:0 digit:1 digit:2 digit:3 digit:4 digit:5 digit:6 digit:7 digit:8 digit:9 erase";
    CHECK(own_intents(*open("attract")) == "begin begin:en begin:id begin:ms");
    CHECK(own_intents(*open("home")) == "appointment back collect complain info reprint service:S02 status survey");
    CHECK(own_intents(*open("home-many")) ==
          "appointment back collect complain info reprint service:S02 service:S03 service:S04 service:S05 service:S06 service:S07 status survey");
    CHECK(own_intents(*open("nik")) == "back card clear " + digits + " mode:kk");
    CHECK(own_intents(*open("nik-full")) == "back card clear " + digits + " mode:kk next");
    CHECK(own_intents(*open("kk")) == "back clear " + digits + " mode:nik");
    std::string letters;
    for (char letter = 'A'; letter <= 'Z'; ++letter) letters += std::string(" letter:") + letter;
    CHECK(own_intents(*open("resi")) == "back clear " + digits + letters);
    CHECK(own_intents(*open("confirm")) == "back confirm not_me");
    CHECK(own_intents(*open("confirm-family")) == "back confirm member:0 member:2 member:3 member:4 not_me");
    CHECK(own_intents(*open("confirm-nobody")) == "back member:0 member:1 member:2 member:3 member:4");
    CHECK(own_intents(*open("choice")) == "answer:PEMULA answer:PERUBAHAN answer:RUSAK back next");
    CHECK(own_intents(*open("services")) == "answer:S08 answer:S09 answer:S10 answer:S11 answer:S12 answer:S13 answer:S14 answer:S15 back");
    CHECK(own_intents(*open("field-number")) == "back clear " + digits + " next");
    CHECK(own_intents(*open("field-date")) == "back clear " + digits + " next");
    CHECK(own_intents(*open("field-people")) == "back next pick:0 pick:1 pick:2 pick:3 pick:4");
    CHECK(own_intents(*open("field-numbers")) == "add back clear " + digits + " next pick:0");
    CHECK(own_intents(*open("passport")) == "back clear " + digits + letters + " mode:nik next");
    CHECK(own_intents(*open("priority")) ==
          "answer:disability answer:elderly answer:none answer:pregnant back");
    CHECK(own_intents(*open("bring")) == "back next");
    CHECK(own_intents(*open("ticket")) == "done");
    CHECK(own_intents(*open("service")) == "appointment back info next");
    CHECK(own_intents(*open("scan-list")) == "back next scan:1 scan:2 scan:3 scan:4 scan:5");
    CHECK(own_intents(*open("scan-taking")) == "scan.stop");
    CHECK(own_intents(*open("scan-taken")) == "scan.again scan.keep scan.stop");
    CHECK(own_intents(*open("scan-failed")) == "scan.again scan.stop");
    CHECK(own_intents(*open("review")) == "back edit:0 edit:1 edit:2 edit:3 edit:4 next");
    CHECK(own_intents(*open("reading")) == "back done print turn:1");
    CHECK(own_intents(*open("complaint-number")) == "done");
    CHECK(own_intents(*open("status")) == "back complain done");
    CHECK(own_intents(*open("status-ready")) == "collect done");
    CHECK(own_intents(*open("survey-1")) == "score:1 score:2 score:3 score:4 skip");
    CHECK(own_intents(*open("message")) == "done");
    CHECK(own_intents(*open("display")) == "");
}

TEST_CASE("what cannot go on yet does not go on") {
    for (const char* page : {"nik", "nik-empty", "resi", "priority"}) {
        const auto stage = open(page);
        INFO(page);
        CHECK_FALSE(stage->view->find("next")->enabled);
        CHECK(stage->tap("next").empty());
    }
    CHECK_FALSE(open("confirm-nobody")->view->find("confirm")->enabled);
}

TEST_CASE("a double tap is one intent, two keys of a number are two") {
    const auto twice = [](Stage& stage, const std::string& node) {
        const auto at = stage.view->find(node)->rect.centre();
        stage.view->wait(Millis{600});
        stage.intents.clear();
        auto& input = stage.view->ui().input();
        for (int taps = 0; taps < 2; ++taps) {
            const Instant now = stage.view->now();
            input.push(ui::InputEvent::down(at, now));
            input.push(ui::InputEvent::up(at, now + Millis{40}));
            for (int i = 0; i < 8; ++i) stage.view->frame();
        }
        return text_of(stage.take());
    };
    CHECK(twice(*open("home"), "service:S02") == "service:S02");
    CHECK(twice(*open("nik-full"), "next") == "next");
    CHECK(twice(*open("survey-2"), "score:4") == "score:4");
    CHECK(twice(*open("nik"), "digit:1") == "digit:1 digit:1");
}

TEST_CASE("keys alone lead through: arrows and Enter, Left back, Right on") {
    const auto press = [](Stage& stage, ui::Key key) {
        stage.view->wait(Millis{600});
        stage.view->key(key);
        stage.view->settle();
    };
    const auto home = open("home");
    home->take();
    for (int i = 0; i < 40 && home->intents.empty(); ++i) {
        press(*home, ui::Key::Down);
        const auto& nodes = home->view->nodes();
        const bool there = std::any_of(nodes.begin(), nodes.end(), [](const ui::Node& node) {
            return node.focused && node.id == "service:S02";
        });
        if (there) press(*home, ui::Key::Enter);
    }
    CHECK(text_of(home->take()) == "service:S02");

    const auto nik = open("nik-full");
    nik->take();
    press(*nik, ui::Key::Right);
    CHECK(text_of(nik->take()) == "next");
    press(*nik, ui::Key::Left);
    CHECK(text_of(nik->take()) == "back");
    press(*nik, ui::Key::Backspace);
    CHECK(text_of(nik->take()) == "erase");
    press(*nik, ui::Key::Staff);
    CHECK(text_of(nik->take()) == "staff");
}

TEST_CASE("a real keyboard types digits everywhere and letters only into a resi") {
    const auto nik = open("nik-empty");
    nik->take();
    nik->view->type("2a1");
    nik->view->settle();
    CHECK(text_of(nik->take()) == "digit:2 digit:1");
    const auto resi = open("resi");
    resi->take();
    resi->view->type("p-7");
    resi->view->settle();
    CHECK(text_of(resi->take()) == "letter:P digit:7");
}

TEST_CASE("a reason in words belongs to the button that confirms it") {
    CHECK(screens::node_of({"digit", "5"}) == "digit:5");
    CHECK(screens::node_of({"mark", "3:present"}) == "mark:3:present");
    CHECK(screens::node_of({"tool.call_officer", ""}) == "tool.call_officer");
    CHECK(screens::node_of({"return", "Berkas kurang"}) == "return.confirm");
}

TEST_CASE("pictures of the applicant's pages, for looking at", "[.][gallery]") {
    const std::filesystem::path folder = std::filesystem::path(LOKET_BINARY_DIR) / "applicant-gallery";
    REQUIRE(make_folder(folder).ok());
    const char* wish = std::getenv("LOKET_PAGE");
    for (const auto& look : looks())
        for (const std::string language : viewmodels::kLanguages)
            for (const auto& sample : samples::pages(language)) {
                const auto name = fmt::format("{}-{}-{}.png", sample.name, language, name_of(look));
                if (wish != nullptr && !std::regex_search(name, std::regex(wish))) continue;
                const auto stage = samples::open(sample, samples::chrome(language), look);
                stage->view->wait(Millis{600});
                stage->view->settle();
                const auto png = ui::encode_png(stage->view->image());
                REQUIRE(png.ok());
                REQUIRE(write_file(folder / name, *png).ok());
            }
}
