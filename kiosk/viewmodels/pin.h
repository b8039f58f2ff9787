#pragma once
// A PIN asked for above a page: to confirm a signature, to leave the kiosk.

#include "kiosk/viewmodels/common.h"

namespace loket::viewmodels {

/// Intents: "digit", "erase", "clear", "pin.confirm", "pin.cancel". The page never holds the PIN.
struct PinAsk {
    std::string title{}, text{};
    int length = 0;
    bool checking = false;
    std::optional<Notice> notice{};
};

}  // namespace loket::viewmodels
