#pragma once
// Counts log lines while a test runs.

#include <spdlog/sinks/ostream_sink.h>

#include <sstream>
#include <string_view>

#include <spdlog/spdlog.h>

#include "devices/base/log.h"

namespace loket::test {

/// Takes the log for as long as it lives.
class LogLines {
  public:
    LogLines() {
        auto logger =
            std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_));
        logger->set_level(spdlog::level::info);
        spdlog::set_default_logger(std::move(logger));
    }
    ~LogLines() { spdlog::set_default_logger(before_); }
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;

    /// Lines that contain the words. Call when no other thread logs any more.
    [[nodiscard]] int with(std::string_view words) const {
        std::istringstream lines(text_.str());
        int count = 0;
        for (std::string line; std::getline(lines, line);) count += line.find(words) != std::string::npos;
        return count;
    }

  private:
    std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
    std::ostringstream text_;
};

}  // namespace loket::test
