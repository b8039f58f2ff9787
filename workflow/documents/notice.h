#pragma once
// A paper that tells something: the number of a complaint, the code of an appointment, a standard of service. As a slip, or as A4
// over as many sheets as it takes.

#include <string>
#include <vector>

#include "workflow/documents/paper.h"

namespace loket::documents {

struct Notice {
    OfficeHead head;
    std::string title;           ///< "NOMOR PENGADUAN"
    std::string number = {};     ///< large, below the title; may be empty
    std::string qr = {};         ///< content of a QR code below the number; empty: none
    std::vector<Row> rows = {};  ///< label above value
    std::string note = {};       ///< what to do with the paper
    Instant printed{};
};

Drawing notice_slip(const Notice& notice);
/// The canvas' failure if the fonts are missing, or "document.too_long" for a row that fits on no sheet.
Result<Paper> notice_a4(const Notice& notice);

}  // namespace loket::documents
