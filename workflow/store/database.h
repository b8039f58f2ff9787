#pragma once
// A thin, typed cover over one connection to a database that speaks SQL: no handle leaks, no unchecked return code, every statement prepared
// once. Two engines stand behind it: a file of SQLite's (file_database.h) and a PostgreSQL (server_database.h); what is said to it runs on both.

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::store {

/// A statement as its engine prepared it. Parameters count from 1, columns from 0, as in SQLite.
class Cursor {
  public:
    virtual ~Cursor() = default;
    /// Values are copied. A failure shows at the next step.
    virtual void bind(int index, std::int64_t value) = 0;
    virtual void bind(int index, std::string_view value) = 0;
    virtual void bind(int index, ByteView value) = 0;
    virtual void bind(int index, std::nullptr_t) = 0;
    virtual Result<bool> step() = 0;
    /// Forgets rows and values.
    virtual void rewind() = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual ByteView bytes(int column) const = 0;
};

class Database;

/// A prepared statement on loan from its Database, which must outlive it.
class Statement {
  public:
    Statement(Database& owner, std::string sql, std::unique_ptr<Cursor> cursor) : owner_(&owner), sql_(std::move(sql)), cursor_(std::move(cursor)) {}
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

    /// One parameter, counted from 1.
    template <class Value>
    Statement& bind_at(int index, const Value& value) {
        bind_one(index, value);
        return *this;
    }

    /// True while there is a row to read.
    Result<bool> step() { return cursor_->step(); }
    /// Steps to the end, dropping rows, and makes the statement ready to be bound again.
    Status run();

    [[nodiscard]] std::int64_t integer(int column) const { return cursor_->integer(column); }
    [[nodiscard]] bool is_null(int column) const { return cursor_->is_null(column); }
    [[nodiscard]] std::string text(int column) const { return std::string(as_text(bytes(column))); }
    /// Valid until the next step.
    [[nodiscard]] ByteView bytes(int column) const { return cursor_->bytes(column); }

  private:
    void bind_one(int index, std::string_view value) { cursor_->bind(index, value); }
    void bind_one(int index, ByteView value) { cursor_->bind(index, value); }
    template <std::integral Number>
    void bind_one(int index, Number value) {
        cursor_->bind(index, static_cast<std::int64_t>(value));
    }
    template <class Value>
    void bind_one(int index, const std::optional<Value>& value) {
        if (value) {
            bind_one(index, *value);
        } else {
            cursor_->bind(index, nullptr);
        }
    }

    Database* owner_;
    std::string sql_;
    std::unique_ptr<Cursor> cursor_;
};

/// One connection. Not thread-safe: one owner thread. Failures carry the codes of failure.h.
class Database {
  public:
    Database() = default;
    virtual ~Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs one or several statements without parameters.
    virtual Status script(const std::string& sql) = 0;
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// The numbered step of the schema that this database is at, kept with it; 0 for an empty one.
    virtual Result<std::int64_t> schema_step() = 0;
    virtual Status set_schema_step(std::int64_t step) = 0;

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

  protected:
    virtual Result<std::unique_ptr<Cursor>> compile(const std::string& sql) = 0;
    virtual Status begin() = 0;
    /// On failure nothing of the transaction stays, unless it is `disk.failed`: then only opening again shows.
    virtual Status commit() = 0;
    virtual void roll_back() = 0;
    void forget_statements() { idle_.clear(); }

  private:
    friend class Statement;
    friend class Transaction;
    void give_back(std::string sql, std::unique_ptr<Cursor> cursor);

    std::unordered_map<std::string, std::unique_ptr<Cursor>> idle_;
};

/// Rolls back unless committed.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace loket::store
