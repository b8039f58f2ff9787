#pragma once
// The slip of the queue machine (DOMAIN §12).

#include <optional>
#include <string>

#include "workflow/documents/paper.h"

namespace loket::documents {

struct QueueTicket {
    OfficeHead head;
    std::string number;  ///< "A-023"; carries no personal data
    std::string service;
    bool priority = false;  ///< lane for elderly, pregnant, disabled people and those with small children
    Instant issued{};
    int ahead = 0;                         ///< people called before this one
    std::optional<int> wait_minutes = {};  ///< estimate; nothing when the office cannot tell
    std::string room;                      ///< where to wait; may be empty
    std::string qr = {};                   ///< for the reader at the counter; empty: none
};

/// The 80 mm thermal slip.
Drawing ticket_slip(const QueueTicket& ticket);

}  // namespace loket::documents
