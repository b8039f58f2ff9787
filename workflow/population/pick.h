#pragma once
// Weighted choices for the synthetic population. Internal to this folder.

#include <span>

#include "devices/base/random.h"

namespace loket::population {

/// An index, each as likely as its weight. The weights must not all be 0.
inline std::size_t pick_weighted(Random& random, std::span<const int> weights) {
    int total = 0;
    for (const int weight : weights) total += weight;
    auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(total)));
    std::size_t index = 0;
    while (left >= weights[index]) left -= weights[index++];
    return index;
}

template <class Items>
const auto& pick(Random& random, const Items& items) {
    return items[static_cast<std::size_t>(random.below(std::size(items)))];
}

}  // namespace loket::population
