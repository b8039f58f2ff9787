#pragma once
// A disk that forgets at a power cut what was not flushed, and a copy of it from last night.

#include <optional>
#include <vector>

#include "workflow/sync/office.h"

namespace loket::sync::sim {

/// A sealed recording. What it holds follows from its number, so that content need not be kept.
struct SimPacket {
    std::uint64_t number = 0;
    WaitingPacket waiting;
};

class Disk {
  public:
    /// Everything on it that changes; the lists only grow within one state.
    struct State {
        Progress progress;
        std::size_t events = 0, packets = 0, first_waiting = 0, directives = 0;
    };

    std::vector<store::StoredEvent> log;
    std::vector<SimPacket> packets;
    std::vector<std::int64_t> directives;  ///< as they were stored
    State written;

    void flush() { flushed_ = written; }
    void cut_power() { go_to(flushed_); }
    [[nodiscard]] std::size_t at_risk() const { return written.events - flushed_.events; }

    void back_up() { copy_ = flushed_; }
    [[nodiscard]] const std::optional<State>& copy() const { return copy_; }
    void restore() { go_to(*copy_); }

  private:
    void go_to(const State& state) {
        written = flushed_ = state;
        log.resize(state.events);
        packets.resize(state.packets);
        directives.resize(state.directives);
    }
    State flushed_;
    std::optional<State> copy_;
};

}  // namespace loket::sync::sim
