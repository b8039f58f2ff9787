#include "kiosk/app/desk/lost_resi.h"

#include <fmt/format.h>

#include "workflow/documents/letters/letter.h"

namespace loket::app {

std::string identity_fact(const Reference& reference, const population::Resident& person, const std::string& fact) {
    if (fact == "nama_ibu") return person.mother;
    if (fact == "nama_ayah") return person.father;
    if (fact == "tempat_lahir") return person.birth_place;
    if (fact == "tanggal_lahir") return dmy_date(person.born);
    if (fact == "nomor_kk") return person.kk;
    if (fact == "pekerjaan") return std::string(reference.codes.occupation(person.occupation));
    const auto place = reference.regions.place(person.address.village);
    return fact == "alamat" ? fmt::format("{} RT {:03}/RW {:03}, {}", person.address.street, person.address.rt, person.address.rw, place.village) : std::string();
}

Result<Bytes> lost_resi_statement(const Equipment& equipment, const engine::Case& c, const population::Resident& person, const std::string& officer) {
    const auto& reference = equipment.core.reference();
    const auto say = [&](const char* fact) { return identity_fact(reference, person, fact); };
    const auto now = equipment.clock.now();
    documents::letters::LetterData data{.number = c.resi, .issued = now, .fields = {}, .rows = {}};
    data.fields = {{"nama", person.name},         {"nik", person.nik},       {"tempat_lahir", say("tempat_lahir")},
                   {"tanggal_lahir", iso_date(person.born)}, {"pekerjaan", say("pekerjaan")}, {"alamat", say("alamat")},
                   {"nomor_resi", c.resi},        {"layanan", reference.services.find(c.service)->name.id()},
                   {"tanggal_resi", iso_date(wib_date(c.registered.value_or(c.opened)))}, {"petugas", officer}};
    documents::Seal nobody;
    nobody.mode = documents::SealMode::WetSignStamp;
    nobody.qr = std::string(documents::signing::kNumberPrefix) + data.number;  // the person signs by hand: the code holds the number only
    LOKET_ASSIGN(paper, documents::letters::render(equipment.paperwork->lost_resi, data, equipment.office_head, nobody));
    return documents::render_pdf(paper, now);
}

}  // namespace loket::app
