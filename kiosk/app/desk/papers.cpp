#include "kiosk/app/desk/papers.h"

#include <fmt/format.h>

#include "devices/model/preview.h"
#include "kiosk/app/desk/pictures.h"
#include "workflow/documents/format.h"
#include "workflow/documents/portrait.h"
#include "workflow/documents/signature.h"
#include "workflow/engine/resi.h"
#include "workflow/engine/waiting.h"

namespace loket::app {
namespace {

using population::Resident;

bool is_foreigner(const Resident& person) { return person.nationality == population::Nationality::Wna && person.immigration; }

Result<GrayImage> gray_blob(Equipment& equipment, const std::string& digest) {
    auto bytes = equipment.core.ask([digest](Core& core) { return core.blob(digest); }).get();
    if (!bytes) return bytes.error();
    return decode_gray_png(*bytes);
}

Result<CardMaterial> material_from_case(Equipment& equipment, const engine::Case& c) {
    CardMaterial material;
    const auto photo = equipment.core.ask([digest = c.samples.at("photo").digest](Core& core) { return core.blob(digest); }).get();
    if (!photo) return photo.error();
    LOKET_ASSIGN(decoded, decode_png(*photo));
    material.photo = std::move(decoded);
    if (const auto& signature = c.samples.at("signature"); signature.excused.empty()) {
        LOKET_ASSIGN(ink, gray_blob(equipment, signature.digest));
        material.signature = std::move(ink);
    }
    for (const auto& slot : engine::chip_slots(c.samples)) {
        LOKET_ASSIGN(image, gray_blob(equipment, c.samples.at(slot).digest));
        material.fingers.push_back({*finger_of(slot), std::move(image)});
    }
    return material;
}

CardMaterial material_from_centre(const Resident& person) {
    auto record = centre::stored_record(person);
    CardMaterial material;
    material.photo = std::move(record.photo);
    for (auto& [finger, image] : record.fingers) material.fingers.push_back({finger, std::move(image)});
    std::vector<documents::PenPoint> points;
    for (const auto& pen : record.signature) points.push_back({static_cast<double>(pen.x), static_cast<double>(pen.y), pen.pressure / 1023.0});
    material.signature = documents::signature_image(points, 600, 360);
    return material;
}

}  // namespace

Date issue_day(const Equipment& equipment, const engine::Card& card) { return wib_date(card.serial.empty() ? equipment.clock.now() : card.reserved); }

documents::CardData card_data(const Equipment& equipment, const Resident& person, const engine::Card& card) {
    const auto& codes = equipment.core.reference().codes;
    const auto place = equipment.core.reference().regions.place(person.address.village);
    documents::CardData data;
    data.province = std::string(place.province);
    data.regency = std::string(place.regency);
    data.nik = person.nik;
    data.name = person.name;
    data.birth_place = person.birth_place;
    data.birth_date = person.born;
    data.sex = codes.label(person.sex);
    data.blood = codes.blood_on_card(person.blood);
    data.address = person.address.street;
    data.rt_rw = fmt::format("{:03}/{:03}", person.address.rt, person.address.rw);
    data.village = std::string(place.village);
    data.district = std::string(place.district);
    data.religion = codes.label(person.religion);
    data.marital = codes.label(person.marital);
    data.occupation = codes.occupation(person.occupation);
    data.citizenship = codes.label(person.nationality);
    if (is_foreigner(person)) {  // Perpres 96/2018: as long as the permit to settle
        data.citizenship = person.immigration->country;
        if (person.immigration->valid_until) data.valid_until = dmy_date(*person.immigration->valid_until);
    }
    data.issue_place = std::string(place.regency);
    data.issue_date = issue_day(equipment, card);
    data.serial = card.serial;
    return data;
}

std::shared_ptr<const Resident> applicant_of(const Snapshot& snapshot, const engine::Case& c) {
    if (const auto known = snapshot.people.find(c.nik); known != snapshot.people.end()) return known->second;
    auto newcomer = std::make_shared<Resident>();
    const auto given = [&](const char* key) { return c.answers.contains(key) ? c.answers.at(key) : std::string{}; };
    newcomer->nik = c.nik;
    newcomer->name = given("nama");
    newcomer->address.village = given("desa");
    return newcomer;
}

documents::QueueTicket ticket_paper(const Equipment& equipment, const engine::Office& office, const engine::Ticket& ticket) {
    const auto& service = *equipment.core.reference().services.find(ticket.service);
    const int ahead = office.queue.ahead_of(ticket.number);
    return {.head = equipment.office_head,
            .number = ticket.number,
            .service = service.name.id(),
            .priority = ticket.priority,
            .issued = ticket.issued,
            .ahead = ahead,
            .wait_minutes = engine::estimated_wait(office.queue, ticket.number, equipment.clock.now(), equipment.core.reference().services),
            .room = "Ruang tunggu",
            .qr = ticket_qr(office.queue.stream, ticket.number)};
}

namespace {
constexpr std::string_view kTicketCode = "LOKET:";
}

std::string ticket_qr(const std::string& stream, const std::string& number) { return std::string(kTicketCode) + stream + "/" + number; }

std::optional<std::string> ticket_of_qr(const std::string& stream, const std::string& code) {
    const auto prefix = ticket_qr(stream, "");
    if (!code.starts_with(prefix)) return std::nullopt;
    return code.substr(prefix.size());
}

documents::ResiPaper resi_paper(const Equipment& equipment, const engine::Case& c, const Resident& person) {
    const auto& service = *equipment.core.reference().services.find(c.service);
    documents::ResiPaper paper;
    paper.head = equipment.office_head;
    paper.resi = c.resi;
    paper.qr = engine::resi_qr(c.resi);
    paper.service = service.name.id();
    paper.applicant = person.name;
    paper.nik = person.nik;
    paper.district = equipment.core.reference().regions.place(person.address.village).district;
    paper.received = c.registered.value_or(c.opened);
    paper.officer = c.done_by(service.first(engine::StepKind::Check)->no);
    for (const auto* requirement : service.applicable(c.profile, c.answers))
        if (requirement->gate.empty()) paper.documents.push_back(requirement->text.id() + (requirement->form.empty() ? "" : " (" + requirement->form + ")"));
    paper.promised = c.promised.value_or(wib_date(paper.received));
    paper.promised_days = service.promise_days;
    if (c.calendar_missing != 0)
        paper.promise_note = fmt::format("Janji dihitung tanpa kalender libur tahun {}: jika ada hari libur, dokumen dapat selesai lebih lambat.", c.calendar_missing);
    paper.pickup_counter = "Loket Pengambilan";
    paper.pickup_hours = "Senin–Kamis 08.00–16.00, Jumat 08.00–15.00 WIB";
    if (service.first(engine::StepKind::Activate) != nullptr)
        paper.pickup_notes.emplace_back("Pemohon datang sendiri: kartu diaktifkan dengan sidik jari dan tidak dapat diwakilkan.");
    paper.status_check = "Pindai QR ini atau ketik nomor resi di anjungan layanan.";
    return paper;
}

std::vector<biometrics::Finger> fingers_of_chip(const engine::Case& c, const Resident& person) {
    if (!c.samples.contains("photo")) return centre::stored_fingers(person);
    std::vector<biometrics::Finger> fingers;
    for (const auto& slot : engine::chip_slots(c.samples)) fingers.push_back(*finger_of(slot));
    return fingers;
}

Result<CardMaterial> card_material(Equipment& equipment, const engine::Case& c, const Resident& person) {
    const auto photo = c.samples.find("photo");
    return photo == c.samples.end() ? Result<CardMaterial>(material_from_centre(person)) : material_from_case(equipment, c);
}

Result<CardFaces> card_faces(const Equipment& equipment, const Resident& person, const CardMaterial& material, const engine::Card& card, FaceUse use) {
    auto data = card_data(equipment, person, card);
    // A printed photo has 20 mm: cut out at twice the pixels of 600 dpi it costs a quarter of the whole picture's time.
    constexpr int kPhotoSide = 960;
    LOKET_ASSIGN(portrait, documents::portrait_for_card(model::preview_of(material.photo, kPhotoSide), static_cast<int>(person.born.year())));
    data.photo = portrait.image;
    data.signature = material.signature;
    const auto face = [&](documents::CardSide side) {
        return documents::render_card(is_foreigner(person) ? equipment.card_designs.foreigner : equipment.card_designs.citizen, side, data, {.proof = use == FaceUse::Proof, .specimen = equipment.office_head.specimen});
    };
    LOKET_ASSIGN(front, face(documents::CardSide::Data));
    LOKET_ASSIGN(back, face(documents::CardSide::Emblem));
    return CardFaces{std::move(front.image), std::move(back.image)};
}

documents::PickupReceipt pickup_paper(const Equipment& equipment, const engine::Case& c, const Resident& person, const std::string& officer, GrayImage signature) {
    const auto& service = *equipment.core.reference().services.find(c.service);
    documents::PickupReceipt receipt;
    receipt.head = equipment.office_head;
    receipt.resi = c.resi;
    receipt.qr = engine::resi_qr(c.resi);
    receipt.service = service.name.id();
    receipt.document = service.product.id();
    receipt.holder = person.name;
    receipt.nik = person.nik;
    receipt.serial = c.card.serial;
    receipt.received = c.registered.value_or(c.opened);
    receipt.finished = wib_date(c.updated);
    receipt.handed_over = equipment.clock.now();
    receipt.officer = officer;
    receipt.taken_by = person.name;
    receipt.relation = "Pemohon sendiri";
    receipt.activation = c.card.stage == engine::CardStage::Active ? documents::Activation::FingerMatched : documents::Activation::NotRequired;
    receipt.signature = std::move(signature);
    return receipt;
}

}  // namespace loket::app
