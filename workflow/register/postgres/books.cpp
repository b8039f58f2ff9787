#include "workflow/register/postgres/books.h"

#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/migrations.h"
#include "workflow/register/postgres/postgres_ledger.h"
#include "workflow/sync/promises.h"

namespace loket::centre {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }
std::string number(Instant at) { return std::to_string(to_millis(at)); }
Status done(const Result<Rows>& rows) { return rows ? Status{} : Status{rows.error()}; }

Device device_in(const Rows& rows, int row) {
    Device out{rows.text(row, 0), rows.text(row, 1), from_millis(rows.integer(row, 2)), from_millis(rows.integer(row, 3))};
    if (rows.integer(row, 4) != 0) out.revoked_at = from_millis(rows.integer(row, 4));
    return out;
}

constexpr const char* kDeviceColumns = "SELECT serial, origin, issued_at, until, coalesce(revoked_at, 0) FROM pki.device ";

sync::PacketRow packet_in(const Rows& rows) {
    if (rows.count() == 0) return {};
    return {rows.integer(0, 0), rows.integer(0, 1), rows.flag(0, 2)};
}

}  // namespace

Books::Books(std::shared_ptr<Connection> connection) : connection_(std::move(connection)), ledger_(ledger_on(connection_)) {}
Books::~Books() = default;

Result<std::unique_ptr<Books>> Books::open(const std::string& conninfo) {
    LOKET_ASSIGN(connection, Connection::open(conninfo));
    LOKET_TRY(migrate(*connection));
    return std::unique_ptr<Books>(new Books(std::move(connection)));
}

Status Books::add_code(const Sha256& digest, const std::string& note, Instant until) {
    LOKET_TRY(connection_->revive());
    return done(connection_->query("INSERT INTO pki.code (digest, note, until) VALUES ($1, $2, $3)", {pg_bytes(digest), note, number(until)}));
}

Status Books::enrol(const Sha256& code, const sync::PublicKey& key, const Device& device, Instant now) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(used, connection_->query("UPDATE pki.code SET used_by = $2, used_at = $3 WHERE digest = $1 AND used_at IS NULL AND until >= $3 RETURNING 1",
                                          {pg_bytes(code), device.origin, number(now)}));
    if (used.count() == 0) return rejected("sync.code", "a code that is unknown, used or too old");
    LOKET_TRY(done(connection_->query("INSERT INTO ingest.origin (uuid, key, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", {device.origin, pg_bytes(key), pg_bytes(Sha256{})})));
    LOKET_ASSIGN(known, connection_->query("SELECT key = $2 FROM ingest.origin WHERE uuid = $1", {device.origin, pg_bytes(key)}));
    if (known.count() == 0 || !known.flag(0, 0)) return rejected("sync.other_key", "this office is admitted with another key");
    LOKET_TRY(done(connection_->query("INSERT INTO pki.device (serial, origin, issued_at, until) VALUES ($1, $2, $3, $4)",
                                      {device.serial, device.origin, number(device.issued_at), number(device.until)})));
    return work.commit();
}

Status Books::add_device(const Device& device) {
    LOKET_TRY(connection_->revive());
    return done(connection_->query("INSERT INTO pki.device (serial, origin, issued_at, until) VALUES ($1, $2, $3, $4)",
                                   {device.serial, device.origin, number(device.issued_at), number(device.until)}));
}

Result<std::optional<Device>> Books::device(const std::string& serial) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query(std::string(kDeviceColumns) + "WHERE serial = $1", {serial}));
    return rows.count() == 0 ? std::optional<Device>() : std::optional(device_in(rows, 0));
}

Result<std::vector<Device>> Books::devices(const std::string& origin) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query(std::string(kDeviceColumns) + "WHERE origin = $1 ORDER BY issued_at, serial", {origin}));
    std::vector<Device> out;
    for (int row = 0; row < rows.count(); ++row) out.push_back(device_in(rows, row));
    return out;
}

Result<std::int64_t> Books::revoke(const std::string& origin, Instant now) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("UPDATE pki.device SET revoked_at = $2 WHERE origin = $1 AND revoked_at IS NULL RETURNING 1", {origin, number(now)}));
    return rows.count();
}

Result<sync::PacketRow> Books::packet(const std::string& origin, const sync::Digest& name) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT size, taken, complete FROM ingest.packet WHERE origin = $1 AND digest = $2", {origin, pg_bytes(name)}));
    return packet_in(rows);
}

Status Books::change_packet(const std::string& origin, const sync::Digest& name, const PacketWork& work) {
    LOKET_TRY(connection_->revive());
    Work transaction(*connection_);
    LOKET_TRY(transaction.begin());
    LOKET_TRY(done(connection_->query("INSERT INTO ingest.packet (origin, digest) VALUES ($1, $2) ON CONFLICT DO NOTHING", {origin, pg_bytes(name)})));
    LOKET_ASSIGN(rows, connection_->query("SELECT size, taken, complete FROM ingest.packet WHERE origin = $1 AND digest = $2 FOR UPDATE", {origin, pg_bytes(name)}));
    LOKET_ASSIGN(after, work(packet_in(rows)));
    LOKET_TRY(done(connection_->query("UPDATE ingest.packet SET size = $3, taken = $4, complete = $5 WHERE origin = $1 AND digest = $2",
                                      {origin, pg_bytes(name), number(after.size), number(after.offset), after.complete ? "t" : "f"})));
    return transaction.commit();
}

