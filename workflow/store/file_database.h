#pragma once
// A file of SQLite's, every page encrypted and authenticated.

#include <filesystem>

#include "workflow/store/database.h"
#include "workflow/store/key.h"

struct sqlite3;

namespace loket::store {

struct CloseDatabase {
    void operator()(sqlite3* handle) const;
};

class FileDatabase final : public Database {
  public:
    /// Opens or creates; does not read a page yet, so a wrong key shows at the first query. `vfs` names the
    /// file system layer beneath the encryption, empty for the machine's own.
    static Result<std::unique_ptr<FileDatabase>> open(const std::filesystem::path& path, const Key& key, const std::string& vfs = {});
    ~FileDatabase() override;

    Status script(const std::string& sql) override;
    [[nodiscard]] bool in_transaction() const override;
    Result<std::int64_t> schema_step() override { return number("PRAGMA user_version"); }
    Status set_schema_step(std::int64_t step) override { return script("PRAGMA user_version = " + std::to_string(step)); }

    [[nodiscard]] bool read_only() const;
    /// Pages read from the disk because they were not in memory.
    [[nodiscard]] std::int64_t pages_read() const;
    /// Pages in the write-ahead log after the last commit.
    [[nodiscard]] int log_pages() const { return log_pages_; }
    /// Whether a transaction's commit also keeps the log short (a thousand pages), as it does unless the owner wants to do that itself. Trouble
    /// with it takes nothing back: the log still holds everything, and it is tried again.
    void fold_on_commit(bool fold) { folds_on_commit_ = fold; }
    /// Folds the write-ahead log into the file, with a flush of both; `cut`: leaves an empty log.
    Status fold_log(bool cut = false);
    /// Whether closing folds the write-ahead log into the file. Off until the content is known to be sound.
    void fold_log_on_close(bool fold);
    /// Triggers fire or sleep on this connection.
    void fire_triggers(bool fire);
    /// The failure of the last call in our terms.
    [[nodiscard]] Error failure(std::string_view doing) const;
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

  private:
    explicit FileDatabase(sqlite3* handle) : handle_(handle) {}
    Result<std::unique_ptr<Cursor>> compile(const std::string& sql) override;
    Status begin() override;
    Status commit() override;
    void roll_back() override;
    static int note_log_pages(void* self, sqlite3*, const char*, int pages);
    void keep_log_short();

    std::unique_ptr<sqlite3, CloseDatabase> handle_;
    int log_pages_ = 0;
    bool folds_on_commit_ = true;
};

}  // namespace loket::store
