#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "workflow/register/ledger/ledger.h"
#include "workflow/store/file_database.h"
#include "workflow/store/owner_lock.h"
#include "workflow/store/rows_io.h"

namespace loket::centre {
namespace {

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS origin (
    uuid TEXT PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 32),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    quarantined INTEGER NOT NULL CHECK (quarantined IN (0, 1)),
    events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- A link is known by its place and its hash: after a restore that nobody knew of two events can bear one uid.
CREATE TABLE IF NOT EXISTS event (
    origin TEXT NOT NULL REFERENCES origin (uuid),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    epoch INTEGER NOT NULL,
    uid TEXT NOT NULL,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    PRIMARY KEY (origin, seq, hash)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kOriginColumns = "SELECT uuid, key, epoch, seq, hash, quarantined, events FROM origin ";

Origin read_origin(const store::Statement& row) {
    Origin out{.uuid = row.text(0)};
    out.key = store::read_hash(row.bytes(1));
    out.cursor = {row.integer(2), {row.integer(3), store::read_hash(row.bytes(4))}, row.integer(5) != 0};
    out.events = row.integer(6);
    return out;
}

class FileLedger final : public Ledger {
  public:
    FileLedger(store::OwnerLock lock, std::unique_ptr<store::FileDatabase> database) : lock_(std::move(lock)), database_(std::move(database)) {}

    Status prepare() {
        LOKET_TRY(database_->script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"));
        return database_->script(kSchema);
    }

    Result<std::optional<Origin>> origin(const std::string& uuid) override {
        return store::read_one(database_->query(std::string(kOriginColumns) + "WHERE uuid = ?", uuid), read_origin);
    }
    Result<std::vector<Origin>> origins() override { return store::read_all(database_->query(std::string(kOriginColumns) + "ORDER BY uuid"), read_origin); }

    Status admit(const std::string& uuid, const sync::PublicKey& key) override {
        LOKET_ASSIGN(known, origin(uuid));
        if (known && known->key != key) return rejected("sync.other_key", "this office is admitted with another key");
        if (known) return {};
        return database_->run("INSERT INTO origin (uuid, key, epoch, seq, hash, quarantined, events) VALUES (?, ?, 0, 0, ?, 0, 0)", uuid, ByteView{key}, ByteView{Sha256{}});
    }

    Result<sync::Answer> push(const sync::Batch& batch, sync::Defences defences) override {
        LOKET_ASSIGN(transaction, store::Transaction::begin(*database_));
        LOKET_ASSIGN(found, origin(batch.origin));
        if (!found) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
        Status trouble;
        const auto received = sync::receive(found->cursor, batch, [&](const store::ChainHead& link) { return knows(batch.origin, link, trouble); }, defences);
        LOKET_TRY(trouble);
        for (const auto& event : received.fresh) LOKET_TRY(insert(batch, event));
        if (received.cursor != found->cursor) LOKET_TRY(move(batch.origin, received.cursor, static_cast<std::int64_t>(received.fresh.size())));
        LOKET_TRY(transaction.commit());
        return received.answer;
    }

    Status release(const std::string& uuid) override { return database_->run("UPDATE origin SET quarantined = 0 WHERE uuid = ?", uuid); }

    Result<std::vector<store::StoredEvent>> events(const std::string& uuid, std::int64_t epoch) override {
        return store::read_all(database_->query(store::sql(store::kEventColumns, "WHERE origin = ? AND epoch = ? ORDER BY seq"), uuid, epoch), store::read_event);
    }

  private:
    bool knows(const std::string& uuid, const store::ChainHead& link, Status& trouble) {
        const auto row = store::read_one(database_->query("SELECT 1 FROM event WHERE origin = ? AND seq = ? AND hash = ?", uuid, link.seq, ByteView{link.hash}),
                                         [](const store::Statement&) { return true; });
        if (!row) trouble = row.error();
        return row && row->has_value();
    }
    Status insert(const sync::Batch& batch, const store::StoredEvent& event) {
        return database_->run("INSERT INTO event (origin, seq, hash, epoch, uid, stream, kind, at, actor, body, prev_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch.origin,
                              event.seq, ByteView{event.hash}, batch.epoch, event.uid, event.stream, event.kind, to_millis(event.at), event.actor, event.body, ByteView{event.prev_hash});
    }
    Status move(const std::string& uuid, const sync::Cursor& cursor, std::int64_t fresh) {
        return database_->run("UPDATE origin SET epoch = ?, seq = ?, hash = ?, quarantined = ?, events = events + ? WHERE uuid = ?", cursor.epoch, cursor.last.seq,
                              ByteView{cursor.last.hash}, cursor.quarantined, fresh, uuid);
    }

    store::OwnerLock lock_;
    std::unique_ptr<store::FileDatabase> database_;
};

}  // namespace

Result<std::unique_ptr<Ledger>> open_file_ledger(const std::filesystem::path& path, const store::Key& key) {
    if (path.has_parent_path()) LOKET_TRY(make_folder(path.parent_path()));
    LOKET_ASSIGN(lock, store::OwnerLock::take(path));
    LOKET_ASSIGN(database, store::FileDatabase::open(path, key));
    auto ledger = std::make_unique<FileLedger>(std::move(lock), std::move(database));
    LOKET_TRY(ledger->prepare());
    return std::unique_ptr<Ledger>(std::move(ledger));
}

Result<sync::Answer> push_encoded(Ledger& ledger, ByteView bytes) {
    LOKET_ASSIGN(uuid, sync::origin_of(bytes));
    LOKET_ASSIGN(found, ledger.origin(uuid));
    if (!found) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    LOKET_ASSIGN(batch, sync::decode(bytes, found->key));
    return ledger.push(batch);
}

}  // namespace loket::centre
