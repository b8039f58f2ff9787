#pragma once
// The accounts of the office, for its administrator.

#include "kiosk/viewmodels/staff.h"

namespace loket::viewmodels {

/// Intents: "add", "open" (login name; empty: back to the list), "pin", "delegate", "finger", "card", "forget_finger", "forget_card",
/// "suspend", "reinstate", "back" (out of what is asked); PIN: "digit", "erase", "clear", "save"; finger: "capture".
struct Officers {
    struct Line {
        std::string user{}, name{}, role{}, last{}, state{};
        Tone tone = Tone::Info;
    };
    struct Account {
        Officer officer{};
        std::vector<Row> facts{};
        bool suspended = false, has_card = false, has_finger = false, own = false;
    };
    enum class Ask { None, Pin, Finger };
    Desk desk{};
    std::vector<Line> lines{};
    std::optional<Account> account{};
    Ask ask = Ask::None;
    std::string asked{};  ///< what to do now: "Ketik PIN baru, lalu sekali lagi"
    int pin_length = 0;
    bool can_save = false, working = false;
    Picture live{};
    std::vector<std::string> hints{};
    std::optional<Notice> notice{};
};

}  // namespace loket::viewmodels
