#pragma once
// Randomness is injected. A seed reproduces a simulation bit for bit, on every machine and compiler.

#include <cstdint>
#include <string_view>

#include "devices/base/bytes.h"

namespace loket {

/// 64-bit mixing function (SplitMix64 finaliser): equal inputs, equal outputs, everywhere.
std::uint64_t mix64(std::uint64_t value);
/// A seed for one purpose, derived from a parent seed, a word and a number. Never used for secrets.
std::uint64_t derive_seed(std::uint64_t parent, std::string_view purpose, std::uint64_t number = 0);

/// Source of random bits. Not thread-safe: one owner each.
class Random {
  public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;

    /// Uniform in [0, bound); bound 0 gives 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high], both ends included.
    int between(int low, int high);
    /// Uniform in [0, 1).
    double unit();
    /// True with probability `p`.
    bool chance(double p) { return unit() < p; }
    /// Normal with mean 0 and deviation 1 (Box-Muller; portable, unlike std::normal_distribution).
    double normal();
    /// The same within two deviations of 0, times `deviation`.
    double bounded_normal(double deviation);
};

/// xoshiro256** seeded through SplitMix64: for simulation, layout and tests; never for secrets.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed);
    SeededRandom(std::uint64_t parent, std::string_view purpose, std::uint64_t number = 0)
        : SeededRandom(derive_seed(parent, purpose, number)) {}
    std::uint64_t next() override;

  private:
    std::uint64_t state_[4];
};

/// The operating system's randomness (libsodium): ids, keys, salts.
class SystemRandom final : public Random {
  public:
    std::uint64_t next() override;
};

}  // namespace loket
