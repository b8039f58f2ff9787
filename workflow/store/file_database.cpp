#include "workflow/store/file_database.h"

#include <sodium.h>
#include <sqlite3.h>

#include "devices/base/log.h"
#include "workflow/store/failure.h"

namespace loket::store {

void CloseDatabase::operator()(sqlite3* handle) const { sqlite3_close(handle); }

namespace {

int give_key(sqlite3* handle, const Key& key) {
    std::string words = "raw:" + to_hex(key);  // the form that skips the derivation from a pass-phrase
    const int code = sqlite3_key(handle, words.data(), static_cast<int>(words.size()));
    sodium_memzero(words.data(), words.size());
    return code;
}

/// The encryption is itself a layer over a file system layer; it is made on first use of a layer.
Result<std::string> encrypted_layer(const std::string& vfs) {
    if (vfs.empty()) return std::string{};
    auto name = "multipleciphers-" + vfs;
    if (sqlite3_vfs_find(name.c_str()) == nullptr && sqlite3mc_vfs_create(vfs.c_str(), 0) != SQLITE_OK)
        return internal("no file system layer " + vfs);
    return name;
}

}  // namespace

FileDatabase::~FileDatabase() { forget_statements(); }  // finalised before the connection closes

Result<std::unique_ptr<FileDatabase>> FileDatabase::open(const std::filesystem::path& path, const Key& key,
                                                 const std::string& vfs) {
    LOKET_ASSIGN(layer, encrypted_layer(vfs));
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, layer.empty() ? nullptr : layer.c_str());
    std::unique_ptr<FileDatabase> database(new FileDatabase(handle));
    if (code != SQLITE_OK) return database->failure("cannot open the store");
    if (give_key(handle, key) != SQLITE_OK) return database->failure("cannot use the key of the store");
    database->fold_log_on_close(false);
    // Replaces SQLite's own folding, which would swallow the failure of a flush.
    sqlite3_wal_hook(handle, note_log_pages, database.get());
    return database;
}

Status FileDatabase::script(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("cannot run a script");
    return {};
}

bool FileDatabase::read_only() const { return sqlite3_db_readonly(handle_.get(), "main") == 1; }
bool FileDatabase::in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

std::int64_t FileDatabase::pages_read() const {
    int now = 0, unused = 0;
    sqlite3_db_status(handle_.get(), SQLITE_DBSTATUS_CACHE_MISS, &now, &unused, 0);
    return now;
}

int FileDatabase::note_log_pages(void* self, sqlite3*, const char*, int pages) {
    static_cast<FileDatabase*>(self)->log_pages_ = pages;
    return SQLITE_OK;
}
Status FileDatabase::fold_log(bool cut) {
    const int mode = cut ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    if (sqlite3_wal_checkpoint_v2(handle_.get(), "main", mode, nullptr, nullptr) != SQLITE_OK)
        return failure("cannot fold the log into the store");
    log_pages_ = 0;
    return {};
}
void FileDatabase::keep_log_short() {
    constexpr int kLongestLog = 1000;
    if (!folds_on_commit_ || log_pages_ < kLongestLog) return;
    if (const auto folded = fold_log(); !folded) log::warn("{}", folded.error().context);
}
void FileDatabase::fold_log_on_close(bool fold) {
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, fold ? 0 : 1, nullptr);
}
void FileDatabase::fire_triggers(bool fire) {
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, fire ? 1 : 0, nullptr);
}

Error FileDatabase::failure(std::string_view doing) const {
    return describe(sqlite3_extended_errcode(handle_.get()), sqlite3_system_errno(handle_.get()),
                    std::string(doing) + ": " + sqlite3_errmsg(handle_.get()));
}

Status FileDatabase::begin() { return run("BEGIN IMMEDIATE"); }

Status FileDatabase::commit() {
    LOKET_TRY(run("COMMIT"));
    keep_log_short();
    return {};
}

/// SQLite itself rolls back on a full or failing disk; a second ROLLBACK would only report that.
void FileDatabase::roll_back() {
    if (in_transaction()) static_cast<void>(run("ROLLBACK"));
}

}  // namespace loket::store
