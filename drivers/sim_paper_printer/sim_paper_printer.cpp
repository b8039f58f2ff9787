#include "devices/model/sim_printer.h"
#include "drivers/sim_paper_printer/driver.h"

namespace loket::drivers::sim_paper_printer {
namespace {

using model::SheetRequest;

constexpr int kTray = 250;  // sheets
constexpr Millis kTick{100};
constexpr int kTicks = 20;  // of one sheet

class PaperPrinter final : public model::SimPaperPrinter<SheetRequest> {
  public:
    explicit PaperPrinter(const model::Surroundings& around)
        : SimPaperPrinter(kDriver.id, "Simulated A4 printer", around, kTray, "the A4 printer waits for its operator") {}
    model::Health health() override;

  private:
    Result<model::Content> answer(const SheetRequest& ask, model::Turn& turn) override;
};

model::Health PaperPrinter::health() {
    auto health = SimPaperPrinter::health();
    health.supplies.front().units = left();
    return health;
}

Result<model::Content> PaperPrinter::answer(const SheetRequest& ask, model::Turn& turn) {
    if (ask.pdf.empty() || ask.sheets < 1 || ask.sheets > kTray) return Error{Fault::Unsupported, "nothing that can be printed"};
    LOKET_TRY(ready_to_print(ask.sheets));
    const int ticks = frames(kTicks * ask.sheets);
    for (int i = 1; i <= ticks; ++i) {
        LOKET_TRY(step(turn, kTick));
        turn.sink.progress(100 * i / ticks);
    }
    used(ask.sheets);
    scene().store_sheets(ask.pdf);
    return model::Content{model::SheetOutcome{}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<PaperPrinter>(around); }

}  // namespace loket::drivers::sim_paper_printer
