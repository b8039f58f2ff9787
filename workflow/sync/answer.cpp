#include "workflow/sync/answer.h"

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

constexpr std::size_t kAnswerFields = 6, kMostCode = 64;

}  // namespace

Bytes encode(const Answer& answer) {
    CborWriter out;
    out.array(kAnswerFields).integer(static_cast<int>(answer.verdict)).integer(answer.epoch).integer(answer.at.seq);
    out.bytes(answer.at.hash).integer(answer.known).text(answer.code);
    return out.take();
}

Result<Answer> decode_answer(ByteView bytes) {
    CborReader in(bytes);
    Answer answer;
    const bool whole = in.array() == kAnswerFields;
    const auto verdict = in.integer();
    answer.epoch = in.integer();
    answer.at.seq = in.integer();
    const auto hash = in.bytes();
    answer.known = in.integer();
    answer.code = in.text();
    const bool fits = verdict >= 0 && verdict <= static_cast<int>(Verdict::Refused) && answer.epoch >= 0 && answer.at.seq >= 0 && answer.known >= 0 &&
                      hash.size() == answer.at.hash.size() && answer.code.size() <= kMostCode;
    if (!whole || !in.finished() || !fits) return Error{Fault::Corrupt, "not an answer of the register", kShape};
    answer.verdict = static_cast<Verdict>(verdict);
    std::ranges::copy(hash, answer.at.hash.begin());
    return answer;
}

}  // namespace loket::sync
