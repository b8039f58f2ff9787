#include <algorithm>

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
    void close() override;

  private:
    Result<Bytes> exchange(const model::Transfer& transfer, Millis limit, const std::stop_token& stop);
    Status send(ByteView bytes, Millis limit, const std::stop_token& stop);
    Result<Sensors> look(const std::stop_token& stop);
    Status ready(const std::stop_token& stop);
    Status start_fresh(const std::stop_token& stop);
    Status print(const GrayImage& slip, model::Sink& sink, const std::stop_token& stop);
    Status send_band(const GrayImage& slip, int from, const std::stop_token& stop);
    Status wait_until_printed(const std::stop_token& stop);

    model::Transport& wire_;
    model::UsbBox box_;
    DeviceId id_;
    Sensors sensors_;
    bool open_ = false;
    bool dirty_ = false;  // a slip may lie half in its buffer
};

Error needs_operator(std::string_view reason) {
    return {Fault::NeedsOperator, "the slip printer waits for its operator", "printer." + std::string(reason)};
}

Result<Bytes> Printer::exchange(const model::Transfer& transfer, Millis limit, const std::stop_token& stop) {
    auto answer = wire_.exchange(transfer, Clock::now() + limit, stop);
    if (!answer && answer.error().fault == Fault::Gone) open_ = false;
    return answer;
}

Status Printer::send(ByteView bytes, Millis limit, const std::stop_token& stop) {
    LOKET_TRY(exchange({.endpoint = box_.bulk_out, .out = bytes}, limit, stop));
    return {};
}

Status Printer::open() {
    LOKET_ASSIGN(box, wire_.open(kInterface));
    box_ = box;
    open_ = true;
    const auto started = [this]() -> Status {
        if (box_.bulk_in == 0 || box_.bulk_out == 0) return Error{Fault::Unsupported, "the printer lacks an endpoint"};
        const auto id = exchange({.setup = kGetDeviceId, .max = kDeviceIdSize}, kControlLimit, {});
        if (id) id_ = parse_device_id(*id);
        else if (id.error().fault != Fault::Unsupported) return id.error();  // some have no name
        LOKET_TRY(start_fresh({}));
        LOKET_ASSIGN(sensors, look({}));
        sensors_ = sensors;
        return {};
    }();
    if (!started) close();
    return started;
}

/// Whatever it held is forgotten: half a slip must not come out before the next one.
Status Printer::start_fresh(const std::stop_token& stop) {
    const auto reset = exchange({.setup = kSoftReset}, kControlLimit, stop);
    if (!reset && reset.error().fault != Fault::Unsupported) return reset.error();
    LOKET_TRY(send(initialise(), kDataLimit, stop));
    dirty_ = false;
    return {};
}

/// Asks for all four status bytes. A picture may contain the bytes of such a question by chance; its answers are dropped first.
Result<Sensors> Printer::look(const std::stop_token& stop) {
    while (true) {
        const auto stale = exchange({.endpoint = box_.bulk_in, .max = kAnswerSize}, kStaleLimit, stop);
        if (!stale && stale.error().fault != Fault::TimedOut) return stale.error();
        if (!stale || stale->empty()) break;
    }
    Sensors sensors;
    for (int n = 1; n <= kStatusBytes; ++n) {
        LOKET_TRY(send(ask_status(n), kStatusLimit, stop));
        LOKET_ASSIGN(answer, exchange({.endpoint = box_.bulk_in, .max = kAnswerSize}, kStatusLimit, stop));
        if (answer.size() != 1 || !is_status(answer.front())) return corrupt("not a status byte");
        read_status(sensors, n, answer.front());
    }
    return sensors;
}

Status Printer::ready(const std::stop_token& stop) {
    LOKET_ASSIGN(sensors, look(stop));
    sensors_ = sensors;
    if (const auto reason = sensors.reason(); !reason.empty()) return needs_operator(reason);
    return {};
}

