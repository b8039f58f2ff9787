#pragma once
// What the public display shows: taken from the office, and at a display of its own heard from the induk as it changes.

#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/app/core/core.h"
#include "kiosk/app/lan/finding.h"
#include "kiosk/app/lan/place.h"
#include "workflow/lan/display_stream.h"

namespace loket::app {

/// Calls and how many wait, of today's queue; nobody's name.
lan::DisplayState display_state_of(const Snapshot& todays);

/// What a display knows.
struct DisplayNews {
    lan::DisplayState state;
    Instant heard{};          ///< when the induk last said anything
    std::string code;         ///< what keeps the line down; empty: it stands
    bool ever = false;        ///< `state` is of the induk
};

/// Follows an induk's stream. Members are safe from any thread.
class DisplayLine {
  public:
    /// `news` is called on the line's thread when something has changed. `clock` and what `news` refers to outlive it.
    static std::unique_ptr<DisplayLine> start(const LanPlace& place, const Clock& clock, const std::optional<OnNetwork>& network, std::function<void()> news);
    virtual ~DisplayLine() = default;
    [[nodiscard]] virtual DisplayNews now() const = 0;
};

}  // namespace loket::app
