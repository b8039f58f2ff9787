#include "workflow/store/server_database.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <thread>

#include "devices/base/log.h"
#include "workflow/store/failure.h"
#include "workflow/store/rows_io.h"

namespace loket::store {

void FinishConnection::operator()(pg_conn* handle) const { PQfinish(handle); }
void ClearAnswer::operator()(pg_result* handle) const { PQclear(handle); }

namespace {

using Time = std::chrono::steady_clock;

/// A script may build an index or sweep a table.
constexpr std::chrono::minutes kScriptPatience{10};
/// After a try to connect that failed, so that a screen that asks again and again does not stand still for a server that is gone.
constexpr std::chrono::milliseconds kBetweenTries{500};
/// At the beginning of a commit, when nothing is lost yet: a server that only starts again is back by then.
constexpr std::chrono::seconds kShortPatience{3};

/// The session of whoever owns the store, told from a later one under the same number by when it began.
constexpr std::string_view kThisSession = "SELECT (extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_activity WHERE pid = pg_backend_pid()";
constexpr std::string_view kUnclaimed =
    "SELECT token FROM owner WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity s WHERE s.pid = owner.pid"
    " AND (extract(epoch FROM s.backend_start) * 1000000)::bigint = owner.began) FOR UPDATE SKIP LOCKED";

std::string first_line(std::string words) { return words.substr(0, words.find('\n')); }

/// What the server refused, by SQLSTATE.
Error refusal(const pg_result* answer) {
    const auto* field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    auto words = "PostgreSQL: " + first_line(PQresultErrorMessage(answer));
    if (state.starts_with("22") || state.starts_with("23") || state.starts_with("54")) return {Fault::Rejected, std::move(words), kConflict};
    if (state == "53100") return {Fault::Internal, std::move(words), kDiskFull};
    if (state == "58030") return {Fault::Internal, std::move(words), kDiskFailed};
    if (state == "XX001" || state == "XX002") return {Fault::Corrupt, std::move(words), kCorrupt};
    if (state.starts_with("57P") || state.starts_with("53") || state == "25006" || state == "55P03") return {Fault::Gone, std::move(words), kUnreachable};
    return {Fault::Internal, std::move(words), kFailed};
}

/// The server is ending, or is one that follows another by now: this connection is of no use any more.
bool is_farewell(const pg_result* answer) {
    const auto* field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    return state.starts_with("57P0") || state == "25006";
}

}  // namespace

ServerDatabase::~ServerDatabase() {
    if (token_) release();
    forget_statements();
}

Result<std::unique_ptr<ServerDatabase>> ServerDatabase::open(const std::string& conninfo) {
    std::unique_ptr<ServerDatabase> database(new ServerDatabase(conninfo));
    LOKET_TRY(database->connect());
    return database;
}

Status ServerDatabase::connect() {
    // What `conninfo` names itself counts before these.
    constexpr std::array keys{"application_name", "connect_timeout", "target_session_attrs", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "dbname", static_cast<const char*>(nullptr)};
    const std::array values{"loket", "3", "read-write", "8000", "3", "2", "3", conninfo_.c_str(), static_cast<const char*>(nullptr)};
    handle_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    ++generation_;
    failed_ = lost() ? Time::now() : Time::time_point{};
    if (lost()) return Error{Fault::Gone, "PostgreSQL: " + first_line(PQerrorMessage(handle_.get())), kUnreachable};
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    PQsetnonblocking(handle_.get(), 1);
    // The server, too, looks after whether we are there: only then is the store of a machine without power free for another.
    return script("SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET lock_timeout = '15s';" + first_words_);
}

Status ServerDatabase::say_first(std::string sql) {
    first_words_ = std::move(sql);
    return script(first_words_);
}

bool ServerDatabase::lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }

bool ServerDatabase::in_transaction() const {
    const auto state = PQtransactionStatus(handle_.get());
    return open_ && (state == PQTRANS_INTRANS || state == PQTRANS_INERROR);
}

Answer ServerDatabase::await(std::chrono::milliseconds patience) {
    auto* handle = handle_.get();
    const auto deadline = Time::now() + patience;
    for (Answer last; !lost();) {
        const int unsent = PQflush(handle);
        if (unsent < 0) break;
        if (unsent == 0 && PQisBusy(handle) == 0) {
            Answer next(PQgetResult(handle));
            if (!next) return last;
            if (!last || PQresultStatus(last.get()) != PGRES_FATAL_ERROR) last = std::move(next);
            continue;
        }
        pollfd wire{PQsocket(handle), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Time::now()).count();
        if (left <= 0 || poll(&wire, 1, static_cast<int>(left)) < 0 || (wire.revents != POLLOUT && PQconsumeInput(handle) != 1)) break;
    }
    handle_.reset();  // what it would still say belongs to nothing any more
    return {};
}

Status ServerDatabase::judge(const Answer& answer) {
    if (!answer) return Error{Fault::Gone, "PostgreSQL does not answer", kUnreachable};
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) return {};
    if (is_farewell(answer.get())) handle_.reset();
    return refusal(answer.get());
}

