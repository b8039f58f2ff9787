#include "workflow/store/database.h"

namespace loket::store {

Statement::~Statement() {
    if (!cursor_) return;
    cursor_->rewind();
    owner_->give_back(std::move(sql_), std::move(cursor_));
}

Status Statement::run() {
    for (;;) {
        LOKET_ASSIGN(row, step());
        if (!row) break;
    }
    cursor_->rewind();
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    std::string text(sql);
    if (const auto found = idle_.find(text); found != idle_.end() && found->second) return Statement(*this, std::move(text), std::move(found->second));
    LOKET_ASSIGN(cursor, compile(text));
    return Statement(*this, std::move(text), std::move(cursor));
}

void Database::give_back(std::string sql, std::unique_ptr<Cursor> cursor) { idle_[std::move(sql)] = std::move(cursor); }

Result<std::int64_t> Database::number(std::string_view sql) {
    LOKET_ASSIGN(statement, prepare(sql));
    LOKET_ASSIGN(row, statement.step());
    return row ? statement.integer(0) : std::int64_t{0};
}

Result<Transaction> Transaction::begin(Database& database) {
    LOKET_TRY(database.begin());
    return Transaction(database);
}

Status Transaction::commit() {
    LOKET_TRY(database_->commit());
    database_ = nullptr;
    return {};
}

Transaction::~Transaction() {
    if (database_ != nullptr) database_->roll_back();
}

}  // namespace loket::store
