#include "devices/model/sim_chip.h"

#include "devices/card/operations.h"

namespace loket::model {

sim_card::CardOs power_up(const SimCard& card, Keys keys) {
    const card::TestSam factory;
    sim_card::Factory given{.number = card::number_of(card.uid), .keys = {}};
    for (const auto version : card::kAllKeys) given.keys[version] = factory.keys_for(keys == Keys::Ours ? given.number : card::number_of("f0" + card.uid), version);
    return sim_card::CardOs({std::move(given), card.memory});
}

}  // namespace loket::model