Status ServerDatabase::script(const std::string& sql) {
    PQsendQuery(handle_.get(), sql.c_str());
    return judge(await(kScriptPatience));
}

Status ServerDatabase::come_back() {
    if (Time::now() - failed_ < kBetweenTries) return Error{Fault::Gone, "PostgreSQL does not answer", kUnreachable};
    LOKET_TRY(connect());
    log::info("PostgreSQL is there again");
    return own_again();
}

Status ServerDatabase::come_back_within(Time::time_point deadline) {
    for (;;) {
        auto back = come_back();
        if (back || back.error().code != kUnreachable || Time::now() >= deadline) return back;
        std::this_thread::sleep_for(kBetweenTries / 2);
    }
}

/// The row of the claim is held by whatever transaction of ours may still be under way at the server, so this waits until that is decided.
Status ServerDatabase::own_again() {
    if (!token_) return {};
    LOKET_ASSIGN(counted, read_one(query(fmt::format("UPDATE owner SET pid = pg_backend_pid(), began = ({}) WHERE token = ? RETURNING commits", kThisSession), *token_),
                                   [](const Statement& row) { return row.integer(0); }));
    if (!counted) return rejected(kTaken, "another machine owns the store by now");
    if (in_doubt_ && *counted == trying_) commits_ = trying_;
    if (*counted == commits_) return {};
    return Error{Fault::Internal, fmt::format("the server knows {} commits of {}: it has lost what it acknowledged", *counted, commits_), kDiskFailed};
}

Status ServerDatabase::begin() {
    for (bool again = true;; again = false) {
        if (lost()) LOKET_TRY(come_back_within(Time::now() + kShortPatience));
        auto begun = begin_once();
        if (begun || begun.error().code != kUnreachable || !again) return begun;
        roll_back();
        handle_.reset();
    }
}

Status ServerDatabase::begin_once() {
    LOKET_TRY(script("BEGIN"));
    open_ = true;
    if (!token_) return {};
    auto counted = read_one(query("UPDATE owner SET commits = commits + 1 WHERE token = ? RETURNING commits", *token_), [](const Statement& row) { return row.integer(0); });
    if (counted && counted->has_value()) {
        trying_ = **counted;
        return {};
    }
    roll_back();
    return counted ? rejected(kTaken, "another machine owns the store by now") : counted.error();
}

Status ServerDatabase::commit() {
    PQsendQuery(handle_.get(), "COMMIT");
    const auto answer = await(kPatience);
    const auto done = judge(answer);
    open_ = false;
    if (!done && done.error().code == kUnreachable && token_) return find_out();
    LOKET_TRY(done);
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") return Error{Fault::Internal, "PostgreSQL rolled a transaction back that should have been committed", kFailed};
    commits_ = trying_;
    return {};
}

/// The answer to a commit was lost: the row of the claim, which the commit counts in, tells.
Status ServerDatabase::find_out() {
    in_doubt_ = true;
    handle_.reset();
    const auto back = come_back_within(Time::now() + kPatience);
    in_doubt_ = false;
    if (!back && back.error().code == kUnreachable)
        return Error{Fault::Internal, "PostgreSQL fell silent in the middle of a commit: whether it was kept shows when the store is opened again", kDiskFailed};
    LOKET_TRY(back);
    if (commits_ == trying_) return {};
    return Error{Fault::Gone, "PostgreSQL went away before a commit; nothing of it was kept", kUnreachable};
}

void ServerDatabase::roll_back() {
    if (in_transaction()) static_cast<void>(script("ROLLBACK"));
    open_ = false;
}

Status ServerDatabase::claim(const std::string& who) {
    LOKET_TRY(script("BEGIN"));
    open_ = true;
    if (const auto taken = take_claim(who); !taken) {
        roll_back();
        return taken;
    }
    open_ = false;
    return script("COMMIT");
}

Status ServerDatabase::take_claim(const std::string& who) {
    LOKET_ASSIGN(free, read_one(query(kUnclaimed), [](const Statement& row) { return row.integer(0); }));
    if (!free) {
        LOKET_ASSIGN(holder, read_one(query("SELECT who FROM owner"), [](const Statement& row) { return row.text(0); }));
        return Error{Fault::Busy, "the store on the server is owned by " + (holder.value_or("").empty() ? "another machine" : *holder), kLocked};  // who is about to has no name yet
    }
    return each(query(fmt::format("UPDATE owner SET token = token + 1, who = ?, pid = pg_backend_pid(), began = ({}) RETURNING token, commits", kThisSession), who), [this](const Statement& row) {
        token_ = row.integer(0);
        commits_ = row.integer(1);
    });
}

Status ServerDatabase::still_owned() {
    LOKET_ASSIGN(mine, read_one(query("SELECT 1 FROM owner WHERE token = ?", token_.value_or(0)), [](const Statement&) { return true; }));
    return mine ? Status{} : Status{rejected(kTaken, "another machine owns the store by now")};
}

void ServerDatabase::release() {
    if (!lost()) static_cast<void>(run("UPDATE owner SET pid = 0, began = 0 WHERE token = ?", *token_));
    token_.reset();
}

}  // namespace loket::store
