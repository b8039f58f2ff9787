#include <algorithm>
#include <utility>

#include "devices/model/sim_device.h"
#include "drivers/sim_receipt_printer/driver.h"

namespace loket::drivers::sim_receipt_printer {
namespace {

using model::ReceiptRequest;

constexpr int kDots = 576;           // across 80 mm paper at 203 dpi
constexpr int kRollLines = 400'000;  // 50 m at 8 lines a millimetre
constexpr Millis kTick{50};
constexpr int kTicks = 20;

/// State reasons of RFC 8011, and the fault that brings them about.
struct Stop {
    const char* fault;
    const char* reason;
};
constexpr Stop kStops[] = {
    {"cover_open", "cover-open"}, {"media_empty", "media-empty"}, {"jam", "media-jam"}};

class ReceiptPrinter final : public model::SimDeviceFor<ReceiptRequest> {
  public:
    explicit ReceiptPrinter(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated receipt printer", around) {}
    model::Health health() override;

  private:
    Result<model::Content> answer(const ReceiptRequest& ask, model::Turn& turn) override;
    Status ready_to_print(int lines);
    Error needs_operator(const std::string& reason);

    int lines_left_ = kRollLines;
    std::string reason_;  // why it stands still, until the next attempt finds it put right
};

model::Health ReceiptPrinter::health() {
    auto health = SimDevice::health();
    if (!reason_.empty()) {
        health.ready = false;
        health.reasons.push_back(reason_);
    }
    health.supplies = {{.name = "paper", .percent = static_cast<int>(100LL * lines_left_ / kRollLines)}};
    return health;
}

Error ReceiptPrinter::needs_operator(const std::string& reason) {
    reason_ = reason;
    return {Fault::NeedsOperator, "the slip printer waits for its operator", "printer." + reason};
}

/// A new attempt means that the operator did what the last refusal asked for.
Status ReceiptPrinter::ready_to_print(int lines) {
    if (std::exchange(reason_, {}) == "media-empty") lines_left_ = kRollLines;
    for (const auto& each : kStops) {
        if (fault(each.fault)) return needs_operator(each.reason);
    }
    if (lines_left_ < lines) return needs_operator("media-empty");
    return {};
}

Result<model::Content> ReceiptPrinter::answer(const ReceiptRequest& ask, model::Turn& turn) {
    const auto& slip = ask.slip;
    if (slip.empty() || slip.width > kDots || slip.height > kRollLines) {
        return Error{Fault::Unsupported, "the slip does not fit the paper"};
    }
    LOKET_TRY(ready_to_print(slip.height));
    const int ticks = frames(kTicks);
    for (int i = 1; i <= ticks; ++i) {
        LOKET_TRY(step(turn, kTick));
        turn.sink.progress(100 * i / ticks);
    }
    lines_left_ -= slip.height;
    scene().store_slip(slip);
    return model::Content{model::ReceiptOutcome{}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<ReceiptPrinter>(around);
}

}  // namespace loket::drivers::sim_receipt_printer
