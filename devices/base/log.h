#pragma once
// Logging for operators and the journal of the machine: one line an event, standard error, never personal data. The logger itself
// stays in log.cpp: its header would make every file that logs compile it once more.

#include <fmt/core.h>

#include <cstdint>
#include <string_view>

namespace loket::log {

enum class Level : std::uint8_t { Debug, Info, Warn, Error };

void write(Level level, fmt::string_view format, fmt::format_args arguments);

template <class... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::Debug, format, fmt::make_format_args(args...));
}
template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::Info, format, fmt::make_format_args(args...));
}
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::Warn, format, fmt::make_format_args(args...));
}
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::Error, format, fmt::make_format_args(args...));
}

}  // namespace loket::log
