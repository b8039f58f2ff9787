#include "workflow/sync/sim/station.h"

#include <fmt/format.h>

namespace loket::sync::sim {
namespace {

constexpr std::int64_t kFirstMonday = 1'798'390'800'000;  // 2026-12-28 00:00 WIB
constexpr std::size_t kFlushedByItself = 40;              // synchronous=NORMAL: the log reaches the disk when it is folded

/// One office in three hangs on a narrow link that carries packets in the evening and at night.
Policy policy_of(int number) {
    Policy policy{.feed_every = Millis(6 * kHour), .batch_events = 50};
    if (number % 3 == 2) policy.bytes_per_second = 4'000, policy.packets_from = 15, policy.packets_to = 7;
    return policy;
}

std::size_t index_of(std::int64_t seq) { return static_cast<std::size_t>(seq - 1); }

}  // namespace

Station::Station(World& world, int number)
    : world_(world), number_(number), identity_{fmt::format("{:016x}{:016x}", mix64(world.plan.seed), number), 1}, policy_(policy_of(number)), clock_offset_(kFirstMonday) {
    disk_.written.progress.acked = {0, store::genesis("event", identity_)};
    disk_.flush();
    start();
}

void Station::start() {
    ++life_;
    identity_.epoch = disk_.written.progress.epoch;
    office_ = std::make_unique<Office>(policy_, disk_.written.progress, clock());
    operator_called_ = false;
    poke();
}

void Station::stop(std::int64_t down_for) {
    office_.reset();
    ++life_;
    world_.after(down_for, [this, life = life_] {
        if (life == life_) start();
    });
}

void Station::cut_power(std::int64_t down_for) {
    disk_.cut_power();
    stop(down_for);
}

void Station::jump_clock(std::int64_t by) {
    clock_offset_ += by;
    poke();
}

OwnLog Station::own_log() const {
    const auto hash_at = [this](std::int64_t seq) -> std::optional<Sha256> {
        if (seq == 0) return store::genesis("event", identity_);
        if (seq < 0 || index_of(seq) >= disk_.log.size()) return std::nullopt;
        return disk_.log[index_of(seq)].hash;
    };
    if (disk_.log.empty()) return {{0, *hash_at(0)}, hash_at};
    return {{disk_.log.back().seq, disk_.log.back().hash}, hash_at};
}

std::optional<WaitingPacket> Station::waiting_packet() const {
    if (disk_.written.first_waiting >= disk_.written.packets) return std::nullopt;
    return disk_.packets[disk_.written.first_waiting].waiting;
}

void Station::write_event(std::uint64_t number) {
    auto head = own_log().head;
    const store::NewEvent event{fmt::format("case-{}", number % 9), "Simulated", "rina", fmt::format("{{\"n\":{}}}", number), clock()};
    disk_.log.push_back(store::append(head, identity_, event));
    ++disk_.written.events;
}

void Station::save() {
    if (!office_) return;  // the person waits
    const auto number = ++saves_ * 1000 + static_cast<std::uint64_t>(number_);
    const bool with_packet = world_.random.chance(0.2);
    write_event(number);
    if (with_packet) {
        disk_.packets.push_back(make_packet(mix64(world_.plan.seed) + number, world_.random.between(1, 6), policy_.piece_bytes));
        ++disk_.written.packets;
    }
    const auto cut = [&](Moment moment) {
        if (cut_at_ != moment) return false;
        cut_at_ = Moment::None;
        world_.fault("power cut in a save");
        cut_power(world_.random.between(1, 20) * kMinute);
        return true;
    };
    if (cut(Moment::BeforeFlush)) return;
    if (world_.plan.broken != Broken::SyncNormal || disk_.at_risk() >= kFlushedByItself) disk_.flush();
    if (cut(Moment::AfterFlush)) return;
    world_.checker.promised(disk_.log.back().hash, number_, disk_.log.back().seq);
    if (with_packet) world_.checker.promised(disk_.packets.back().waiting.name, number_, 0);
    if (!cut(Moment::AfterPromise)) poke();
}

bool Station::restore(bool told) {
    const bool waits = !office_ || !settled() || office_->standing().stopped;
    if (waits || !disk_.copy() || disk_.copy()->events + 2 > disk_.written.events) return false;
    world_.fault(told ? "disk restored" : "disk restored, nobody told");
    disk_.restore();
    if (told) begin_epoch();
    stop(world_.random.between(1, 60) * kMinute);
    return true;
}

/// The next epoch as far as this disk knows; where it was used already, the register says so.
void Station::begin_epoch() {
    ++disk_.written.progress.epoch;
    disk_.flush();
}

bool Station::settled() const {
    if (!office_) return false;
    return office_->progress().acked.seq == static_cast<std::int64_t>(disk_.log.size()) && !waiting_packet() && office_->progress().feed == world_.centre.directives(number_);
}

void Station::check_directives() const {
    const auto count = static_cast<std::size_t>(world_.centre.directives(number_));
    for (std::size_t n = 0; n < disk_.directives.size(); ++n)
        if (disk_.directives[n] != static_cast<std::int64_t>(n + 1)) return world_.checker.doubled(fmt::format("directives of office {} are not each there once", number_));
    for (auto n = disk_.directives.size(); n < count; ++n) world_.checker.lost(fmt::format("directive {} did not reach office {}", n + 1, number_));
}

}  // namespace loket::sync::sim
