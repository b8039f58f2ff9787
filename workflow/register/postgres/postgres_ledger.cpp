#include "workflow/register/postgres/postgres_ledger.h"

#include <algorithm>

#include "workflow/mirror/master.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/migrations.h"

namespace loket::centre {
namespace {

constexpr const char* kColumns = "SELECT uuid, key, epoch, seq, hash, quarantined, events FROM ingest.origin ";

Sha256 hash_of(const Bytes& bytes) {
    Sha256 hash{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

Origin origin_in(const Rows& rows, int row) {
    Origin out{.uuid = rows.text(row, 0)};
    out.key = hash_of(rows.bytes(row, 1));
    out.cursor = {rows.integer(row, 2), {rows.integer(row, 3), hash_of(rows.bytes(row, 4))}, rows.flag(row, 5)};
    out.events = rows.integer(row, 6);
    return out;
}

class PostgresLedger final : public Ledger {
  public:
    explicit PostgresLedger(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Result<std::optional<Origin>> origin(const std::string& uuid) override {
        LOKET_TRY(connection_->revive());
        return find(uuid, "");
    }

    Result<std::vector<Origin>> origins() override {
        LOKET_TRY(connection_->revive());
        LOKET_ASSIGN(rows, connection_->query(std::string(kColumns) + "ORDER BY uuid"));
        std::vector<Origin> out;
        for (int row = 0; row < rows.count(); ++row) out.push_back(origin_in(rows, row));
        return out;
    }

    Status admit(const std::string& uuid, const sync::PublicKey& key) override {
        LOKET_ASSIGN(known, origin(uuid));
        if (known && known->key != key) return rejected("sync.other_key", "this office is admitted with another key");
        if (known) return {};
        const auto added = connection_->query("INSERT INTO ingest.origin (uuid, key, hash) VALUES ($1, $2, $3)", {uuid, pg_bytes(key), pg_bytes(Sha256{})});
        return added ? Status{} : Status{added.error()};
    }

    Result<sync::Answer> push(const sync::Batch& batch, sync::Defences defences) override {
        LOKET_TRY(connection_->revive());
        Work work(*connection_);
        LOKET_TRY(work.begin());
        LOKET_ASSIGN(found, find(batch.origin, " FOR UPDATE"));
        if (!found) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
        Status trouble;
        const auto received = sync::receive(found->cursor, batch, [&](const store::ChainHead& link) { return knows(batch.origin, link, trouble); }, defences);
        LOKET_TRY(trouble);
        LOKET_TRY(insert(batch, received.fresh));
        if (received.cursor != found->cursor) LOKET_TRY(move(batch.origin, received.cursor, static_cast<std::int64_t>(received.fresh.size())));
        LOKET_TRY(work.commit());
        return received.answer;
    }

    Status release(const std::string& uuid) override {
        LOKET_TRY(connection_->revive());
        const auto done = connection_->query("UPDATE ingest.origin SET quarantined = false WHERE uuid = $1", {uuid});
        return done ? Status{} : Status{done.error()};
    }

    Result<std::vector<store::StoredEvent>> events(const std::string& uuid, std::int64_t epoch) override {
        LOKET_TRY(connection_->revive());
        LOKET_ASSIGN(rows, connection_->query("SELECT seq, uid, stream, kind, at, actor, body, prev_hash, hash FROM ingest.event WHERE origin = $1 AND epoch = $2 ORDER BY seq",
                                              {uuid, std::to_string(epoch)}));
        std::vector<store::StoredEvent> out;
        for (int n = 0; n < rows.count(); ++n)
            out.push_back({.seq = rows.integer(n, 0), .uid = rows.text(n, 1), .stream = rows.text(n, 2), .kind = rows.text(n, 3), .actor = rows.text(n, 5), .body = rows.text(n, 6),
                           .at = from_millis(rows.integer(n, 4)), .prev_hash = hash_of(rows.bytes(n, 7)), .hash = hash_of(rows.bytes(n, 8))});
        return out;
    }

  private:
    Result<std::optional<Origin>> find(const std::string& uuid, const char* lock) {
        LOKET_ASSIGN(rows, connection_->query(std::string(kColumns) + "WHERE uuid = $1" + lock, {uuid}));
        return rows.count() == 0 ? std::optional<Origin>() : std::optional(origin_in(rows, 0));
    }
    bool knows(const std::string& uuid, const store::ChainHead& link, Status& trouble) {
        const auto rows = connection_->query("SELECT 1 FROM ingest.event WHERE origin = $1 AND seq = $2 AND hash = $3", {uuid, std::to_string(link.seq), pg_bytes(link.hash)});
        if (!rows) trouble = rows.error();
        return rows && rows->count() > 0;
    }
    Status insert(const sync::Batch& batch, std::span<const store::StoredEvent> fresh) {
        std::vector<Connection::Values> rows;
        for (const auto& event : fresh)
            rows.push_back({batch.origin, std::to_string(event.seq), pg_bytes(event.hash), std::to_string(batch.epoch), event.uid, event.stream, event.kind,
                            std::to_string(to_millis(event.at)), event.actor, event.body, pg_bytes(event.prev_hash)});
        LOKET_TRY(connection_->many("INSERT INTO ingest.event (origin, seq, hash, epoch, uid, stream, kind, at, actor, body, prev_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                                    rows));
        return note_changes(batch, fresh);
    }
    /// Changes of people wait for the back office; with their event or not at all.
    Status note_changes(const sync::Batch& batch, std::span<const store::StoredEvent> fresh) {
        std::vector<Connection::Values> rows;
        for (const auto& event : fresh)
            if (event.kind == mirror::MasterChangeAsked::kName) rows.push_back({batch.origin, std::to_string(event.seq), pg_bytes(event.hash), std::to_string(batch.epoch)});
        return connection_->many("INSERT INTO reg.change (origin, seq, hash, epoch) VALUES ($1, $2, $3, $4)", rows);
    }
    Status move(const std::string& uuid, const sync::Cursor& cursor, std::int64_t fresh) {
        const auto done = connection_->query("UPDATE ingest.origin SET epoch = $2, seq = $3, hash = $4, quarantined = $5, events = events + $6 WHERE uuid = $1",
                                             {uuid, std::to_string(cursor.epoch), std::to_string(cursor.last.seq), pg_bytes(cursor.last.hash), cursor.quarantined ? "t" : "f",
                                              std::to_string(fresh)});
        return done ? Status{} : Status{done.error()};
    }

    std::shared_ptr<Connection> connection_;
};

}  // namespace

std::unique_ptr<Ledger> ledger_on(std::shared_ptr<Connection> connection) { return std::make_unique<PostgresLedger>(std::move(connection)); }

Result<std::unique_ptr<Ledger>> open_postgres_ledger(const std::string& conninfo) {
    LOKET_ASSIGN(connection, Connection::open(conninfo));
    LOKET_TRY(migrate(*connection));
    return ledger_on(std::move(connection));
}

}  // namespace loket::centre
