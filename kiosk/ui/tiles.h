#pragma once
// Finds what changed between two frames without keeping the old frame: each tile of the screen carries a hash
// of all triangles that touch it.

#include <cstdint>
#include <vector>

namespace loket::ui {

/// Pixels, right and bottom excluded.
struct Box {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool empty() const { return left >= right || top >= bottom; }
    bool operator==(const Box&) const = default;
};
Box intersect(const Box& a, const Box& b);

class Tiles {
  public:
    /// Starts a frame of this size. A new size changes everything.
    void begin(int width, int height);
    /// Something with this hash is drawn inside the box.
    void add(const Box& box, std::uint64_t hash);
    /// The smallest box that holds every changed tile.
    [[nodiscard]] Box end();
    /// Makes the next frame wholly changed.
    void forget() { before_.clear(); }

  private:
    static constexpr int kSide = 64;
    int width_ = 0, height_ = 0, across_ = 0, down_ = 0;
    std::vector<std::uint64_t> now_, before_;
};

}  // namespace loket::ui
