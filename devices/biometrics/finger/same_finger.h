#pragma once
// One person's fingers within one session: a finger that is put down twice, and the wrong hand.

#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/position.h"

namespace loket::biometrics {

struct NamedFinger {
    Finger finger = Finger::Unknown;
    PreparedFinger prepared;
};

/// `fresh`, just captured, is a finger that was captured as `known`.
struct SameFinger {
    Finger fresh = Finger::Unknown, known = Finger::Unknown;
    double score = 0;
};

/// Fresh fingers that are other fingers of `known` or of their own placement. Each fresh finger is named once, with its best.
std::vector<SameFinger> same_fingers(const std::vector<NamedFinger>& known, const std::vector<NamedFinger>& fresh);

/// Above kVerifyThreshold: a recording compares some fifty pairs of fingers, all of one person (see README.md).
inline constexpr double kSameFingerThreshold = 55;

enum class Hand : std::uint8_t { Unknown, Right, Left };
constexpr Hand hand_of(Finger finger) {
    return finger == Finger::Unknown ? Hand::Unknown : finger <= Finger::RightLittle ? Hand::Right : Hand::Left;
}

/// Which hand lies palm down on the glass, by the arc of its fingertips; Unknown unless four fingers lie apart and the arc is
/// plain. Any resolution, dark on light.
Hand slap_hand(const GrayImage& plate);

}  // namespace loket::biometrics
