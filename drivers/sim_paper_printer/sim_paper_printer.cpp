#include <utility>

#include "devices/model/sim_device.h"
#include "drivers/sim_paper_printer/driver.h"

namespace loket::drivers::sim_paper_printer {
namespace {

using model::SheetRequest;

constexpr int kTray = 250;  // sheets
constexpr Millis kTick{100};
constexpr int kTicks = 20;  // of one sheet

/// State reasons of RFC 8011, and the fault that brings them about.
struct Stop {
    const char* fault;
    const char* reason;
};
constexpr Stop kStops[] = {{"cover_open", "cover-open"}, {"media_empty", "media-empty"}, {"jam", "media-jam"}};

class PaperPrinter final : public model::SimDeviceFor<SheetRequest> {
  public:
    explicit PaperPrinter(const model::Surroundings& around) : SimDeviceFor(kDriver.id, "Simulated A4 printer", around) {}
    model::Health health() override;

  private:
    Result<model::Content> answer(const SheetRequest& ask, model::Turn& turn) override;
    Status ready_to_print(int sheets);
    Error needs_operator(const std::string& reason);

    int left_ = kTray;
    std::string reason_;  // why it stands still, until the next attempt finds it put right
};

model::Health PaperPrinter::health() {
    auto health = SimDevice::health();
    if (!reason_.empty()) {
        health.ready = false;
        health.reasons.push_back(reason_);
    }
    health.supplies = {{.name = "paper", .percent = 100 * left_ / kTray, .units = left_}};
    return health;
}

Error PaperPrinter::needs_operator(const std::string& reason) {
    reason_ = reason;
    return {Fault::NeedsOperator, "the A4 printer waits for its operator", "printer." + reason};
}

/// A new attempt means that the operator did what the last refusal asked for.
Status PaperPrinter::ready_to_print(int sheets) {
    if (std::exchange(reason_, {}) == "media-empty") left_ = kTray;
    for (const auto& each : kStops)
        if (fault(each.fault)) return needs_operator(each.reason);
    return left_ < sheets ? Status{needs_operator("media-empty")} : Status{};
}

Result<model::Content> PaperPrinter::answer(const SheetRequest& ask, model::Turn& turn) {
    if (ask.pdf.empty() || ask.sheets < 1 || ask.sheets > kTray) return Error{Fault::Unsupported, "nothing that can be printed"};
    LOKET_TRY(ready_to_print(ask.sheets));
    const int ticks = frames(kTicks * ask.sheets);
    for (int i = 1; i <= ticks; ++i) {
        LOKET_TRY(step(turn, kTick));
        turn.sink.progress(100 * i / ticks);
    }
    left_ -= ask.sheets;
    scene().store_sheets(ask.pdf);
    return model::Content{model::SheetOutcome{}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<PaperPrinter>(around); }

}  // namespace loket::drivers::sim_paper_printer
