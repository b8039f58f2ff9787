#pragma once
// KIA, the child's identity card (Permendagri 2/2016; DOMAIN §4.4): without photo below five years, with photo from
// five to a day before seventeen.

#include <string>

#include "workflow/documents/card_face.h"

namespace loket::documents {

enum class KiaKind : std::uint8_t {
    UnderFive,        ///< no photo; valid until the fifth birthday
    FiveToSeventeen,  ///< with photo; valid until the day before the seventeenth birthday
};

/// What the card shows, as words.
struct KiaData {
    std::string province, regency;  ///< "Kepulauan Riau", "Kabupaten Bintan"
    std::string nik, name, birth_place;
    Date birth_date{};
    std::string sex, blood;  ///< blood empty prints "-"
    std::string kk, head;    ///< number of the family card, name of the head of the family
    std::string deed;        ///< number of the birth certificate
    std::string religion, citizenship = "WNI";
    std::string address, rt_rw, village, district;
    Date issue_date{};
    std::string issue_place, office, official;  ///< "Kepala Dinas …" and the name of the Kadis
    Date valid_until{};                         ///< {}: by age; foreigners: as the parents' ITAP
    std::string serial;                         ///< of the blanko; the bar code on the back
    RgbaImage photo;                            ///< 2:3; ignored below five
    GrayImage signature;                        ///< of the Kadis; may be empty
};

/// The kind for a child of that age. Rejected with "kia.age" for the unborn and from seventeen years on.
Result<KiaKind> kia_kind(Date born, Date issued);
/// The last day of validity by age; who was born on 29 February has the birthday on the 28th in common years.
Date kia_valid_until(Date born, KiaKind kind);

/// The field names of assets/cards/kia_*.json, for `parse_card_design`.
const FieldNames& kia_field_names();
/// "kia_under5", "kia_5to17": the file of the design.
std::string_view kia_design_name(KiaKind kind);

enum class KiaSide : std::uint8_t { Data, Back };

/// 1011 x 638 at 300 dpi. `design` is that of the child's kind. Rejected with "card.nik", "card.date", "kia.age", "kia.kk"
/// (not 16 digits) or "kia.photo" (none from five years on).
Result<CardFace> render_kia(const CardDesign& design, KiaSide side, const KiaData& data, const CardLook& look, int dpi = 300);

}  // namespace loket::documents
