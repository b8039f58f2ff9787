#include "kiosk/app/desk/paper_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"
#include "workflow/population/nik.h"

namespace loket::app {
namespace {

using documents::letters::Field;
using documents::letters::FieldKind;
using documents::letters::Values;
using engine::QuestionType;
using population::Resident;
using population::Sex;
using Subject = Source::Subject;

std::string answer_of(const engine::Case& c, const std::string& key) {
    const auto given = c.answers.find(key);
    return given == c.answers.end() ? "" : given->second;
}


/// Somebody a paper speaks of: known to the register, or by number only.
struct Named {
    std::string nik;
    const Resident* resident = nullptr;
    explicit operator bool() const { return resident != nullptr || !nik.empty(); }
};

class Writer {
  public:
    explicit Writer(const PaperFacts& facts) : facts_(facts) {}

    Values values(const std::vector<Field>& fields, const std::map<std::string, Phrases>& sources) const {
        Values out;
        for (const auto& field : fields)
            for (const auto& phrase : sources.at(field.key))
                if (auto value = write(phrase, field); !value.empty()) {
                    out[field.key] = std::move(value);
                    break;
                }
        return out;
    }

    std::vector<Values> rows(const PaperSource& source) const {
        std::vector<Values> out;
        const auto& [each, persons, lines] = source.rows;
        if (each == RowSource::Each::Once)
            for (const auto& line : lines) out.push_back(values(source.letter.columns, line));
        else if (each == RowSource::Each::Person)
            for (int slot = kFirstSlot; const auto& nik : engine::niks_in(answer_of(facts_.c, persons)))
                out.push_back(with_person(nik, nik == facts_.c.nik ? 0 : slot++).values(source.letter.columns, lines.front()));
        else
            for (const auto& device : facts_.devices) out.push_back(with_device(device).values(source.letter.columns, lines.front()));
        return out;
    }

    [[nodiscard]] std::string kk_of(const Source& source) const {
        const bool by_number = !source.key.empty() && facts_.service.find_question(source.key)->type == QuestionType::Kk;
        if (by_number && !answer_of(facts_.c, source.key).empty()) return answer_of(facts_.c, source.key);
        const auto named = person(by_number ? "" : source.key);
        return named.resident == nullptr ? "" : named.resident->kk;
    }

  private:
    [[nodiscard]] Writer with_person(const std::string& nik, int slot) const {
        Writer inner(facts_);
        inner.row_ = named(nik);
        inner.slot_ = slot;
        return inner;
    }
    [[nodiscard]] Writer with_device(const DeviceLine& device) const {
        Writer inner(facts_);
        inner.device_ = &device;
        return inner;
    }

    /// A date stands alone in a date field as ISO 8601 and everywhere else in words.
    [[nodiscard]] std::string write(const Phrase& phrase, const Field& field) const {
        std::string out;
        for (const auto& piece : phrase) {
            if (const auto* text = std::get_if<std::string>(&piece)) {
                out += *text;
                continue;
            }
            auto value = look_up(std::get<Source>(piece));
            if (value.empty()) return {};
            const auto day = field.kind == FieldKind::Date ? std::nullopt : parse_iso_date(value);
            out += day ? documents::plain_date(*day) : value;
        }
        const bool number = field.kind == FieldKind::Nik || field.kind == FieldKind::Kk;
        return number && out.size() != 16 ? "" : out;  // "PASPOR-…" stands for a number that is still to be given
    }

    [[nodiscard]] std::string look_up(const Source& source) const {
        switch (source.subject) {
            case Subject::Answer: return in_words(source.what);
            case Subject::Mine: return row_.nik == facts_.c.nik ? in_words(source.what) : "";
            case Subject::Slot: return slot_ == 0 || facts_.service.find_question(slot_key(source.what, slot_)) == nullptr ? "" : in_words(slot_key(source.what, slot_));
            case Subject::Padded: return padded(answer_of(facts_.c, source.what));
            case Subject::Person: return of(person(source.key), source.what);
            case Subject::Husband: return of(of_sex(source.key, Sex::Male), source.what);
            case Subject::Wife: return of(of_sex(source.key, Sex::Female), source.what);
            case Subject::Head: return of(head(source), source.what);
            case Subject::Row: return device_ == nullptr ? of(row_, source.what) : of(*device_, source.what);
            case Subject::Place: return place(answer_of(facts_.c, source.key), source.what);
            case Subject::Case: return of_case(source.what);
            case Subject::Paper: {
                const auto* paper = facts_.c.paper(source.what);
                return paper == nullptr ? "" : paper->number;
            }
            case Subject::Officer: {
                const auto officer = facts_.officers.find(source.what);
                return officer == facts_.officers.end() ? "" : officer->second;
            }
        }
        return {};
    }

