#pragma once
// SKTT, the card of residence of a foreigner with a limited stay permit: bilingual, 90 x 65 mm, green (form F-1.63;
// SERVICES S08).

#include <string>

#include "workflow/documents/card_face.h"

namespace loket::documents {

struct SkttData {
    std::string number;  ///< of the SKTT
    std::string government, office;
    std::string nik, name, birth_place;
    Date birth_date{};
    std::string sex, nationality, occupation;
    std::string address, village, district;
    std::string kitas;   ///< number of the stay permit
    Date valid_until{};  ///< that of the permit (Perpres 96/2018 Pasal 28(5))
    std::string issue_place;
    Date issue_date{};
    std::string official;  ///< name of the Kadis
    std::string qr;        ///< signed statement, or the number; empty leaves its place free
    RgbaImage photo;       ///< 2:3
    GrayImage holder_signature, signature;
};

/// The field names of assets/cards/sktt.json.
const FieldNames& sktt_field_names();

/// 1063 x 768 at 300 dpi. Rejected with "card.nik", "card.date", "sktt.permit" (no number of the permit) or
/// "sktt.expired" (permit ended before the day of issue).
Result<CardFace> render_sktt(const CardDesign& design, const SkttData& data, const CardLook& look, int dpi = 300);

}  // namespace loket::documents
