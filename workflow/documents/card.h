#pragma once
// Card faces: the variable data that is printed on a pre-printed blanko, and the proof of it on the screen.

#include <cstdint>
#include <string>
#include <vector>

#include "workflow/documents/canvas.h"
#include "workflow/documents/card_face.h"

namespace loket::documents {

/// What a KTP-el shows (Permendagri 74/2015), as words. Upper-casing and masks are the design's business.
struct CardData {
    std::string province;  ///< "Kepulauan Riau"
    std::string regency;   ///< "Kabupaten Bintan"
    std::string nik;       ///< 16 digits
    std::string name;
    std::string birth_place;
    Date birth_date{};
    std::string sex;    ///< "Laki-laki", "Perempuan"
    std::string blood;  ///< "O"; empty prints "-"
    std::string address;
    std::string rt_rw;     ///< "003/019"
    std::string village;   ///< kelurahan or desa
    std::string district;  ///< kecamatan
    std::string religion;
    std::string marital;
    std::string occupation;
    std::string citizenship = "WNI";
    std::string valid_until = "Seumur hidup";
    std::string issue_place;
    Date issue_date{};
    std::string serial;   ///< of the blanko
    RgbaImage photo;      ///< 2:3, see portrait_for_card; empty leaves the place free
    GrayImage signature;  ///< empty leaves the place free
};

enum class CardSide : std::uint8_t { Data, Emblem };

/// Rejected with "card.nik" unless the NIK is 16 digits, "card.date" for an impossible date;
/// "document.font_missing".
Result<CardFace> render_card(const CardDesign& design, CardSide side, const CardData& data,
                             const CardLook& look, int dpi = 300);

/// The same face as one PDF page of card size.
Result<Bytes> render_card_pdf(const CardDesign& design, CardSide side, const CardData& data,
                              const CardLook& look, Instant created);

}  // namespace loket::documents
