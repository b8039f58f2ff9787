#include "devices/biometrics/face/life_signs.h"

#include <algorithm>
#include <cmath>

#include "devices/biometrics/face/seen_checks.h"

namespace loket::biometrics {

namespace {

constexpr double kShut = 0.8, kOpen = 0.3;
constexpr double kStayed = 0.5;       // eye distances
constexpr double kTurned = 0.12;      // jaw, most less least: some eight degrees
constexpr double kNoise = 0.006;      // of the turn and of the lips' gap
constexpr int kEnough = 10;

}  // namespace

void LifeSigns::see(const SeenFace& face) {
    const auto place = detail::place_of(face);
    if (!place) return;
    const double turn = detail::jaw_turn(face, *place), gap = detail::mouth_gap(face, *place);
    if (pictures_++ == 0) least_turn_ = most_turn_ = turn, least_gap_ = most_gap_ = gap;
    least_turn_ = std::min(least_turn_, turn), most_turn_ = std::max(most_turn_, turn);
    least_gap_ = std::min(least_gap_, gap), most_gap_ = std::max(most_gap_, gap);
    const bool stayed = opened_ && std::hypot(place->x - open_x_, place->y - open_y_) < kStayed * size_;
    if (std::min(face.left_shut, face.right_shut) > kShut) {
        shut_since_ = stayed;
    } else if (std::max(face.left_shut, face.right_shut) < kOpen) {
        blinked_ |= shut_since_ && stayed;
        shut_since_ = false, opened_ = true;
        open_x_ = place->x, open_y_ = place->y, size_ = place->eye_distance;
    }
}

bool LifeSigns::turned() const { return most_turn_ - least_turn_ > kTurned; }

bool LifeSigns::frozen() const { return pictures_ >= kEnough && !blinked_ && most_turn_ - least_turn_ < kNoise && most_gap_ - least_gap_ < kNoise; }

}  // namespace loket::biometrics
