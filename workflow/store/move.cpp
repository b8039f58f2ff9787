#include "workflow/store/move.h"

#include "workflow/store/failure.h"
#include "workflow/store/file_home.h"
#include "workflow/store/row_copy.h"
#include "workflow/store/server_home.h"

namespace loket::store {
namespace {

/// Rows brought their numbers with them: those that come get the next.
constexpr const char* kGoOnNumbering =
    "SELECT setval(pg_get_serial_sequence('resident', 'id'), coalesce(max(id), 0) + 1, false) FROM resident;"
    "SELECT setval(pg_get_serial_sequence('aside', 'no'), coalesce(max(no), 0) + 1, false) FROM aside";

Status copy_rows(Database& from, Database& to) {
    LOKET_ASSIGN(there, to.number("SELECT count(*) FROM meta"));
    if (there > 0) return rejected("store.not_empty", "the database on the server holds the store of an office already");
    LOKET_ASSIGN(transaction, Transaction::begin(to));
    RowCopy copy(from, to);
    for (bool done = false; !done;) {
        LOKET_ASSIGN(over, copy.step(1000));
        done = over;
    }
    LOKET_TRY(to.script(kGoOnNumbering));
    return transaction.commit();
}

}  // namespace

Result<VerifyReport> move_to_server(const StoreOptions& file, const StoreOptions& server, Random& random) {
    {
        LOKET_ASSIGN(from, FileHome::open(file));
        LOKET_ASSIGN(to, ServerHome::open(server));
        LOKET_TRY(copy_rows(from->database(), to->database()));
    }
    LOKET_ASSIGN(store, Store::open(server, random));
    LOKET_ASSIGN(report, store->verify());
    if (!report.sound()) return Error{Fault::Corrupt, "what arrived on the server is not sound: " + report.findings.front().words, kCorrupt};
    return report;
}

}  // namespace loket::store
