#include "devices/model/sim_chip.h"

#include <algorithm>

#include "devices/card/sam.h"

namespace loket::model {

card::CardNumber chip_number(std::string_view uid) {
    card::CardNumber number{};
    auto bytes = from_hex(uid).value_or(Bytes{});
    bytes.resize(card::kNumberSize - sizeof card::kNumberHead);
    std::ranges::copy(bytes, std::ranges::copy(card::kNumberHead, number.begin()).out);
    return number;
}

sim_card::CardOs power_up(const SimCard& card) {
    const card::TestSam factory;
    sim_card::Factory given{.number = chip_number(card.uid), .keys = {}};
    for (const auto version : card::kAllKeys) given.keys[version] = factory.keys_for(given.number, version);
    return sim_card::CardOs({std::move(given), card.memory});
}

}  // namespace loket::model
