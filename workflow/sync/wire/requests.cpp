#include "workflow/sync/wire/requests.h"

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync::wire {
namespace {

constexpr std::int64_t kRequestVersion = 1;

Error not_a_request() { return {Fault::Corrupt, "not what this call carries", kShape}; }

bool opens(CborReader& in, std::size_t items) { return in.array() == items && in.integer() == kRequestVersion; }

/// `out`, if everything was there and nothing else.
template <class T>
Result<T> whole(const CborReader& in, bool begun, T out) {
    if (!begun || !in.finished()) return not_a_request();
    return out;
}

store::ChainHead link_in(CborReader& in, bool& well) {
    store::ChainHead out{in.integer(), {}};
    const auto hash = in.bytes();
    well = well && out.seq >= 0 && hash.size() == out.hash.size();
    if (well) std::ranges::copy(hash, out.hash.begin());
    return out;
}

}  // namespace

Bytes encode(const NumberAsk& ask) {
    return CborWriter().array(7).integer(kRequestVersion).text(ask.reference).text(ask.slot).text(ask.district).text(ask.day).integer(ask.sex).integer(ask.count).take();
}

Result<NumberAsk> decode_number_ask(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = opens(in, 7);
    NumberAsk out{.reference = in.text()};
    out.slot = in.text();
    out.district = in.text();
    out.day = in.text();
    out.sex = in.integer();
    out.count = in.integer();
    return whole(in, begun && out.sex >= 0 && out.sex <= 2 && out.count >= 0, std::move(out));
}

Bytes encode(const NumberGiven& given) { return CborWriter().array(5).integer(kRequestVersion).text(given.number).integer(given.first).integer(given.count).bytes(given.signature).take(); }

Result<NumberGiven> decode_number_given(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = opens(in, 5);
    NumberGiven out{.number = in.text()};
    out.first = in.integer();
    out.count = in.integer();
    out.signature = in.bytes();
    return whole(in, begun, std::move(out));
}

Bytes encode(const PersonAsk& ask) { return CborWriter().array(4).integer(kRequestVersion).text(ask.nik).integer(ask.base_ver).text(ask.text).take(); }

Result<PersonAsk> decode_person_ask(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = opens(in, 4);
    PersonAsk out{.nik = in.text()};
    out.base_ver = in.integer();
    out.text = in.text();
    return whole(in, begun && out.base_ver >= -1, std::move(out));
}

Bytes encode(const PersonAnswer& answer) { return CborWriter().array(4).integer(kRequestVersion).integer(answer.taken ? 1 : 0).integer(answer.ver).text(answer.doc).take(); }

Result<PersonAnswer> decode_person_answer(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = opens(in, 4);
    const auto taken = in.integer();
    PersonAnswer out{taken == 1, in.integer()};
    out.doc = in.text();
    return whole(in, begun && (taken == 0 || taken == 1), std::move(out));
}

Bytes encode(const Checkpoint& one) {
    return CborWriter().array(7).integer(kRequestVersion).integer(one.no).integer(one.at).integer(one.event.seq).bytes(one.event.hash).integer(one.audit.seq).bytes(one.audit.hash).take();
}

Result<Checkpoint> decode_checkpoint(ByteView bytes) {
    CborReader in(bytes);
    bool well = opens(in, 7);
    Checkpoint out{.no = in.integer()};
    out.at = in.integer();
    out.event = link_in(in, well);
    out.audit = link_in(in, well);
    return whole(in, well && out.no > 0, std::move(out));
}

}  // namespace loket::sync::wire
