#pragma once
// Resi Bukti Pengurusan: what the applicant holds from the counter until the document is handed over (DOMAIN
// §6).

#include <string>
#include <vector>

#include "workflow/documents/paper.h"

namespace loket::documents {

struct ResiPaper {
    OfficeHead head;
    std::string resi;     ///< BTN-YYMMDD-KTP-0001-C
    std::string qr;       ///< content of the QR code; empty: the resi number itself
    std::string service;  ///< name of the service as people know it
    std::string applicant;
    std::string nik;       ///< complete; the paper shows it masked
    std::string district;  ///< kecamatan
    Instant received{};
    std::string officer;
    std::vector<std::string> documents;     ///< papers received, in the order of the check list
    Date promised{};                        ///< last day of the promise
    int promised_days = 3;                  ///< working days it was counted from
    std::string promise_note;               ///< what makes the promise less sure; may be empty
    std::string pickup_counter;             ///< "Loket 5 (Pengambilan)"
    std::string pickup_hours;               ///< "Senin–Kamis 08.00–16.00, Jumat 08.00–15.00 WIB"
    std::vector<std::string> pickup_notes;  ///< what this service asks for at the pick-up
    std::string status_check;               ///< how to follow the case
};

/// The 80 mm thermal slip; as long as its content.
Drawing resi_slip(const ResiPaper& paper);
/// The A4 page. Documents beyond its room are counted on it; fails with "document.too_long" if the notes
/// alone fill it.
Drawing resi_a4(const ResiPaper& paper);

}  // namespace loket::documents
