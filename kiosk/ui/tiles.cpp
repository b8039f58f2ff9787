#include "kiosk/ui/tiles.h"

#include <algorithm>
#include <climits>

namespace loket::ui {

Box intersect(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

void Tiles::begin(int width, int height) {
    if (width != width_ || height != height_) before_.clear();
    width_ = width;
    height_ = height;
    across_ = (width + kSide - 1) / kSide;
    down_ = (height + kSide - 1) / kSide;
    now_.assign(static_cast<std::size_t>(across_ * down_), 0);
}

void Tiles::add(const Box& box, std::uint64_t hash) {
    const Box inside = intersect(box, {0, 0, width_, height_});
    if (inside.empty()) return;
    for (int y = inside.top / kSide; y <= (inside.bottom - 1) / kSide; ++y)
        for (int x = inside.left / kSide; x <= (inside.right - 1) / kSide; ++x) {
            // Order matters: what is drawn later lies on top.
            std::uint64_t& tile = now_[static_cast<std::size_t>(y * across_ + x)];
            tile = (tile ^ hash) * 0x9E3779B97F4A7C15u + 1;
        }
}

Box Tiles::end() {
    Box changed{INT_MAX, INT_MAX, 0, 0};
    const bool all = before_.size() != now_.size();
    for (int y = 0; y < down_; ++y)
        for (int x = 0; x < across_; ++x) {
            const auto i = static_cast<std::size_t>(y * across_ + x);
            if (!all && before_[i] == now_[i]) continue;
            changed = {std::min(changed.left, x * kSide), std::min(changed.top, y * kSide),
                       std::max(changed.right, (x + 1) * kSide), std::max(changed.bottom, (y + 1) * kSide)};
        }
    before_ = now_;
    return intersect(changed, {0, 0, width_, height_});
}

}  // namespace loket::ui