Result<Books::PacketCount> Books::packets(const std::string& origin) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT count(*) FILTER (WHERE complete), count(*) FILTER (WHERE NOT complete) FROM ingest.packet WHERE origin = $1", {origin}));
    return PacketCount{rows.integer(0, 0), rows.integer(0, 1)};
}

Result<std::int64_t> Books::unopened(const std::string& origin) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT count(*) FROM ingest.packet WHERE origin = $1 AND complete AND outcome = ''", {origin}));
    return rows.integer(0, 0);
}

Status Books::keep_stick(const std::string& origin, ByteView head, ByteView answer, Instant at) {
    LOKET_TRY(connection_->revive());
    return done(connection_->query("INSERT INTO ingest.stick (origin, head, answer, at) VALUES ($1, $2, $3, $4) ON CONFLICT (origin) DO UPDATE SET head = $2, answer = $3, at = $4",
                                   {origin, pg_bytes(head), pg_bytes(answer), number(at)}));
}

Result<std::optional<Books::KeptStick>> Books::last_stick(const std::string& origin) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT head, answer FROM ingest.stick WHERE origin = $1", {origin}));
    return rows.count() == 0 ? std::optional<KeptStick>() : std::optional(KeptStick{rows.bytes(0, 0), rows.bytes(0, 1)});
}

Result<std::int64_t> Books::tell(const sync::SigningKey& key, const std::string& origin, const std::string& kind, const std::string& body, Instant at) {
    LOKET_TRY(connection_->revive());
    Work work(*connection_);
    LOKET_TRY(work.begin());
    LOKET_ASSIGN(given, connection_->query("UPDATE ingest.origin SET told = told + 1 WHERE uuid = $1 RETURNING told", {origin}));
    if (given.count() == 0) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    const auto seq = given.integer(0, 0);
    const auto signature = sync::sign_directive(key, origin, {seq, kind, body, from_millis(to_millis(at))});
    LOKET_TRY(done(connection_->query("INSERT INTO out.directive (origin, seq, kind, body, at, signature) VALUES ($1, $2, $3, $4, $5, $6)",
                                      {origin, number(seq), kind, body, number(at), pg_bytes(signature)})));
    LOKET_TRY(work.commit());
    return seq;
}

Status Books::add_checkpoint(const std::string& origin, const sync::wire::Checkpoint& one, ByteView body, ByteView signature, Instant at) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(there, ledger_->origin(origin));
    if (!there || there->cursor.last.seq < one.event.seq) return rejected(sync::kGap, "a checkpoint of events that are not here yet");
    LOKET_ASSIGN(link, connection_->query("SELECT 1 FROM ingest.event WHERE origin = $1 AND seq = $2 AND hash = $3", {origin, number(one.event.seq), pg_bytes(one.event.hash)}));
    if (one.event.seq > 0 && link.count() == 0) return rejected(sync::kFork, "a checkpoint that contradicts the log");
    LOKET_ASSIGN(last, connection_->query("SELECT body FROM ingest.checkpoint WHERE origin = $1 AND no < $2 ORDER BY no DESC LIMIT 1", {origin, number(one.no)}));
    if (last.count() > 0) {
        LOKET_ASSIGN(before, sync::wire::decode_checkpoint(last.bytes(0, 0)));
        if (before.audit.seq > one.audit.seq || before.event.seq > one.event.seq) return rejected(sync::kFork, "a checkpoint behind the one before");
    }
    LOKET_ASSIGN(same, connection_->query("INSERT INTO ingest.checkpoint (origin, no, body, countersigned, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (origin, no) DO UPDATE SET no = $2 RETURNING body = $3",
                                          {origin, number(one.no), pg_bytes(body), pg_bytes(signature), number(at)}));
    return same.count() == 1 && same.flag(0, 0) ? Status{} : Status{rejected(sync::kFork, "another checkpoint of this number was signed before")};
}

Result<FeedPage> Books::feed(const std::string& origin, std::int64_t after, std::int64_t most) {
    LOKET_TRY(connection_->revive());
    LOKET_ASSIGN(rows, connection_->query("SELECT seq, kind, body, at, signature FROM out.directive WHERE origin = $1 AND seq > $2 ORDER BY seq LIMIT $3", {origin, number(after), number(most + 1)}));
    FeedPage page;
    page.more = rows.count() > most;
    for (int row = 0; row < rows.count() && row < most; ++row)
        page.directives.push_back({rows.integer(row, 0), rows.text(row, 1), rows.text(row, 2), from_millis(rows.integer(row, 3)), rows.bytes(row, 4)});
    return page;
}

}  // namespace loket::centre
