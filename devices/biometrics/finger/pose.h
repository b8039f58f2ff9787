#pragma once
// Where one finger lies relative to another: a turn and a shift.

namespace loket::biometrics::detail {

/// Rigid motion of pixels, b = turn(a) + shift, in image axes (x right, y down).
struct Pose {
    float cosine = 1, sine = 0, x = 0, y = 0;
    struct Point {
        float x = 0, y = 0;
    };
    [[nodiscard]] Point apply(float px, float py) const { return {cosine * px - sine * py + x, sine * px + cosine * py + y}; }
    [[nodiscard]] Point undo(float qx, float qy) const { return {cosine * (qx - x) + sine * (qy - y), cosine * (qy - y) - sine * (qx - x)}; }
};

/// Weighted least squares: the pose that carries points of a onto points of b.
class RigidFit {
  public:
    void add(float weight, float ax, float ay, float bx, float by);
    /// A known turn, worth a second point `arm` pixels away.
    void add_turn(float weight, float arm, float cosine, float sine);
    [[nodiscard]] Pose pose() const;

  private:
    float weight_ = 0, ax_ = 0, ay_ = 0, bx_ = 0, by_ = 0, dot_ = 0, cross_ = 0;
};

}  // namespace loket::biometrics::detail
