#include "drivers/sim_fingerprint/fingers.h"

#include <algorithm>

namespace loket::drivers::sim_fingerprint {

namespace synth = biometrics::synth;

GrayImage Fingers::lay_down(std::uint64_t person, biometrics::Finger finger,
                            const synth::Impression& impression) {
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Entry& each) {
        return each.person == person && each.master.finger == finger;
    });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
    } else {
        kept_.push_front({person, synth::finger_master(person, finger)});
        if (kept_.size() > most_) kept_.pop_back();
    }
    return synth::render_impression(kept_.front().master, impression);
}

}  // namespace loket::drivers::sim_fingerprint
