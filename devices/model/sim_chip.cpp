#include "devices/model/sim_chip.h"

#include "devices/card/operations.h"

namespace loket::model {

sim_card::CardOs power_up(const SimCard& card, Keys keys) {
    const auto number = card::number_of(card.uid);
    const auto given = card::TestSam().factory_keys(keys == Keys::Ours ? number : card::number_of("f0" + card.uid));
    return sim_card::CardOs({{number, given}, card.memory});
}

}  // namespace loket::model
