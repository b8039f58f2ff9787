#pragma once
// What a register keeps of its offices: who they are, how far their logs have come, the logs. Every implementation runs the same step
// (sync::receive) inside one transaction of its database and passes the same suite of tests.

#include <filesystem>
#include <memory>

#include "workflow/store/key.h"
#include "workflow/sync/gateway.h"

namespace loket::centre {

struct Origin {
    std::string uuid;
    sync::PublicKey key{};
    sync::Cursor cursor = {};
    std::int64_t events = 0;  ///< stored of it, in all epochs
};

class Ledger {
  public:
    virtual ~Ledger() = default;
    virtual Result<std::optional<Origin>> origin(const std::string& uuid) = 0;
    /// By uuid.
    virtual Result<std::vector<Origin>> origins() = 0;
    /// Takes an office in. Nothing changes for one that is in with the same key; Rejected `sync.other_key` with another.
    virtual Status admit(const std::string& uuid, const sync::PublicKey& key) = 0;
    /// Locks the origin's cursor, receives, stores, commits; the answer stands only after that. Rejected `sync.unknown_origin`.
    virtual Result<sync::Answer> push(const sync::Batch& batch, sync::Defences defences = {}) = 0;
    /// An officer has looked at a fork.
    virtual Status release(const std::string& uuid) = 0;
    /// The origin's events of one epoch, in order.
    virtual Result<std::vector<store::StoredEvent>> events(const std::string& uuid, std::int64_t epoch) = 0;
};

/// Decodes, proves the signature by the key of the office it names, and pushes.
Result<sync::Answer> push_encoded(Ledger& ledger, ByteView batch);

/// One encrypted file with one owner (WAL, synchronous=FULL): a register on one machine, for islands and for trying out.
Result<std::unique_ptr<Ledger>> open_file_ledger(const std::filesystem::path& path, const store::Key& key);

}  // namespace loket::centre
