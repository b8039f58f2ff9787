#include "kiosk/app/demo/casting.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/core/projections.h"
#include "kiosk/app/core/register.h"
#include "workflow/mirror/from_case.h"
#include "workflow/mirror/plan.h"
#include "workflow/population/synthetic.h"

namespace loket::app {

using engine::Answers;
using engine::Question;
using engine::QuestionType;
using engine::Service;
using population::Resident;

namespace {

constexpr std::size_t kMostFamilies = 800;
constexpr int kTries = 20000;

/// Nobody lives in RT 999; a year is last year.
std::string number(const Question& question, Date day, Random& random) {
    constexpr int kMost = 60;
    if (question.limits.low > 1900) return std::to_string(static_cast<int>(day.year()) - 1);
    return std::to_string(random.between(question.limits.low, std::min(question.limits.high, kMost)));
}

/// What people write in a field, by its key; anything else is CONTOH, which is what it is.
std::string text_for(const std::string& key, const Resident& person) {
    static const std::map<std::string, std::string> kTexts = {
        {"negara", "MALAYSIA"},         {"alamat_tujuan", "LORONG CONTOH 8, JOHOR BAHRU"}, {"kewarganegaraan", "MALAYSIA"}, {"pekerjaan", "KARYAWAN SWASTA"},
        {"tempat_lahir", "TANJUNG PINANG"}, {"no_paspor", "X1234567"},                     {"no_kitas", "2C11CONTOH0001"},  {"pengadilan", "PN TANJUNG PINANG"},
        {"no_putusan", "12/Pdt.G/2025/PN Tpg"}, {"no_akta", "2101-KW-0001"},               {"no_penetapan", "7/Pdt.P/2025/PN Tpg"}, {"no_keputusan", "AHU-1.AH.10.01"},
        {"no_skpwni", "SKPWNI/3174/05012026/0001"}, {"kode_pos", "29151"},                 {"telepon", "081200000000"},     {"nilai_baru", "S1"},
        {"tempat", "RUMAH SENDIRI"},    {"lokasi", "KANTOR KECAMATAN BINTAN TIMUR"},       {"nomor_spt", "800/SPT/01/2026"}, {"gangguan", "JARINGAN TERPUTUS"},
        {"rekanan", "CV CONTOH KOMPUTER"}};
    if (const auto known = kTexts.find(key); known != kTexts.end()) return known->second;
    if (key == "nama") return person.name.empty() ? "WARGA CONTOH" : person.name;
    if (key.find("alamat") != std::string::npos) return "JL. CONTOH NO. 5";
    return "CONTOH";
}

}  // namespace

Result<Casting> Casting::open(const CoreOptions& options, const Reference& reference, std::uint64_t seed, Date day) {
    Casting casting(reference, seed, day);
    LOKET_ASSIGN(source, population::PopulationSource::load(options.assets / "names", reference.regions));
    const population::PopulationPlan everybody{.seed = options.seed, .size = static_cast<std::size_t>(options.residents), .on = day};
    const auto families = static_cast<std::uint64_t>(options.residents) / 3;
    const auto one_in = std::max<std::uint64_t>(1, families / kMostFamilies);
    const auto made = population::generate_population(everybody, reference.regions, source, [&](Family&& family) -> Status {
        if (derive_seed(seed, family.kk) % one_in == 0 && family.head() != nullptr) casting.families_.push_back(std::move(family));
        return {};
    });
    if (!made) return made.error();
    std::ranges::sort(casting.families_, {}, [&](const Family& family) { return derive_seed(seed, "cast" + family.kk); });
    for (std::size_t i = 0; i < casting.families_.size(); ++i) {
        casting.family_by_number_[casting.families_[i].kk] = i;
        for (const auto& member : casting.families_[i].members) {
            casting.family_by_number_[member.nik] = i;
            if (member.marital == population::Marital::Divorced) casting.divorced_.push_back(member.nik);
        }
    }
    return casting;
}

/// One of the family, as a rule: who was divorced lives elsewhere.
std::string Casting::somebody(const Question& question, const Family& family, Random& random) const {
    if (question.limits.anywhere && !divorced_.empty() && random.chance(0.3)) return divorced_[random.below(divorced_.size())];
    return family.members[random.below(family.members.size())].nik;
}

const Casting::Family* Casting::family_of(const std::string& number) const {
    const auto found = family_by_number_.find(number);
    return found == family_by_number_.end() ? nullptr : &families_[found->second];
}

bool Casting::register_allows(const Service& service, const Cast& cast) const {
    engine::Case c;
    c.id = c.resi = "demo";
    c.service = service.id;
    c.nik = cast.nik;
    c.answers = cast.answers;
    mirror::Mirror mirror;
    EffectsDone done;
    return carry_out(mirror, done, dues_of(c, service), reference_, day_, c.id, [&](std::string_view json) -> Status {
               for (const auto& number : mirror::numbers_in(json))
                   if (const auto* family = family_of(number); family != nullptr && !mirror.knows_kk(family->kk)) LOKET_TRY(mirror.take(Family(*family)));
               return {};
           }).ok();
}

/// A NIK of another regency, or a passport where a foreigner has none yet.
std::string Casting::newcomer(const Service& service, int number) const {
    if (service.find_question("no_kitas") != nullptr) return fmt::format("PASPOR-X{:07}", number);
    return fmt::format("317406150685{:04}", number);
}

std::string Casting::persons(const Family& family, const Cast& cast, const Answers& given) const {
    std::string everybody, but_head, some;
    const auto add = [](std::string& list, const std::string& nik) { list += (list.empty() ? "" : ",") + nik; };
    for (const auto& member : family.members) {
        add(everybody, member.nik);
        if (member.nik != family.head()->nik) add(but_head, member.nik);
    }
    for (const auto* key : {"jenis", "siapa"}) {
        const auto who = given.find(key);
        if (who == given.end()) continue;
        if (who->second == "SELURUH") return everybody;
        if (who->second == "KEPALA") return family.head()->nik;
        if (who->second == "ANGGOTA") return but_head.substr(0, 16);
        some = family.head()->nik;
        if (!but_head.empty()) add(some, but_head.substr(0, 16));
        return some;
    }
    return cast.nik;
}

std::string Casting::answer(const Question& question, const Family& family, const Cast& cast, const Answers& given, Random& random) const {
    const auto today = std::chrono::sys_days(day_);
    const auto& somebody = family.members[random.below(family.members.size())];
    switch (question.type) {
        case QuestionType::Choice: return question.options[random.below(question.options.size())].value;
        case QuestionType::Number: return number(question, day_, random);
        case QuestionType::Nik: return this->somebody(question, family, random);
        case QuestionType::Kk: return family.kk;
        case QuestionType::Village: return question.key.starts_with("asal") ? "31.74.06.0000" : family.head()->address.village;
        case QuestionType::Date: return iso_date(Date(today + std::chrono::days(question.limits.not_past ? random.between(30, 300) : -random.between(1, 14))));
        case QuestionType::Persons: return cast.nik.starts_with("PASPOR") ? cast.nik : persons(family, cast, given);
        case QuestionType::Text: break;
    }
    return text_for(question.key, somebody).substr(0, static_cast<std::size_t>(question.limits.longest));
}

Answers Casting::answer_form(const Service& service, const Family& family, const Cast& cast, Random& random) const {
    Answers answers;
    const auto look_up = [&](const std::string& nik) -> std::optional<engine::Applicant> {
        const auto member = std::ranges::find(family.members, nik, &Resident::nik);
        return member == family.members.end() ? std::nullopt : std::optional(applicant_of(*member));
    };
    for (const auto& question : service.questions) {
        const auto known = engine::with_register(service, answers, look_up(cast.nik), look_up, day_);
        if (!question.condition.holds(known) || (!question.required && random.chance(0.3))) continue;
        answers[question.key] = answer(question, family, cast, answers, random);
    }
    const auto known = engine::with_register(service, answers, look_up(cast.nik), look_up, day_);
    return service.not_entitled(known) == nullptr && service.accepts(known, day_) ? answers : Answers{};
}

/// Only citizens with a settled record, so that cards can be printed and nobody waits for the centre.
bool Casting::fits(const Service& service, const Family& family, const Cast& cast) const {
    const auto member = std::ranges::find(family.members, cast.nik, &Resident::nik);
    if (member == family.members.end()) return service.newcomer;
    const bool adult = age_on(member->born, day_) >= 17 && member->life == population::LifeStatus::Active;
    return adult && member->nationality == population::Nationality::Wni && std::ranges::find(used_, cast.nik) == used_.end();
}

Result<Cast> Casting::cast(const Service& service, int number) {
    SeededRandom random(seed_, "cast:" + service.id, static_cast<std::uint64_t>(number));
    for (int tries = 0; tries < kTries && !families_.empty(); ++tries) {
        const auto& family = families_[random.below(families_.size())];
        Cast cast{.nik = service.newcomer ? newcomer(service, number) : family.head()->nik, .answers = {}};
        if (service.internal()) cast.nik.clear();
        else if (!fits(service, family, cast)) continue;
        cast.answers = answer_form(service, family, cast, random);
        if ((cast.answers.empty() && !service.questions.empty()) || !register_allows(service, cast)) continue;
        used_.push_back(cast.nik);
        return cast;
    }
    return rejected("demo.nobody", "nobody of the sampled families may have service " + service.id);
}

}  // namespace loket::app
