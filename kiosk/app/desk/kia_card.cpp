#include "kiosk/app/desk/kia_card.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "kiosk/app/core/reference.h"
#include "workflow/documents/cards/kia.h"
#include "workflow/documents/portrait.h"

namespace loket::app {
namespace {

using population::Resident;
using Family = std::vector<std::shared_ptr<const Resident>>;

constexpr auto kChild = "anak";  ///< the question of the service that names the child

Result<Family> family_of(Equipment& equipment, const std::string& nik) {
    return equipment.core.ask([nik](Core& core) -> Result<Family> {
        const engine::Actor machine{"loket", engine::Role::Sistem};
        LOKET_ASSIGN(child, core.resident(nik, machine, "kartu"));
        return core.family(child->kk, machine, "kartu");
    }).get();
}

documents::KiaData words_of(const Equipment& equipment, const Resident& child, const Family& family, Date issued) {
    const auto& reference = equipment.core.reference();
    const auto place = reference.regions.place(child.address.village);
    documents::KiaData data;
    data.province = std::string(place.province);
    data.regency = std::string(place.regency);
    data.nik = child.nik;
    data.name = child.name;
    data.birth_place = child.birth_place;
    data.birth_date = child.born;
    data.sex = reference.codes.label(child.sex);
    data.blood = reference.codes.blood_on_card(child.blood);
    data.kk = child.kk;
    for (const auto& member : family)
        if (member->shdk == population::Shdk::KepalaKeluarga) data.head = member->name;
    data.deed = child.birth_deed;
    data.religion = reference.codes.label(child.religion);
    data.citizenship = reference.codes.label(child.nationality);
    data.address = child.address.street;
    data.rt_rw = fmt::format("{:03}/{:03}", child.address.rt, child.address.rw);
    data.village = std::string(place.village);
    data.district = std::string(place.district);
    data.issue_date = issued;
    data.issue_place = std::string(place.regency);
    data.office = "Kepala Dinas Kependudukan dan Pencatatan Sipil";
    return data;
}

}  // namespace

Result<CardFaces> kia_faces(Equipment& equipment, const engine::Case& c, FaceUse use) {
    const auto named = c.answers.find(kChild);
    if (named == c.answers.end()) return rejected("nik.unknown", "the application names no child");
    LOKET_ASSIGN(family, family_of(equipment, named->second));
    const auto found = std::ranges::find_if(family, [&](const auto& member) { return member->nik == named->second; });
    if (found == family.end()) return rejected("nik.unknown", "the child is on no family card any more");
    const auto& child = **found;
    const auto issued = issue_day(equipment, c.card);
    LOKET_ASSIGN(kind, documents::kia_kind(child.born, issued));
    auto data = words_of(equipment, child, family, issued);
    data.serial = c.card.serial;
    data.valid_until = documents::kia_valid_until(child.born, kind);
    if (kind == documents::KiaKind::FiveToSeventeen) {
        LOKET_ASSIGN(portrait, documents::portrait_for_card(centre::stored_record(child).photo, static_cast<int>(child.born.year())));
        data.photo = portrait.image;
    }
    LOKET_ASSIGN(json, read_text(find_assets() / "cards" / fmt::format("{}.json", documents::kia_design_name(kind))));
    LOKET_ASSIGN(design, documents::parse_card_design(json, documents::kia_field_names()));
    const documents::CardLook look{.proof = use == FaceUse::Proof, .specimen = equipment.office_head.specimen};
    LOKET_ASSIGN(front, documents::render_kia(design, documents::KiaSide::Data, data, look));
    LOKET_ASSIGN(back, documents::render_kia(design, documents::KiaSide::Back, data, look));
    return CardFaces{std::move(front.image), std::move(back.image)};
}

}  // namespace loket::app
