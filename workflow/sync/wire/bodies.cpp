#include "workflow/sync/wire/bodies.h"

#include <algorithm>

#include "devices/base/cbor.h"
#include "workflow/sync/codes.h"

namespace loket::sync::wire {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::string_view kEnrolPurpose = "loket enrol 1";

Error misshapen() { return {Fault::Corrupt, "not what this call carries", kShape}; }

bool is_flag(std::int64_t value) { return value == 0 || value == 1; }

}  // namespace

Bytes encode(const Page& page) {
    CborWriter out;
    out.array(3).integer(kVersion).integer(page.more ? 1 : 0).array(page.directives.size());
    for (const auto& one : page.directives) out.array(5).integer(one.seq).text(one.kind).text(one.body).integer(to_millis(one.at)).bytes(one.signature);
    return out.take();
}

Result<Page> decode_page(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = in.array() == 3 && in.integer() == kVersion;
    const auto more = in.integer();
    const auto count = in.array();
    if (!begun || !in.ok() || !is_flag(more) || count > static_cast<std::size_t>(kMostDirectives)) return misshapen();
    Page page{{}, more == 1};
    for (std::size_t n = 0; n < count && in.ok(); ++n) {
        if (in.array() != 5) return misshapen();
        Directive one{.seq = in.integer()};
        one.kind = in.text();
        one.body = in.text();
        one.at = from_millis(in.integer());
        one.signature = in.bytes();
        page.directives.push_back(std::move(one));
    }
    if (!in.finished()) return misshapen();
    return page;
}

Bytes encode(const Standing& standing) {
    CborWriter out;
    return out.array(5).integer(kVersion).integer(standing.epoch).integer(standing.at.seq).bytes(standing.at.hash).integer(standing.quarantined ? 1 : 0).take();
}

Result<Standing> decode_standing(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = in.array() == 5 && in.integer() == kVersion;
    Standing out{.epoch = in.integer()};
    out.at.seq = in.integer();
    const auto hash = in.bytes();
    const auto quarantined = in.integer();
    if (!begun || !in.finished() || hash.size() != out.at.hash.size() || !is_flag(quarantined)) return misshapen();
    std::ranges::copy(hash, out.at.hash.begin());
    out.quarantined = quarantined == 1;
    return out;
}

Bytes encode(const Enrolment& enrolment, const SigningKey& key) {
    CborWriter body, out;
    body.array(5).integer(kVersion).text(enrolment.code).text(enrolment.origin).bytes(enrolment.key).bytes(enrolment.request);
    const auto content = body.take();
    return out.array(2).bytes(content).bytes(key.sign(kEnrolPurpose, content)).take();
}

Result<Enrolment> decode_enrolment(ByteView bytes) {
    CborReader outer(bytes);
    const bool pair = outer.array() == 2;
    const auto content = outer.bytes(), signature = outer.bytes();
    if (!pair || !outer.finished()) return misshapen();
    CborReader in(content);
    const bool begun = in.array() == 5 && in.integer() == kVersion;
    Enrolment out{.code = in.text()};
    out.origin = in.text();
    const auto key = in.bytes();
    out.request = in.bytes();
    if (!begun || !in.finished() || key.size() != out.key.size() || out.origin.size() != 32 || !from_hex(out.origin)) return misshapen();
    std::ranges::copy(key, out.key.begin());
    if (!signed_by(out.key, kEnrolPurpose, content, signature)) return rejected(kSignature, "not signed by the key it names");
    return out;
}

Bytes encode(const Admission& admission) {
    CborWriter out;
    return out.array(3).integer(kVersion).bytes(admission.certificate).text(admission.card).take();
}

Result<Admission> decode_admission(ByteView bytes) {
    CborReader in(bytes);
    const bool begun = in.array() == 3 && in.integer() == kVersion;
    Admission out{.certificate = in.bytes()};
    out.card = in.text();
    if (!begun || !in.finished()) return misshapen();
    return out;
}

}  // namespace loket::sync::wire
