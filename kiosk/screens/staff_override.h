#pragma once

#include "kiosk/screens/staff_frame.h"

namespace loket::screens::staff {

/// The dialog in which a superior allows what was refused; nothing while desk.override_ is empty. Part of close_frame().
void override_dialog(const Frame& frame);

}  // namespace loket::screens::staff
