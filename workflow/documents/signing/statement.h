#pragma once
// What the office states about one paper, and its form in the QR code: COSE_Sign1 (RFC 9052) with ES256 (RFC 9053)
// over a CBOR map, as base45 text after "LKT1:". The README says what is in it and what is kept out.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "devices/base/sha256.h"

namespace loket::documents::signing {

/// Texts that begin so hold a signed statement; the digit is the version of the format.
inline constexpr std::string_view kSignedPrefix = "LKT1:";
/// QR of a paper with pen and stamp: only its number follows.
inline constexpr std::string_view kNumberPrefix = "LKTN:";

struct Statement {
    std::string number;    ///< "470/000123/SKPWNI/2026", at most 64 bytes
    std::string kind;      ///< "SKPWNI", at most 24 bytes
    Instant issued{};      ///< day and hour on the paper; whole seconds, the rest is cut off
    std::string role;      ///< of the signer, "KADIS"; `SigningAuthority::sign` needs an officer with it
    std::string initials;  ///< of the holder, see `initials_of`; may be empty (reports)
    std::string nik_ends;  ///< first four and last four digits, see `nik_ends_of`; may be empty
    Sha256 content{};      ///< of the canonical content of the paper
    std::optional<Instant> signed_at{};  ///< whole seconds; absent: at once when it was issued
    /// When it was signed: what the certificate must cover.
    [[nodiscard]] Instant when_signed() const { return signed_at.value_or(issued); }
    bool operator==(const Statement&) const = default;
};

/// `B.S.` for "Budi Santoso"; at most four, so that a long name is not spelt out.
std::string initials_of(std::string_view name);
/// `21010001` of a NIK; empty for what is not 16 digits.
std::string nik_ends_of(std::string_view nik);

/// First eight bytes of the SHA-256 of the officer's certificate (DER), as in the EU health certificates.
using KeyId = std::array<std::uint8_t, 8>;
/// r and s of an ECDSA signature, 32 bytes each, big-endian (RFC 9053 §2.1).
using RawSignature = std::array<std::uint8_t, 64>;

/// A statement with its signature, as it came out of a QR text. `signed_bytes` is what the signature covers.
struct SignedStatement {
    Statement statement;
    KeyId key{};
    RawSignature signature{};
    Bytes signed_bytes;
};

/// The bytes to sign: the Sig_structure of RFC 9052 §4.4. Rejected with "signing.statement" (context names the field)
/// for a text that is missing or too long.
Result<Bytes> bytes_to_sign(const Statement& statement, const KeyId& key);
/// The text of the QR code.
Result<std::string> to_qr_text(const Statement& statement, const KeyId& key, const RawSignature& signature);
/// Nothing unless the text is exactly what `to_qr_text` writes; the signature is not checked here.
std::optional<SignedStatement> read_qr_text(std::string_view text);

}  // namespace loket::documents::signing
