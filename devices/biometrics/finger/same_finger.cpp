#include "devices/biometrics/finger/same_finger.h"

#include <algorithm>

namespace loket::biometrics {

std::vector<SameFinger> same_fingers(const std::vector<NamedFinger>& known, const std::vector<NamedFinger>& fresh) {
    std::vector<SameFinger> found;
    for (auto it = fresh.begin(); it != fresh.end(); ++it) {
        SameFinger best{it->finger, Finger::Unknown, 0};
        const auto compare = [&](const NamedFinger& other) {
            if (other.finger == it->finger) return;
            const double score = match_score(it->prepared, other.prepared);
            if (score >= kSameFingerThreshold && score > best.score) best = {it->finger, other.finger, score};
        };
        std::for_each(known.begin(), known.end(), compare);
        std::for_each(fresh.begin(), it, compare);
        if (best.known != Finger::Unknown) found.push_back(best);
    }
    return found;
}

}  // namespace loket::biometrics
