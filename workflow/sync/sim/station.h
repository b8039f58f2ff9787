#pragma once
// An office: people come, its disk keeps, its process sends, accidents happen to it. All decisions about sending are sync::Office's.

#include <memory>

#include "workflow/sync/sim/world.h"

namespace loket::sync::sim {

class Station {
  public:
    Station(World& world, int number);

    void start();                 ///< the process begins with what is on the disk
    void stop(std::int64_t down_for);  ///< kill -9; it comes back by itself
    void cut_power(std::int64_t down_for);
    /// At which moment of the next save the power goes.
    enum class Moment : std::uint8_t { None, BeforeFlush, AfterFlush, AfterPromise };
    void cut_power_at_next_save(Moment moment) { cut_at_ = moment; }
    void jump_clock(std::int64_t by);
    void save();      ///< a person comes and is told that it is saved
    void back_up() { disk_.back_up(); }
    /// Puts last night's copy in the place of the disk, if nothing waits to be sent and something came since: what nobody else has would be
    /// lost with any disk. `told`: whoever does it starts a new epoch, as they should. False: not now.
    bool restore(bool told);
    void export_stick();  ///< everything that waits travels by boat; the answers come back the same way
    void poke() { wake_at(world_.now()); }

    /// Everything was sent, everything was fetched.
    [[nodiscard]] bool settled() const;
    /// The centre's directives: each once, in order.
    void check_directives() const;

  private:
    [[nodiscard]] Instant clock() const { return from_millis(world_.now() + clock_offset_); }
    [[nodiscard]] OwnLog own_log() const;
    [[nodiscard]] std::optional<WaitingPacket> waiting_packet() const;
    [[nodiscard]] std::shared_ptr<const Batch> make_batch(const store::ChainHead& after, std::int64_t to) const;
    void wake_at(std::int64_t at);
    void work();
    void call_operator();
    void keep_progress(bool flush = false);
    template <class Reply>
    void ask(std::int64_t ticket, std::function<std::optional<Reply>()> handle, std::function<void(const Reply&)> take);
    void send_events(std::int64_t ticket, const SendEvents& what);
    void ask_packet(std::int64_t ticket);
    void send_piece(std::int64_t ticket, const SendPiece& what);
    void ask_feed(std::int64_t ticket, const AskFeed& what);
    void take_packet(std::int64_t ticket, const PacketAnswer& answer);
    void write_event(std::uint64_t number);
    void begin_epoch();
    void check_code(const std::shared_ptr<const Batch>& batch) const;
    void deliver_stick(const std::vector<std::shared_ptr<const Batch>>& batches);

    World& world_;
    int number_;
    store::Identity identity_;
    Policy policy_;
    Disk disk_;
    std::unique_ptr<Office> office_;  ///< none: the process is not running
    std::int64_t life_ = 0;           ///< which start of the process this is; what belongs to another one is dropped
    std::int64_t clock_offset_;
    std::int64_t wake_ = -1;
    bool operator_called_ = false;
    Moment cut_at_ = Moment::None;
    std::uint64_t saves_ = 0;
};

}  // namespace loket::sync::sim
