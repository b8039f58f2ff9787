#pragma once
// A panel that is mounted on its side: its picture is turned, and where it is touched is turned back.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "devices/base/image.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/tiles.h"

namespace loket::ui {

/// Of the picture on the panel, clockwise.
enum class Turn : std::uint8_t { None, Right, Over, Left };

/// 0, 90, 180, 270 and back; nothing for any other.
std::optional<Turn> turn_of(int degrees);
int degrees_of(Turn turn);
/// Width and height change places.
bool on_its_side(Turn turn);

/// Where on the picture a touch of the panel was: shares of both, 0 to 1.
Vec2 upright(Vec2 touched, Turn turn);

/// Copies a part of the picture to where it lies on the panel, as XRGB8888 (little-endian), row after row of the panel: its memory is written in order and
/// never read. `pitch`: bytes from one of its rows to the next.
void copy_turned(const RgbaImage& image, const Box& part, Turn turn, std::uint8_t* panel, std::size_t pitch);

}  // namespace loket::ui
