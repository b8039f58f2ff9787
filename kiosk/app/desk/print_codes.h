#pragma once
// Codes with which people print at the kiosk (DOMAIN section 10): given on a slip, tried, used. The office keeps digests only.

#include <string>
#include <vector>

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// A new code for one print of this paper, or a new PIN of this person; the one before it dies. Drawn from the machine's own
/// randomness: no seed may give it again. Fails as engine::IssuePrintCode and engine::IssueAccess. On the core's thread.
Result<std::string> give_print_code(Core& core, const std::string& paper, const engine::Actor& actor);
Result<std::string> give_access_pin(Core& core, const std::string& nik, const engine::Actor& actor);

/// What the QR on a slip with a print code says; nothing of the person.
std::string print_code_qr(const std::string& code);
/// The code, if this is such a text.
std::optional<std::string> print_code_of_qr(const std::string& text);

/// A paper that may be printed once.
struct Printable {
    std::string number, kind, digest;
};
/// Whom NIK and code let print what: of a print code its paper, of a PIN (six digits) every paper with a code that is not used.
/// Rejected "code.wrong" (which counts), "code.used", "code.expired", "code.blocked", "code.nothing". On the core's thread.
Result<std::vector<Printable>> papers_of_code(Core& core, const std::string& nik, const std::string& code, Instant now);

/// Prints the signed sheets out of the archive and only then uses the code up: after a jam or a power cut it is tried again, at
/// the price of a second copy where the power fails between the two. Rejected "paper.unknown", "device.none" without an A4
/// printer; as the printer. For desk threads.
Status print_with_code(Equipment& equipment, const std::string& nik, const Printable& paper);

}  // namespace loket::app
