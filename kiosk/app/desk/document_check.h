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

/// `input`: a file (PDF or picture), `-` for standard input, or the text of a QR code. Of several codes in a file the first that
/// is ours counts; none of ours is Finding::NotALoketPaper. Fails like scanning::qr_texts, or `Gone` "document.no_file".
Result<documents::signing::Verdict> check_document(const std::string& input, const documents::signing::TrustAnchors& trust, const IssuedPapers& known);

}  // namespace loket::app
