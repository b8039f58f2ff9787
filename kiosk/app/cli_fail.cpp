#include <fmt/format.h>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/ui/strings.h"

namespace loket::app {
namespace {

std::string sentence(const std::string& language, const Error& error) {
    const auto words = ui::Strings::load(find_assets() / "strings", language);
    if (!words) return {};
    for (const auto& key : {"error." + error.code, "error." + std::string(to_string(error.fault))})
        if (words->has(key)) return words->text(key);
    return {};
}

}  // namespace

int fail(const Error& error) {
    fmt::print(stderr, "loket: {}\n", error.context);
    for (const auto* language : {"id", "en"})
        if (const auto words = sentence(language, error); !words.empty()) fmt::print(stderr, "  {}\n", words);
    return 1;
}

}  // namespace loket::app
