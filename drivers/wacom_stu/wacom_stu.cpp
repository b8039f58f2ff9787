#include <algorithm>

#include "devices/model/ink.h"
#include "devices/model/wire.h"
#include "drivers/wacom_stu/driver.h"
#include "drivers/wacom_stu/protocol.h"

namespace loket::drivers::wacom_stu {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kFeatureLimit{500};
constexpr Millis kRest{1500};         // a pen lifted for so long has finished
constexpr Millis kReport{5};          // between two reports: 200 a second
constexpr Millis kFrame{50};          // between previews
constexpr Millis kLook{100};          // for how long a still pad is listened to at a time
constexpr int kPreviewWidth = 500;
constexpr int kFullPressure = 1023;   // of PenSample
constexpr std::size_t kFewestDots = 8;
constexpr std::size_t kMostSamples = 20'000;  // 100 s at 200 a second

/// Samples with a time of their own: the pad's where it tells one, else ours.
class Ductus {
  public:
    void add(const Pen& pen, const Capability& can, Clock::time_point now) {
        if (began_ == Clock::time_point{}) began_ = now, last_tick_ = pen.millis.value_or(0);
        if (pen.millis) {
            time_ += Millis{static_cast<std::uint16_t>(*pen.millis - last_tick_)};  // wraps after 65 s
            last_tick_ = *pen.millis;
        } else {
            time_ = std::chrono::duration_cast<Millis>(now - began_);
        }
        const int pressure = pen.near ? std::min(pen.pressure, can.max_pressure) * kFullPressure / can.max_pressure : 0;
        samples_.push_back({std::min(pen.x, can.max_x), std::min(pen.y, can.max_y), pressure, static_cast<int>(time_.count())});
        if (pressure > 0) inked_ = time_, quiet_ = Millis{0}, ++dots_;
        else if (!pen.millis) quiet_ += kReport;
        timed_ = pen.millis.has_value();
    }
    /// So long nothing was heard from the pad.
    void nothing_for(Millis span) { quiet_ += span; }
    /// Long enough without ink, by the pad's own clock or counted in reports and silences: the same traffic always ends alike.
    [[nodiscard]] bool finished() const { return dots_ > 0 && ((timed_ && time_ - inked_ >= kRest) || quiet_ >= kRest || samples_.size() >= kMostSamples); }
    [[nodiscard]] std::size_t dots() const { return dots_; }
    /// Up to the last dot of ink and the lift after it.
    std::vector<model::PenSample> take() {
        const auto last = std::find_if(samples_.rbegin(), samples_.rend(), [](const auto& sample) { return sample.pressure > 0; });
        const auto keep = std::min<std::ptrdiff_t>(last.base() - samples_.begin() + 1, static_cast<std::ptrdiff_t>(samples_.size()));
        samples_.resize(static_cast<std::size_t>(keep));
        const auto first = std::find_if(samples_.begin(), samples_.end(), [](const auto& sample) { return sample.pressure > 0; });
        samples_.erase(samples_.begin(), first);
        const int start = samples_.empty() ? 0 : samples_.front().millis;
        for (auto& sample : samples_) sample.millis -= start;
        return std::move(samples_);
    }
    [[nodiscard]] const model::PenSample& latest() const { return samples_.back(); }

  private:
    std::vector<model::PenSample> samples_;
    std::size_t dots_ = 0;
    Clock::time_point began_{};
    Millis time_{0}, inked_{0}, quiet_{0};
    bool timed_ = false;
    std::uint16_t last_tick_ = 0;
};

class Pad final : public model::Device {
  public:
    explicit Pad(const model::Surroundings& around) : wire_(*around.transport) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override;

  private:
    Result<Bytes> get(std::uint8_t report, std::size_t size);
    Status set(std::uint8_t report, std::uint8_t value);
    Status start_up();
    Status listen(Ductus& ductus, model::Sink& sink);
    /// A clean screen; ink follows the pen, or not.
    Status prepare(bool ink);

    model::Wire wire_;
    Information info_;
    Capability can_;
};

Result<Bytes> Pad::get(std::uint8_t report, std::size_t size) {
    return wire_.exchange({.setup = get_feature(report, wire_.box().interface), .max = size}, kFeatureLimit);
}

Status Pad::set(std::uint8_t report, std::uint8_t value) {
    const std::uint8_t bytes[] = {report, value};
    LOKET_TRY(wire_.exchange({.setup = set_feature(report, wire_.box().interface), .out = bytes}, kFeatureLimit));
    return {};
}

Status Pad::prepare(bool ink) {
    LOKET_TRY(set(kInkMode, 0));
    LOKET_TRY(set(kClear, 0));
    return ink ? set(kInkMode, 1) : Status{};
}

Status Pad::open() {
    return wire_.open(kInterface, model::Wire::InterruptIn, [this] { return start_up(); });
}

Status Pad::start_up() {
    LOKET_ASSIGN(about, get(kInformation, kFeatureSize));
    LOKET_ASSIGN(info, parse_information(about));
    LOKET_ASSIGN(extent, get(kCapability, kFeatureSize));
    LOKET_ASSIGN(can, parse_capability(extent));
    info_ = info;
    can_ = can;
    const auto timed = set(kPenOption, kTimeAndSequence);
    if (!timed && timed.error().fault != Fault::Unsupported) return timed;  // the older ones have no clock
    return prepare(false);
}

Result<model::Content> Pad::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    if (!std::holds_alternative<model::SignatureRequest>(request)) return Error{Fault::Unsupported, "not a signature", "device.unsupported"};
    LOKET_TRY(wire_.expect_open());
    model::Wire::Work work(wire_, std::move(stop));
    LOKET_TRY(prepare(true));
    sink.hint("signature.sign_here");
    Ductus ductus;
    const auto listened = listen(ductus, sink);
    work.part();
    const auto cleared = wire_.is_open() ? prepare(false) : Status{};  // nobody's signature stays on the screen
    LOKET_TRY(listened);
    LOKET_TRY(cleared);
    if (ductus.dots() < kFewestDots) return rejected("signature.empty", "a dot is no signature");
    return model::Content{model::SignatureOutcome{.width = can_.max_x, .height = can_.max_y, .samples = ductus.take()}};
}

Status Pad::listen(Ductus& ductus, model::Sink& sink) {
    model::Ink ink(can_.max_x, can_.max_y, kPreviewWidth);
    for (auto shown = Clock::now();;) {
        const auto report = wire_.listen(kLargestReport, kLook);
        const auto now = Clock::now();
        if (!report && report.error().fault != Fault::TimedOut) return report.error();
        if (!report) ductus.nothing_for(kLook);
        if (report) {
            LOKET_ASSIGN(pen, parse_report(*report));
            if (pen) {
                ductus.add(*pen, can_, now);
                ink.add(ductus.latest());
            }
        }
        const bool finished = ductus.finished();
        if (finished || now - shown >= kFrame) {
            sink.preview(ink.picture());
            shown = now;
        }
        if (finished) return {};
    }
}

model::Health Pad::health() {
    if (wire_.is_open() && get(kStatus, kStatusSize)) return {};
    return {.ready = false, .reasons = {"offline"}, .supplies = {}};
}

model::Identity Pad::identity() const {
    auto who = wire_.identity(kDriver, "Wacom STU");
    who.vendor = "Wacom";
    who.firmware = info_.firmware;
    return who;
}

void Pad::close() {
    if (wire_.is_open()) (void)prepare(false);
    wire_.close();
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Pad>(around); }

}  // namespace loket::drivers::wacom_stu
