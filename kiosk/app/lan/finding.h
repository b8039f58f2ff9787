#pragma once
// Finding the induk without typing its address: it says on the office's network that it is there, whoever looks for one asks. A hint only:
// who answers is settled by the pairing code and by certificates.

#include <functional>
#include <memory>

#include "kiosk/app/lan/multicast.h"
#include "kiosk/app/lan/place.h"

namespace loket::app {

/// How a machine takes part in finding; without it an induk says nothing of itself, and a station looks for nobody.
struct OnNetwork {
    std::string office;  ///< in the office's words
    MeetingPoint where = {};
};

/// What an induk says of itself to anybody on its network.
struct IndukSign {
    std::string office;       ///< in the office's words
    std::string authority;    ///< beginning of its authority's digest, hexadecimal: which of two offices it is
    std::int64_t machine = 0; ///< its number
    std::uint16_t port = 0;
};

/// Says it on every network of this machine, also on those that come up later, and takes it back at the end.
class IndukBeacon {
  public:
    virtual ~IndukBeacon() = default;
    /// `Busy` where nobody may listen at that port. Of an induk without one everything else works.
    static Result<std::unique_ptr<IndukBeacon>> start(const IndukSign& sign, const MeetingPoint& where = {});
};

struct FoundInduk {
    std::string name;       ///< as it calls itself: believed by nobody
    std::string authority;  ///< as in its sign; may be empty
    std::string address;    ///< host:port; the host is where the answer came from, whatever it says
    bool operator==(const FoundInduk&) const = default;
};
/// By which induks and stations of one office know each other before they speak: the beginning of its authority's digest. Empty for none.
std::string sign_of_authority(const std::string& authority_pem);

/// Asks three times within `patience` and returns what has answered by then, each induk once. Blocks.
std::vector<FoundInduk> find_induks(Millis patience, const std::stop_token& stop = {}, const MeetingPoint& where = {});

/// As join_office, at whichever of the found made the code of `wish`. Rejected "lan.none_found" where none of them did.
Result<LanPlace> join_found(JoinWish wish, const std::vector<FoundInduk>& found);

}  // namespace loket::app
