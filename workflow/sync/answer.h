#pragma once
// What the register says to a batch.

#include <string>

#include "devices/base/result.h"
#include "workflow/store/chain.h"

namespace loket::sync {

enum class Verdict : std::uint8_t {
    Ack,      ///< `at` and everything before it is stored for good
    Gap,      ///< something before the batch is missing; `at` is the last the register has
    Fork,     ///< the batch contradicts what is stored: the origin is quarantined
    Refused,  ///< `code` says why
};

struct Answer {
    Verdict verdict = Verdict::Refused;
    std::int64_t epoch = 0;  ///< of the register's cursor
    store::ChainHead at = {};
    std::int64_t known = 0;  ///< the last seq the register has in that epoch; beyond the office's own end the office is an old copy
    std::string code = {};
    bool operator==(const Answer&) const = default;
};

inline Answer refusal(std::string code, std::int64_t epoch = 0) { return {.verdict = Verdict::Refused, .epoch = epoch, .code = std::move(code)}; }

/// CBOR: [ verdict, epoch, seq, hash, known, code ].
Bytes encode(const Answer& answer);
/// Corrupt `sync.shape`.
Result<Answer> decode_answer(ByteView bytes);

}  // namespace loket::sync
