#include "workflow/documents/card.h"

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

CardFields fields_of(const CardData& data) {
    return {{"province", upper(data.province)},
            {"regency", upper(data.regency)},
            {"nik", data.nik},
            {"name", upper(data.name)},
            {"birth_place", upper(data.birth_place)},
            {"birth_date", dmy_date(data.birth_date)},
            {"sex", upper(data.sex)},
            {"blood", data.blood.empty() ? "-" : upper(data.blood)},
            {"address", upper(data.address)},
            {"rt_rw", data.rt_rw},
            {"village", upper(data.village)},
            {"district", upper(data.district)},
            {"religion", upper(data.religion)},
            {"marital", upper(data.marital)},
            {"occupation", upper(data.occupation)},
            {"citizenship", upper(data.citizenship)},
            {"valid_until", upper(data.valid_until)},
            {"issue_place", upper(data.issue_place)},
            {"issue_date", dmy_date(data.issue_date)},
            {"serial", data.serial}};
}

Status check(const CardData& data) {
    if (!sixteen_digits(data.nik)) return rejected("card.nik", "a card needs a NIK of 16 digits");
    if (!data.birth_date.ok() || !data.issue_date.ok())
        return rejected("card.date", "a date on the card is not a day of the calendar");
    return {};
}

std::string name_of(CardSide side) { return side == CardSide::Data ? "SIDE_DATA" : "SIDE_EMBLEM"; }

FacePictures pictures_of(const CardData& data) { return {{{"photo", data.photo}}, {{"signature", data.signature}}, {}, {}}; }

}  // namespace

Result<CardFace> render_card(const CardDesign& design, CardSide side, const CardData& data,
                             const CardLook& look, int dpi) {
    LOKET_TRY(check(data));
    return render_face(design, name_of(side), fields_of(data), pictures_of(data), look, dpi);
}

Result<Bytes> render_card_pdf(const CardDesign& design, CardSide side, const CardData& data,
                              const CardLook& look, Instant created) {
    LOKET_TRY(check(data));
    return render_face_pdf(design, name_of(side), fields_of(data), pictures_of(data), look, created);
}

}  // namespace loket::documents
