#include "workflow/store/file_home.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cctype>

#include "devices/base/file.h"
#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"
#include "workflow/store/schema.h"

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

Status check_structure(FileDatabase& database) {
    LOKET_ASSIGN(words, read_one(database.query("PRAGMA quick_check(1)"),
                                 [](const Statement& row) { return row.text(0); }));
    if (words == "ok") return {};
    return Error{Fault::Corrupt, "the store is damaged; restore it from a copy: " + words.value_or(""),
                 kCorrupt};
}

/// Everything that only reads: until all of it passes, the file and its log stay byte for byte as they were
/// found.
Status inspect(FileDatabase& database, const StoreOptions& options, bool key_known) {
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

Status configure(FileDatabase& database, const StoreOptions& options) {
    LOKET_TRY(database.script("PRAGMA journal_mode = WAL"));
    LOKET_TRY(database.script(options.durability == Durability::Full ? "PRAGMA synchronous = FULL"
                                                                     : "PRAGMA synchronous = NORMAL"));
    // 8 MiB of pages in memory; a log grown by a bulk load is cut back to 32 MiB. What is deleted is overwritten with zeros: erased
    // pictures must not lie about in free pages.
    return database.script(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 33554432; PRAGMA secure_delete = ON");
}

/// Each typed word as a quoted prefix, so that no character of it means anything to the search language.
std::string prefix_query(std::string_view words) {
    std::string query;
    bool inside = false;
    for (const char c : words) {
        // Bytes of 0x80 and above belong to letters outside ASCII; the index's own tokeniser judges those.
        const bool letter =
            static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (letter && !inside) query += " \"";
        if (!letter && inside) query += "\"*";
        if (letter) query += c;
        inside = letter;
    }
    if (inside) query += "\"*";
    return query;
}

/// The trigger that indexes each new name makes the index write itself out row by row; one rebuild at the end
/// takes a third of the time. Asleep, awake again whatever happens.
class SleepingTriggers final : public Bulk {
  public:
    explicit SleepingTriggers(FileDatabase& database) : database_(database) { database_.fire_triggers(false); }
    ~SleepingTriggers() override { database_.fire_triggers(true); }
    SleepingTriggers(const SleepingTriggers&) = delete;
    SleepingTriggers& operator=(const SleepingTriggers&) = delete;
    Status finish() override { return database_.run("INSERT INTO resident_name (resident_name) VALUES ('rebuild')"); }

  private:
    FileDatabase& database_;
};

}  // namespace

Result<std::unique_ptr<Home>> FileHome::open(const StoreOptions& options) {
    if (options.path.has_parent_path()) LOKET_TRY(make_folder(options.path.parent_path()));
    LOKET_ASSIGN(lock, OwnerLock::take(options.path));
    LOKET_TRY(refuse_emptied(options, lock));
    const auto fingerprint = key_fingerprint(options.key);
    LOKET_ASSIGN(database, FileDatabase::open(options.path, options.key, options.vfs));
    database->fold_on_commit(false);  // tidy() does, after which no commit is taken where it fails
    const bool key_known = lock.fingerprint() == fingerprint;
    LOKET_TRY(inspect(*database, options, key_known));
    LOKET_TRY(configure(*database, options));
    LOKET_TRY(migrate(*database, migrations()));
    std::unique_ptr<FileHome> home(new FileHome(std::move(lock), std::move(database), options.fold_after_pages));
    if (options.check == PageCheck::BeforeFirstCommit) {
        LOKET_ASSIGN(pages, home->database_->number("PRAGMA page_count"));
        home->checked_.of = pages;
    }
    home->fingerprint_ = fingerprint;
    return std::unique_ptr<Home>(std::move(home));
}

Status FileHome::believe() {
    if (lock_.fingerprint() != fingerprint_) LOKET_TRY(lock_.remember(fingerprint_));
    database_->fold_log_on_close(checked_.of == 0);
    return {};
}

Result<bool> FileHome::check_pages(std::int64_t most) {
    if (checked_.read >= checked_.of) return true;
    for (const auto end = std::min(checked_.of, checked_.read + most); checked_.read < end; ++checked_.read) {
        const auto page = checked_.read + 1;
        if (const auto read = database_->run("SELECT length(data) FROM sqlite_dbpage WHERE pgno = ?", page); read) continue;
        return Error{Fault::Corrupt, fmt::format("page {} of the store is damaged; restore it from a copy", page), kCorrupt};
    }
    if (checked_.read < checked_.of) return false;
    database_->fold_log_on_close(true);
    return true;
}

Status FileHome::tidy() { return database_->log_pages() < fold_after_pages_ ? Status{} : database_->fold_log(); }

NameCondition FileHome::named(std::string_view words) const { return {"id IN (SELECT rowid FROM resident_name WHERE resident_name MATCH ?)", prefix_query(words)}; }

std::unique_ptr<Bulk> FileHome::bulk() { return std::make_unique<SleepingTriggers>(*database_); }

Result<std::vector<std::string>> FileHome::damage() {
    LOKET_ASSIGN(words, read_all(database_->query("PRAGMA integrity_check(20)"), [](const Statement& row) { return row.text(0); }));
    std::erase(words, "ok");
    return words;
}

}  // namespace loket::store