Result<model::Content> Printer::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::ReceiptRequest>(&request);
    if (ask == nullptr) return Error{Fault::Unsupported, "not a slip", "device.unsupported"};
    if (!open_) return Error{Fault::Gone, "the printer is not open", "device.gone"};
    const auto& slip = ask->slip;
    if (slip.empty() || slip.width > kDots || slip.height > kMostLines) return Error{Fault::Unsupported, "the slip does not fit the paper", "device.unsupported"};
    if (dirty_) LOKET_TRY(start_fresh(stop));
    LOKET_TRY(ready(stop));
    dirty_ = true;
    LOKET_TRY(print(slip, sink, stop));
    dirty_ = false;
    return model::Content{model::ReceiptOutcome{}};
}

Status Printer::print(const GrayImage& slip, model::Sink& sink, const std::stop_token& stop) {
    LOKET_TRY(send(initialise(), kDataLimit, stop));
    for (int from = 0; from < slip.height; from += kBandLines) {
        LOKET_TRY(send_band(slip, from, stop));
        constexpr int kSent = 90;  // of hundred: the rest is the printer's own time
        sink.progress(kSent * std::min(slip.height, from + kBandLines) / slip.height);
    }
    LOKET_TRY(send(cut(), kDataLimit, stop));
    LOKET_TRY(wait_until_printed(stop));
    sink.progress(100);
    return {};
}

/// A printer that takes nothing more is out of paper, open or broken; only its control endpoint still answers then.
Status Printer::send_band(const GrayImage& slip, int from, const std::stop_token& stop) {
    const auto sent = send(raster(slip, from, std::min(kBandLines, slip.height - from)), kDataLimit, stop);
    if (sent || sent.error().fault != Fault::TimedOut) return sent;
    LOKET_ASSIGN(port, exchange({.setup = kGetPortStatus, .max = 1}, kControlLimit, stop));
    if (port.size() != 1) return corrupt("not a port status");
    sensors_.paper_end = (port[0] & kPortPaperEmpty) != 0;
    return sensors_.paper_end ? needs_operator("media-empty") : needs_operator("media-jam");
}

/// A slip that was sent is not a slip that came out: success is only what the printer says after the cut.
Status Printer::wait_until_printed(const std::stop_token& stop) {
    LOKET_TRY(send(ask_when_printed(), kDataLimit, stop));
    for (const auto end = Clock::now() + kPrintedLimit; Clock::now() < end;) {
        const auto answer = exchange({.endpoint = box_.bulk_in, .max = kAnswerSize}, kLook, stop);
        if (answer && std::any_of(answer->begin(), answer->end(), is_printed)) return {};
        if (answer) continue;
        if (answer.error().fault != Fault::TimedOut) return answer.error();
        LOKET_TRY(ready(stop));
    }
    return Error{Fault::TimedOut, "the printer does not say that the slip came out", "device.timed_out"};
}

model::Health Printer::health() {
    if (!open_) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    if (const auto sensors = look({})) sensors_ = *sensors;
    else if (sensors.error().fault == Fault::Gone) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    model::Health health;
    if (const auto reason = sensors_.reason(); !reason.empty()) health = {.ready = false, .reasons = {std::string(reason)}, .supplies = {}};
    health.supplies = {{.name = "paper", .percent = sensors_.paper_end ? 0 : sensors_.paper_low ? kLowPaper : kMuchPaper}};
    return health;
}

model::Identity Printer::identity() const {
    const auto known = std::find_if(std::begin(kIds), std::end(kIds), [&](const auto& id) { return id.vendor == box_.vendor_id && id.product == box_.product_id; });
    const auto by_number = known != std::end(kIds) ? std::string(known->name) : std::string("ESC/POS receipt printer");
    return {.driver = std::string(kDriver.id),
            .vendor = !id_.maker.empty() ? id_.maker : box_.vendor,
            .product = !id_.model.empty() ? id_.model : by_number,
            .serial = box_.serial,
            .firmware = {},
            .simulated = box_.emulated};
}

void Printer::close() {
    open_ = false;
    wire_.close();
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<Printer>(around); }

}  // namespace loket::drivers::escpos
