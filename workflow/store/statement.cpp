#include <sqlite3.h>

#include "workflow/store/database.h"
#include "workflow/store/failure.h"

namespace loket::store {

Statement::Statement(Database& owner, std::string sql, StatementHandle handle)
    : owner_(&owner), sql_(std::move(sql)), handle_(std::move(handle)) {}

Statement::~Statement() {
    if (!handle_) return;
    rewind();
    owner_->give_back(std::move(sql_), std::move(handle_));
}

void Statement::rewind() {
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
    trouble_ = SQLITE_OK;
}

void Statement::note(int code) {
    if (trouble_ == SQLITE_OK) trouble_ = code;
}

void Statement::bind_one(int index, std::int64_t value) {
    note(sqlite3_bind_int64(handle_.get(), index, value));
}
void Statement::bind_one(int index, std::nullptr_t) { note(sqlite3_bind_null(handle_.get(), index)); }
void Statement::bind_one(int index, std::string_view value) {
    // An empty view may hold a null pointer, which SQLite would take for NULL.
    const char* start = value.empty() ? "" : value.data();
    note(sqlite3_bind_text64(handle_.get(), index, start, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind_one(int index, ByteView value) {
    if (value.empty()) {
        note(sqlite3_bind_zeroblob(handle_.get(), index, 0));
    } else {
        note(sqlite3_bind_blob64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT));
    }
}

Result<bool> Statement::step() {
    if (trouble_ != SQLITE_OK)
        return describe(trouble_, 0, std::string("cannot bind: ") + sqlite3_errstr(trouble_));
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return owner_->failure("cannot run a statement");
}

Status Statement::run() {
    for (;;) {
        LOKET_ASSIGN(row, step());
        if (!row) break;
    }
    rewind();
    return {};
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}
std::string Statement::text(int column) const { return std::string(as_text(bytes(column))); }
ByteView Statement::bytes(int column) const {
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_.get(), column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

}  // namespace loket::store
