#pragma once
// Who comes for a card in a `card demo`, and what goes wrong with it.

#include "devices/model/scene.h"
#include "kiosk/app/demo/plan.h"

namespace loket::app {

struct CardVisit {
    VisitPlan plan;
    std::vector<model::SimFault> at_desk, at_activation;
};

/// Mostly people whose record is at the centre; some are recorded here, and some come again because their card was lost.
Result<std::vector<CardVisit>> plan_cards(const CoreOptions& options, const Reference& reference, std::uint64_t seed, int count, bool faults);

}  // namespace loket::app
