#pragma once
// One connection to a PostgreSQL 15 (libpq). It comes back by itself after the server has gone or another has taken its place, and finds out what
// became of a commit that was not answered.

#include <chrono>
#include <optional>

#include "workflow/store/database.h"

struct pg_conn;
struct pg_result;

namespace loket::store {

struct FinishConnection {
    void operator()(pg_conn* handle) const;
};
struct ClearAnswer {
    void operator()(pg_result* handle) const;
};
using Answer = std::unique_ptr<pg_result, ClearAnswer>;

class ServerDatabase final : public Database {
  public:
    /// `conninfo` as libpq takes it: several hosts, of which the one that takes writes is chosen. Gone `store.unreachable`.
    static Result<std::unique_ptr<ServerDatabase>> open(const std::string& conninfo);
    ~ServerDatabase() override;

    Status script(const std::string& sql) override;
    [[nodiscard]] bool in_transaction() const override;
    Result<std::int64_t> schema_step() override { return number("SELECT step FROM loket_schema"); }
    Status set_schema_step(std::int64_t step) override { return run("UPDATE loket_schema SET step = ?", step); }

    /// From now on this machine owns the store: every transaction proves it again before it may commit. Busy `store.locked` with the name of
    /// whoever owns it and is there; waits five seconds for one that has just vanished. A former owner gets Gone `store.taken`.
    Status claim(const std::string& who);
    /// As begin() of a transaction would say.
    Status still_owned();
    /// One moment of the store, to be read by a connection that owns nothing. It ends with the connection.
    Status begin_snapshot();
    void release();
    /// Settings of this session, now and on each later connection.
    Status say_first(std::string sql);

    /// For an answer, and for what became of a commit: as long as it may take another server to take the place of one that is gone.
    static constexpr std::chrono::seconds kPatience{20};

  private:
    friend class ServerCursor;
    explicit ServerDatabase(std::string conninfo) : conninfo_(std::move(conninfo)) {}
    Result<std::unique_ptr<Cursor>> compile(const std::string& sql) override;
    Status begin() override;
    Status commit() override;
    void roll_back() override;

    Status connect();
    Status come_back();
    Status come_back_within(std::chrono::steady_clock::time_point deadline);
    Status begin_once();
    Result<std::optional<std::int64_t>> take_claim(const std::string& who, const std::optional<std::int64_t>& vanished);
    [[nodiscard]] Error lost_commits(std::int64_t counted) const;
    Status say(const std::string& sql, std::chrono::milliseconds patience);
    Status own_again();
    Status find_out();
    [[nodiscard]] bool lost() const;
    /// The last answer to what was sent, or the first that is a refusal; nothing where the connection is lost by now.
    Answer await(std::chrono::milliseconds patience);
    Status judge(const Answer& answer);

    std::string conninfo_, first_words_;
    std::unique_ptr<pg_conn, FinishConnection> handle_;
    std::int64_t generation_ = 0;  ///< of the connection: what was prepared on an earlier one is gone
    std::int64_t prepared_ = 0;
    bool open_ = false;  ///< a transaction, as its owner sees it
    std::optional<std::int64_t> token_;     ///< of this machine's claim
    std::int64_t commits_ = 0, trying_ = 0;  ///< transactions of the store's owners: for certain, and with the one that is open
    bool in_doubt_ = false;                  ///< whether that one was committed
    bool coming_back_ = false;               ///< what is asked meanwhile is not asked again over yet another connection
    bool warned_ = false;                    ///< by the server
    std::chrono::steady_clock::time_point failed_{};  ///< last try to connect, if it did
};

}  // namespace loket::store