    static std::string padded(const std::string& number) { return number.empty() || number.size() > 3 ? number : std::string(3 - number.size(), '0') + number; }

    [[nodiscard]] std::string in_words(const std::string& key) const {
        const auto answer = answer_of(facts_.c, key);
        const auto& question = *facts_.service.find_question(key);
        if (question.type == QuestionType::Village) return place(answer, "village");
        if (question.type == QuestionType::Choice) {
            const auto option = std::ranges::find(question.options, answer, &engine::Option::value);
            return option == question.options.end() ? "" : option->label.id();
        }
        if (question.type != QuestionType::Persons) return answer;
        std::string out;
        for (const auto& nik : engine::niks_in(answer)) {
            const auto one = named(nik);
            out += (out.empty() ? "" : ", ") + (one.resident == nullptr ? nik : one.resident->name);
        }
        return out;
    }

    [[nodiscard]] std::string place(const std::string& code, const std::string& level) const {
        if (code.empty()) return {};
        const auto names = facts_.reference.regions.place(code);
        if (level == "village") return std::string(names.village);
        if (level == "district") return std::string(names.district);
        if (level == "regency") return std::string(names.regency);
        if (level == "province") return std::string(names.province);
        std::string out;
        for (const auto name : {names.village, names.district, names.regency, names.province})
            if (!name.empty()) out += (out.empty() ? "" : ", ") + std::string(name);
        return documents::upper(out);  // stands behind a street, which the register keeps in capitals
    }

    [[nodiscard]] std::string of_case(const std::string& what) const {
        const auto& c = facts_.c;
        if (what == "resi") return c.resi;
        if (what == "service") return facts_.service.name.id();
        if (what == "product") return facts_.service.product.id();
        if (what == "opened") return iso_date(wib_date(c.opened));
        if (what == "registered") return iso_date(wib_date(c.registered.value_or(c.opened)));
        return iso_date(wib_date(facts_.issued));
    }

    [[nodiscard]] Named named(const std::string& nik) const {
        const auto known = facts_.people.find(nik);
        return {nik, known == facts_.people.end() ? nullptr : known->second.get()};
    }
    [[nodiscard]] Named person(const std::string& key) const { return named(key.empty() ? facts_.c.nik : answer_of(facts_.c, key)); }

    [[nodiscard]] Named of_sex(const std::string& key, Sex sex) const {
        for (const auto& one : {person(""), person(key)})
            if (one.resident != nullptr && one.resident->sex == sex) return one;
        return {};
    }

    [[nodiscard]] Named head(const Source& source) const {
        const auto family = facts_.families.find(kk_of(source));
        if (family == facts_.families.end()) return {};
        for (const auto& member : family->second)
            if (member->shdk == population::Shdk::KepalaKeluarga) return {member->nik, member.get()};
        return {};
    }

    static std::string of(const DeviceLine& device, const std::string& what) {
        if (what == "product") return device.product;
        if (what == "serial") return device.serial;
        if (what == "kind") return device.kind;
        return what == "state" ? device.state : device.reasons;
    }

    /// What a NIK alone tells of somebody from another regency.
    [[nodiscard]] std::string of_number(const std::string& nik, const std::string& what) const {
        if (what == "nik") return nik;
        const auto report = population::examine_nik(nik, facts_.reference.regions, {.today = wib_date(facts_.issued)});
        if (what == "born") return report.born ? iso_date(*report.born) : "";
        if (!report.sex) return {};
        if (what == "sex") return std::string(facts_.reference.codes.label(*report.sex));
        return what == "sex_letter" ? (*report.sex == Sex::Male ? "L" : "P") : "";
    }

