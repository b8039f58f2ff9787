#include "workflow/store/move.h"

#include "workflow/store/failure.h"
#include "workflow/store/file_home.h"
#include "workflow/store/row_copy.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/server_home.h"

namespace loket::store {
namespace {

/// Rows brought their numbers with them: those that come get the next.
constexpr const char* kGoOnNumbering =
    "SELECT setval(pg_get_serial_sequence('resident', 'id'), coalesce(max(id), 0) + 1, false) FROM resident;"
    "SELECT setval(pg_get_serial_sequence('aside', 'no'), coalesce(max(no), 0) + 1, false) FROM aside";

/// Identity and ends of both chains: two stores alike in these are one.
Result<std::string> likeness(Database& database) {
    LOKET_ASSIGN(rows, read_all(database.query("SELECT value FROM meta WHERE key IN ('store.uuid', 'store.epoch') ORDER BY key"), [](const Statement& row) { return row.text(0); }));
    LOKET_ASSIGN(ends, read_all(database.query("SELECT name, hash FROM chain ORDER BY name"), [](const Statement& row) { return row.text(0) + to_hex(row.bytes(1)); }));
    std::string out;
    for (const auto& part : rows) out += part + ' ';
    for (const auto& part : ends) out += part + ' ';
    return out;
}

Status copy_rows(Database& from, Database& to) {
    LOKET_ASSIGN(there, to.number("SELECT count(*) FROM meta"));
    LOKET_ASSIGN(here, likeness(from));
    if (there > 0) {
        LOKET_ASSIGN(arrived, likeness(to));
        return here == arrived ? Status{} : Status{rejected("store.not_empty", "the database on the server holds the store of an office already")};
    }
    LOKET_ASSIGN(transaction, Transaction::begin(to));
    RowCopy copy(from, to);
    for (bool done = false; !done;) {
        LOKET_ASSIGN(over, copy.step(1000));
        done = over;
    }
    LOKET_TRY(to.script(kGoOnNumbering));
    for (const auto table : RowCopy::tables()) {
        const auto count = "SELECT count(*) FROM " + std::string(table);
        LOKET_ASSIGN(left, from.number(count));
        LOKET_ASSIGN(came, to.number(count));
        if (left != came) return Error{Fault::Corrupt, "not every row of " + std::string(table) + " arrived on the server", kCorrupt};
    }
    return transaction.commit();
}

}  // namespace

Result<VerifyReport> move_to_server(const StoreOptions& file, const StoreOptions& server, Random& random, const std::function<Status()>& settle) {
    LOKET_ASSIGN(from, FileHome::open(file));
    {
        LOKET_ASSIGN(to, ServerHome::open(server));
        LOKET_TRY(copy_rows(from->database(), to->database()));
    }
    LOKET_ASSIGN(store, Store::open(server, random));
    LOKET_ASSIGN(report, store->verify());
    if (!report.sound()) return Error{Fault::Corrupt, "what arrived on the server is not sound: " + report.findings.front().words, kCorrupt};
    if (settle) LOKET_TRY(settle());
    return report;
}

}  // namespace loket::store
