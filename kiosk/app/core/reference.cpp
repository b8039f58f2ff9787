#include "kiosk/app/core/reference.h"

#include <cstdlib>

namespace loket::app {

Result<Reference> load_reference(const std::filesystem::path& assets) {
    LOKET_ASSIGN(services, engine::Services::load(assets / "services"));
    LOKET_ASSIGN(regions, population::Regions::load(assets / "regions"));
    LOKET_ASSIGN(codes, population::Enumerations::load(assets / "enumerations.json"));
    LOKET_ASSIGN(calendar, population::WorkCalendar::load(assets / "calendar"));
    LOKET_ASSIGN(rules, engine::load_office_rules(assets / "office-rules.json"));
    LOKET_ASSIGN(recording, load_recording_plan(assets / "recording.json"));
    LOKET_ASSIGN(trust, trust::load_rules(assets / "trust.json"));
    LOKET_ASSIGN(retention, trust::load_retention(assets / "retention.json"));
    return Reference{std::move(services), std::move(regions), std::move(codes), std::move(calendar), std::move(rules), std::move(recording), trust, std::move(retention)};
}

std::filesystem::path find_assets() {
    if (const char* given = std::getenv("LOKET_ASSETS")) return given;
    std::error_code ignored;
    const auto beside = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "assets";
    return std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(LOKET_SOURCE_ASSETS);
}

}  // namespace loket::app
