#include "workflow/documents/cards/sktt.h"

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

Status check(const SkttData& data) {
    if (!sixteen_digits(data.nik)) return rejected("card.nik", "a card needs a NIK of 16 digits");
    if (!data.birth_date.ok() || !data.issue_date.ok() || !data.valid_until.ok())
        return rejected("card.date", "a date on the card is not a day of the calendar");
    if (data.kitas.empty()) return rejected("sktt.permit", "an SKTT needs the number of the limited stay permit");
    if (data.valid_until < data.issue_date) return rejected("sktt.expired", "the stay permit has ended; the foreigner must renew it first");
    return {};
}

CardFields fields_of(const SkttData& data) {
    return {{"number", data.number},
            {"government", upper(data.government)},
            {"office", upper(data.office)},
            {"nik", data.nik},
            {"name", upper(data.name)},
            {"birth_place", upper(data.birth_place)},
            {"birth_date", dmy_date(data.birth_date)},
            {"sex", upper(data.sex)},
            {"nationality", upper(data.nationality)},
            {"occupation", upper(data.occupation)},
            {"address", upper(data.address)},
            {"village", upper(data.village)},
            {"district", upper(data.district)},
            {"kitas", data.kitas},
            {"valid_until", dmy_date(data.valid_until)},
            {"issue_place", data.issue_place},
            {"issue_date", dmy_date(data.issue_date)},
            {"official", upper(data.official)}};
}

}  // namespace

const FieldNames& sktt_field_names() {
    static const FieldNames kNames = [] {
        FieldNames out;
        for (const auto& [name, value] : fields_of({})) out.insert(name);
        return out;
    }();
    return kNames;
}

Result<CardFace> render_sktt(const CardDesign& design, const SkttData& data, const CardLook& look, int dpi) {
    LOKET_TRY(check(data));
    FacePictures pictures{{{"photo", data.photo}}, {{"signature", data.signature}, {"holder_signature", data.holder_signature}}, {}, {}};
    if (!data.qr.empty()) pictures.qr_codes["qr"] = data.qr;
    return render_face(design, "SIDE_DATA", fields_of(data), pictures, look, dpi);
}

}  // namespace loket::documents
