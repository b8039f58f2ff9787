#pragma once
// The papers of a case: filled from its answers and the register, numbered, printed, signed, kept.

#include "devices/base/sha256.h"
#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// What stands on a paper at present, and how many sheets it takes.
struct PaperPrint {
    Bytes pdf;
    int sheets = 1;
    std::string digest;  ///< SHA-256 of the content, hexadecimal: what is signed
};

/// The paper of this kind as the case now stands, with number and QR if it has them; once signed, the sheets that were signed, from
/// the archive. A paper without number, or without its electronic signature, is marked as a draft. Blocks; for desk threads.
/// Rejected "paper.unknown", as the letter's check, or "kk.unknown".
Result<PaperPrint> print_of(Equipment& equipment, const engine::Case& c, const std::string& kind);

/// Gives each due paper of the case that is not printed its number and prints it. What was printed before a failure stays.
Status issue_papers(Equipment& equipment, const std::string& case_id, const engine::Actor& actor);

/// Signs each paper of the case that is not signed, with the key and title of this officer, who holds the role or stands in for it
/// today ("signing.not_entitled"). "paper.changed" if the paper would not say any more what was printed and verified: it goes back
/// to be printed anew. "paper.reprinted" if a sheet for the pen named somebody else: it was put out anew, with the name of this
/// officer and the same number; signing once more signs that.
Status sign_papers(Equipment& equipment, const std::string& case_id, const engine::Actor& actor);

/// What the office keeps of an issued paper, besides the log: meta "paper/<number>".
struct ArchivedPaper {
    std::string draft;    ///< blob of the sheets as last printed without signature; may be empty
    std::string named;    ///< whom those name as signatory: "Plh. RATNA DEWI, S.SOS"; empty in old entries
    std::string content;  ///< digest of what they say, hexadecimal
    std::string pdf;      ///< blob of the signed sheets; empty until signed
    std::string qr;       ///< text of the signed code
};
/// Nothing for a number the archive does not know.
Result<std::optional<ArchivedPaper>> archived_paper(store::Store& store, const std::string& number);

}  // namespace loket::app
