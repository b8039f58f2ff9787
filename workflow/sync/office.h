#pragma once
// The office's step: what to send next, what an answer changes, how long to wait and why. Pure: time and randomness are given, the
// caller reads the log, talks to the register and keeps `progress()` in the store.

#include <functional>
#include <optional>
#include <variant>

#include "workflow/sync/answer.h"
#include "workflow/sync/batch.h"
#include "workflow/sync/packet.h"
#include "workflow/sync/policy.h"

namespace loket::sync {

/// What is kept. Losing the last of it only sends again what the register recognises.
struct Progress {
    std::int64_t epoch = 1;
    store::ChainHead acked;  ///< everything up to here is the register's; the genesis before the first answer
    std::int64_t feed = 0;   ///< the last directive that was stored
    bool operator==(const Progress&) const = default;
};

/// The office's own log.
struct OwnLog {
    store::ChainHead head;
    std::function<std::optional<Sha256>(std::int64_t seq)> hash_at;  ///< of seq 0 the genesis
};

struct WaitingPacket {
    Digest name{};
    std::int64_t size = 0;
};

struct SendEvents {
    store::ChainHead after;
    std::int64_t to = 0;  ///< at most; fewer where they would be more than batch_bytes
};
struct AskPacket {
    WaitingPacket packet;
};
struct SendPiece {
    WaitingPacket packet;
    std::int64_t offset = 0, length = 0;  ///< length 0: all is there, only the proof is missing
};
struct AskFeed {
    std::int64_t after = 0;
};
struct Wait {
    Instant until{};
    std::string code = {};  ///< empty: nothing is waiting
};

/// One thing at a time is asked of the register. `ticket` goes back with its answer; answers to anything else are dropped.
struct Todo {
    std::int64_t ticket = 0;
    std::variant<Wait, SendEvents, AskPacket, SendPiece, AskFeed> what;
};

/// Why nothing moves, for people.
struct Standing {
    std::string code;    ///< empty: all is well
    bool stopped = false;  ///< until a person acts: nothing is tried meanwhile
    std::int64_t register_epoch = 0;  ///< a new epoch must be above it
    int failures = 0;    ///< in a row
    Instant since{};     ///< of the first of them
    Instant next_try{};
};

class Office {
  public:
    Office(Policy policy, Progress progress, Instant now) : policy_(policy), progress_(progress), budget_(policy.bytes_per_second), next_feed_(now) {}

    /// What to do now; anything but a Wait is then under way. `packet` is the first that waits.
    Todo next(const OwnLog& log, const std::optional<WaitingPacket>& packet, Instant now, Random& random);
    /// How large the request was that was made of the last Todo.
    void sent(std::int64_t bytes, Instant now) { budget_.spend(bytes, now); }

    /// From when on something may go that can wait, as packets do: their hours, their share of the link.
    Instant packets_from(Instant now) { return packets_wait_until(policy_, now).value_or(budget_.free_at(now)); }

    void answered(std::int64_t ticket, const Answer& answer, const OwnLog& log, Instant now, Random& random);
    /// True: the packet is the register's and may be forgotten.
    bool answered(std::int64_t ticket, const PacketAnswer& answer, Instant now, Random& random);
    /// A page of the feed was stored, up to `cursor`; that holds even if it came too late for its ticket. `more`: there is another one.
    void fed(std::int64_t ticket, std::int64_t cursor, bool more, Instant now);
    void failed(std::int64_t ticket, const std::string& code, Instant now, Random& random);

    /// An answer that came on another way, by a stick: the same as over the link.
    void carried(const Answer& answer, const OwnLog& log, Instant now, Random& random);
    /// How far the register has this office's log, asked before something is given away: it stops here where that is more than is in ours.
    void compared(std::int64_t epoch, std::int64_t seq, const OwnLog& log, Instant now);
    /// A person does not want to wait for the next try. Changes nothing where a person must act first.
    void try_now(Instant now) { standing_.next_try = std::min(standing_.next_try, now); }
    /// A person has decided that this disk is the office from now on.
    void start_epoch(std::int64_t epoch);

    [[nodiscard]] const Progress& progress() const { return progress_; }
    [[nodiscard]] const Standing& standing() const { return standing_; }

  private:
    struct UnderWay {
        std::int64_t ticket = 0;
        Instant since{};
    };
    bool ends(std::int64_t ticket);
    void well();
    void trouble(const std::string& code, Instant now, Random& random);
    void stop(const std::string& code, std::int64_t register_epoch, Instant now);
    void take(const Answer& answer, const OwnLog& log, Instant now, Random& random);
    void step_back(const Answer& answer, const OwnLog& log, Instant now, Random& random);
    Wait rest(const std::optional<WaitingPacket>& packet, Instant now);
    std::optional<Todo> packet_step(const WaitingPacket& packet, Instant now);
    Todo begin(Todo todo, Instant now);

    Policy policy_;
    Progress progress_;
    Standing standing_;
    Budget budget_;
    Instant next_feed_;
    std::optional<UnderWay> under_way_;
    Digest packet_sent_{};
    std::optional<std::pair<Digest, std::int64_t>> packet_at_;  ///< how far the register has the packet that is being sent
    std::int64_t tickets_ = 0;
};

}  // namespace loket::sync
