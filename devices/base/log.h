#pragma once
// Logging for operators and the journal of the machine: one line an event, standard error, never personal data.

#include <spdlog/spdlog.h>

namespace loket::log {

using spdlog::debug;
using spdlog::error;
using spdlog::info;
using spdlog::warn;

}  // namespace loket::log
