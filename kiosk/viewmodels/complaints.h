#pragma once
// Complaints as officers see them.

#include "kiosk/viewmodels/staff.h"

namespace loket::viewmodels {

/// Intents: "take", "reply" (the answer), "write" (one that came another way is to be written down).
struct ComplaintDesk {
    struct File {
        std::string number{}, category{}, text{}, answer{};
        std::vector<Row> facts{};
    };
    Desk desk{};  ///< the items are complaints
    std::optional<File> file{};
    std::string resi{};               ///< of the application it is about; may be empty
    std::optional<FileHead> about{};  ///< that application, while it is open
    std::vector<Row> where{};         ///< where it stands
    bool can_take = false, can_answer = false;
};

}  // namespace loket::viewmodels
