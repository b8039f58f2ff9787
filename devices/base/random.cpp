#include "devices/base/random.h"

#include <algorithm>
#include <sodium.h>

#include <bit>
#include <cmath>
#include <numbers>

namespace loket {

std::uint64_t mix64(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

std::uint64_t derive_seed(std::uint64_t parent, std::string_view purpose, std::uint64_t number) {
    std::uint64_t seed = mix64(parent);
    for (const char c : purpose) seed = mix64(seed ^ static_cast<unsigned char>(c));
    return mix64(seed ^ number);
}

std::uint64_t Random::below(std::uint64_t bound) {
    if (bound == 0) return 0;
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;  // rejection keeps it unbiased
    std::uint64_t draw = next();
    while (draw >= limit) draw = next();
    return draw % bound;
}

int Random::between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint64_t>(high - low) + 1));
}

double Random::unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Random::normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
    return radius * std::cos(2.0 * std::numbers::pi * unit());
}

double Random::bounded_normal(double deviation) { return std::clamp(normal(), -2.0, 2.0) * deviation; }

SeededRandom::SeededRandom(std::uint64_t seed) {
    for (auto& word : state_) word = seed = mix64(seed);
}

std::uint64_t SeededRandom::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t SystemRandom::next() {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
}

}  // namespace loket
