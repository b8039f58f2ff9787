#include "devices/base/log.h"

#include <spdlog/spdlog.h>

namespace loket::log {

void write(Level level, fmt::string_view format, fmt::format_args arguments) {
    static constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};
    const auto of = kLevels[static_cast<std::size_t>(level)];
    if (spdlog::should_log(of)) spdlog::log(of, "{}", fmt::vformat(format, arguments));
}

}  // namespace loket::log
