#include <algorithm>

#include "devices/model/wire.h"
#include "drivers/escpos/driver.h"
#include "drivers/escpos/protocol.h"

namespace loket::drivers::escpos {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kControlLimit{500};
constexpr Millis kStatusLimit{500};
constexpr Millis kDataLimit{2000};  // for a full buffer to take one more band
constexpr Millis kStaleLimit{10};   // for answers nobody asked for
constexpr Millis kLook{300};        // between looks at a printer that prints
constexpr Millis kPrintedLimit{15'000};
constexpr int kMostLines = 20'000;  // 2.5 m
constexpr std::size_t kDeviceIdSize = 255;
constexpr std::size_t kAnswerSize = 64;
constexpr int kStatusBytes = 4;
constexpr int kLowPaper = 10, kMuchPaper = 100;  // percent; the sensor knows only these two

class Printer final : public model::Device {
  public:
    explicit Printer(const model::Surroundings& around) : wire_(*around.transport) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { wire_.close(); }

  private:
    Result<Sensors> look();
    Status ready();
    Status start_fresh();
    Status print(const GrayImage& slip, model::Sink& sink);
    Status send_band(const GrayImage& slip, int from);
    Status wait_until_printed();

    model::Wire wire_;
    DeviceId id_;
    Sensors sensors_;
    bool dirty_ = false;  // a slip may lie half in its buffer
};

Error needs_operator(std::string_view reason) {
    return {Fault::NeedsOperator, "the slip printer waits for its operator", "printer." + std::string(reason)};
}

Status Printer::open() {
    return wire_.open(kInterface, model::Wire::BulkIn | model::Wire::BulkOut, [this]() -> Status {
        const auto id = wire_.exchange({.setup = kGetDeviceId, .max = kDeviceIdSize}, kControlLimit);
        if (id) id_ = parse_device_id(*id);
        else if (id.error().fault != Fault::Unsupported) return id.error();  // some have no name
        LOKET_TRY(start_fresh());
        LOKET_ASSIGN(sensors, look());
        sensors_ = sensors;
        return {};
    });
}

/// Whatever it held is forgotten: half a slip must not come out before the next one.
Status Printer::start_fresh() {
    LOKET_TRY(wire_.suggest(kSoftReset, kControlLimit));
    LOKET_TRY(wire_.send(initialise(), kDataLimit));
    dirty_ = false;
    return {};
}

/// Asks for all four status bytes. A picture may contain the bytes of such a question by chance; its answers are dropped first.
Result<Sensors> Printer::look() {
    LOKET_TRY(wire_.drain(kAnswerSize, kStaleLimit));
    Sensors sensors;
    for (int n = 1; n <= kStatusBytes; ++n) {
        LOKET_TRY(wire_.send(ask_status(n), kStatusLimit));
        LOKET_ASSIGN(answer, wire_.receive(kAnswerSize, kStatusLimit));
        if (answer.size() != 1 || !is_status(answer.front())) return corrupt("not a status byte");
        read_status(sensors, n, answer.front());
    }
    return sensors;
}

Status Printer::ready() {
    LOKET_ASSIGN(sensors, look());
    sensors_ = sensors;
    if (const auto reason = sensors.reason(); !reason.empty()) return needs_operator(reason);
    return {};
}

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::ReceiptRequest>(&request);
    if (ask == nullptr) return Error{Fault::Unsupported, "not a slip", "device.unsupported"};
    LOKET_TRY(wire_.expect_open());
    const model::Wire::Work work(wire_, std::move(stop));
    const auto& slip = ask->slip;
    if (slip.empty() || slip.width > kDots || slip.height > kMostLines) return Error{Fault::Unsupported, "the slip does not fit the paper", "device.unsupported"};
    if (dirty_) LOKET_TRY(start_fresh());
    LOKET_TRY(ready());
    dirty_ = true;
    LOKET_TRY(print(slip, sink));
    dirty_ = false;
    return model::Content{model::ReceiptOutcome{}};
}

Status Printer::print(const GrayImage& slip, model::Sink& sink) {
    LOKET_TRY(wire_.send(initialise(), kDataLimit));
    for (int from = 0; from < slip.height; from += kBandLines) {
        LOKET_TRY(send_band(slip, from));
        constexpr int kSent = 90;  // of hundred: the rest is the printer's own time
        sink.progress(kSent * std::min(slip.height, from + kBandLines) / slip.height);
    }
    LOKET_TRY(wire_.send(cut(), kDataLimit));
    LOKET_TRY(wait_until_printed());
    sink.progress(100);
    return {};
}

/// A printer that takes nothing more is out of paper, open or broken; only its control endpoint still answers then.
Status Printer::send_band(const GrayImage& slip, int from) {
    const auto sent = wire_.send(raster(slip, from, std::min(kBandLines, slip.height - from)), kDataLimit);
    if (sent || sent.error().fault != Fault::TimedOut) return sent;
    LOKET_ASSIGN(port, wire_.exchange({.setup = kGetPortStatus, .max = 1}, kControlLimit));
    if (port.size() != 1) return corrupt("not a port status");
    sensors_.paper_end = (port[0] & kPortPaperEmpty) != 0;
    return sensors_.paper_end ? needs_operator("media-empty") : needs_operator("media-jam");
}

/// A slip that was sent is not a slip that came out: success is only what the printer says after the cut.
Status Printer::wait_until_printed() {
    LOKET_TRY(wire_.send(ask_when_printed(), kDataLimit));
    for (const auto end = Clock::now() + kPrintedLimit; Clock::now() < end;) {
        const auto answer = wire_.receive(kAnswerSize, kLook);
        if (answer && std::any_of(answer->begin(), answer->end(), is_printed)) return {};
        if (answer) continue;
        if (answer.error().fault != Fault::TimedOut) return answer.error();
        LOKET_TRY(ready());
    }
    return Error{Fault::TimedOut, "the printer does not say that the slip came out", "device.timed_out"};
}

model::Health Printer::health() {
    if (!wire_.is_open()) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (const auto sensors = look()) sensors_ = *sensors;
    else if (sensors.error().fault == Fault::Gone) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    model::Health health;
    if (const auto reason = sensors_.reason(); !reason.empty()) health = {.ready = false, .reasons = {std::string(reason)}, .supplies = {}};
    health.supplies = {{.name = "paper", .percent = sensors_.paper_end ? 0 : sensors_.paper_low ? kLowPaper : kMuchPaper}};
    return health;
}

model::Identity Printer::identity() const {
    auto who = wire_.identity(kDriver, "ESC/POS receipt printer");
    if (!id_.maker.empty()) who.vendor = id_.maker;
    if (!id_.model.empty()) who.product = id_.model;
    return who;
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

}  // namespace loket::drivers::escpos
