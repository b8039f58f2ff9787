#pragma once
// Is this paper ours, and does it still hold? Answered without a network: from the text of its QR code, the
// certificates a verifier keeps, and the list of numbers that hold no more.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/documents/signing/statement.h"

namespace loket::documents::signing {

/// Whom a verifier believes. Certificates as DER.
struct TrustAnchors {
    std::vector<Bytes> authorities;
    std::map<KeyId, Bytes> officers;

    /// Every *.crt (PEM) of a folder: self-signed ones are authorities, the others officers. A compromised key is
    /// disowned by removing its file. `Gone` without the folder or any authority, `Corrupt` naming a bad file.
    static Result<TrustAnchors> load(const std::filesystem::path& folder);
};

/// A number that holds no more. `replaced_by` empty: revoked; else the newer paper's number.
struct Revocation {
    Date since{};
    std::string replaced_by;
};
/// By document number.
using Revocations = std::map<std::string, Revocation, std::less<>>;
/// Lines `number;YYYY-MM-DD;replacement` (the last may be empty), `#` comments. `Corrupt` with file and line.
Result<Revocations> load_revocations(const std::filesystem::path& file);

enum class Finding : std::uint8_t {
    Valid,
    Altered,             ///< signature or content do not match: forged, misread or damaged
    UnknownIssuer,       ///< signed, but by nobody this verifier knows
    ExpiredCertificate,  ///< signed outside the time the officer's or authority's certificate covers
    Revoked,
    Superseded,
    NumberOnly,     ///< pen and stamp: the QR proves nothing, only tells the number
    NotALoketPaper,
};

struct Verdict {
    Finding finding = Finding::NotALoketPaper;
    std::optional<Statement> statement;    ///< only if signature and issuer are proven
    std::string signer;                    ///< name in the certificate
    std::string acting;                    ///< "Plh." or "Plt." in the certificate; empty for who holds the office
    std::string office;                    ///< organisation in the certificate
    std::string number;                    ///< of the paper, as far as it is known
    std::optional<Revocation> revocation;  ///< for Revoked and Superseded
    [[nodiscard]] bool valid() const { return finding == Finding::Valid; }
};

/// `content`: digest of the paper's content where the verifier has it (the office's own record); a difference is
/// "altered". The order of the checks: form, issuer, signature, role, time, content, list.
Verdict verify(std::string_view text, const TrustAnchors& trust, const Revocations& revoked,
               const std::optional<Sha256>& content = {});

/// The verdict on a page with these QR texts (`scanning::qr_texts`). Of several papers on it the worst counts: a genuine code
/// pasted beside a forged one must not save it.
Verdict verify_page(const std::vector<std::string>& texts, const TrustAnchors& trust, const Revocations& revoked,
                    const std::optional<Sha256>& content = {});

/// Stable name for scripts: "valid", "altered", "unknown_issuer", …
std::string_view to_string(Finding finding);

enum class Language : std::uint8_t { Indonesian, English };
/// A few lines for the person who holds the paper: the finding, what to compare with the paper, what to do.
std::string describe(const Verdict& verdict, Language language);

}  // namespace loket::documents::signing
