#pragma once
// A person before one page of the officers: taps, types, and hears what the page says.

#include <catch2/catch.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/samples/staff_samples.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/screens/staff_memory.h"

namespace loket::screens::test {

using namespace viewmodels;

inline const Words& words() {
    static const auto kWords = Words::load(std::filesystem::path(LOKET_SOURCE_DIR) / "assets/strings", "id");
    REQUIRE(kWords.ok());
    return *kWords;
}

/// A screen that collects what is said. One for all cases: what is shown is exchanged.
class Visitor {
  public:
    explicit Visitor(samples::Draw draw, bool portrait = false)
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
    Visitor& tap(const std::string& node) {
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
inline void expect(const samples::Draw& draw, const std::vector<Intent>& intents, bool portrait = false) {
    Visitor desk(draw, portrait);
    for (const Intent& intent : intents) {
        desk.tap(node_of(intent));
        INFO(intent.name << ":" << intent.value);
        CHECK(desk.said() == Lines{intent.value.empty() ? intent.name : intent.name + "=" + intent.value});
    }
}

}  // namespace loket::screens::test
