#include "workflow/sync/carry/carrier.h"

#include "workflow/sync/carry/directives.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/promises.h"
#include "workflow/sync/wire/bodies.h"

namespace loket::sync {
namespace {

constexpr const char* kRegisterMeta = "sync.register";

/// What the shipment speaks of, as the store has it when it is begun.
struct Outset {
    Card to;
    Exchange exchange;
    std::string origin;
    std::int64_t end = 0;  ///< the last event of the log
};

Result<Outset> outset_of(const AtStore& at_store) {
    Outset out;
    LOKET_TRY(at_store([&out](store::Store& store) -> Status {
        LOKET_ASSIGN(to, register_of(store));
        LOKET_ASSIGN(exchange, load_exchange(store));
        out = {to, std::move(exchange), store.identity().uuid, store.event_head().seq};
        return {};
    }));
    return out;
}

/// Events after what was acknowledged, as many as fit.
Status load_events(const Cargo& cargo, const Outset& outset, StickWriter& writer, Shipped& out) {
    const auto& progress = outset.exchange.progress;
    auto after = progress.acked;
    while (after.seq < outset.end && writer.bytes() + static_cast<std::int64_t>(kMostBatchBytes) < cargo.most_bytes) {
        Batch batch;
        LOKET_TRY(cargo.at_store([&](store::Store& store) -> Status {
            LOKET_ASSIGN(read, read_batch(store, progress.epoch, after, outset.end, {}));
            batch = std::move(read);
            return {};
        }));
        after = batch.last();
        out.events += static_cast<std::int64_t>(batch.events.size());
        LOKET_TRY(writer.add(FrameKind::Batch, encode(batch, cargo.key)));
    }
    out.last = after.seq;
    out.more = after.seq < outset.end;
    return {};
}

Status load_packet(const PacketBox& box, const WaitingPacket& packet, StickWriter& writer) {
    LOKET_TRY(writer.add(FrameKind::Packet, encode(packet)));
    for (std::int64_t at = 0; at < packet.size;) {
        LOKET_ASSIGN(piece, box.read(packet.name, at, std::min(packet.size - at, static_cast<std::int64_t>(kStickPiece))));
        LOKET_TRY(writer.add(FrameKind::Piece, piece));
        at += static_cast<std::int64_t>(piece.size());
    }
    return {};
}

/// A receipt, read to its end.
struct WholeReceipt {
    Letter top;
    std::vector<wire::Page> pages;
};

Result<WholeReceipt> read_whole(const OpenSource& file, const SealingKey& box) {
    LOKET_ASSIGN(source, file());
    StickReader reader(StickKind::Receipt, source, box);
    WholeReceipt out;
    bool first = true;
    for (;;) {
        LOKET_ASSIGN(frame, reader.next());
        if (!frame) break;
        if (first != (frame->kind == FrameKind::Head) || (!first && frame->kind != FrameKind::Page)) return Error{Fault::Corrupt, "a receipt in another order than it is written", kShape};
        if (first) {
            LOKET_ASSIGN(top, read_letter(frame->content));
            out.top = std::move(top);
        } else {
            LOKET_ASSIGN(page, wire::decode_page(frame->content));
            out.pages.push_back(std::move(page));
        }
        first = false;
    }
    if (first) return Error{Fault::Corrupt, "a receipt without anything in it", kShape};
    return out;
}

Result<ReceiptHead> proven_head(store::Store& store, const WholeReceipt& letter, const Card& from) {
    LOKET_TRY(proven(letter.top, kReceiptPurpose, from.key));
    LOKET_ASSIGN(head, decode_receipt_head(letter.top.body));
    const auto& origin = store.identity().uuid;
    if (head.origin != origin) return rejected("sync.wrong_place", "the receipt of another office");
    for (const auto& one : head.packets)
        if (!is_packet_receipt(from.key, origin, one.name, one.receipt)) return rejected(kSignature, "a receipt for a packet that the register did not sign");
    return head;
}

Result<BroughtBack> keep_receipt(store::Store& store, Packer& packer, const WholeReceipt& letter, Instant now, Random& random) {
    LOKET_ASSIGN(from, register_of(store));
    LOKET_ASSIGN(head, proven_head(store, letter, from));
    LOKET_ASSIGN(exchange, load_exchange(store));
    Office office({}, exchange.progress, now);
    office.carried(head.answer, own_log(store), now, random);
    BroughtBack out{.packets = static_cast<std::int64_t>(head.packets.size())};
    store::Batch batch;
    auto cursor = exchange.progress.feed;
    for (const auto& page : letter.pages) {
        LOKET_ASSIGN(after, keep_directives(batch, from.key, head.origin, cursor, page.directives));
        cursor = after;
    }
    out.directives = cursor - exchange.progress.feed;
    exchange.progress = office.progress();
    exchange.progress.feed = cursor;
    if (!office.standing().code.empty() || head.answer.verdict == Verdict::Ack) exchange.standing = office.standing();
    exchange.answered_at = head.at;
    put_exchange(batch, exchange);
    if (const auto written = store.commit(batch); !written) return written.error();
    LOKET_TRY(packer.received(store, head.packets, now));
    out.exchange = exchange;
    out.numbers = std::move(head.numbers);
    return out;
}

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

Result<Shipped> write_shipment(const Cargo& cargo, const StickWriter::Sink& sink, Instant now) {
    LOKET_ASSIGN(outset, outset_of(cargo.at_store));
    const auto& [to, exchange, origin, end] = outset;
    if (exchange.standing.stopped) return rejected(exchange.standing.code, "nothing is sent until a person has settled it");
    auto waiting = cargo.packets.waiting();
    if (waiting.size() > kMostPacketsNamed) waiting.resize(kMostPacketsNamed);
    const auto asked = std::min(cargo.numbers.size(), kMostNumbersAsked);
    const ShipmentHead head{origin, exchange.progress.epoch, now, exchange.progress.feed, cargo.box.public_key(), waiting,
                            {cargo.numbers.begin(), cargo.numbers.begin() + static_cast<std::ptrdiff_t>(asked)}};
    Shipped out{.last = exchange.progress.acked.seq, .numbers = static_cast<std::int64_t>(asked), .at = now};
    StickWriter writer(StickKind::Shipment, to.sealing, sink);
    LOKET_TRY(writer.add(FrameKind::Head, signed_letter(encode(head), kShipmentPurpose, cargo.key)));
    LOKET_TRY(load_events(cargo, outset, writer, out));
    for (const auto& packet : waiting) {
        if (writer.bytes() + packet.size > cargo.most_bytes) {
            out.more = true;
            continue;
        }
        LOKET_TRY(load_packet(cargo.packets, packet, writer));
        ++out.packets;
        out.packet_bytes += packet.size;
    }
    LOKET_TRY(writer.finish());
    return out;
}

Status note_shipment(store::Store& store, const Shipped& shipment) {
    LOKET_ASSIGN(exchange, load_exchange(store));
    exchange.exported = shipment.last;
    exchange.exported_at = shipment.at;
    return save_exchange(store, exchange);
}

Result<BroughtBack> take_receipt(const AtStore& at_store, Packer& packer, const SealingKey& box, const OpenSource& file, Instant now, Random& random) {
    LOKET_ASSIGN(letter, read_whole(file, box));
    BroughtBack out;
    LOKET_TRY(at_store([&](store::Store& store) -> Status {
        LOKET_ASSIGN(taken, keep_receipt(store, packer, letter, now, random));
        out = std::move(taken);
        return {};
    }));
    return out;
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
