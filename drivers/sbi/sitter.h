#pragma once
// Who sits before an emulated device: the person of the scene, as records and as the preview shows them.

#include <list>
#include <map>
#include <string>
#include <vector>

#include "devices/base/image.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/model/device.h"
#include "devices/model/scene.h"

namespace loket::drivers::sbi {

/// One finger, eye or face as a device gives it.
struct Shot {
    std::string name;  ///< bioSubType
    Bytes record;      ///< empty: not there, although it was asked for
};
struct Sitting {
    std::vector<Shot> shots;
    Bytes preview = {};  ///< JPEG of all together
};

/// Not thread-safe.
class Sitter {
  public:
    Sitter(model::Scene& scene, model::Kind kind) : scene_(scene), kind_(kind) {}
    /// The fingers (laid down anew) or eyes of these names; of a camera for faces the names do not matter.
    Sitting sit(const std::vector<std::string>& names);
    /// What the preview shows before: JPEG.
    static Bytes nobody();

  private:
    Sitting laid_down(const model::SimPerson& person, const std::vector<std::string>& names, std::uint64_t take);
    GrayImage finger(std::uint64_t person, biometrics::Finger finger, std::uint64_t take);

    model::Scene& scene_;
    const model::Kind kind_;
    std::list<std::pair<std::uint64_t, biometrics::synth::FingerMaster>> grown_;  // skin of fingers, by person: it costs much
};

}  // namespace loket::drivers::sbi
