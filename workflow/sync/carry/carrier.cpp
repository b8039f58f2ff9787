#include "workflow/sync/carry/carrier.h"

#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr const char* kRegisterMeta = "sync.register";

}  // namespace

Status enrol(store::Store& store, const Card& card) {
    if (card.of != Card::Of::Register) return rejected("sync.wrong_card", "an office takes the card of its register");
    LOKET_ASSIGN(pinned, store.meta(kRegisterMeta));
    if (pinned && *pinned != to_json(card)) return rejected("sync.other_key", "this office belongs to another register");
    if (pinned) return {};
    store::Batch batch;
    batch.put_meta(kRegisterMeta, to_json(card));
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

Result<Card> register_of(store::Store& store) {
    LOKET_ASSIGN(pinned, store.meta(kRegisterMeta));
    if (!pinned) return rejected("sync.not_enrolled", "this office has no register yet");
    return read_card(*pinned);
}

Result<Shipment> make_shipment(store::Store& store, const SigningKey& key, Instant now) {
    LOKET_ASSIGN(to, register_of(store));
    LOKET_ASSIGN(exchange, load_exchange(store));
    if (exchange.standing.stopped) return rejected(exchange.standing.code, "nothing is sent until a person has settled it");
    Shipment out{.at = now};
    ShipmentWriter writer(to);
    auto after = exchange.progress.acked;
    const auto end = store.event_head().seq;
    while (after.seq < end && !out.more) {
        LOKET_ASSIGN(batch, read_batch(store, exchange.progress.epoch, after, end, {}));
        after = batch.last();
        out.events += static_cast<std::int64_t>(batch.events.size());
        out.more = after.seq < end && writer.full();
        writer.add(encode(batch, key), after.seq == end || out.more);
    }
    out.last = after.seq;
    out.file = writer.take();
    return out;
}

Status note_shipment(store::Store& store, const Shipment& shipment) {
    LOKET_ASSIGN(exchange, load_exchange(store));
    exchange.exported = shipment.last;
    exchange.exported_at = shipment.at;
    return save_exchange(store, exchange);
}

Result<Exchange> take_receipt(store::Store& store, ByteView file, Instant now, Random& random) {
    LOKET_ASSIGN(from, register_of(store));
    LOKET_ASSIGN(receipt, read_receipt(file, from.key));
    if (receipt.origin != store.identity().uuid) return rejected("sync.wrong_place", "the receipt of another office");
    LOKET_ASSIGN(exchange, load_exchange(store));
    Office office({}, exchange.progress, now);
    office.carried(receipt.answer, own_log(store), now, random);
    exchange.progress = office.progress();
    if (!office.standing().code.empty() || receipt.answer.verdict == Verdict::Ack) exchange.standing = office.standing();
    exchange.answered_at = receipt.at;
    LOKET_TRY(save_exchange(store, exchange));
    return exchange;
}

Result<Situation> status_of(store::Store& store) {
    LOKET_ASSIGN(exchange, load_exchange(store));
    LOKET_ASSIGN(since, waiting_since(store, exchange.progress));
    const bool enrolled = register_of(store).ok();
    const auto head = store.event_head().seq;
    const auto code = enrolled ? exchange.standing.code : std::string("sync.not_enrolled");
    return Situation{store.identity().uuid, exchange, head, head - exchange.progress.acked.seq, enrolled, code, since};
}

}  // namespace loket::sync
