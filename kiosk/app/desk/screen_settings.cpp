#include "kiosk/app/desk/screen_settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::app {
namespace {

constexpr auto kFile = "screen.json";

}  // namespace

ScreenSettings load_screen(const std::filesystem::path& office) {
    ScreenSettings out;
    const auto doc = nlohmann::json::parse(read_text(office / kFile, 4096).value_or(""), nullptr, false);
    if (!doc.is_object()) return out;
    if (doc.contains("turn") && doc["turn"].is_number_integer()) out.turn = ui::turn_of(doc["turn"].get<int>());
    if (doc.contains("brightness") && doc["brightness"].is_number_integer()) out.brightness = std::clamp(doc["brightness"].get<int>(), kDimmest, 100);
    return out;
}

Status save_screen(const std::filesystem::path& office, const ScreenSettings& settings) {
    nlohmann::json doc{{"brightness", settings.brightness}};
    if (settings.turn) doc["turn"] = ui::degrees_of(*settings.turn);
    return write_text(office / kFile, doc.dump() + "\n");
}

bool has_backlight(const std::filesystem::path& root) {
    std::error_code none;
    const auto folder = root / "sys/class/backlight";
    return std::filesystem::is_directory(folder, none) && !std::filesystem::is_empty(folder, none);
}

}  // namespace loket::app
