#include "workflow/store/row_copy.h"

#include <array>
#include <limits>

#include "workflow/store/rows_io.h"

namespace loket::store {
namespace {

/// Columns in the order of `kinds`: i an integer, t text, b bytes, any of them NULL. The first is the key.
struct Table {
    std::string_view name, columns, kinds;
};

constexpr std::array kTables{
    Table{"meta", "key, value", "tt"},
    Table{"chain", "name, seq, hash", "tib"},
    Table{"event", "seq, uid, stream, kind, at, actor, body, prev_hash, hash", "itttittbb"},
    Table{"audit", "seq, at, actor, action, subject, purpose, prev_hash, hash", "iittttbb"},
    Table{"blob", "digest, kind, content", "btb"},
    Table{"case_index", "case_id, resi, nik, service, state, step, opened_at, promised, updated_at, closed", "ttttttiiii"},
    Table{"resident", "id, nik, kk, name, record_state, doc", "ittttt"},
    Table{"family", "kk, head_nik, doc", "ttt"},
    Table{"officer", "id, doc", "tt"},
    Table{"seal", "no, at, event_seq, event_hash, audit_seq, audit_hash, signature", "iiibibb"},
    Table{"checkpoint", "\"only\", seq, hash, doc", "iibt"},
    Table{"card", "serial, uid, nik, case_id, state, updated_at", "ttttti"},
    Table{"shared", "n, id, epoch, event_hash, audit_hash, body", "itibbb"},
    Table{"aside", "no, id, base, body, refused, instead_of", "itibtt"},
};

std::string_view key_of(const Table& table) { return table.columns.substr(0, table.columns.find(',')); }

std::string select_of(const Table& table) {
    const auto key = std::string(key_of(table));
    return "SELECT " + std::string(table.columns) + " FROM " + std::string(table.name) + " WHERE " + key + " > ? ORDER BY " + key + " LIMIT ?";
}

std::string insert_of(const Table& table) {
    std::string marks = "?";
    for (std::size_t n = 1; n < table.kinds.size(); ++n) marks += ", ?";
    return "INSERT INTO " + std::string(table.name) + " (" + std::string(table.columns) + ") VALUES (" + marks + ")";
}

using Value = RowCopy::Value;

Value value_in(const Statement& row, int column, char kind) {
    if (row.is_null(column)) return {};
    if (kind == 'i') return row.integer(column);
    if (kind == 't') return row.text(column);
    const auto bytes = row.bytes(column);
    return Bytes(bytes.begin(), bytes.end());
}

Value before_any(char kind) {
    if (kind == 'i') return std::numeric_limits<std::int64_t>::min();
    if (kind == 't') return std::string();
    return Bytes();
}

void bind_value(Statement& statement, int index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) statement.bind_at(index, *number);
    else if (const auto* text = std::get_if<std::string>(&value)) statement.bind_at(index, *text);
    else if (const auto* bytes = std::get_if<Bytes>(&value)) statement.bind_at(index, *bytes);
    else statement.bind_at(index, std::optional<std::int64_t>{});
}

std::int64_t size_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* bytes = std::get_if<Bytes>(&value);
    return 8 + static_cast<std::int64_t>(text != nullptr ? text->size() : bytes != nullptr ? bytes->size() : 0);
}

}  // namespace

RowCopy::RowCopy(Database& from, Database& to) : from_(from), to_(to), after_(before_any(kTables.front().kinds.front())) {}

std::vector<std::string_view> RowCopy::tables() {
    std::vector<std::string_view> names;
    for (const auto& table : kTables) names.push_back(table.name);
    return names;
}

Result<bool> RowCopy::step(int pages) {
    for (std::int64_t left = std::int64_t{pages} * 4096; left > 0;) {
        if (table_ == kTables.size()) return true;
        LOKET_ASSIGN(bytes, some_rows());
        left -= bytes;
    }
    return false;
}

/// The next rows of the table, and how large they were; where they are the last it goes on to the next table.
Result<std::int64_t> RowCopy::some_rows() {
    const auto& table = kTables.at(table_);
    const int most = table.name == "blob" ? 8 : 200;
    LOKET_ASSIGN(rows, from_.prepare(select_of(table)));
    LOKET_ASSIGN(insert, to_.prepare(insert_of(table)));
    bind_value(rows, 1, after_);
    rows.bind_at(2, most);
    std::int64_t size = 0;
    int count = 0;
    for (;; ++count) {
        LOKET_ASSIGN(row, rows.step());
        if (!row) break;
        for (int column = 0; column < static_cast<int>(table.kinds.size()); ++column) {
            auto value = value_in(rows, column, table.kinds[static_cast<std::size_t>(column)]);
            size += size_of(value);
            bind_value(insert, column + 1, value);
            if (column == 0) after_ = std::move(value);
        }
        LOKET_TRY(insert.run());
    }
    if (count < most && ++table_ < kTables.size()) after_ = before_any(kTables.at(table_).kinds.front());
    return size;
}

}  // namespace loket::store
