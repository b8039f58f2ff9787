#pragma once

#include <array>
#include <cstdint>

namespace loket::store {

/// The 256-bit secret that encrypts every page.
using Key = std::array<std::uint8_t, 32>;

}  // namespace loket::store
