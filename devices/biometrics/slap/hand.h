#pragma once
// Third stage: which of the places are the fingers of one hand, and which finger each is.

#include <array>

#include "devices/biometrics/finger/same_finger.h"
#include "devices/biometrics/slap/tips.h"

namespace loket::biometrics::detail {

/// The fingertips that together make the best hand, left to right as the hand points up. At most `most` (1-4).
std::vector<Tip> choose_tips(const std::vector<Tip>& places, std::size_t most);

/// A hand laid over tips: `places[i]` (0-3, left to right) of the four is the place of tip i.
struct HandFit {
    Hand hand = Hand::Unknown;
    std::array<int, 4> places{};
    float angle = 0;     ///< degrees clockwise
    float distance = 0;  ///< how far the tips are from where this hand has them, deviations squared
};
/// The best fit of each hand, the right one first.
std::array<HandFit, 2> fit_hands(const std::vector<Tip>& tips);
/// The best fit of one hand; `open` says which of its places (bit 0 the leftmost) may have a finger.
HandFit fit_hand(const std::vector<Tip>& tips, Hand hand, unsigned open = 15);

/// Whether `low` lies where the rest of the finger of `tip` lies: down along its axis.
bool is_below(const Tip& tip, const Tip& low);

}  // namespace loket::biometrics::detail
