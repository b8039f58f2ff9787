// A prepared statement of SQLite's.

#include <sqlite3.h>

#include "workflow/store/failure.h"
#include "workflow/store/file_database.h"

namespace loket::store {
namespace {

struct FinalizeStatement {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class FileCursor final : public Cursor {
  public:
    FileCursor(const FileDatabase& owner, StatementHandle handle) : owner_(owner), handle_(std::move(handle)) {}

    void bind(int index, std::int64_t value) override { note(sqlite3_bind_int64(handle_.get(), index, value)); }
    void bind(int index, std::nullptr_t) override { note(sqlite3_bind_null(handle_.get(), index)); }
    void bind(int index, std::string_view value) override {
        // An empty view may hold a null pointer, which SQLite would take for NULL.
        const char* start = value.empty() ? "" : value.data();
        note(sqlite3_bind_text64(handle_.get(), index, start, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    }
    void bind(int index, ByteView value) override {
        if (value.empty()) note(sqlite3_bind_zeroblob(handle_.get(), index, 0));
        else note(sqlite3_bind_blob64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT));
    }

    Result<bool> step() override {
        if (trouble_ != SQLITE_OK) return describe(trouble_, 0, std::string("cannot bind: ") + sqlite3_errstr(trouble_));
        const int code = sqlite3_step(handle_.get());
        if (code == SQLITE_ROW) return true;
        if (code == SQLITE_DONE) return false;
        return owner_.failure("cannot run a statement");
    }
    void rewind() override {
        sqlite3_reset(handle_.get());
        sqlite3_clear_bindings(handle_.get());
        trouble_ = SQLITE_OK;
    }

    std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_.get(), column); }
    bool is_null(int column) const override { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
    ByteView bytes(int column) const override {
        const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_.get(), column));
        return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
    }

  private:
    void note(int code) {
        if (trouble_ == SQLITE_OK) trouble_ = code;
    }

    const FileDatabase& owner_;
    StatementHandle handle_;
    int trouble_ = SQLITE_OK;
};

}  // namespace

Result<std::unique_ptr<Cursor>> FileDatabase::compile(const std::string& sql) {
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr) != SQLITE_OK)
        return failure("cannot prepare");
    return std::unique_ptr<Cursor>(std::make_unique<FileCursor>(*this, StatementHandle(handle)));
}

}  // namespace loket::store
