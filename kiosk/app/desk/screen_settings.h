#pragma once
// How this machine's screen hangs and how bright it is; kept in a file beside the office, because the first picture needs it before the office is open.

#include <filesystem>
#include <optional>

#include "devices/base/result.h"
#include "kiosk/ui/turn.h"

namespace loket::app {

struct ScreenSettings {
    std::optional<ui::Turn> turn{};  ///< nothing: as the panel itself says
    int brightness = 100;            ///< percent
    bool operator==(const ScreenSettings&) const = default;
};

inline constexpr int kDimmest = 10;  ///< percent: a page that can still be read

/// What is not there or not readable is as it came.
ScreenSettings load_screen(const std::filesystem::path& office);
Status save_screen(const std::filesystem::path& office, const ScreenSettings& settings);

/// Whether this machine's screen lets the machine say how bright it is (a panel of its own; monitors have buttons). `root`: "/" but in tests.
bool has_backlight(const std::filesystem::path& root = "/");

}  // namespace loket::app
