#pragma once
// The public display: who is called where, spoken and flashed; the office's notices one after the other; and whether what it
// shows is still true.

#include <set>

#include "kiosk/app/flows/context.h"

namespace loket::app {

/// assets/display.json.
struct DisplayData {
    std::vector<std::map<std::string, std::string>> notices;  ///< by language
    int seconds = 12;             ///< each notice stays
    int stale_after_seconds = 15; ///< without an answer of the core
};
/// Corrupt with the file's name for what is no such document.
Result<DisplayData> load_display_data(const std::filesystem::path& file);

class DisplayFlow final : public Flow {
  public:
    using Flow::Flow;
    void enter(Page page, const std::string& argument) override;
    void handle(const viewmodels::Intent&) override {}
    void draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) override;
    void wipe() override {}
    /// What is shown now; looks for new calls first.
    [[nodiscard]] viewmodels::Display view();

  private:
    void ask_core();
    void hear_calls(const Snapshot& snapshot);
    [[nodiscard]] Instant now() const { return context_.equipment.clock.now(); }

    DisplayData data_;
    Instant entered_{}, asked_{}, answered_{};
    bool waiting_ = false;       ///< for an answer of the core
    Instant heard_{};            ///< calls up to then were announced
    std::optional<Instant> flash_since_;
};

}  // namespace loket::app
