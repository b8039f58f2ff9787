#include "workflow/register/postgres/connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

namespace loket::centre {

void CloseConnection::operator()(pg_conn* handle) const { PQfinish(handle); }
void ClearResult::operator()(pg_result* handle) const { PQclear(handle); }

int Rows::count() const { return PQntuples(handle_.get()); }
std::string Rows::text(int row, int column) const { return PQgetvalue(handle_.get(), row, column); }

std::int64_t Rows::integer(int row, int column) const {
    const auto value = text(row, column);
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

Bytes Rows::bytes(int row, int column) const {
    const auto value = text(row, column);  // \x…
    return value.size() < 2 ? Bytes{} : from_hex(std::string_view(value).substr(2)).value_or(Bytes{});
}

std::string pg_bytes(ByteView bytes) { return "\\x" + to_hex(bytes); }

Error Connection::failure(std::string words) const {
    if (words.empty()) words = PQerrorMessage(handle_.get());
    while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
    return {Fault::Gone, "PostgreSQL: " + words.substr(0, words.find('\n')), kDatabaseGone};
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& conninfo) {
    std::unique_ptr<Connection> connection(new Connection(PQconnectdb(conninfo.c_str())));
    if (PQstatus(connection->handle_.get()) != CONNECTION_OK) return connection->failure();
    PQsetNoticeProcessor(connection->handle_.get(), [](void*, const char*) {}, nullptr);
    return connection;
}

Status Connection::script(const std::string& sql) {
    const std::unique_ptr<pg_result, ClearResult> result(PQexec(handle_.get(), sql.c_str()));
    const auto status = PQresultStatus(result.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? Status{} : Status{failure()};
}

namespace {

std::vector<const char*> pointers(const Connection::Values& values) {
    std::vector<const char*> out;
    for (const auto& value : values) out.push_back(value.c_str());
    return out;
}

/// SQLSTATE: data exceptions, values against a CHECK or missing, entries longer than an index holds.
bool does_not_fit(const pg_result* result) {
    const auto* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    return state.starts_with("22") || state.starts_with("54") || state == "23514" || state == "23502";
}

}  // namespace

Result<Rows> Connection::query(const std::string& sql, const Values& values) {
    const auto parameters = pointers(values);
    auto* result = PQexecParams(handle_.get(), sql.c_str(), static_cast<int>(values.size()), nullptr, parameters.data(), nullptr, nullptr, 0);
    Rows rows(result);
    const auto status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return does_not_fit(result) ? Error{Fault::Corrupt, failure().context, kUnfit} : failure();
    return rows;
}

Status Connection::many(const std::string& sql, const std::vector<Values>& rows) {
    if (rows.empty()) return {};
    auto* handle = handle_.get();
    // Understood once, as the unnamed statement, which stays until the next one is.
    const std::unique_ptr<pg_result, ClearResult> understood(PQprepare(handle, "", sql.c_str(), 0, nullptr));
    if (PQresultStatus(understood.get()) != PGRES_COMMAND_OK) return failure();
    constexpr std::size_t kInFlight = 200;  // answers are read before the server's would fill the socket
    for (std::size_t from = 0; from < rows.size(); from += kInFlight) {
        const auto to = std::min(rows.size(), from + kInFlight);
        if (PQenterPipelineMode(handle) != 1) return failure();
        bool well = true;
        std::string why;  // the connection forgets it with the next answer
        for (auto n = from; n < to && well; ++n) {
            const auto parameters = pointers(rows[n]);
            well = PQsendQueryPrepared(handle, "", static_cast<int>(rows[n].size()), parameters.data(), nullptr, nullptr, 0) == 1;
        }
        well = PQpipelineSync(handle) == 1 && well;
        for (bool synced = false; !synced && PQstatus(handle) == CONNECTION_OK;) {
            const std::unique_ptr<pg_result, ClearResult> result(PQgetResult(handle));
            const auto status = result ? PQresultStatus(result.get()) : PGRES_EMPTY_QUERY;
            if (result && status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC) {
                if (why.empty()) why = PQresultErrorMessage(result.get());
                well = false;
            }
            synced = result && status == PGRES_PIPELINE_SYNC;
        }
        if (!well || PQexitPipelineMode(handle) != 1) return failure(std::move(why));
    }
    return {};
}

namespace {

/// One value of COPY's text form.
void put_copied(std::string& line, const std::string& value) {
    for (const char c : value) switch (c) {
            case '\\': line += "\\\\"; break;
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            default: line += c;
        }
}

}  // namespace

Status Connection::copy(const std::string& table, const std::vector<Values>& rows) {
    auto* handle = handle_.get();
    const std::unique_ptr<pg_result, ClearResult> begun(PQexec(handle, ("COPY " + table + " FROM STDIN").c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return failure();
    bool well = true;
    std::string line, why;
    for (const auto& row : rows) {
        line.clear();
        for (const auto& value : row) {
            if (!line.empty()) line += '\t';
            put_copied(line, value);
        }
        line += '\n';
        well = well && PQputCopyData(handle, line.data(), static_cast<int>(line.size())) == 1;
    }
    well = PQputCopyEnd(handle, well ? nullptr : "broken off") == 1 && well;
    for (;;) {  // everything the server says of it, or the connection stays in the middle of it
        const std::unique_ptr<pg_result, ClearResult> result(PQgetResult(handle));
        if (!result) break;
        if (why.empty()) why = PQresultErrorMessage(result.get());
        well = well && PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    }
    return well ? Status{} : Status{failure(std::move(why))};
}

Status Connection::revive() {
    if (PQstatus(handle_.get()) == CONNECTION_OK && script("SELECT 1")) return {};
    PQreset(handle_.get());
    return PQstatus(handle_.get()) == CONNECTION_OK ? Status{} : Status{failure()};
}

}  // namespace loket::centre
