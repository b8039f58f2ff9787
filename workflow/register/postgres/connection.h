#pragma once
// A thin cover over one libpq connection: parameters in binary-safe text, every result checked, batches in pipeline mode.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

struct pg_conn;
struct pg_result;

namespace loket::centre {

inline constexpr const char* kDatabaseGone = "register.database";  ///< PostgreSQL does not answer or cannot store; tried again later

inline constexpr const char* kUnfit = "sync.shape";  ///< values that the database refuses whenever they come

struct CloseConnection {
    void operator()(pg_conn* handle) const;
};
struct ClearResult {
    void operator()(pg_result* handle) const;
};

/// Rows of an answer.
class Rows {
  public:
    explicit Rows(pg_result* handle) : handle_(handle) {}
    [[nodiscard]] int count() const;
    [[nodiscard]] std::string text(int row, int column) const;
    [[nodiscard]] std::int64_t integer(int row, int column) const;
    [[nodiscard]] bool flag(int row, int column) const { return text(row, column) == "t"; }
    [[nodiscard]] Bytes bytes(int row, int column) const;

  private:
    std::unique_ptr<pg_result, ClearResult> handle_;
};

/// A value as PostgreSQL reads it in text form.
std::string pg_bytes(ByteView bytes);

/// Not thread-safe: one owner each.
class Connection {
  public:
    using Values = std::vector<std::string>;
    /// `conninfo` as libpq takes it. Gone `register.database`.
    static Result<std::unique_ptr<Connection>> open(const std::string& conninfo);
    /// Every call: Gone `register.database`, or Corrupt `sync.shape` for values that no column takes (out of range, against a CHECK, too long).
    Status script(const std::string& sql);
    Result<Rows> query(const std::string& sql, const Values& values = {});
    /// Rows into a table as fast as they come (COPY), inside a transaction. Values must be valid UTF-8 without zero bytes.
    Status copy(const std::string& table, const std::vector<Values>& rows);
    /// One statement for many rows, sent without waiting for each answer; inside a transaction.
    Status many(const std::string& sql, const std::vector<Values>& rows);
    /// Whether the server is still there; opens the connection again if not.
    Status revive();

  private:
    explicit Connection(pg_conn* handle) : handle_(handle) {}
    Error failure(std::string words = {}) const;  ///< of a result, else of the connection
    std::unique_ptr<pg_conn, CloseConnection> handle_;
};

/// A transaction: rolled back unless committed.
class Work {
  public:
    explicit Work(Connection& connection) : connection_(connection) {}
    ~Work() {
        if (open_) (void)connection_.script("ROLLBACK");
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    Status begin() {
        LOKET_TRY(connection_.script("BEGIN"));
        open_ = true;
        return {};
    }
    Status commit() {
        open_ = false;
        return connection_.script("COMMIT");
    }

  private:
    Connection& connection_;
    bool open_ = false;
};

}  // namespace loket::centre
