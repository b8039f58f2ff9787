#include "devices/runtime/settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"

namespace loket::runtime {
namespace {

constexpr std::size_t kMostSettings = 1u << 16;

Error bad_setting(const std::filesystem::path& file, const std::string& why) { return rejected("settings.invalid", file.string() + ": " + why); }

}  // namespace

Result<model::Settings> load_settings(const std::filesystem::path& file, std::span<const model::Driver* const> drivers) {
    if (!std::filesystem::exists(file)) return model::Settings{};
    LOKET_ASSIGN(text, read_text(file, kMostSettings));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return bad_setting(file, "not a JSON object");
    model::Settings settings;
    for (const auto& [key, value] : json.items()) {
        const auto& name = key;  // clang 14 lets no lambda hold a structured binding
        const auto reads = [&](const auto* driver) { return std::ranges::any_of(driver->settings, [&](const auto& setting) { return setting.key == name; }); };
        if (std::ranges::none_of(drivers, reads)) return bad_setting(file, "no driver reads " + key + ": `./loket devices --supported` lists the settings");
        if (!value.is_string()) return bad_setting(file, key + " is not a text");
        settings.emplace(key, value.template get<std::string>());
    }
    return settings;
}

}  // namespace loket::runtime
