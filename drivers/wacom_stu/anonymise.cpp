#include <algorithm>

#include "drivers/wacom_stu/driver.h"
#include "drivers/wacom_stu/protocol.h"

namespace loket::drivers::wacom_stu {
namespace {

constexpr int kTick = 5;  // milliseconds between reports

/// Neither the shape of a signature nor its strokes, its pressure or its speed: one even line, as many reports as there were.
class Scribble {
  public:
    Scribble(const Capability& can, std::size_t ink) : can_(can), ink_(ink) {}

    void write(Bytes& report, const Pen& was) {
        const bool down = count_++ < ink_;
        const int millis = millis_of(was, down);
        constexpr int kPressure = 600, kWave = 64;
        const int at = static_cast<int>(count_ % kWave);
        ByteWriter out;
        out.u8(report[0]).u8(down ? 0x90 | kPressure >> 8 : 0).u8(down ? kPressure & 0xFF : 0);
        out.u16(static_cast<std::uint16_t>(down ? can_.max_x / 4 + can_.max_x / 2 * at / kWave : 0));
        out.u16(static_cast<std::uint16_t>(down ? can_.max_y / 2 : 0));
        if (was.millis) out.u16(static_cast<std::uint16_t>(millis)).u16(static_cast<std::uint16_t>(count_));
        auto bytes = out.take();
        bytes.resize(report.size());
        report = std::move(bytes);
    }

  private:
    /// Ink comes evenly; how long the pad then waited without ink decides when the driver is done, and stays.
    int millis_of(const Pen& was, bool down) {
        const int told = was.millis.value_or(0);
        if (down) {
            last_told_ = told;
            return time_ += kTick;
        }
        return time_ + static_cast<std::uint16_t>(told - last_told_);
    }

    const Capability can_;
    const std::size_t ink_;
    std::size_t count_ = 0;
    int time_ = 0, last_told_ = 0;
};

/// The pen reports of a recording; all others lose everything but their number.
std::vector<std::pair<Bytes*, Pen>> pen_reports(model::Recording& recording) {
    std::vector<std::pair<Bytes*, Pen>> reports;
    for (auto& step : recording) {
        auto* bytes = step.heard();
        if (bytes == nullptr || bytes->empty()) continue;
        const auto pen = parse_report(*bytes);
        if (pen && *pen) reports.emplace_back(bytes, **pen);
        else std::fill(bytes->begin() + 1, bytes->end(), std::uint8_t{0});
    }
    return reports;
}

Capability capability_of(const model::Recording& recording) {
    for (const auto& step : recording)
        if (step.endpoint == 0 && step.answer)
            if (const auto can = parse_capability(*step.answer)) return *can;
    return {.max_x = 9600, .max_y = 6000, .max_pressure = 1023, .width = 320, .height = 200};
}

}  // namespace

void anonymise(model::Recording& recording) {
    auto reports = pen_reports(recording);
    const auto last = std::find_if(reports.rbegin(), reports.rend(), [](const auto& each) { return each.second.pressure > 0; });
    Scribble scribble(capability_of(recording), static_cast<std::size_t>(last.base() - reports.begin()));
    for (auto& [bytes, pen] : reports) scribble.write(*bytes, pen);
}

}  // namespace loket::drivers::wacom_stu
