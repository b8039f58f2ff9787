#pragma once
// A wire on which one exchange goes wrong, the way wires and boxes go wrong.

#include <algorithm>
#include <chrono>
#include <functional>

#include "devices/base/random.h"
#include "devices/base/wait.h"
#include "devices/model/transport.h"

namespace loket::test {

enum class Mischief : std::uint8_t {
    Gone, TimedOut, Busy, Corrupt, Refused,  // the transport fails
    Slow, Empty, Short, Full, Garbage,       // the answer is late, missing, cut, as long as asked for, or noise
};
inline constexpr Mischief kAllMischief[] = {Mischief::Gone, Mischief::TimedOut, Mischief::Busy, Mischief::Corrupt, Mischief::Refused,
                                            Mischief::Slow, Mischief::Empty,    Mischief::Short, Mischief::Full,   Mischief::Garbage};

/// Counts openings and exchanges; number `at` suffers `what`, `before` is called for each.
class Meddler final : public model::Transport {
  public:
    explicit Meddler(model::Transport& inner) : inner_(inner) {}

    Result<model::UsbBox> open(model::UsbClass wanted) override {
        before(count);
        if (step() && fails()) return *fails();
        return inner_.open(wanted);
    }
    Result<Bytes> exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) override {
        if (before(count); silent) return ++count, say_nothing(deadline, stop);
        if (!step()) return inner_.exchange(transfer, deadline, stop);
        if (const auto error = fails()) return *error;
        if (*what == Mischief::Slow && !wait_for(Millis{30}, stop)) return Error{Fault::Cancelled, "stopped"};
        auto answer = inner_.exchange(transfer, deadline, stop);
        if (answer) spoil(*answer, transfer.max);
        return answer;
    }
    void close() override { inner_.close(); }

    int count = 0;  ///< openings and exchanges so far
    int at = -1;
    std::optional<Mischief> what;
    std::function<void(int)> before = [](int) {};
    bool silent = false;                 ///< no exchange is answered any more
    std::chrono::nanoseconds allowed{};  ///< for how long a silent box would have been waited for, altogether

  private:
    bool step() { return count++ == at && what; }
    /// Nobody waits: what would have been waited for is counted, so that a busy machine makes no difference.
    Error say_nothing(Time deadline, const std::stop_token& stop) {
        if (stop.stop_requested()) return {Fault::Cancelled, "stopped"};
        allowed += std::max(std::chrono::nanoseconds{}, std::chrono::nanoseconds(deadline - std::chrono::steady_clock::now()));
        return {Fault::TimedOut, "silence", "device.timed_out"};
    }
    [[nodiscard]] std::optional<Error> fails() const {
        switch (*what) {
            case Mischief::Gone: return Error{Fault::Gone, "mischief", "device.gone"};
            case Mischief::TimedOut: return Error{Fault::TimedOut, "mischief", "device.timed_out"};
            case Mischief::Busy: return Error{Fault::Busy, "mischief", "device.busy"};
            case Mischief::Corrupt: return corrupt("mischief");
            case Mischief::Refused: return Error{Fault::Unsupported, "mischief"};
            default: return {};
        }
    }
    void spoil(Bytes& answer, std::size_t max) const {
        if (*what == Mischief::Empty) answer.clear();
        if (*what == Mischief::Short) answer.resize(answer.size() / 2);
        if (*what == Mischief::Full) answer.resize(max, 0xFF);
        if (*what == Mischief::Garbage)
            for (std::size_t i = 0; i < answer.size(); ++i) answer[i] = static_cast<std::uint8_t>(mix64(static_cast<std::uint64_t>(at) * 100'003 + i));
    }
    model::Transport& inner_;
};

}  // namespace loket::test
