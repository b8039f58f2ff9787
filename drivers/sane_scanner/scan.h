#pragma once
// What SANE says, as pure functions (SANE Standard 1.06): statuses, choices among options, and frames that become a picture.

#include <sane/sane.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "devices/base/result.h"

namespace loket::drivers::sane_scanner {

inline constexpr int kWantedDpi = 200;  ///< small print can be read, an A4 sheet is 1654 x 2339 px

/// What the caller can do about a status (4.2.7 and the two of SANE 1.1); `doing` completes "could not …". Not for GOOD and EOF.
Error error_of(SANE_Status status, std::string_view doing);
/// The state reason behind an error of `error_of` that needs an operator ("media-jam"); else empty.
std::string_view reason_of(const Error& error);

/// Whether a source takes sheets in by itself.
bool is_feeder(const std::string& source);
/// In which order to try the sources: feeder before glass (an empty feeder says so at once), both-sided feeders only where there is no
/// other, nothing for film.
std::vector<std::string> sources_in_order(const std::vector<std::string>& offered);
/// The colour mode to ask for, as backends name it, else grey; empty where neither is offered.
std::string mode_of(const std::vector<std::string>& offered);
/// The least resolution that is at least kWantedDpi, else the greatest; nothing when the option has no numbers to choose from.
std::optional<SANE_Word> resolution_of(const SANE_Option_Descriptor& option);

/// One side of a sheet, from one frame (grey, colour) or three (red, green, blue in any order). Bits 1, 8, 16.
class Page {
  public:
    /// Begins a frame. Corrupt when the scanner's own figures cannot be, or differ from those of an earlier frame.
    Status frame(const SANE_Parameters& parameters);
    /// Data of the frame as it comes. Corrupt when it is more than a sheet can be.
    Status add(ByteView bytes);
    /// Whole lines so far; all lines where the scanner knows them, else 0.
    [[nodiscard]] int lines() const { return row_; }
    [[nodiscard]] int expected() const { return parameters_.lines > 0 ? parameters_.lines : 0; }
    /// What has been scanned. Corrupt when nothing was.
    Result<RgbaImage> picture(int dpi) const;

  private:
    void put_line();
    [[nodiscard]] std::uint8_t sample(int index) const;

    SANE_Parameters parameters_{};
    int channel_ = -1;  // of a frame with one colour; -1: all
    int row_ = 0;
    std::vector<std::uint8_t> line_, pixels_;  // the line under way; RGBA
};

}  // namespace loket::drivers::sane_scanner
