#include "workflow/sync/batch.h"

#include "tests/fuzz/target.h"
#include "workflow/sync/answer.h"
#include "workflow/sync/codes.h"

namespace loket::fuzz {
namespace {

/// The key that signed the seeds of the corpus.
const sync::SigningKey& key() {
    static const sync::SigningKey of({1, 2, 3});
    return of;
}

bool known_code(const std::string& code) { return code == sync::kShape || code == sync::kTooLarge || code == sync::kSignature; }

/// What was read under a signature is encoded to the same bytes: a batch has one encoding.
void batch(ByteView bytes) {
    if (const auto origin = sync::origin_of(bytes)) require(origin->size() == 32, "an origin is a uuid");
    const auto read = sync::decode(bytes, key().public_key());
    if (!read) return require(known_code(read.error().code), "a refusal says why");
    require(!read->events.empty() && read->events.size() <= sync::kMostEvents, "a batch is bounded");
    const auto again = sync::encode(*read, key());
    require(std::ranges::equal(again, bytes), "a batch has one encoding");
}

/// Bytes as they stand inside an envelope, signed: the decoder behind the signature.
void signed_body(ByteView bytes) {
    const auto signature = key().sign("loket batch 1", bytes);
    Bytes envelope{0x82, 0x5a};
    for (int shift = 24; shift >= 0; shift -= 8) envelope.push_back(static_cast<std::uint8_t>(bytes.size() >> shift));
    if (bytes.size() < 65536) {  // the shortest head
        envelope.resize(1);
        if (bytes.size() < 24) envelope.push_back(static_cast<std::uint8_t>(0x40 + bytes.size()));
        else if (bytes.size() < 256) envelope.insert(envelope.end(), {0x58, static_cast<std::uint8_t>(bytes.size())});
        else envelope.insert(envelope.end(), {0x59, static_cast<std::uint8_t>(bytes.size() >> 8), static_cast<std::uint8_t>(bytes.size())});
    }
    envelope.insert(envelope.end(), bytes.begin(), bytes.end());
    envelope.insert(envelope.end(), {0x58, 64});
    envelope.insert(envelope.end(), signature.begin(), signature.end());
    batch(envelope);
}

void sync_answer(ByteView bytes) {
    const auto read = sync::decode_answer(bytes);
    if (read) require(std::ranges::equal(sync::encode(*read), bytes), "an answer has one encoding");
    else require(read.error().code == sync::kShape, "a refusal says why");
}

}  // namespace

void sync_batch(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0: return batch(bytes);
        case 1: return signed_body(bytes);
        default: return sync_answer(bytes);
    }
}

}  // namespace loket::fuzz
