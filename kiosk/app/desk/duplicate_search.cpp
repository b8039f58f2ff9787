#include "kiosk/app/desk/duplicate_search.h"

#include <algorithm>

#include "devices/base/log.h"
#include "devices/base/sha256.h"
#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/core/recording_plan.h"
#include "kiosk/app/desk/pictures.h"
#include "workflow/dedup/duplicates.h"
#include "workflow/population/resident_json.h"
#include "workflow/store/key_file.h"

namespace loket::app {
namespace {

const engine::Actor kSeeker{"loket", engine::Role::Sistem};
constexpr std::size_t kFingersSought = 4;  // both index fingers and thumbs: more would make a search longer, hardly surer
constexpr std::size_t kShown = 3;          // that a person can compare
constexpr int kThreads = 2;

/// People who are alike on paper: born on the same day, of the same sex, with names that begin alike.
Result<std::vector<std::string>> alike_on_paper(Core& core, const population::Resident& person) {
    LOKET_ASSIGN(rows, core.store().search_residents(person.name.substr(0, person.name.find(' ')), 500));
    std::vector<std::string> block;
    for (const auto& row : rows) {
        LOKET_ASSIGN(other, population::decode_resident(row.doc));
        if (other.nik != person.nik && other.born == person.born && other.sex == person.sex) block.push_back(other.nik);
    }
    return block;
}

/// The newest photo that this office took of somebody; empty where there is none.
Result<std::string> photo_of(store::Store& store, const std::string& nik) {
    LOKET_ASSIGN(cases, store.cases_of(nik));
    for (auto row = cases.rbegin(); row != cases.rend(); ++row) {
        LOKET_ASSIGN(events, store.events(row->case_id));
        std::string photo;
        for (const auto& event : events) {
            LOKET_ASSIGN(fact, to_fact(event));
            if (const auto* kept = std::get_if<engine::SampleKept>(&fact.event); kept != nullptr && kept->slot == "photo") photo = kept->digest;
        }
        if (!photo.empty()) return photo;
    }
    return std::string{};
}

Result<std::vector<dedup::Gallery::Entry>> templates_of(const std::string& nik, std::span<const CardMaterial::Print> fingers) {
    std::vector<dedup::Gallery::Entry> entries;
    for (const auto& [finger, image] : fingers)
        if (auto minutiae = biometrics::extract_minutiae(image)) entries.push_back({nik, finger, std::move(*minutiae)});
    return entries;
}

Result<std::vector<engine::Suspect>> with_photos(Equipment& equipment, const std::vector<dedup::Suspect>& found) {
    std::vector<engine::Suspect> suspects;
    for (const auto& suspect : found) {
        if (suspects.size() == kShown) break;
        auto photo = equipment.core.ask([nik = suspect.person](Core& core) { return photo_of(core.store(), nik); }).get();
        if (!photo) return photo.error();
        suspects.push_back({suspect.person, suspect.score, suspect.threshold, suspect.fingers, suspect.alike_on_paper, std::move(*photo)});
    }
    return suspects;
}

/// What was kept of a recording; nothing where it was excused or never taken.
Result<std::optional<GrayImage>> picture_of(Equipment& equipment, const engine::Case& c, const std::string& slot) {
    const auto sample = c.samples.find(slot);
    if (sample == c.samples.end() || !sample->second.excused.empty()) return std::optional<GrayImage>{};
    auto bytes = equipment.core.ask([digest = sample->second.digest](Core& core) { return core.blob(digest); }).get();
    if (!bytes) return bytes.error();
    LOKET_ASSIGN(image, decode_gray_png(*bytes));
    return std::optional(std::move(image));
}

}  // namespace

Result<std::shared_ptr<dedup::Gallery>> open_gallery(const std::filesystem::path& office) {
    SystemRandom random;
    LOKET_ASSIGN(key, store::load_or_create_key(office / "office.key", random));
    const store::Key own = sha256(as_bytes("loket gallery of fingers:" + to_hex(key)));
    const auto path = office / "gallery.db";
    auto gallery = dedup::Gallery::open(path, own);
    if (!gallery && std::filesystem::exists(path)) {
        log::warn("the gallery of fingers cannot be read and is begun anew: {}", gallery.error().context);
        std::error_code ignored;
        std::filesystem::rename(path, path.string() + ".unreadable", ignored);
        for (const auto* part : {"-wal", "-shm"}) std::filesystem::remove(path.string() + part, ignored);
        gallery = dedup::Gallery::open(path, own);
    }
    if (!gallery) return gallery.error();
    return std::shared_ptr<dedup::Gallery>(std::move(*gallery));
}

Status seek_duplicates(Equipment& equipment, const engine::Case& c, std::span<const CardMaterial::Print> fingers, std::span<const dedup::Gallery::Iris> irises) {
    if (!equipment.gallery || c.duplicates.sought || c.nik.empty()) return {};
    LOKET_ASSIGN(entries, templates_of(c.nik, fingers));
    auto block = equipment.core.ask([nik = c.nik](Core& core) -> Result<std::vector<std::string>> {
        const auto snapshot = core.snapshot();
        const auto person = snapshot->people.find(nik);
        if (person == snapshot->people.end()) return std::vector<std::string>{};
        return alike_on_paper(core, *person->second);
    }).get();
    if (!block) return block.error();
    LOKET_ASSIGN(found, dedup::find_duplicates(*equipment.gallery, c.nik, entries, *block, kThreads, irises));
    LOKET_ASSIGN(suspects, with_photos(equipment, found));
    LOKET_TRY(equipment.gallery->put_irises(c.nik, {irises.begin(), irises.end()}));
    LOKET_TRY(equipment.gallery->put_all(entries));  // before the fact: cut off in between, the case is looked up again
    return tell(equipment.core, engine::ReportDuplicates{c.id, std::move(suspects)}, kSeeker);
}

Status seek_duplicates(Equipment& equipment, const std::string& case_id) {
    if (!equipment.gallery) return {};
    LOKET_ASSIGN(c, open_case(equipment, case_id));
    std::vector<CardMaterial::Print> fingers;
    for (const int position : engine::kChipOrder) {
        if (fingers.size() == kFingersSought) break;
        LOKET_ASSIGN(image, picture_of(equipment, *c, engine::finger_slot(position)));
        if (image) fingers.push_back({static_cast<biometrics::Finger>(position), std::move(*image)});
    }
    std::vector<dedup::Gallery::Iris> irises;
    for (const auto eye : {biometrics::Eye::Right, biometrics::Eye::Left}) {
        LOKET_ASSIGN(image, picture_of(equipment, *c, slot_of(eye)));
        if (!image) continue;
        if (const auto code = biometrics::iris_code(*image)) irises.push_back({eye, *code});
    }
    return seek_duplicates(equipment, *c, fingers, irises);
}

}  // namespace loket::app
