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
/// An owner whose session is gone may be about to come back: a server was started anew, a cable pulled and plugged.
constexpr std::chrono::seconds kGrace{5};
/// After a try to connect that failed, so that a screen that asks again and again does not stand still for a server that is gone.
constexpr std::chrono::milliseconds kBetweenTries{500};
/// At the beginning of a commit, when nothing is lost yet: a server that only starts again is back by then.
constexpr std::chrono::seconds kShortPatience{3};

/// The session of whoever owns the store, told from a later one under the same number by when it began.
constexpr std::string_view kThisSession = "SELECT (extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_activity WHERE pid = pg_backend_pid()";
/// Where the server hides when a session of another role began, the session counts.
constexpr std::string_view kUnclaimed =
    "SELECT token, pid, who FROM owner WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity s WHERE s.pid = owner.pid"
    " AND (s.backend_start IS NULL OR (extract(epoch FROM s.backend_start) * 1000000)::bigint = owner.began)) FOR UPDATE SKIP LOCKED";
/// No two claims ever have the same token, not even one that a failover lost.
constexpr std::string_view kNewToken = "('x' || left(replace(gen_random_uuid()::text, '-', ''), 15))::bit(60)::bigint";

std::string first_line(std::string words) { return words.substr(0, words.find('\n')); }

std::string_view sqlstate(const pg_result* answer) {
    const auto* field = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    return field == nullptr ? "" : field;
}

/// What the server refused.
Error refusal(const pg_result* answer) {
    const auto state = sqlstate(answer);
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
    const auto state = sqlstate(answer);
    return state.starts_with("57P0") || state == "25006";
}

/// Not a verdict on what was asked for: elsewhere it may be done.
Error taken_over() { return {Fault::Gone, "another machine owns the store by now", kTaken}; }

}  // namespace

ServerDatabase::~ServerDatabase() {
    if (token_) release();
    forget_statements();
}

Result<std::unique_ptr<ServerDatabase>> ServerDatabase::open(const std::string& conninfo) {
    // libpq's own words about a line that it cannot read would hold pieces of it, a password among them.
    auto* parsed = PQconninfoParse(conninfo.c_str(), nullptr);
    if (conninfo.empty() || parsed == nullptr) return Error{Fault::Corrupt, "where the server is cannot be read: \"host=a,b,c dbname=loket user=loket\", values with blanks in quotes", "office.server"};
    PQconninfoFree(parsed);
    std::unique_ptr<ServerDatabase> database(new ServerDatabase(conninfo));
    LOKET_TRY(database->connect());
    return database;
}

Status ServerDatabase::connect() {
    // What `conninfo` names itself counts before these.
    constexpr std::array keys{"application_name", "connect_timeout", "target_session_attrs", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "dbname", static_cast<const char*>(nullptr)};
    const std::array values{"loket", "2", "read-write", "8000", "3", "2", "3", conninfo_.c_str(), static_cast<const char*>(nullptr)};
    handle_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    ++generation_;
    failed_ = lost() ? Time::now() : Time::time_point{};
    if (lost()) return Error{Fault::Gone, "PostgreSQL: " + first_line(PQerrorMessage(handle_.get())), kUnreachable};
    PQsetNoticeReceiver(handle_.get(), [](void* self, const pg_result*) { static_cast<ServerDatabase*>(self)->warned_ = true; }, this);
    PQsetnonblocking(handle_.get(), 1);
    // The server, too, looks after whether we are there: only then is the store of a machine without power free for another.
    // No limit of a role's may break a commit off, nor a copy that is being read.
    return say("SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 9000; SET lock_timeout = '15s'; SET client_min_messages = warning;"
               "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;" + first_words_, kPatience);
}

