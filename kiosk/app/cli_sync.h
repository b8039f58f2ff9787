#pragma once
// What the sub-commands of `sync` share: whose folder it is, and what lies in it.

#include <memory>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "workflow/register/ledger/ledger.h"
#include "workflow/register/postgres/books.h"
#include "workflow/sync/carry/card.h"

namespace loket::app {

struct SyncWish {
    std::filesystem::path data = default_office_folder(), file, out;
    std::string origin, url, code, database;
    int seconds = 0, wait = 20;
    std::int64_t most_mb = 0;
    bool make_register = false, json = false;
};

/// A folder with register.db (a register in one file), or with the PostgreSQL and the packets of `register up`.
bool is_register(const SyncWish& wish);

struct RegisterFiles {
    std::unique_ptr<centre::Ledger> file = {};  ///< of a register in one file
    std::unique_ptr<centre::Books> books = {};  ///< of one on PostgreSQL
    std::unique_ptr<sync::RegisterKeys> keys;
    [[nodiscard]] centre::Ledger& ledger() const { return books ? books->ledger() : *file; }
};
Result<RegisterFiles> open_register(const SyncWish& wish);

/// At an office: everything that waits, into a file. At a register: an office's answer once more, with what has come to be said since.
Status export_stick(const SyncWish& wish);
/// At a register: a file of an office, and the answer to carry back. At the office: that answer.
Status import_stick(const SyncWish& wish);

}  // namespace loket::app
