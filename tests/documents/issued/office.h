#pragma once
// An invented office that signs: one authority for the whole test program, its verifier, and data for every letter.

#include "workflow/documents/letters/letter.h"
#include "workflow/documents/paper.h"
#include "workflow/documents/signing/authority.h"

namespace loket::documents::issued {

inline constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{5}};
inline const Instant kIssued = wib_instant(kToday, 9, 30);
/// 60 letters, the longest a new record may have (Permendagri 73/2022).
inline constexpr std::string_view kLongName = "MUHAMMAD ABDURRAHMAN WAHYUDININGRAT KUSUMOWARDHANI SASTRODIN";

struct Office {
    signing::SigningAuthority authority;
    signing::TrustAnchors trust;
    OfficeHead head;
};
/// Officers KADIS, KABID, LURAH. Its folder goes with the program.
const Office& office();

/// Every template of assets/papers.
const letters::LetterLibrary& library();

/// Plausible invented values for every field and `rows` rows; `longest` makes every text long.
letters::LetterData data_for(const letters::LetterTemplate& letter, std::size_t rows, bool longest);

/// The seal of the letter's first signer, its QR text signed if an officer signs, else the number.
Seal seal_for(const letters::LetterTemplate& letter, const letters::LetterData& data, SealMode mode = SealMode::TteQr);
/// A seal of the head of the office over any other statement.
Seal seal_over(const std::string& number, const std::string& kind, const Sha256& content);

/// Writes sheets as PNG and PDF to <build>/gallery/issued when the test program runs with [.gallery].
void show(const std::string& name, const Paper& paper);
void show(const std::string& name, const RgbaImage& image);

/// The words of the paper as a PDF reader finds them, white space evened; empty (with a warning) without poppler.
std::string words_of(const Paper& paper);

/// What every issued paper must be: all sheets `width` x `height` mm, fonts embedded, the QR readable from PDF.
/// Returns the text of the first QR code.
std::string check_paper(const Paper& paper, double width, double height);

}  // namespace loket::documents::issued
