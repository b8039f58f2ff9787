#pragma once
// A rectangle of numbers, the working material of every stage of extraction.

#include <algorithm>
#include <numbers>
#include <vector>

namespace loket::biometrics::detail {

inline constexpr float kPi = std::numbers::pi_v<float>;

template <class T>
struct Grid {
    int width = 0, height = 0;
    std::vector<T> cells;

    Grid() = default;
    Grid(int w, int h, T fill = T{}) : width(w), height(h), cells(static_cast<std::size_t>(w) * h, fill) {}
    T* row(int y) { return cells.data() + static_cast<std::size_t>(y) * width; }
    const T* row(int y) const { return cells.data() + static_cast<std::size_t>(y) * width; }
    T& at(int x, int y) { return row(y)[x]; }
    const T& at(int x, int y) const { return row(y)[x]; }
    [[nodiscard]] bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
    /// The value at the nearest cell inside.
    const T& near(int x, int y) const { return at(std::clamp(x, 0, width - 1), std::clamp(y, 0, height - 1)); }
};

/// Compiles the hot loops twice and picks by processor at load time. Neither variant contracts multiply-adds or reorders
/// sums, so both give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define LOKET_FAST __attribute__((target_clones("avx2", "default")))
#else
#define LOKET_FAST
#endif

}  // namespace loket::biometrics::detail
