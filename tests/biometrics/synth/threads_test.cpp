#include <catch2/catch.hpp>
#include <opencv2/core.hpp>

#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::synth;

namespace {

/// Sets OpenCV's thread count for a while.
class Threads {
  public:
    explicit Threads(int count) : before_(cv::getNumThreads()) { cv::setNumThreads(count); }
    ~Threads() { cv::setNumThreads(before_); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

  private:
    int before_;
};

template <class Make>
auto with_threads(int count, Make make) {
    const Threads threads(count);
    return make();
}

}  // namespace

TEST_CASE("Nothing depends on how many threads OpenCV uses") {
    const auto print = [] {
        return fingerprint(2, Finger::RightIndex, {.seed = 3, .dryness = 0.3, .rotation_deg = 8});
    };
    const auto eye = [] { return iris(2, Eye::Left, {.seed = 3, .blur = 0.2}); };
    const auto portrait = [] { return face(2, {.female = true, .age = 40}, {.seed = 3, .yaw = 0.4}); };
    CHECK(with_threads(1, print) == with_threads(2, print));
    CHECK(with_threads(1, eye) == with_threads(2, eye));
    CHECK(with_threads(1, portrait) == with_threads(2, portrait));
}