    [[nodiscard]] std::string of(const Named& one, const std::string& what) const {
        if (!one) return {};
        if (one.resident == nullptr) return of_number(one.nik, what);
        const auto& r = *one.resident;
        const auto& codes = facts_.reference.codes;
        if (what == "nik") return r.nik;
        if (what == "kk") return r.kk;
        if (what == "name") return r.name;
        if (what == "sex") return std::string(codes.label(r.sex));
        if (what == "sex_letter") return r.sex == Sex::Male ? "L" : "P";
        if (what == "birth_place") return r.birth_place;
        if (what == "born") return iso_date(r.born);
        if (what == "blood") return std::string(codes.blood_on_card(r.blood));
        if (what == "religion") return std::string(codes.label(r.religion));
        if (what == "marital") return codes.marital_on_kk(r.marital, r.marriage_recorded);
        if (what == "marital_since") return r.marital_since ? iso_date(*r.marital_since) : "";
        if (what == "education") return std::string(codes.education(r.education));
        if (what == "occupation") return std::string(codes.occupation(r.occupation));
        if (what == "nationality") return std::string(codes.label(r.nationality));
        if (what == "shdk") return std::string(codes.label(r.shdk));
        if (what == "disability") return std::string(codes.label(population::CodeTable::Disabilitas, r.disability));
        return of_papers(r, what);
    }

    [[nodiscard]] std::string of_papers(const Resident& r, const std::string& what) const {
        if (what == "father") return r.father;
        if (what == "mother") return r.mother;
        if (what == "birth_deed") return r.birth_deed;
        if (what == "phone") return r.phone;
        if (what == "country") return r.immigration ? r.immigration->country : "";
        if (what == "passport") return r.immigration ? r.immigration->passport : "";
        if (what == "kitap") return r.immigration ? r.immigration->kitap : "";
        const auto rt_rw = fmt::format("{:03}/{:03}", r.address.rt, r.address.rw);
        if (what == "street") return r.address.street;
        if (what == "rt_rw") return rt_rw;
        if (what == "address") return fmt::format("{}, RT/RW {}, {}", r.address.street, rt_rw, place(r.address.village, "full"));
        return place(r.address.village, what);
    }

    const PaperFacts& facts_;
    Named row_;
    int slot_ = 0;  ///< of the row's person; 0: the applicant
    const DeviceLine* device_ = nullptr;
};

}  // namespace

std::set<std::string> people_needed(const PaperSource& source, const engine::Service& service, const engine::Case& c) {
    std::set<std::string> out;
    const auto add = [&](const std::string& answer) {
        for (const auto& nik : engine::niks_in(answer)) out.insert(nik);
    };
    const auto is = [&](const std::string& key, QuestionType type) { return !key.empty() && service.find_question(key)->type == type; };
    for (const auto& one : source.all()) {
        const bool couple = one.subject == Subject::Husband || one.subject == Subject::Wife;
        const bool about = one.subject == Subject::Person || one.subject == Subject::Head || couple;
        if (about && !c.nik.empty() && (couple || one.key.empty() || is(one.key, QuestionType::Kk))) out.insert(c.nik);
        if (about && is(one.key, QuestionType::Nik)) add(answer_of(c, one.key));
        if (one.subject == Subject::Answer && is(one.what, QuestionType::Persons)) add(answer_of(c, one.what));
    }
    if (source.rows.each == RowSource::Each::Person) add(answer_of(c, source.rows.persons));
    return out;
}

std::set<std::string> families_needed(const PaperSource& source, const PaperFacts& facts) {
    std::set<std::string> out;
    for (const auto& one : source.all())
        if (one.subject == Subject::Head)
            if (auto kk = Writer(facts).kk_of(one); !kk.empty()) out.insert(std::move(kk));
    return out;
}

documents::letters::LetterData letter_data(const PaperSource& source, const PaperFacts& facts) {
    const Writer writer(facts);
    return {facts.number, facts.issued, writer.values(source.letter.fields, source.fields), writer.rows(source)};
}

Result<documents::FamilyCard> family_card(const PaperFacts& facts) {
    if (facts.card.members.empty()) return rejected("kk.unknown", "there will be no family for this card");
    documents::FamilyCard card;
    card.family = facts.card;
    card.family.recorded = wib_date(facts.issued);
    std::ranges::stable_sort(card.family.members, {}, &Resident::shdk);
    card.number = facts.number;
    card.issued = facts.issued;
    return card;
}

}  // namespace loket::app
