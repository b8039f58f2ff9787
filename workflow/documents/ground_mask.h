#pragma once
// Which pixels of a portrait are the plain ground behind the person; private to this folder.

#include <optional>
#include <vector>

#include "devices/base/image.h"
#include "workflow/documents/wall.h"

namespace loket::documents {

/// One value a pixel of the photo, row by row.
struct Plane {
    int width = 0, height = 0;
    std::vector<float> values;
    float& at(int x, int y) {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
    [[nodiscard]] float at(int x, int y) const {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

struct PhotoGround {
    Plane mask;  ///< 1 where the ground is, 0 where the person is
    Wall wall;
};

/// The ground is what can be reached from the upper border without leaving the colour of the wall; nothing if
/// the border is not a plain wall.
std::optional<PhotoGround> find_ground(const RgbaImage& photo);

/// Mean over a square of side 2 * radius + 1, clipped at the borders.
Plane box_blur(const Plane& plane, int radius);

}  // namespace loket::documents
