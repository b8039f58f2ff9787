#include "workflow/documents/signing/statement.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/signing/base45.h"
#include "workflow/documents/format.h"
#include "devices/base/cbor.h"

namespace loket::documents::signing {
namespace {

constexpr std::int64_t kAlgorithm = 1, kEs256 = -7, kKeyId = 4;  // COSE header parameters (RFC 9052 §3.1)
constexpr std::uint64_t kSign1 = 18;                             // COSE_Sign1
constexpr std::size_t kMaxNumber = 64, kMaxWord = 24;

/// Keys of the statement in the CBOR map; never reused for another meaning.
enum Claim : std::int64_t { kNumber = 1, kKind, kIssued, kRole, kInitials, kNikEnds, kContent, kSigned };

Status check(const Statement& statement) {
    const auto fits = [](const std::string& text, std::size_t most) { return !text.empty() && text.size() <= most; };
    const auto wrong = [](const char* field) {
        return rejected("signing.statement", fmt::format("the statement to sign has no usable {}", field));
    };
    if (!fits(statement.number, kMaxNumber)) return wrong("number");
    if (!fits(statement.kind, kMaxWord)) return wrong("kind");
    if (!fits(statement.role, kMaxWord)) return wrong("role");
    if (statement.initials.size() > kMaxWord) return wrong("initials");
    if (!statement.nik_ends.empty() && statement.nik_ends.size() != 8) return wrong("NIK ends");
    if (to_millis(statement.issued) < 0) return wrong("time of issue");
    if (statement.when_signed() < statement.issued) return wrong("time of signature");
    return {};
}

Bytes protected_header(const KeyId& key) {
    return CborWriter().map(2).integer(kAlgorithm).integer(kEs256).integer(kKeyId).bytes(key).take();
}

Bytes claims_of(const Statement& s) {
    CborWriter out;
    out.map(5 + (s.initials.empty() ? 0 : 1) + (s.nik_ends.empty() ? 0 : 1) + (s.signed_at ? 1 : 0));
    out.integer(kNumber).text(s.number).integer(kKind).text(s.kind);
    out.integer(kIssued).integer(to_millis(s.issued) / 1000).integer(kRole).text(s.role);
    if (!s.initials.empty()) out.integer(kInitials).text(s.initials);
    if (!s.nik_ends.empty()) out.integer(kNikEnds).text(s.nik_ends);
    out.integer(kContent).bytes(s.content);
    if (s.signed_at) out.integer(kSigned).integer(to_millis(*s.signed_at) / 1000);
    return out.take();
}

Bytes signature_input(ByteView header, ByteView claims) {
    return CborWriter().array(4).text("Signature1").bytes(header).bytes({}).bytes(claims).take();
}

std::optional<Instant> read_instant(CborReader& in) {
    constexpr std::int64_t kYear9999 = 253'402'300'799;
    const auto seconds = in.integer();
    if (seconds < 0 || seconds > kYear9999) return std::nullopt;
    return from_millis(seconds * 1000);
}

std::optional<Statement> read_claims(ByteView bytes) {
    CborReader in(bytes);
    Statement out;
    std::int64_t before = 0;
    for (std::size_t left = in.map(); left > 0 && in.ok(); --left) {
        const auto key = in.integer();
        if (key <= before) return std::nullopt;  // keys ascend, none twice
        before = key;
        if (key == kNumber) out.number = in.text();
        else if (key == kKind) out.kind = in.text();
        else if (key == kIssued) {
            const auto issued = read_instant(in);
            if (!issued) return std::nullopt;
            out.issued = *issued;
        } else if (key == kRole) out.role = in.text();
        else if (key == kInitials) out.initials = in.text();
        else if (key == kNikEnds) out.nik_ends = in.text();
        else if (key == kContent) {
            const auto digest = in.bytes();
            if (digest.size() != out.content.size()) return std::nullopt;
            std::copy(digest.begin(), digest.end(), out.content.begin());
        } else if (key == kSigned) {
            out.signed_at = read_instant(in);
            if (!out.signed_at) return std::nullopt;
        } else return std::nullopt;
    }
    if (!in.finished() || before < kContent || !check(out)) return std::nullopt;
    return out;
}

std::optional<KeyId> read_header(ByteView bytes) {
    CborReader in(bytes);
    KeyId key{};
    if (in.map() != 2 || in.integer() != kAlgorithm || in.integer() != kEs256 || in.integer() != kKeyId)
        return std::nullopt;
    const auto id = in.bytes();
    if (!in.finished() || id.size() != key.size()) return std::nullopt;
    std::copy(id.begin(), id.end(), key.begin());
    return key;
}

}  // namespace

std::string initials_of(std::string_view name) {
    std::string out;
    int count = 0;
    bool at_start = true;
    for (std::size_t i = 0; i < name.size() && count < 4; ++i) {
        const bool follows = (static_cast<unsigned char>(name[i]) & 0xc0) == 0x80;  // inside a UTF-8 letter
        if (follows) continue;
        if (at_start && name[i] != ' ') {
            std::size_t end = i + 1;
            while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) ++end;
            out += std::string(name.substr(i, end - i)) + ".";
            ++count;
        }
        at_start = name[i] == ' ';
    }
    return out;
}

std::string nik_ends_of(std::string_view nik) {
    if (!sixteen_digits(nik)) return {};
    return std::string(nik.substr(0, 4)) + std::string(nik.substr(12));
}

Result<Bytes> bytes_to_sign(const Statement& statement, const KeyId& key) {
    LOKET_TRY(check(statement));
    return signature_input(protected_header(key), claims_of(statement));
}

Result<std::string> to_qr_text(const Statement& statement, const KeyId& key, const RawSignature& signature) {
    LOKET_TRY(check(statement));
    const auto cose = CborWriter()
                          .tag(kSign1)
                          .array(4)
                          .bytes(protected_header(key))
                          .map(0)
                          .bytes(claims_of(statement))
                          .bytes(signature)
                          .take();
    return std::string(kSignedPrefix) + to_base45(cose);
}

std::optional<SignedStatement> read_qr_text(std::string_view text) {
    if (!text.starts_with(kSignedPrefix)) return std::nullopt;
    const auto cose = from_base45(text.substr(kSignedPrefix.size()));
    if (!cose) return std::nullopt;
    CborReader in(*cose);
    if (in.tag() != kSign1 || in.array() != 4) return std::nullopt;
    const auto header = in.bytes();
    if (in.map() != 0) return std::nullopt;
    const auto claims = in.bytes();
    const auto signature = in.bytes();
    SignedStatement out;
    if (!in.finished() || signature.size() != out.signature.size()) return std::nullopt;
    const auto key = read_header(header);
    auto statement = read_claims(claims);
    if (!key || !statement) return std::nullopt;
    out.key = *key;
    out.statement = std::move(*statement);
    std::copy(signature.begin(), signature.end(), out.signature.begin());
    out.signed_bytes = signature_input(header, claims);
    return out;
}

}  // namespace loket::documents::signing
