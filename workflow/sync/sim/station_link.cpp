// What a station does over its wire: it carries out what sync::Office says.

#include <fmt/format.h>

#include "workflow/sync/sim/station.h"

namespace loket::sync::sim {

void Station::wake_at(std::int64_t at) {
    if (wake_ >= world_.now() && wake_ <= at) return;
    wake_ = at;
    world_.after(at - world_.now(), [this, at] {
        if (wake_ != at) return;
        wake_ = -1;
        work();
    });
}

void Station::work() {
    if (!office_) return;
    const auto todo = office_->next(own_log(), waiting_packet(), clock(), world_.random);
    keep_progress();
    if (office_->standing().stopped) call_operator();
    if (const auto* wait = std::get_if<Wait>(&todo.what)) return wake_at(std::max(world_.now() + 1, to_millis(wait->until) - clock_offset_));
    // Whatever is under way has an end: the answer, or the end of patience.
    wake_at(world_.now() + policy_.patience.count() + 1);
    if (const auto* events = std::get_if<SendEvents>(&todo.what)) send_events(todo.ticket, *events);
    if (std::holds_alternative<AskPacket>(todo.what)) ask_packet(todo.ticket);
    if (const auto* piece = std::get_if<SendPiece>(&todo.what)) send_piece(todo.ticket, *piece);
    if (const auto* feed = std::get_if<AskFeed>(&todo.what)) ask_feed(todo.ticket, *feed);
}

void Station::keep_progress(bool flush) {
    disk_.written.progress = office_->progress();
    if (flush) disk_.flush();
}

/// An answer belongs to the process that asked.
template <class Reply>
void Station::ask(std::int64_t ticket, std::function<std::optional<Reply>()> handle, std::function<void(const Reply&)> take) {
    world_.ask<Reply>(number_, std::move(handle), [this, ticket, life = life_, take = std::move(take)](const std::optional<Reply>& reply) {
        if (life != life_ || !office_) return;
        if (reply) take(*reply);
        else office_->failed(ticket, kNoLink, clock(), world_.random);
        keep_progress();
        work();
    });
}

std::shared_ptr<const Batch> Station::make_batch(const store::ChainHead& after, std::int64_t to) const {
    auto batch = std::make_shared<Batch>(Batch{identity_.uuid, disk_.written.progress.epoch, after, {}});
    batch->events.assign(disk_.log.begin() + after.seq, disk_.log.begin() + to);
    return batch;
}

/// Now and then a batch goes through the real encoding, signature and proof.
void Station::check_code(const std::shared_ptr<const Batch>& batch) const {
    if (batch->before.seq % 37 != 0) return;
    static const SigningKey key({7});
    const auto read = decode(encode(*batch, key), key.public_key());
    if (!read || read->last() != batch->last() || read->before != batch->before || read->origin != batch->origin) world_.checker.fork("a batch is not what it was after its encoding");
}

void Station::send_events(std::int64_t ticket, const SendEvents& what) {
    const auto batch = make_batch(what.after, what.to);
    check_code(batch);
    const auto handle = [this, batch]() -> std::optional<Answer> {
        auto& wire = world_.wires[static_cast<std::size_t>(number_)];
        if (std::exchange(wire.kill_before_commit, false)) {
            world_.fault("gateway killed before its commit");
            return std::nullopt;
        }
        auto answer = world_.centre.push(number_, *batch);
        if (!std::exchange(wire.kill_after_commit, false)) return answer;
        world_.fault("gateway killed after its commit");
        return std::nullopt;
    };
    ask<Answer>(ticket, handle, [this, ticket](const Answer& answer) { office_->answered(ticket, answer, own_log(), clock(), world_.random); });
}

void Station::take_packet(std::int64_t ticket, const PacketAnswer& answer) {
    if (office_->answered(ticket, answer, clock(), world_.random)) ++disk_.written.first_waiting;
}

void Station::ask_packet(std::int64_t ticket) {
    const auto packet = disk_.packets[disk_.written.first_waiting];
    ask<PacketAnswer>(ticket, [this, packet] { return std::optional(world_.centre.ask(number_, packet)); }, [this, ticket](const PacketAnswer& answer) { take_packet(ticket, answer); });
}

void Station::send_piece(std::int64_t ticket, const SendPiece& what) {
    office_->sent(what.length, clock());
    const auto packet = disk_.packets[disk_.written.first_waiting];
    const auto handle = [this, packet, what] {
        const bool damaged = std::exchange(world_.wires[static_cast<std::size_t>(number_)].damage_piece, false);
        if (damaged) world_.fault("piece of a packet damaged");
        return std::optional(world_.centre.piece(number_, packet, what.offset, what.length, damaged));
    };
    ask<PacketAnswer>(ticket, handle, [this, ticket](const PacketAnswer& answer) { take_packet(ticket, answer); });
}

void Station::ask_feed(std::int64_t ticket, const AskFeed& what) {
    using Page = std::vector<Directive>;
    ask<Page>(ticket, [this, what] { return std::optional(world_.centre.feed(number_, what.after)); }, [this, ticket](const Page& page) {
        const auto step = take(disk_.written.progress.feed, page);
        for (const auto& directive : step.fresh) disk_.directives.push_back(directive.seq);
        disk_.written.directives = disk_.directives.size();
        office_->fed(ticket, step.cursor, !step.fresh.empty(), clock());
        keep_progress(true);
    });
}

/// Somebody reads on the screen that nothing goes on by itself, talks to the centre, and decides.
void Station::call_operator() {
    if (std::exchange(operator_called_, true)) return;
    world_.after(world_.random.between(1, 8) * kHour, [this, life = life_] {
        if (life != life_ || !office_) return;
        operator_called_ = false;
        if (!office_->standing().stopped) return;
        world_.centre.release(number_);
        office_->start_epoch(std::max(office_->progress().epoch, office_->standing().register_epoch) + 1);
        identity_.epoch = office_->progress().epoch;
        keep_progress(true);
        work();
    });
}

void Station::export_stick() {
    if (!office_ || office_->standing().stopped) return;
    std::vector<std::shared_ptr<const Batch>> batches;
    auto after = office_->progress().acked;
    const auto end = own_log().head.seq;
    while (after.seq < end) {
        batches.push_back(make_batch(after, std::min(end, after.seq + 3)));
        after = batches.back()->last();
    }
    if (batches.empty()) return;
    world_.fault("stick by boat");
    for (int times = world_.random.chance(0.3) ? 2 : 1; times > 0; --times)
        world_.after(world_.random.between(6, 100) * kHour, [this, batches] { deliver_stick(batches); });
}

void Station::deliver_stick(const std::vector<std::shared_ptr<const Batch>>& batches) {
    std::optional<Answer> last;
    for (const auto& batch : batches)
        if (!world_.strikes(0.1, "file on a stick unreadable")) last = world_.centre.push(number_, *batch);
    if (!last) return;
    world_.after(world_.random.between(6, 100) * kHour, [this, answer = *last] {
        if (!office_) return;
        office_->carried(answer, own_log(), clock(), world_.random);
        keep_progress();
        work();
    });
}

}  // namespace loket::sync::sim
