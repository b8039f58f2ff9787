#include "devices/base/result.h"

namespace loket {

std::string_view to_string(Fault fault) {
    switch (fault) {
        case Fault::Cancelled: return "cancelled";
        case Fault::TimedOut: return "timed_out";
        case Fault::Gone: return "gone";
        case Fault::Busy: return "busy";
        case Fault::Rejected: return "rejected";
        case Fault::NeedsOperator: return "needs_operator";
        case Fault::Corrupt: return "corrupt";
        case Fault::Unsupported: return "unsupported";
        case Fault::Internal: return "internal";
    }
    return "unknown";
}

}  // namespace loket
