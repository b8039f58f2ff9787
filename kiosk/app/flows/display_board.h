#pragma once
// How the public display shows what it is told: the last calls, the flash and the spoken sentence of a new one, notices that take turns.
// UI thread only.

#include <filesystem>
#include <map>
#include <optional>

#include "kiosk/app/speech/speaker.h"
#include "kiosk/ui/strings.h"
#include "kiosk/viewmodels/applicant.h"
#include "workflow/lan/display_stream.h"

namespace loket::app {

/// assets/display.json.
struct DisplayData {
    std::vector<std::map<std::string, std::string>> notices;  ///< by language
    int seconds = 12;             ///< each notice stays
    int stale_after_seconds = 15; ///< without an answer of the core
};
/// Corrupt with the file's name for what is no such document.
Result<DisplayData> load_display_data(const std::filesystem::path& file);

class DisplayBoard {
  public:
    void set(DisplayData data) { data_ = std::move(data); }
    /// Calls up to `heard` were announced by others; notices begin with the first.
    void begin(Instant now, Instant heard);
    struct Now {
        Instant at{};
        std::string language;
        std::optional<Instant> answered;  ///< when what is shown was last known to be true; nothing: never
    };
    /// What is shown now. A call since the last look is spoken and flashes, also a repeated one.
    viewmodels::Display show(const lan::DisplayState& state, const Now& now, const ui::Strings& words, speech::Speaker& speaker);

  private:
    void announce(const lan::DisplayState& state, const Now& now, speech::Speaker& speaker);
    [[nodiscard]] std::string notice(const Now& now, const ui::Strings& words) const;

    DisplayData data_;
    Instant begun_{}, heard_{};
    std::optional<Instant> flash_since_;
};

}  // namespace loket::app
