#include "devices/model/sim_chip.h"

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"
#include "devices/card/operations.h"

namespace loket::model {
namespace {

/// What such a chip has inside: the same matcher as the host's, at the same threshold.
bool same_finger(ByteView kept, ByteView shown) {
    const auto a = biometrics::iso::decode_card(kept), b = biometrics::iso::decode_card(shown);
    return a && b && biometrics::match_score(*b, *a) >= biometrics::kVerifyThreshold;
}

}  // namespace

sim_card::CardOs power_up(const SimCard& card, Keys keys) {
    const auto number = card::number_of(card.uid);
    const auto given = card::TestSam().factory_keys(keys == Keys::Ours ? number : card::number_of("f0" + card.uid));
    sim_card::Factory factory{.number = number, .keys = given};
    if (card.compares) factory.compare = same_finger;
    return sim_card::CardOs({std::move(factory), card.memory});
}

}  // namespace loket::model
