#include "workflow/documents/cards/kia.h"

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

/// The day in a later year; the last of February where the 29th is missing.
Date birthday(Date born, int years) {
    const auto month = (born.year() + std::chrono::years{years}) / born.month();
    const Date day{month / born.day()};
    return day.ok() ? day : Date{month / std::chrono::last};
}

Status check(const KiaData& data) {
    if (!sixteen_digits(data.nik)) return rejected("card.nik", "a card needs a NIK of 16 digits");
    if (!data.birth_date.ok() || !data.issue_date.ok()) return rejected("card.date", "a date on the card is not a day of the calendar");
    if (!sixteen_digits(data.kk)) return rejected("kia.kk", "a KIA needs the number of the family card, 16 digits");
    LOKET_ASSIGN(kind, kia_kind(data.birth_date, data.issue_date));
    if (kind == KiaKind::FiveToSeventeen && data.photo.empty()) return rejected("kia.photo", "from five years on a KIA needs a photo");
    return {};
}

CardFields fields_of(const KiaData& data, Date valid_until) {
    return {{"province", upper(data.province)},
            {"regency", upper(data.regency)},
            {"nik", data.nik},
            {"name", upper(data.name)},
            {"birth_place", upper(data.birth_place)},
            {"birth_date", dmy_date(data.birth_date)},
            {"sex", upper(data.sex)},
            {"blood", data.blood.empty() ? "-" : upper(data.blood)},
            {"kk", data.kk},
            {"head", upper(data.head)},
            {"deed", data.deed.empty() ? "-" : upper(data.deed)},
            {"religion", upper(data.religion)},
            {"citizenship", upper(data.citizenship)},
            {"address", upper(data.address)},
            {"rt_rw", data.rt_rw},
            {"village", upper(data.village)},
            {"district", upper(data.district)},
            {"issue_place", upper(data.issue_place)},
            {"issue_date", dmy_date(data.issue_date)},
            {"office", data.office},
            {"official", upper(data.official)},
            {"valid_until", dmy_date(valid_until)},
            {"serial", data.serial}};
}

}  // namespace

Result<KiaKind> kia_kind(Date born, Date issued) {
    const int age = age_on(born, issued);
    if (issued < born || age >= 17) return rejected("kia.age", "a KIA is for children below seventeen years");
    return age < 5 ? KiaKind::UnderFive : KiaKind::FiveToSeventeen;
}

Date kia_valid_until(Date born, KiaKind kind) {
    if (kind == KiaKind::UnderFive) return birthday(born, 5);
    return Date{std::chrono::sys_days{birthday(born, 17)} - std::chrono::days{1}};
}

const FieldNames& kia_field_names() {
    static const FieldNames kNames = [] {
        FieldNames out;
        for (const auto& [name, value] : fields_of({}, {})) out.insert(name);
        return out;
    }();
    return kNames;
}

std::string_view kia_design_name(KiaKind kind) { return kind == KiaKind::UnderFive ? "kia_under5" : "kia_5to17"; }

Result<CardFace> render_kia(const CardDesign& design, KiaSide side, const KiaData& data, const CardLook& look, int dpi) {
    LOKET_TRY(check(data));
    LOKET_ASSIGN(kind, kia_kind(data.birth_date, data.issue_date));
    if (design.id != kia_design_name(kind)) return corrupt("the design is not that of the child's age");
    const auto until = data.valid_until.ok() ? data.valid_until : kia_valid_until(data.birth_date, kind);
    FacePictures pictures{{{"photo", data.photo}}, {{"signature", data.signature}}, {}, {}};
    if (!data.serial.empty()) pictures.bar_codes["barcode"] = data.serial;
    return render_face(design, side == KiaSide::Data ? "SIDE_DATA" : "SIDE_BACK", fields_of(data, until), pictures, look, dpi);
}

}  // namespace loket::documents
