#include "devices/model/sim_printer.h"
#include "drivers/sim_receipt_printer/driver.h"

namespace loket::drivers::sim_receipt_printer {
namespace {

using model::ReceiptRequest;

constexpr int kDots = 576;           // across 80 mm paper at 203 dpi
constexpr int kRollLines = 400'000;  // 50 m at 8 lines a millimetre
constexpr Millis kTick{50};
constexpr int kTicks = 20;

class ReceiptPrinter final : public model::SimPaperPrinter<ReceiptRequest> {
  public:
    explicit ReceiptPrinter(const model::Surroundings& around)
        : SimPaperPrinter(kDriver.id, "Simulated receipt printer", around, kRollLines, "the slip printer waits for its operator") {}

  private:
    Result<model::Content> answer(const ReceiptRequest& ask, model::Turn& turn) override;
};

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
    used(slip.height);
    scene().store_slip(slip);
    return model::Content{model::ReceiptOutcome{}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<ReceiptPrinter>(around);
}

}  // namespace loket::drivers::sim_receipt_printer
