#pragma once
// A thin, typed cover over one SQLite connection: no handle leaks, no unchecked return code, every statement
// prepared once.

#include <array>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace loket::store {

/// The 256-bit secret that encrypts every page.
using Key = std::array<std::uint8_t, 32>;

struct CloseDatabase {
    void operator()(sqlite3* handle) const;
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* handle) const;
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class Database;

/// A prepared statement on loan from its Database, which must outlive it. Parameters and columns count from 1
/// and 0 as in SQLite.
class Statement {
  public:
    Statement(Database& owner, std::string sql, StatementHandle handle);
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Binds all parameters in order; values are copied. A failure shows at the next step.
    template <class... Values>
    Statement& bind(const Values&... values) {
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }

    /// True while there is a row to read.
    Result<bool> step();
    /// Steps to the end, dropping rows, and makes the statement ready to be bound again.
    Status run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::string text(int column) const;
    /// Valid until the next step.
    [[nodiscard]] ByteView bytes(int column) const;

  private:
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, std::string_view value);
    void bind_one(int index, ByteView value);
    void bind_one(int index, std::nullptr_t);
    template <std::integral Number>
    void bind_one(int index, Number value) {
        bind_one(index, static_cast<std::int64_t>(value));
    }
    template <class Value>
    void bind_one(int index, const std::optional<Value>& value) {
        if (value) {
            bind_one(index, *value);
        } else {
            bind_one(index, nullptr);
        }
    }
    void note(int code);
    void rewind();

    Database* owner_;
    std::string sql_;
    StatementHandle handle_;
    int trouble_ = 0;
};

/// One connection. Not thread-safe: one owner thread.
class Database {
  public:
    /// Opens or creates; does not read a page yet, so a wrong key shows at the first query. `vfs` names the
    /// file system layer beneath the encryption, empty for the machine's own.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const Key& key,
                                                  const std::string& vfs = {});
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs one or several statements without parameters.
    Status script(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);

    template <class... Values>
    Result<Statement> query(std::string_view sql, const Values&... values) {
        auto statement = prepare(sql);
        if (statement) statement->bind(values...);
        return statement;
    }
    template <class... Values>
    Status run(std::string_view sql, const Values&... values) {
        LOKET_ASSIGN(statement, query(sql, values...));
        return statement.run();
    }
    /// The first column of the first row; 0 without a row.
    Result<std::int64_t> number(std::string_view sql);

    [[nodiscard]] bool read_only() const;
    [[nodiscard]] bool in_transaction() const;
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

  private:
    friend class Statement;
    friend class Copy;
    friend class Transaction;
    explicit Database(sqlite3* handle) : handle_(handle) {}
    static int note_log_pages(void* self, sqlite3*, const char*, int pages);
    void give_back(std::string sql, StatementHandle handle);
    void keep_log_short();

    std::unique_ptr<sqlite3, CloseDatabase> handle_;
    std::unordered_map<std::string, StatementHandle> idle_;  ///< finalised before the connection closes
    int log_pages_ = 0;
    bool folds_on_commit_ = true;
};

/// Rolls back unless committed.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    /// On failure nothing of the transaction stays.
    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace loket::store
