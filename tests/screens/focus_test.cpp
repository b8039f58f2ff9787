// Whoever comes by keys alone: every control of every page is met once on the way round, and what is pressed keeps the focus.

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "kiosk/samples/applicant_samples.h"
#include "kiosk/samples/gallery.h"
#include "kiosk/screens/staff_memory.h"

using namespace loket;

namespace {

/// Somebody with a keypad before one page.
class Keypad {
  public:
    explicit Keypad(bool portrait, float scale = 1) {
        const auto draw = [this](ui::Ui& ui) {
            viewmodels::Intents ignored;
            if (page_ != nullptr) page_->draw(ui, samples::words("id"), page_->chrome, ignored);
        };
        auto made = ui::Headless::create(draw, {.width = portrait ? 1080 : 1920, .height = portrait ? 1920 : 1080, .theme = {.text_scale = scale}, .step = Millis{125}});
        REQUIRE(made.ok());
        screen_ = std::move(*made);
    }
    void show(const samples::Page& page) {
        screens::staff::forget();
        screen_->ui().forget_focus();
        page_ = &page;
        screen_->settle();
        for (const auto& node : page.taps) screen_->tap(node);
        screen_->ui().forget_focus();
        screen_->settle();
    }
    /// What can be operated now: the dialog's own where one is open.
    [[nodiscard]] std::vector<std::string> controls() const {
        std::vector<std::string> all;
        for (const auto& node : screen_->nodes())
            if (node.enabled && ui::interactive(node.role)) all.push_back(node.id);
        return all;
    }
    std::string press(ui::Key key) {
        screen_->key(key);
        for (const auto& node : screen_->nodes())
            if (node.focused) return node.id;
        return {};
    }
    [[nodiscard]] const ui::Nodes& nodes() const { return screen_->nodes(); }
    [[nodiscard]] bool dialog() const { return screen_->ui().dialog_open(); }

  private:
    const samples::Page* page_ = nullptr;
    std::unique_ptr<ui::Headless> screen_;
};

}  // namespace

/// Ids that do not come where the eyes expect them: up in the same column, or back in the same row.
std::string out_of_order(const ui::Nodes& nodes) {
    const ui::Node* before = nullptr;
    std::string wrong;
    for (const auto& node : nodes) {
        if (!node.enabled || !ui::interactive(node.role)) continue;
        const ui::Rect a = before == nullptr ? ui::Rect{} : before->rect, b = node.rect;
        const float across = std::max(a.x, b.x) - std::min(a.right(), b.right()), down = std::max(a.y, b.y) - std::min(a.bottom(), b.bottom());
        const bool up = b.y < a.y && down >= 0 && across < 0, back = b.x < a.x && across >= 0 && -down > std::min(a.h, b.h) / 2;
        if (before != nullptr && before->layer == node.layer && (up || back)) wrong += node.id + " after " + before->id + "\n";
        before = &node;
    }
    return wrong;
}

TEST_CASE("who comes by keys goes through every page as it is read, in every size of letters") {
    const auto pages = samples::every_page("id");
    for (const bool portrait : {false, true})
        for (const float scale : {1.f, 1.25f, 1.5f}) {
            Keypad keypad(portrait, scale);
            for (const auto& page : pages) {
                keypad.show(page);
                INFO(page.name << (portrait ? " portrait " : " landscape ") << scale);
                CHECK(out_of_order(keypad.nodes()) == "");
            }
        }
}

TEST_CASE("the keys meet every control of a page once") {
    const auto pages = samples::every_page("id");
    for (const bool portrait : {false, true}) {
        Keypad keypad(portrait);
        for (const auto& page : pages) {
            keypad.show(page);
            auto controls = keypad.controls();
            INFO(page.name << (portrait ? " portrait" : ""));
            std::vector<std::string> met;
            for (std::size_t i = 0; i < controls.size(); ++i) met.push_back(keypad.press(ui::Key::Down));
            const bool again = controls.empty() || keypad.press(ui::Key::Down) == met.front();
            CHECK(again);
            std::ranges::sort(controls);
            std::ranges::sort(met);
            CHECK(met == controls);
        }
    }
}

TEST_CASE("what is pressed by keys keeps the focus, unless a dialog takes it") {
    const auto pages = samples::every_page("id");
    Keypad keypad(false);
    for (const auto& page : pages) {
        keypad.show(page);
        const auto controls = keypad.controls();
        const bool dialog = keypad.dialog();
        for (std::size_t i = 0; i < controls.size() && keypad.dialog() == dialog; ++i) {
            const auto here = keypad.press(ui::Key::Down);
            const auto after = keypad.press(ui::Key::Enter);
            INFO(page.name << ": " << here);
            if (keypad.dialog() == dialog) CHECK_FALSE(after.empty());
        }
    }
}
