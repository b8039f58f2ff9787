#pragma once
// Tells a barcode scanner that types like a keyboard from a person who types: a scanner sends its characters
// faster than any hand and ends with Enter.

#include <string>

#include "devices/base/clock.h"

namespace loket::ui {

/// Holds text back for at most kGap so that a scan is delivered whole and never into a text field.
class WedgeFilter {
  public:
    static constexpr Millis kGap{35};            ///< the fastest typist needs about 60 ms between keys
    static constexpr std::size_t kShortest = 6;  ///< shorter bursts are a person's

    /// A piece of text arrived; returns what was held and is now known to be typed.
    std::string push(const std::string& text, Instant at);
    /// Enter arrived; true if it ends a scan, which take() then yields.
    bool enter(Instant at);
    /// Text whose gap has passed: typed by a person.
    std::string flush(Instant now);
    std::string take();
    [[nodiscard]] bool holding() const { return !held_.empty(); }

  private:
    std::string held_;
    Instant last_{};
};

}  // namespace loket::ui
