#pragma once
// The skin of the last persons at the glass. Growing a finger is costly, laying it down is not.

#include <list>

#include "devices/biometrics/synth/synth.h"

namespace loket::drivers::sim_fingerprint {

/// Bounded: the masters used longest ago are forgotten, and grow again, the same, when they are needed.
class Fingers {
  public:
    static constexpr std::size_t kKept = 20;  ///< all fingers of two persons, about 8 MB

    explicit Fingers(std::size_t most = kKept) : most_(most) {}

    GrayImage lay_down(std::uint64_t person, biometrics::Finger finger,
                       const biometrics::synth::Impression& impression);
    [[nodiscard]] std::size_t kept() const { return kept_.size(); }

  private:
    struct Entry {
        std::uint64_t person = 0;
        biometrics::synth::FingerMaster master;
    };
    std::size_t most_;
    std::list<Entry> kept_;  // latest use first
};

}  // namespace loket::drivers::sim_fingerprint