Status ServerDatabase::say_first(std::string sql) {
    first_words_ = std::move(sql);
    return say(first_words_, kPatience);
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
        if (left <= 0) break;
        if (poll(&wire, 1, static_cast<int>(left)) < 0 && errno == EINTR) continue;
        if (wire.revents != POLLOUT && PQconsumeInput(handle) != 1) break;
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

Status ServerDatabase::say(const std::string& sql, std::chrono::milliseconds patience) {
    PQsendQuery(handle_.get(), sql.c_str());
    return judge(await(patience));
}

Status ServerDatabase::script(const std::string& sql) { return say(sql, kScriptPatience); }

Status ServerDatabase::come_back() {
    if (Time::now() - failed_ < kBetweenTries) return Error{Fault::Gone, "PostgreSQL does not answer", kUnreachable};
    coming_back_ = true;
    auto back = connect();
    if (back) back = own_again();
    coming_back_ = false;
    if (back) return log::info("PostgreSQL is there again"), back;
    handle_.reset();  // nothing is read or written over a connection of which it is not known that the store is ours
    failed_ = Time::now();
    return back;
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
    if (!counted) return taken_over();
    if (in_doubt_ && *counted == trying_) commits_ = trying_;
    if (*counted == commits_) return {};
    return lost_commits(*counted);
}

Error ServerDatabase::lost_commits(std::int64_t counted) const {
    return {Fault::Internal, fmt::format("the server knows {} commits of {}: it has lost what it acknowledged", counted, commits_), kDiskFailed};
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
    LOKET_TRY(say("BEGIN", kPatience));
    open_ = true;
    if (!token_) return {};
    auto counted = read_one(query("UPDATE owner SET commits = commits + 1 WHERE token = ? RETURNING commits", *token_), [](const Statement& row) { return row.integer(0); });
    if (counted && *counted == commits_ + 1) {
        trying_ = **counted;
        return {};
    }
    roll_back();
    if (!counted) return counted.error();
    return counted->has_value() ? lost_commits(**counted - 1) : taken_over();
}

Status ServerDatabase::commit() {
    warned_ = false;
    PQsendQuery(handle_.get(), "COMMIT");
    const auto answer = await(kPatience);
    const auto done = judge(answer);
    open_ = false;
    // A warning here says that the followers were not waited for.
    if (token_ && (warned_ || (!done && done.error().code == kUnreachable))) return find_out();
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
    if (!back && (back.error().code == kUnreachable || back.error().code == kTaken))
        return Error{Fault::Internal, "PostgreSQL fell silent in the middle of a commit: whether it was kept shows when the store is opened again", kDiskFailed};
    LOKET_TRY(back);
    if (commits_ == trying_) return {};
    return Error{Fault::Gone, "PostgreSQL went away before a commit; nothing of it was kept", kUnreachable};
}

void ServerDatabase::roll_back() {
    if (in_transaction()) static_cast<void>(say("ROLLBACK", kPatience));
    open_ = false;
}

Status ServerDatabase::begin_snapshot() {
    LOKET_TRY(say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", kPatience));
    open_ = true;  // a connection that is lost ends it
    return run("SELECT 1 FROM meta LIMIT 1");  // the moment is the first look
}

Status ServerDatabase::claim(const std::string& who) {
    std::optional<std::int64_t> vanished;  // token of an owner whose session was gone at the first look
    for (;;) {
        LOKET_TRY(say("BEGIN", kPatience));
        open_ = true;
        auto left = take_claim(who, vanished);
        if (left && !*left) {
            open_ = false;
            return say("COMMIT", kPatience);
        }
        roll_back();
        LOKET_TRY(left);
        vanished = *left;
        std::this_thread::sleep_for(kGrace);
    }
}

/// Takes it, or says the token of an owner who should be given time to come back.
Result<std::optional<std::int64_t>> ServerDatabase::take_claim(const std::string& who, const std::optional<std::int64_t>& vanished) {
    struct Former {
        std::int64_t token = 0, pid = 0;
        std::string who;
    };
    LOKET_ASSIGN(free, read_one(query(kUnclaimed), [](const Statement& row) { return Former{row.integer(0), row.integer(1), row.text(2)}; }));
    if (free && free->pid != 0 && free->who != who && vanished != free->token) return std::optional(free->token);
    if (!free) {
        LOKET_ASSIGN(holder, read_one(query("SELECT who FROM owner"), [](const Statement& row) { return row.text(0); }));
        return Error{Fault::Busy, "the store on the server is owned by " + (holder.value_or("").empty() ? "another machine" : *holder), kLocked};  // who is about to has no name yet
    }
    const auto claimed = each(query(fmt::format("UPDATE owner SET token = {}, who = ?, pid = pg_backend_pid(), began = ({}) RETURNING token, commits", kNewToken, kThisSession), who), [this](const Statement& row) {
        token_ = row.integer(0);
        commits_ = row.integer(1);
    });
    LOKET_TRY(claimed);
    return std::optional<std::int64_t>{};
}

Status ServerDatabase::still_owned() {
    LOKET_ASSIGN(mine, read_one(query("SELECT 1 FROM owner WHERE token = ?", token_.value_or(0)), [](const Statement&) { return true; }));
    return mine ? Status{} : Status{taken_over()};
}

void ServerDatabase::release() {
    coming_back_ = true;  // not for this
    if (!lost()) static_cast<void>(run("UPDATE owner SET pid = 0, began = 0 WHERE token = ?", *token_));
    token_.reset();
}

}  // namespace loket::store
