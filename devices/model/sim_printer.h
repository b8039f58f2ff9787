#pragma once
// What the simulated printers of paper have in common: why one stands still, and the paper that is left.

#include <utility>

#include "devices/model/sim_device.h"

namespace loket::model {

/// State reasons of RFC 8011, and the fault that brings them about.
struct PrinterStop {
    const char* fault;
    const char* reason;
};
inline constexpr PrinterStop kPaperStops[] = {{"cover_open", "cover-open"}, {"media_empty", "media-empty"}, {"jam", "media-jam"}};

/// Paper is counted in whatever the printer feeds: sheets, lines.
template <class Ask>
class SimPaperPrinter : public SimDeviceFor<Ask> {
  public:
    SimPaperPrinter(std::string_view driver, std::string_view product, const Surroundings& around, int full, const char* waits)
        : SimDeviceFor<Ask>(driver, product, around), full_(full), left_(full), waits_(waits) {}

    Health health() override {
        auto health = SimDevice::health();
        if (!reason_.empty()) {
            health.ready = false;
            health.reasons.push_back(reason_);
        }
        health.supplies = {{.name = "paper", .percent = static_cast<int>(100LL * left_ / full_)}};
        return health;
    }

  protected:
    /// A new attempt means that the operator did what the last refusal asked for.
    Status ready_to_print(int amount) {
        if (std::exchange(reason_, {}) == "media-empty") left_ = full_;
        for (const auto& each : kPaperStops)
            if (this->fault(each.fault)) return needs_operator(each.reason);
        return left_ < amount ? Status{needs_operator("media-empty")} : Status{};
    }
    void used(int amount) { left_ -= amount; }
    [[nodiscard]] int left() const { return left_; }

  private:
    Error needs_operator(const char* reason) {
        reason_ = reason;
        return {Fault::NeedsOperator, waits_, "printer." + reason_};
    }

    int full_, left_;
    const char* waits_;
    std::string reason_;  // why it stands still, until the next attempt finds it put right
};

}  // namespace loket::model
