#include "workflow/register/sticks/counter.h"

#include "devices/base/log.h"
#include "workflow/register/postgres/numbers.h"
#include "workflow/sync/promises.h"
#include "workflow/sync/wire/bodies.h"

namespace loket::centre {
namespace {

using sync::FrameKind;

constexpr std::size_t kTakenAtOnce = 4u << 20;  ///< of a packet, for one flush of the disk

Error disordered() { return {Fault::Corrupt, "a stick in another order than it is written", sync::kShape}; }

/// What is to be said to an office that sends nothing new.
sync::Answer standing_of(const Origin& office, std::int64_t epoch) {
    const auto& cursor = office.cursor;
    if (cursor.quarantined) return sync::refusal(sync::kQuarantined, cursor.epoch);
    if (cursor.epoch > epoch) return sync::refusal(sync::kOldEpoch, cursor.epoch);
    return {sync::Verdict::Ack, cursor.epoch, cursor.last, cursor.last.seq};
}

}  // namespace

/// The first of two readings: order, sizes, every frame to the end, and who signed for it.
Result<Arrival> Counter::prove(const sync::OpenSource& stick) {
    LOKET_ASSIGN(source, stick());
    sync::StickReader reader(sync::StickKind::Shipment, source, parts_.keys.sealing());
    std::optional<sync::Letter> top;
    std::int64_t missing = 0;  // of the packet under way
    for (;;) {
        LOKET_ASSIGN(frame, reader.next());
        if (!frame) break;
        if (top.has_value() == (frame->kind == FrameKind::Head) || frame->kind == FrameKind::Page || (missing > 0) != (frame->kind == FrameKind::Piece)) return disordered();
        if (frame->kind == FrameKind::Head) {
            LOKET_ASSIGN(letter, sync::read_letter(frame->content));
            top = std::move(letter);
        } else if (frame->kind == FrameKind::Packet) {
            LOKET_ASSIGN(label, sync::decode_packet_label(frame->content));
            missing = label.size;
        } else if (frame->kind == FrameKind::Piece) {
            missing -= static_cast<std::int64_t>(frame->content.size());
            if (missing < 0 || frame->content.empty()) return disordered();
        }
    }
    if (!top || missing > 0) return disordered();
    LOKET_ASSIGN(head, sync::decode_shipment_head(top->body));
    LOKET_ASSIGN(office, parts_.ledger.origin(head.origin));
    if (!office) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    LOKET_TRY(sync::proven(*top, sync::kShipmentPurpose, office->key));
    return Arrival{.head = std::move(head), .answer = standing_of(*office, head.epoch)};
}

Status Counter::take_packet(Arrival& arrival, const sync::WaitingPacket& packet, sync::StickReader& reader) {
    const auto& origin = arrival.head.origin;
    LOKET_ASSIGN(row, parts_.books == nullptr ? Result<sync::PacketRow>(sync::PacketRow{}) : parts_.books->packet(origin, packet.name));
    const bool wanted = parts_.books != nullptr && !row.complete;
    Bytes gathered;
    sync::PacketAnswer answer{row.offset, row.complete};
    std::int64_t at = 0;
    while (at < packet.size) {
        LOKET_ASSIGN(frame, reader.next());
        if (!frame || frame->kind != FrameKind::Piece) return disordered();
        const auto size = static_cast<std::int64_t>(frame->content.size());
        const auto known = std::clamp<std::int64_t>(answer.offset - at, 0, size);  // came over a link, or on a stick that was pulled out
        gathered.insert(gathered.end(), frame->content.begin() + static_cast<std::ptrdiff_t>(known), frame->content.end());
        at += size;
        if (!wanted || answer.complete || !answer.code.empty()) gathered.clear();
        if (gathered.empty() || (gathered.size() < kTakenAtOnce && at < packet.size)) continue;
        LOKET_TRY(parts_.books->change_packet(origin, packet.name, [&](const sync::PacketRow& now) -> Result<sync::PacketRow> {
            LOKET_ASSIGN(taken, parts_.packets->take(origin, packet.name, now, packet.size, answer.offset, gathered));
            answer = taken.answer;
            return taken.row;
        }));
        gathered.clear();
    }
    if (!answer.code.empty()) log::warn("register: a packet on a stick of {} is not taken: {}", origin.substr(0, 8), answer.code);
    if (wanted && answer.complete) ++arrival.packets, arrival.packet_bytes += packet.size;
    return {};
}

/// The second reading.
Status Counter::store(const sync::OpenSource& stick, Arrival& arrival) {
    LOKET_ASSIGN(source, stick());
    sync::StickReader reader(sync::StickKind::Shipment, source, parts_.keys.sealing());
    for (;;) {
        LOKET_ASSIGN(frame, reader.next());
        if (!frame) return {};
        if (frame->kind == FrameKind::Batch && arrival.answer.verdict == sync::Verdict::Ack) {
            LOKET_ASSIGN(named, sync::origin_of(frame->content));
            if (named != arrival.head.origin) return rejected("sync.other_origin", "a batch of another office than the stick's");
            LOKET_ASSIGN(answer, push_encoded(parts_.ledger, frame->content));
            arrival.answer = answer;
        }
        if (frame->kind != FrameKind::Packet) continue;
        LOKET_ASSIGN(label, sync::decode_packet_label(frame->content));
        LOKET_TRY(take_packet(arrival, label, reader));
    }
}

Result<Arrival> Counter::take_in(const sync::OpenSource& stick) {
    LOKET_ASSIGN(arrival, prove(stick));
    const auto& origin = arrival.head.origin;
    LOKET_ASSIGN(before, parts_.ledger.origin(origin));
    LOKET_TRY(store(stick, arrival));
    LOKET_ASSIGN(after, parts_.ledger.origin(origin));
    arrival.total = after->events;
    arrival.fresh = after->events - before->events;
    if (parts_.books != nullptr) LOKET_TRY(parts_.books->keep_stick(origin, sync::encode(arrival.head), sync::encode(arrival.answer), arrival.head.at));
    log::info("register: a stick of {}: {} events, {} packets", origin.substr(0, 8), arrival.fresh, arrival.packets);
    return arrival;
}

Result<Arrival> Counter::last_of(const std::string& origin) {
    const auto none = rejected("sync.no_stick", "no stick of this office has come here");
    if (parts_.books == nullptr) return none;
    LOKET_ASSIGN(kept, parts_.books->last_stick(origin));
    if (!kept) return none;
    LOKET_ASSIGN(head, sync::decode_shipment_head(kept->head));
    LOKET_ASSIGN(answer, sync::decode_answer(kept->answer));
    LOKET_ASSIGN(office, parts_.ledger.origin(origin));
    if (answer.verdict == sync::Verdict::Ack) answer = standing_of(*office, head.epoch);
    return Arrival{.head = std::move(head), .answer = answer, .total = office->events};
}

Result<std::int64_t> Counter::unopened(const std::string& origin) {
    if (parts_.books == nullptr) return std::int64_t{0};
    return parts_.books->unopened(origin);
}

/// What cannot be given (a day that is full, a block for an office that is held back) is left out: the office asks again and a person sees the log.
Result<std::vector<sync::ReceiptNumber>> Counter::numbers_for(const Arrival& arrival) {
    const auto& head = arrival.head;
    std::vector<sync::ReceiptNumber> out;
    if (parts_.books == nullptr || arrival.answer.verdict != sync::Verdict::Ack) return out;
    Numbers numbers(parts_.books->connection());
    for (const auto& ask : head.numbers) {
        const auto given = numbers.answer(head.origin, ask, parts_.keys.signing(), parts_.clock.now());
        if (given) out.push_back({ask, *given});
        else if (given.error().fault != Fault::Rejected) return given.error();
        else log::warn("register: a number for {} is not given: {} {}", head.origin.substr(0, 8), given.error().code, given.error().context);
    }
    return out;
}

Result<std::vector<sync::PacketReceipt>> Counter::receipts_for(const sync::ShipmentHead& head) {
    std::vector<sync::PacketReceipt> out;
    if (parts_.books == nullptr) return out;
    for (const auto& packet : head.packets) {
        LOKET_ASSIGN(row, parts_.books->packet(head.origin, packet.name));
        if (!row.complete) continue;
        const auto signature = sync::sign_packet_receipt(parts_.keys.signing(), head.origin, packet.name);
        out.push_back({packet.name, Bytes(signature.begin(), signature.end())});
    }
    return out;
}

/// One to a frame: a file of reference data may fill it.
Status Counter::put_directives(const sync::ShipmentHead& head, sync::StickWriter& writer) {
    if (parts_.books == nullptr) return {};
    for (auto after = head.feed;;) {
        LOKET_ASSIGN(page, parts_.books->feed(head.origin, after, sync::wire::kMostDirectives));
        for (auto& one : page.directives) {
            after = one.seq;
            LOKET_TRY(writer.add(FrameKind::Page, sync::wire::encode(sync::wire::Page{{std::move(one)}, false})));
        }
        if (!page.more) return {};
    }
}

Status Counter::hand_out(const Arrival& arrival, const sync::StickWriter::Sink& sink) {
    LOKET_ASSIGN(packets, receipts_for(arrival.head));
    LOKET_ASSIGN(numbers, numbers_for(arrival));
    const sync::ReceiptHead head{arrival.head.origin, parts_.clock.now(), arrival.answer, std::move(packets), std::move(numbers)};
    sync::StickWriter writer(sync::StickKind::Receipt, arrival.head.reply, sink);
    LOKET_TRY(writer.add(FrameKind::Head, sync::signed_letter(sync::encode(head), sync::kReceiptPurpose, parts_.keys.signing())));
    LOKET_TRY(put_directives(arrival.head, writer));
    return writer.finish();
}

}  // namespace loket::centre
