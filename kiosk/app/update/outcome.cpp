#include "kiosk/app/update/outcome.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::update {
namespace {

constexpr std::array kStages{"nothing", "installing", "refused", "installed", "good", "went_back"};
constexpr std::size_t kMostOutcome = 4096;

}  // namespace

Outcome read_outcome(const std::filesystem::path& file) {
    const auto text = read_text(file, kMostOutcome);
    if (!text) return {};
    try {
        const auto value = nlohmann::json::parse(*text);
        const auto stage = std::ranges::find(kStages, value.at("stage").get<std::string>());
        if (stage == kStages.end()) return {};
        return {static_cast<Stage>(stage - kStages.begin()), value.at("version").get<std::string>(), std::clamp(value.at("percent").get<int>(), 0, 100), value.at("code").get<std::string>()};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

Status write_outcome(const std::filesystem::path& file, const Outcome& outcome) {
    const nlohmann::json value{{"stage", kStages.at(static_cast<std::size_t>(outcome.stage))}, {"version", outcome.version}, {"percent", outcome.percent}, {"code", outcome.code}};
    return write_text(file, value.dump() + "\n");
}

Outcome after_start(const Outcome& before, const std::string& running, const std::vector<Entry>& entries) {
    if (before.stage != Stage::Installed) return before;
    const auto entry = std::ranges::find(entries, before.version, &Entry::version);
    const bool counted_out = entry != entries.end() && entry->left == 0;
    if (before.version == running && entry != entries.end() && !entry->left) return {Stage::Good, before.version, 100, {}};
    if (before.version != running && counted_out) return {Stage::WentBack, before.version, 100, "update.no_start"};
    return before;
}

}  // namespace loket::update
