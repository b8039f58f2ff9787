#pragma once
// Is this paper ours, and does it still hold? For whoever holds it: a file, a picture of it, or the text of its QR code.

#include "workflow/documents/signing/verify.h"
#include "workflow/store/store.h"

namespace loket::app {

/// What the office's own log knows of its papers.
struct IssuedPapers {
    documents::signing::Revocations revoked;  ///< of cancelled cases, or replaced by a newer one
    std::map<std::string, Sha256> contents;   ///< of the signed ones, by number
};

/// Reads the whole log. A paper holds no more once its case is cancelled, once the same person has got a newer signed SKTT, or the
/// same family a newer signed KK, whoever of it asked; a family that is dissolved, or has another number, takes its card with it.
Result<IssuedPapers> issued_papers(store::Store& store);

/// The number of a resi, also one with a slip in it: no paper of the register, but whoever holds one wants to know what it is.
bool is_resi(std::string_view text);

/// What the QR codes of a paper say. `input`: a file (PDF or picture), `-` for standard input, or the text of a code. Fails like
/// scanning::qr_texts, or `Gone` "document.no_file".
Result<std::vector<std::string>> codes_of_document(const std::string& input);
documents::signing::Verdict check_codes(const std::vector<std::string>& codes, const documents::signing::TrustAnchors& trust, const IssuedPapers& known);

}  // namespace loket::app
