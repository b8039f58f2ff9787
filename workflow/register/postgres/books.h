#pragma once
// The register's books on PostgreSQL beside the logs: one-time codes, certificates, packets on their way, directives. One Books for each
// thread of a gateway; it opens its connection again when the database comes back.

#include <functional>

#include "devices/base/clock.h"
#include "workflow/register/ledger/ledger.h"
#include "workflow/sync/feed.h"
#include "workflow/sync/packet.h"
#include "workflow/sync/signing.h"
#include "workflow/sync/wire/requests.h"

namespace loket::centre {

class Connection;

/// A certificate that was issued.
struct Device {
    std::string serial;  ///< hexadecimal
    std::string origin;
    Instant issued_at{}, until{};
    std::optional<Instant> revoked_at = {};
};

struct FeedPage {
    std::vector<sync::Directive> directives;
    bool more = false;
};

/// Not thread-safe. Every call may be Gone `register.database`.
class Books {
  public:
    /// Brings the schema up to date.
    static Result<std::unique_ptr<Books>> open(const std::string& conninfo);
    ~Books();
    Ledger& ledger() { return *ledger_; }

    /// `note`: whom the code was made for, as the officer calls it.
    Status add_code(const Sha256& digest, const std::string& note, Instant until);
    /// In one transaction: uses the code up, admits the office under its key, notes its certificate. Rejected `sync.code` for a code that
    /// is unknown, used or too old, `sync.other_key` for an office that is in under another key.
    Status enrol(const Sha256& code, const sync::PublicKey& key, const Device& device, Instant now);
    Status add_device(const Device& device);
    Result<std::optional<Device>> device(const std::string& serial);
    Result<std::vector<Device>> devices(const std::string& origin);
    /// All certificates of the office that are not revoked yet; how many.
    Result<std::int64_t> revoke(const std::string& origin, Instant now);

    Result<sync::PacketRow> packet(const std::string& origin, const sync::Digest& name);
    /// Holds the packet's row while `work` writes its piece, and keeps the row that comes back. Two that send one packet take turns.
    using PacketWork = std::function<Result<sync::PacketRow>(const sync::PacketRow& row)>;
    Status change_packet(const std::string& origin, const sync::Digest& name, const PacketWork& work);
    struct PacketCount {
        std::int64_t complete = 0, begun = 0;
    };
    Result<PacketCount> packets(const std::string& origin);

    /// Whole, and not looked at by the back office.
    Result<std::int64_t> unopened(const std::string& origin);

    /// The last stick of an office: what lay on top of it and what was answered (sync::encode).
    struct KeptStick {
        Bytes head, answer;
    };
    Status keep_stick(const std::string& origin, ByteView head, ByteView answer, Instant at);
    Result<std::optional<KeptStick>> last_stick(const std::string& origin);

    /// The next number of that office, signed. Rejected `sync.unknown_origin`.
    Result<std::int64_t> tell(const sync::SigningKey& key, const std::string& origin, const std::string& kind, const std::string& body, Instant at);
    /// Keeps an office's checkpoint with our signature. Rejected `sync.fork` where it contradicts the log that is here or goes back behind the
    /// one before; `sync.gap` where the log is not here so far.
    Status add_checkpoint(const std::string& origin, const sync::wire::Checkpoint& checkpoint, ByteView body, ByteView signature, Instant at);
    /// The same connection, for the centre's other lists.
    [[nodiscard]] const std::shared_ptr<Connection>& connection() const { return connection_; }
    Result<FeedPage> feed(const std::string& origin, std::int64_t after, std::int64_t most);

  private:
    explicit Books(std::shared_ptr<Connection> connection);
    std::shared_ptr<Connection> connection_;
    std::unique_ptr<Ledger> ledger_;
};

}  // namespace loket::centre
