// Encoding of batches and answers: exact, bounded, signed.

#include <catch2/catch.hpp>

#include "devices/base/cbor.h"
#include "tests/sync/log_tools.h"
#include "workflow/sync/answer.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::sync;
using namespace loket::sync::test;

namespace {

const std::array<std::uint8_t, 32> kSeed{1, 2, 3};

bool same(const store::StoredEvent& a, const store::StoredEvent& b) {
    return a.seq == b.seq && a.uid == b.uid && a.stream == b.stream && a.kind == b.kind && a.actor == b.actor && a.body == b.body && a.at == b.at &&
           a.prev_hash == b.prev_hash && a.hash == b.hash;
}

std::string code_of(ByteView bytes, const PublicKey& key) {
    const auto read = decode(bytes, key);
    return read ? "" : read.error().code;
}

}  // namespace

TEST_CASE("batch: what was written is read again, hashes computed anew") {
    const SigningKey key(kSeed);
    const auto log = make_log(30);
    const auto batch = piece(log, 10, 25, 3);
    const auto bytes = encode(batch, key);
    CHECK(origin_of(bytes).value() == kOffice.uuid);
    const auto read = decode(bytes, key.public_key());
    REQUIRE(read);
    CHECK(read->origin == batch.origin);
    CHECK(read->epoch == 3);
    CHECK(read->before == batch.before);
    REQUIRE(read->events.size() == batch.events.size());
    std::size_t sizes = 0;
    for (std::size_t n = 0; n < batch.events.size(); ++n) {
        CHECK(same(read->events[n], batch.events[n]));
        sizes += encoded_size(batch.events[n]);
    }
    CHECK(bytes.size() <= sizes + 256);
}

TEST_CASE("batch: any changed or missing byte and any other key is refused") {
    const SigningKey key(kSeed), other({9});
    const auto bytes = encode(piece(make_log(5), 0, 5), key);
    CHECK(code_of(bytes, other.public_key()) == kSignature);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto changed = bytes;
        changed[at] ^= 0x10;
        CAPTURE(at);
        CHECK_FALSE(decode(changed, key.public_key()));
        CHECK_FALSE(decode(ByteView(bytes).first(at), key.public_key()));
    }
    auto longer = bytes;
    longer.push_back(0);
    CHECK(code_of(longer, key.public_key()) == kShape);
}

TEST_CASE("batch: a signed batch that breaks the bounds is refused all the same") {
    const SigningKey key(kSeed);
    const auto log = make_log(static_cast<int>(kMostEvents) + 1);
    CHECK(code_of(encode(piece(log, 0, static_cast<std::int64_t>(kMostEvents)), key), key.public_key()).empty());
    CHECK(code_of(encode(piece(log, 0, static_cast<std::int64_t>(kMostEvents) + 1), key), key.public_key()) == kTooLarge);
    CHECK(code_of(encode(piece(log, 3, 3), key), key.public_key()) == kShape);
    auto future = piece(log, 0, 3, 1);
    for (auto& event : future.events) event.uid = kOffice.uuid + ".2." + std::to_string(event.seq);
    CHECK(code_of(encode(future, key), key.public_key()) == kShape);  // written in an epoch that has not begun
    auto wordy = piece(log, 0, 2);
    wordy.events[1].kind = std::string(kMostWord + 1, 'k');
    CHECK(code_of(encode(wordy, key), key.public_key()) == kShape);
    CHECK(code_of(Bytes(kMostBatchBytes + 1), key.public_key()) == kTooLarge);
    auto nameless = piece(log, 0, 2);
    nameless.origin = "../../etc/passwd";
    CHECK(code_of(encode(nameless, key), key.public_key()) == kShape);
}

TEST_CASE("batch: a signature for something else is none for a batch") {
    const SigningKey key(kSeed);
    const auto bytes = encode(piece(make_log(2), 0, 2), key);
    CborReader in(bytes);
    (void)in.array();
    const auto body = in.bytes();
    CborWriter out;
    out.array(2).bytes(body).bytes(key.sign("loket receipt 1", body));
    CHECK(code_of(out.take(), key.public_key()) == kSignature);
}

TEST_CASE("answer: written, read, bounded") {
    const Answer answer{.verdict = Verdict::Gap, .epoch = 2, .at = {7, sha256(as_bytes("x"))}, .known = 9, .code = kGap};
    const auto bytes = encode(answer);
    CHECK(decode_answer(bytes).value() == answer);
    for (std::size_t at = 0; at < bytes.size(); ++at) CHECK_FALSE(decode_answer(ByteView(bytes).first(at)));
    CHECK_FALSE(decode_answer(encode(refusal(std::string(65, 'x')))));
    auto wrong = answer;
    wrong.verdict = static_cast<Verdict>(4);
    CHECK_FALSE(decode_answer(encode(wrong)));
}
