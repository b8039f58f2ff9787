#pragma once
// What an appliance says of itself to whoever holds a telephone before its screen: version and root hash, to be read as they are, and below them the
// same as a signed statement, so that nobody can make such a code at home. It proves which software this office certified for this machine, not that the
// machine runs nothing else: that is what Secure Boot and dm-verity are for.

#include <string>

#include "workflow/documents/signing/statement.h"

namespace loket::documents::signing {

/// Texts of such codes begin so.
inline constexpr std::string_view kMachinePrefix = "LOKET ";
/// Kind of the statement, and the role of who signs it.
inline constexpr const char* kMachineKind = "ALAT";

struct Attestation {
    std::string version;  ///< "0.3.0.202611291912"
    std::string machine;  ///< "1A2B-3C4D-5E6F", from the board; no number of the office
    Sha256 root{};        ///< dm-verity's root hash
    Instant at{};
    bool operator==(const Attestation&) const = default;
};

/// The statement to sign: number `ALAT/<machine>/<version>`, content the root hash.
Statement to_statement(const Attestation& attestation);
/// The whole text of the code: four lines that anybody can read, then the signed statement.
std::string to_text(const Attestation& attestation, const std::string& signed_statement);
/// The signed statement of such a text if the words before it say the same. Nothing for another text or for other words.
std::optional<std::string> signed_part(std::string_view text);

}  // namespace loket::documents::signing
