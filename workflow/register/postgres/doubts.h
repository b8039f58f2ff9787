#pragma once
// The centre's work list: packets that nobody has opened, and recordings whose person may be on record under another number.

#include <functional>
#include <memory>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/sync/packet.h"
#include "workflow/sync/signing.h"

namespace loket::centre {

class Connection;

struct PacketToOpen {
    std::string origin;
    sync::PublicKey key{};  ///< of the office
    sync::Digest name{};
};

struct Doubt {
    std::int64_t id = 0;
    std::string origin, case_id, nik, suspects;  ///< suspects: JSON, as the search found them
    std::int64_t event = 0;
    Instant at{};
    std::optional<bool> same = {};
    std::string judged_by = {}, reason = {};
    sync::Digest packet{};  ///< that the recording came in
};

class WorkList {
  public:
    explicit WorkList(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    /// The next packet that is here whole; two that look at the same time get different ones as long as `work` runs. What `work` answers is
    /// noted in the same transaction; where it fails, the packet stays on the list. False: there is none.
    using OpenWork = std::function<Result<std::string>(const PacketToOpen&)>;
    Result<bool> open_next(const OpenWork& work);

    /// Once for each recording.
    Status doubt(const Doubt& doubt);
    /// Those without a verdict, oldest first. The look is noted.
    Result<std::vector<Doubt>> open_doubts(const std::string& who, Instant now);
    /// Rejected "doubt.unknown", "doubt.judged", "return.reason_missing".
    Result<Doubt> judge(std::int64_t id, bool same, const std::string& who, const std::string& reason, Instant now);

    /// Verdicts that the office has not been told, and that it has.
    Result<std::vector<Doubt>> untold();
    Status told(std::int64_t id);

  private:
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
