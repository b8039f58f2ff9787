#pragma once
// The touch screen itself: fields that a finger must reach, targets that it must meet. Both take the whole screen, and the marks of
// the finger stay until the page is left.

#include "kiosk/screens/staff_frame.h"

namespace loket::screens::staff {

/// A grid over the screen; what the finger touches is filled and its way is drawn. Emits {"touch_tested", "pass"} once all fields
/// were hit, and "leave"; leaving before that emits {"touch_tested", <fields not hit>} first.
void touch_grid(const Frame& frame);
/// Five targets one after the other; then {"aimed", "<mean>:<largest>[:<ui::TouchMap>]"}, the misses in tenths of a millimetre and
/// what would mend them where they follow a rule, and "leave".
void touch_aim(const Frame& frame);

}  // namespace loket::screens::staff
