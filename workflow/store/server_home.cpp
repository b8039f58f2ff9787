#include "workflow/store/server_home.h"

#include <algorithm>

#include "devices/base/log.h"
#include "workflow/store/failure.h"
#include "workflow/store/row_copy.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/schema.h"

namespace loket::store {
namespace {

/// Who owns the store, and the step of the schema. Two machines that make them at once get in each other's way: the second is refused and
/// finds them when it tries again.
constexpr const char* kFirstTables =
    "CREATE TABLE IF NOT EXISTS owner (token bigint NOT NULL, commits bigint NOT NULL, who text NOT NULL, pid bigint NOT NULL, began bigint NOT NULL);"
    "CREATE UNIQUE INDEX IF NOT EXISTS owner_one ON owner ((true));"
    "INSERT INTO owner VALUES (0, 0, '', 0, 0) ON CONFLICT DO NOTHING;"
    "CREATE TABLE IF NOT EXISTS loket_schema (step bigint NOT NULL);"
    "CREATE UNIQUE INDEX IF NOT EXISTS loket_schema_one ON loket_schema ((true));"
    "INSERT INTO loket_schema VALUES (0) ON CONFLICT DO NOTHING";

Result<std::optional<std::string>> setting(Database& server, const char* name) {
    return read_one(server.query("SELECT current_setting(?)", std::string_view(name)), [](const Statement& row) { return row.text(0); });
}

/// A setting that must be as it is by default; the session's own say over the others.
Status refuse_unsafe(Database& server) {
    for (const auto* name : {"fsync", "full_page_writes"}) {
        LOKET_ASSIGN(value, setting(server, name));
        if (value != "on") return rejected(kUnsafeServer, std::string("PostgreSQL runs with ") + name + " off: it may lose what it acknowledged");
    }
    LOKET_ASSIGN(encoding, setting(server, "server_encoding"));
    if (encoding != "UTF8") return rejected(kUnsafeServer, "the database on the server must have the encoding UTF8");
    return {};
}

Status warn_of_sums(Database& server) {
    LOKET_ASSIGN(sums, setting(server, "data_checksums"));
    if (sums != "on") log::warn("PostgreSQL keeps no checksums of its pages (initdb --data-checksums): a disk that goes bad is seen late");
    return {};
}

/// Only where they are not: to make them takes a lock that an owner at work would wait for.
Status make_first_tables(Database& server) {
    Status made;
    for (int tries = 0; tries < 3; ++tries) {
        LOKET_ASSIGN(there, server.number("SELECT (to_regclass('owner') IS NOT NULL AND to_regclass('loket_schema') IS NOT NULL)::int"));
        if (there != 0) return {};
        made = server.script(kFirstTables);
    }
    return made;
}

/// RFC 3629: what the server takes for text.
bool is_utf8(std::string_view text) {
    const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
    for (std::size_t at = 0; at < text.size();) {
        const unsigned lead = byte(at), next = byte(at + 1);
        if (lead == 0) return false;
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || (lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) || (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F)) return false;
        for (std::size_t n = 1; n < length; ++n)
            if ((byte(at + n) & 0xC0U) != 0x80) return false;
        at += length;
    }
    return true;
}

/// One moment of the store, read over a connection of its own while the owner goes on.
class ServerCopy final : public Copy {
  public:
    ServerCopy(std::filesystem::path to, std::unique_ptr<FileDatabase> part, std::unique_ptr<ServerDatabase> server)
        : Copy(std::move(to), std::move(part)), server_(std::move(server)), rows_(*server_, database()) {}

    static Result<std::unique_ptr<Copy>> begin(const std::string& conninfo, const std::filesystem::path& to, const Key& key) {
        LOKET_ASSIGN(server, ServerDatabase::open(conninfo));
        LOKET_TRY(server->begin_snapshot());
        LOKET_ASSIGN(part, begin_part(to, key));
        LOKET_TRY(migrate(*part, migrations()));
        LOKET_TRY(part->script("BEGIN IMMEDIATE"));
        return std::unique_ptr<Copy>(std::make_unique<ServerCopy>(to, std::move(part), std::move(server)));
    }

    Result<bool> step(int pages) override {
        LOKET_ASSIGN(done, rows_.step(pages));
        if (!done) return false;
        LOKET_TRY(database().script("COMMIT"));
        LOKET_TRY(put_in_place());
        return true;
    }

  private:
    std::unique_ptr<ServerDatabase> server_;
    RowCopy rows_;
};

}  // namespace

Result<std::unique_ptr<Home>> ServerHome::open(const StoreOptions& options) {
    LOKET_ASSIGN(database, ServerDatabase::open(options.server));
    LOKET_TRY(database->say_first(options.durability == Durability::Full ? "SET synchronous_commit = on" : "SET synchronous_commit = off"));
    LOKET_TRY(refuse_unsafe(*database));
    LOKET_TRY(make_first_tables(*database));
    LOKET_TRY(database->claim(options.owner));
    LOKET_TRY(warn_of_sums(*database));
    LOKET_TRY(schema_version(*database, server_migrations()));
    LOKET_TRY(migrate(*database, server_migrations()));
    return std::unique_ptr<Home>(new ServerHome(options.server, std::move(database)));
}

/// The room of dead rows is free to be written over. Rejected: VACUUM FULL, which holds the office up for as long as it writes all pictures anew.
Status ServerHome::scrub() { return database_->script("VACUUM blob"); }

NameCondition ServerHome::named(std::string_view words) const { return {"to_tsvector('simple', loket_plain(name)) @@ loket_beginnings(?)", is_utf8(words) ? std::string(words) : std::string()}; }

Result<std::unique_ptr<Copy>> ServerHome::copy_to(const std::filesystem::path& path, const Key& key) { return ServerCopy::begin(conninfo_, path, key); }

}  // namespace loket::store
