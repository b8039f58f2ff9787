#pragma once
// From a template and the data of one case to the sheets of a letter.

#include <map>
#include <string>
#include <vector>

#include "devices/base/sha256.h"
#include "workflow/documents/letters/template.h"
#include "workflow/documents/paper.h"
#include "workflow/documents/signing/statement.h"

namespace loket::documents::letters {

using Values = std::map<std::string, std::string, std::less<>>;

/// What one letter says. Values by field key, see FieldKind for their form; rows of the table by column key.
struct LetterData {
    std::string number;
    Instant issued{};
    Values fields;
    std::vector<Values> rows;
};

/// Whether the data answers everything the template asks. Rejected, context naming letter and field, with
/// "letter.number", "letter.field_missing", "letter.field_unknown", "letter.field_form" or "letter.rows".
Status check(const LetterTemplate& letter, const LetterData& data);

/// SHA-256 over id, number, time of issue, every field and row, each length-prefixed: what the signature covers.
Sha256 content_digest(const LetterTemplate& letter, const LetterData& data);

/// What the officer with `role` states about the letter; `signing::SigningAuthority::sign` makes the QR text of it.
Result<signing::Statement> statement_of(const LetterTemplate& letter, const LetterData& data, const std::string& role);

/// The sheets, A4 portrait; tables and text run on to further sheets, each with number and page. Fails like `check`, with
/// "letter.signer" if the seal's role may not sign this letter, with "letter.too_long" for a
/// text that no sheet holds, or with "document.qr_empty" for a seal without QR text.
Result<Paper> render(const LetterTemplate& letter, const LetterData& data, const OfficeHead& head, const Seal& seal);

}  // namespace loket::documents::letters
