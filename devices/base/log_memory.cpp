#include "devices/base/log_memory.h"

#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>

#include <cctype>
#include <memory>

namespace loket::log {

namespace {

using Ring = spdlog::sinks::ringbuffer_sink_mt;

std::shared_ptr<Ring>& ring() {
    static std::shared_ptr<Ring> kept;
    return kept;
}

}  // namespace

void remember(std::size_t lines) {
    ring() = std::make_shared<Ring>(lines);
    ring()->set_pattern("%d-%m %H.%M.%S %l %v");
    spdlog::default_logger()->sinks().push_back(ring());
}

std::string without_numbers(const std::string& line) {
    constexpr std::size_t kLong = 6;
    std::string out;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i;
        while (end < line.size() && std::isdigit(static_cast<unsigned char>(line[end])) != 0) ++end;
        if (end - i >= kLong) out += "••••••";
        else if (end > i) out += line.substr(i, end - i);
        else out += line[end++];
        i = end;
    }
    return out;
}

std::vector<std::string> recent() {
    std::vector<std::string> lines;
    if (!ring()) return lines;
    for (auto& line : ring()->last_formatted()) {
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
        lines.push_back(without_numbers(line));
    }
    return lines;
}

}  // namespace loket::log
