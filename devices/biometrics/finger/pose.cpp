#include "devices/biometrics/finger/pose.h"

#include <cmath>

namespace loket::biometrics::detail {

void RigidFit::add(float weight, float ax, float ay, float bx, float by) {
    weight_ += weight;
    ax_ += weight * ax;
    ay_ += weight * ay;
    bx_ += weight * bx;
    by_ += weight * by;
    dot_ += weight * (ax * bx + ay * by);
    cross_ += weight * (ax * by - ay * bx);
}

void RigidFit::add_turn(float weight, float arm, float cosine, float sine) {
    dot_ += weight * arm * arm * cosine;
    cross_ += weight * arm * arm * sine;
}

Pose RigidFit::pose() const {
    const float dot = dot_ - (ax_ * bx_ + ay_ * by_) / weight_, cross = cross_ - (ax_ * by_ - ay_ * bx_) / weight_;
    const float length = std::sqrt(dot * dot + cross * cross);
    Pose p;
    if (length > 0) p = {dot / length, cross / length, 0, 0};
    p.x = (bx_ - p.cosine * ax_ + p.sine * ay_) / weight_;
    p.y = (by_ - p.sine * ax_ - p.cosine * ay_) / weight_;
    return p;
}

}  // namespace loket::biometrics::detail
