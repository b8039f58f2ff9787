#include <utility>

#include "devices/base/sha256.h"
#include "devices/model/card_print.h"
#include "devices/model/sim_printer.h"
#include "drivers/sim_card_printer/driver.h"

namespace loket::drivers::sim_card_printer {
namespace {

using model::CardPrintRequest;

constexpr int kHopper = 100;                         // blanks
constexpr int kRibbon = 200;                         // panel sets, one for each printed side
constexpr Millis kTick{100};
constexpr int kTicksPrinting = 50;
constexpr int kTicksEncoding = 10;  // at the contactless station
constexpr int kUidBytes = 7;        // double-size UID of ISO/IEC 14443-3

constexpr model::PrinterStop kStops[] = {{"cover_open", "cover-open"}, {"media_empty", "media-empty"}, {"ribbon_out", "marker-supply-empty"}};

class CardPrinter final : public model::SimDeviceFor<CardPrintRequest> {
  public:
    explicit CardPrinter(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated card printer", around), station_(around.station) {}
    model::Health health() override;

  private:
    Result<model::Content> answer(const CardPrintRequest& ask, model::Turn& turn) override;
    Status ready_to_feed();
    Result<model::CardPrintOutcome> run_card(const CardPrintRequest& ask, bool at_station, model::Turn& turn);
    Result<model::CardPrintOutcome> stop_at_station(const CardPrintRequest& ask, const std::string& uid, model::Turn& turn);
    Status run_for(model::Turn& turn, int ticks, int from_percent, int to_percent);
    Error needs_operator(const std::string& reason, const std::string& context);
    [[nodiscard]] std::string next_uid(const std::string& job) const;

    int blanks_ = kHopper;
    int panels_ = kRibbon;
    unsigned fed_ = 0;              // cards ever taken from the hopper
    std::string reason_;            // why it stands still, until the next attempt finds it put right
    model::CardJobs jobs_;
    model::Station station_;
};

model::Health CardPrinter::health() {
    auto health = SimDevice::health();
    if (!reason_.empty()) {
        health.ready = false;
        health.reasons.push_back(reason_);
    }
    health.supplies = {{.name = "blanko", .percent = 100 * blanks_ / kHopper, .units = blanks_},
                       {.name = "ribbon", .percent = 100 * panels_ / kRibbon, .units = panels_}};
    return health;
}

Error CardPrinter::needs_operator(const std::string& reason, const std::string& context) {
    reason_ = reason;
    return {Fault::NeedsOperator, context, "printer." + reason};
}

/// A new attempt means that the operator did what the last refusal asked for.
Status CardPrinter::ready_to_feed() {
    const auto cleared = std::exchange(reason_, {});
    if (cleared == "media-empty") blanks_ = kHopper;
    if (cleared == "marker-supply-empty") panels_ = kRibbon;
    for (const auto& each : kStops) {
        if (fault(each.fault)) return needs_operator(each.reason, "the printer waits for its operator");
    }
    if (blanks_ == 0) return needs_operator("media-empty", "the hopper is empty");
    if (panels_ < 2) return needs_operator("marker-supply-empty", "the ribbon is used up");
    return {};
}

Status CardPrinter::run_for(model::Turn& turn, int ticks, int from_percent, int to_percent) {
    const int count = frames(ticks);
    for (int i = 1; i <= count; ++i) {
        LOKET_TRY(step(turn, kTick));
        turn.sink.progress(from_percent + (to_percent - from_percent) * i / count);
    }
    return {};
}

/// A stop costs the card too, and whoever stopped it must hear so.
Error cut_short(Error why) {
    if (why.fault == Fault::Cancelled) why.code = "printer.outcome_unknown";
    return why;
}

/// Meanwhile the simulated reader sees the card that is inside.
Result<model::CardPrintOutcome> CardPrinter::stop_at_station(const CardPrintRequest& ask, const std::string& uid, model::Turn& turn) {
    scene().place_card(uid);
    auto met = station_.meet(ask.encode, turn.stop);
    if (!met && met.error().code == "printer.chip_error") return needs_operator("chip_error", met.error().context);
    return met;
}

/// From the hopper to the output tray. Whatever ends it early leaves a spoiled card in the reject box.
Result<model::CardPrintOutcome> CardPrinter::run_card(const CardPrintRequest& ask, bool at_station, model::Turn& turn) {
    --blanks_;
    panels_ -= ask.emblem_side.empty() ? 1 : 2;
    ++fed_;
    model::CardPrintOutcome outcome{.card_uid = next_uid(ask.job)};
    scene().store_card({.uid = outcome.card_uid});
    LOKET_TRY(run_for(turn, kTicksEncoding, 0, 20));
    if (fault("chip_error")) return needs_operator("chip_error", "the chip of the blank does not answer");
    if (at_station) {
        LOKET_ASSIGN(met, stop_at_station(ask, outcome.card_uid, turn));
        outcome.encoded = met.encoded;
    }
    LOKET_TRY(run_for(turn, kTicksPrinting, 20, 60));
    if (fault("jam")) return needs_operator("media-jam", "a card is stuck and spoiled");
    LOKET_TRY(run_for(turn, kTicksPrinting, 60, 100));
    return outcome;
}

/// Fresh for every piece of plastic, the same in every run: a spoiled card's UID never comes back.
std::string CardPrinter::next_uid(const std::string& job) const {
    const auto digest = sha256(as_bytes(job + '#' + std::to_string(fed_)));
    Bytes uid{0x04};
    uid.insert(uid.end(), digest.begin(), digest.begin() + kUidBytes - 1);
    return to_hex(uid);
}

Result<model::Content> CardPrinter::answer(const CardPrintRequest& ask, model::Turn& turn) {
    LOKET_TRY(jobs_.accept(ask));
    LOKET_TRY(ready_to_feed());
    const bool without = fault("no_station").has_value();
    const bool at_station = ask.encode && !without;
    if (at_station) LOKET_TRY(station_.look(true, turn.stop));
    auto outcome = run_card(ask, at_station, turn);
    if (!outcome) {
        if (at_station) scene().place_card("");
        return cut_short(outcome.error());
    }
    const auto& uid = outcome->card_uid;
    jobs_.printed(ask.job);
    scene().place_card(uid);  // the reader on the desk, where the card lies until somebody takes it
    scene().store_print({ask.job, uid, ask.data_side, ask.emblem_side});
    return model::Content{std::move(*outcome)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<CardPrinter>(around);
}

}  // namespace loket::drivers::sim_card_printer
