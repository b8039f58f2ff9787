#include "tests/fuzz/target.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/wire/bodies.h"
#include "workflow/sync/wire/calls.h"
#include "workflow/sync/wire/code.h"
#include "workflow/sync/wire/machines.h"

namespace loket::fuzz {
namespace {

namespace wire = sync::wire;

/// "METHOD target offset length range": what is taken for a call is bounded and has one spelling.
void one_call(ByteView bytes) {
    std::array<std::string_view, 5> words;
    auto rest = as_text(bytes);
    for (auto& word : words) {
        const auto end = std::min(rest.find(' '), rest.size());
        word = rest.substr(0, end);
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    const auto read = wire::read_call({words[0], words[1], words[2], words[3], words[4]});
    if (!read) return;
    require(wire::most_body(*read) <= (4u << 20), "bodies are bounded");
    require(!wire::open_to_strangers(*read) || wire::most_body(*read) <= (8u << 10), "strangers are given little room");
    if (const auto* ask = std::get_if<wire::AskPacket>(&*read)) require(words[1] == wire::packet_target(ask->name), "a packet has one address");
    if (const auto* piece = std::get_if<wire::SendPiece>(&*read)) require(piece->offset >= 0 && piece->size >= 0, "counts are not negative");
    if (const auto* bundle = std::get_if<wire::GetBundle>(&*read)) require(bundle->from <= bundle->to && bundle->to - bundle->from < wire::kMostRange, "a piece of a bundle is bounded");
    if (const auto* feed = std::get_if<wire::Feed>(&*read)) require(feed->after >= 0 && feed->office.size() == 32, "an office is a uuid");
}

template <class Body>
void one_encoding(ByteView bytes, const Result<Body>& read) {
    if (read) require(std::ranges::equal(wire::encode(*read), bytes), "a body has one encoding");
    else require(read.error().code == sync::kShape, "a refusal says why");
}

const sync::SigningKey& enrolling_key() {
    static const sync::SigningKey of({1, 2, 3});
    return of;
}

void enrolment_body(ByteView bytes) {
    const auto read = wire::decode_enrolment(bytes);
    if (!read) return require(read.error().code == sync::kShape || read.error().code == sync::kSignature, "a refusal says why");
    if (read->key == enrolling_key().public_key()) require(std::ranges::equal(wire::encode(*read, enrolling_key()), bytes), "an enrolment has one encoding");
}

void typed_code(ByteView bytes) {
    const auto read = wire::read_code(as_text(bytes));
    if (!read) return;
    const auto text = wire::written(*read);
    require(wire::read_code(text) == read && text.size() == 39, "a code is read as it was written");
}

}  // namespace

void register_calls(ByteView bytes) {
    switch (take_first(bytes) % 8) {
        case 0: return one_call(bytes);
        case 1: return one_encoding(bytes, wire::decode_page(bytes));
        case 2: return one_encoding(bytes, wire::decode_standing(bytes));
        case 3: return one_encoding(bytes, wire::decode_admission(bytes));
        case 4: return enrolment_body(bytes);
        case 6: return one_encoding(bytes, wire::decode_machines(bytes));
        case 7: return one_encoding(bytes, wire::decode_bundle_offer(bytes));
        default: return typed_code(bytes);
    }
}

}  // namespace loket::fuzz
