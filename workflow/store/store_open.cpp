#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/schema.h"
#include "workflow/store/store.h"
#include "workflow/store/writing.h"

namespace loket::store {
namespace {

std::string key_fingerprint(const Key& key) {
    ByteWriter writer;
    writer.sized(as_bytes("loket store key")).sized(key);
    auto text = to_hex(sha256(writer.bytes()));
    auto secret = writer.take();
    sodium_memzero(secret.data(), secret.size());
    return text;
}

/// A wrong key and a damaged first page look alike to the cipher; the remembered fingerprint tells them
/// apart.
Error explain_unreadable(const Error& error, bool key_known) {
    if (error.code != kWrongKey) return error;
    if (key_known)
        return {Fault::Corrupt, "the first page of the store is damaged; restore the store from a copy",
                kCorrupt};
    return {Fault::Rejected, "the key does not open this store, or the store is damaged", kWrongKey};
}

/// An empty file would be taken for a new store: the office's memory would be silently replaced by a blank
/// one.
Status refuse_emptied(const StoreOptions& options, const OwnerLock& lock) {
    std::error_code ignored;
    const bool emptied = std::filesystem::exists(options.path, ignored) &&
                         std::filesystem::file_size(options.path, ignored) == 0;
    if (emptied && !lock.fingerprint().empty())
        return Error{Fault::Corrupt, "the store has been emptied; restore it from a copy", kCorrupt};
    return {};
}

Status check_structure(Database& database) {
    LOKET_ASSIGN(words, read_one(database.query("PRAGMA quick_check(1)"),
                                 [](const Statement& row) { return row.text(0); }));
    if (words == "ok") return {};
    return Error{Fault::Corrupt, "the store is damaged; restore it from a copy: " + words.value_or(""),
                 kCorrupt};
}

/// Everything that only reads: until all of it passes, the file and its log stay byte for byte as they were
/// found.
Status inspect(Database& database, const StoreOptions& options, bool key_known) {
    if (database.read_only())
        return Error{Fault::Internal, "the store can be read but not written: " + options.path.string(),
                     kDiskReadOnly};
    // One owner needs no shared-memory index beside the file.
    LOKET_TRY(database.script("PRAGMA locking_mode = EXCLUSIVE"));
    if (const auto probe = database.number("SELECT count(*) FROM sqlite_schema"); !probe)
        return explain_unreadable(probe.error(), key_known);
    LOKET_ASSIGN(version, schema_version(database, migrations()));
    // A step of the schema writes: it wants the whole file known first.
    const bool steps = version < static_cast<std::int64_t>(migrations().size());
    const bool all = options.check == PageCheck::AtOpening || (options.check == PageCheck::BeforeFirstCommit && steps);
    return all ? check_structure(database) : Status{};
}

Status configure(Database& database, const StoreOptions& options) {
    LOKET_TRY(database.script("PRAGMA journal_mode = WAL"));
    LOKET_TRY(database.script(options.durability == Durability::Full ? "PRAGMA synchronous = FULL"
                                                                     : "PRAGMA synchronous = NORMAL"));
    // 8 MiB of pages in memory; a log grown by a bulk load is cut back to 32 MiB. What is deleted is overwritten with zeros: erased
    // pictures must not lie about in free pages.
    return database.script(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 33554432; PRAGMA secure_delete = ON");
}

std::string new_uuid(Random& random) { return fmt::format("{:016x}{:016x}", random.next(), random.next()); }

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options, Random& random) {
    if (options.path.has_parent_path()) LOKET_TRY(make_folder(options.path.parent_path()));
    LOKET_ASSIGN(lock, OwnerLock::take(options.path));
    LOKET_TRY(refuse_emptied(options, lock));
    const auto fingerprint = key_fingerprint(options.key);
    LOKET_ASSIGN(database, Database::open(options.path, options.key, options.vfs));
    database->fold_on_commit(false);  // finish() does, after which no commit is taken where it fails
    const bool key_known = lock.fingerprint() == fingerprint;
    LOKET_TRY(inspect(*database, options, key_known));
    LOKET_TRY(configure(*database, options));
    LOKET_TRY(migrate(*database, migrations()));
    std::unique_ptr<Store> store(new Store(std::move(lock), std::move(database)));
    store->fold_after_pages_ = options.fold_after_pages;
    LOKET_TRY(store->load(random));
    if (!key_known) LOKET_TRY(store->lock_.remember(fingerprint));
    if (options.check == PageCheck::BeforeFirstCommit) {
        LOKET_ASSIGN(pages, store->database_->number("PRAGMA page_count"));
        store->checked_.of = pages;
    }
    store->database_->fold_log_on_close(store->checked_.of == 0);
    return store;
}

Result<bool> Store::check_pages(std::int64_t most) {
    if (broken_) return *broken_;
    if (checked_.read >= checked_.of) return true;
    for (const auto end = std::min(checked_.of, checked_.read + most); checked_.read < end; ++checked_.read) {
        const auto page = checked_.read + 1;
        if (const auto read = database_->run("SELECT length(data) FROM sqlite_dbpage WHERE pgno = ?", page); read) continue;
        latch({Fault::Corrupt, fmt::format("page {} of the store is damaged; restore it from a copy", page), kCorrupt});
        return *broken_;
    }
    if (checked_.read < checked_.of) return false;
    database_->fold_log_on_close(true);
    return true;
}

Status Store::load(Random& random) {
    LOKET_ASSIGN(uuid, meta("store.uuid"));
    if (!uuid) {
        uuid = new_uuid(random);
        LOKET_ASSIGN(transaction, Transaction::begin(*database_));
        LOKET_TRY(write_meta(*database_, "store.uuid", *uuid));
        LOKET_TRY(write_meta(*database_, "store.epoch", "1"));
        LOKET_TRY(transaction.commit());
        log::info("a new store was made: {}", *uuid);
    }
    identity_.uuid = *uuid;
    LOKET_ASSIGN(epoch,
                 database_->number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'store.epoch'"));
    identity_.epoch = epoch;
    LOKET_TRY(load_head("event", heads_.event));
    LOKET_TRY(load_head("audit", heads_.audit));
    LOKET_ASSIGN(sharing, meta("store.shared"));
    sharing_ = sharing.has_value();
    LOKET_ASSIGN(follows, meta("station/follows"));
    follows_ = follows.has_value();
    LOKET_ASSIGN(shared, database_->number("SELECT coalesce(max(n), 0) FROM shared"));
    heads_.shared = shared;
    LOKET_ASSIGN(sealed, seals());
    if (!sealed.empty()) last_seal_ = sealed.back();
    return {};
}

Status Store::load_head(const char* chain, ChainHead& head) {
    LOKET_ASSIGN(stored, read_one(database_->query("SELECT seq, hash FROM chain WHERE name = ?",
                                                   std::string_view(chain)),
                                  [](const Statement& row) {
                                      return ChainHead{row.integer(0), read_hash(row.bytes(1))};
                                  }));
    head = stored.value_or(ChainHead{0, genesis(chain, identity_)});
    return {};
}

}  // namespace loket::store
