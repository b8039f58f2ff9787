#include "workflow/sync/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::string_view kPurpose = "loket batch 1";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kBatchFields = 6, kEventFields = 6, kUuidLength = 32;

Error no_batch(const char* why) { return {Fault::Corrupt, fmt::format("not a batch: {}", why), kShape}; }

/// The epoch in which an event was written is the middle of its uid; the rest follows from the batch.
std::int64_t written_in(const store::StoredEvent& event) {
    const auto first = event.uid.find('.') + 1, second = event.uid.find('.', first);
    std::int64_t epoch = 0;
    std::from_chars(event.uid.data() + first, event.uid.data() + std::min(second, event.uid.size()), epoch);
    return epoch;
}

Bytes body_of(const Batch& batch) {
    CborWriter out;
    out.array(kBatchFields).integer(kVersion).text(batch.origin).integer(batch.epoch).integer(batch.from_seq()).bytes(batch.before.hash);
    out.array(batch.events.size());
    for (const auto& event : batch.events)
        out.array(kEventFields).integer(written_in(event)).integer(to_millis(event.at)).text(event.stream).text(event.kind).text(event.actor).text(event.body);
    return out.take();
}

struct Envelope {
    Bytes body, signature;
};

Result<Envelope> open_envelope(ByteView bytes) {
    if (bytes.size() > kMostBatchBytes) return rejected(kTooLarge, fmt::format("a batch of {} bytes; the most is {}", bytes.size(), kMostBatchBytes));
    CborReader in(bytes);
    const auto fields = in.array();
    Envelope envelope{in.bytes(), in.bytes()};
    if (fields != 2 || !in.finished()) return no_batch("no body with a signature");
    return envelope;
}

bool is_uuid(const std::string& text) {
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == kUuidLength && std::ranges::all_of(text, hex);
}

/// Everything before the events. False where the shape is wrong.
bool read_head(CborReader& in, Batch& batch) {
    if (in.array() != kBatchFields || in.integer() != kVersion) return false;
    batch.origin = in.text();
    batch.epoch = in.integer();
    const auto from = in.integer();
    const auto hash = in.bytes();
    if (!in.ok() || !is_uuid(batch.origin) || batch.epoch < 1 || from < 1 || from > INT64_MAX / 2 || hash.size() != batch.before.hash.size()) return false;
    batch.before.seq = from - 1;
    std::ranges::copy(hash, batch.before.hash.begin());
    return true;
}

bool read_event(CborReader& in, const Batch& batch, store::ChainHead& end, store::StoredEvent& event) {
    if (in.array() != kEventFields) return false;
    const auto epoch = in.integer();
    event.at = from_millis(in.integer());
    event.stream = in.text();
    event.kind = in.text();
    event.actor = in.text();
    event.body = in.text();
    for (const auto* text : {&event.stream, &event.kind, &event.actor, &event.body})
        if (text->find('\0') != std::string::npos) return false;  // no database keeps it
    if (!in.ok() || epoch < 1 || epoch > batch.epoch || std::max({event.stream.size(), event.kind.size(), event.actor.size()}) > kMostWord) return false;
    event.seq = end.seq + 1;
    event.uid = store::event_uid({batch.origin, epoch}, event.seq);
    event.prev_hash = end.hash;
    event.hash = link_hash(event);
    end = {event.seq, event.hash};
    return true;
}

}  // namespace

Bytes encode(const Batch& batch, const SigningKey& key) {
    const auto body = body_of(batch);
    CborWriter out;
    out.array(2).bytes(body).bytes(key.sign(kPurpose, body));
    return out.take();
}

std::size_t encoded_size(const store::StoredEvent& event) {
    constexpr std::size_t kHeads = 48;
    return kHeads + event.stream.size() + event.kind.size() + event.actor.size() + event.body.size();
}

Result<std::string> origin_of(ByteView bytes) {
    LOKET_ASSIGN(envelope, open_envelope(bytes));
    CborReader in(envelope.body);
    Batch batch;
    if (!read_head(in, batch)) return no_batch("its beginning");
    return batch.origin;
}

Result<Batch> decode(ByteView bytes, const PublicKey& key) {
    LOKET_ASSIGN(envelope, open_envelope(bytes));
    if (!signed_by(key, kPurpose, envelope.body, envelope.signature)) return rejected(kSignature, "a batch that is not signed by its office");
    CborReader in(envelope.body);
    Batch batch;
    if (!read_head(in, batch)) return no_batch("its beginning");
    const auto count = in.array();
    if (!in.ok() || count == 0) return no_batch("its events");
    if (count > kMostEvents) return rejected(kTooLarge, fmt::format("a batch of {} events; the most is {}", count, kMostEvents));
    auto end = batch.before;
    batch.events.resize(count);
    for (auto& event : batch.events)
        if (!read_event(in, batch, end, event)) return no_batch("an event");
    if (!in.finished()) return no_batch("something behind it");
    return batch;
}

}  // namespace loket::sync
