#include "kiosk/app/flows/comparing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "kiosk/app/flows/wording.h"

namespace loket::app {

using population::Resident;
using viewmodels::Compared;

namespace {

/// A register entry under the words of its line, and the answers that speak of the same thing.
struct Datum {
    const char* label;
    const char* answer;   ///< key of the answer in forms in which the applicant describes themselves
    const char* element;  ///< value of "elemen" in a change of data
};
constexpr Datum kData[] = {{"field.name", "nama", "NAMA"},           {"field.birth_place", "tempat_lahir", ""}, {"field.born", "tanggal_lahir", ""},
                           {"field.sex", "jenis_kelamin", ""},       {"field.street", "alamat", ""},            {"field.rt", "rt", ""},
                           {"field.rw", "rw", ""},                   {"field.village", "desa", ""},             {"field.religion", "", "AGAMA"},
                           {"field.marital", "", "STATUS_KAWIN"},    {"field.occupation", "pekerjaan", "PEKERJAAN"}, {"field.education", "", "PENDIDIKAN"},
                           {"field.blood", "", "GOLONGAN_DARAH"},    {"field.kk", "", ""}};

std::string registered(const FlowContext& context, const Resident& person, std::string_view label) {
    const auto& reference = context.equipment.core.reference();
    if (label == "field.name") return person.name;
    if (label == "field.birth_place") return person.birth_place;
    if (label == "field.born") return dmy_date(person.born);
    if (label == "field.sex") return std::string(reference.codes.label(person.sex));
    if (label == "field.street") return person.address.street;
    if (label == "field.rt") return fmt::format("{:03}", person.address.rt);
    if (label == "field.rw") return fmt::format("{:03}", person.address.rw);
    if (label == "field.religion") return std::string(reference.codes.label(person.religion));
    if (label == "field.marital") return std::string(reference.codes.label(person.marital));
    if (label == "field.occupation") return std::string(reference.codes.occupation(person.occupation));
    if (label == "field.education") return std::string(reference.codes.education(person.education));
    if (label == "field.blood") return std::string(reference.codes.label(person.blood));
    if (label == "field.kk") return person.kk;
    const auto place = reference.regions.place(person.address.village);
    return fmt::format("{}, {}", place.village, place.district);
}

/// Letters and digits in capitals; "002" and "2" are the same, spaces and punctuation say nothing.
std::string bare(const std::string& text) {
    std::string out;
    for (const unsigned char c : text)
        if (std::isalnum(c) != 0 || c >= 0x80) out += static_cast<char>(std::toupper(c));
    const auto first = out.find_first_not_of('0');
    return first == std::string::npos ? out : out.substr(first);
}

std::shared_ptr<const Resident> person_of(const Snapshot& snapshot, const std::string& nik) {
    const auto found = snapshot.people.find(nik);
    return found == snapshot.people.end() ? nullptr : found->second;
}

class Comparison {
  public:
    Comparison(const FlowContext& context, const engine::Case& c) : context_(context), case_(c), service_(*context.services().find(c.service)), snapshot_(context.snapshot()), applicant_(person_of(*snapshot_, c.nik)) {}

    std::vector<Compared> rows() {
        for (const auto& question : service_.questions)
            if (case_.answers.contains(question.key)) add_answer(question);
        std::ranges::stable_sort(rows_, std::greater<>{}, &Compared::differs);
        if (applicant_)
            for (const auto& datum : kData)
                if (!told_.contains(datum.label)) rows_.push_back({context_.say(datum.label), "", registered(context_, *applicant_, datum.label)});
        return std::move(rows_);
    }

  private:
    void add_answer(const engine::Question& question) {
        Compared row{.label = question.text.in(context_.session.language), .said = answer_in_words(context_, case_, question)};
        if (const auto* datum = datum_of(question)) {
            const auto person = whose();
            if (person) row.registered = registered(context_, *person, datum->label);
            row.differs = person && bare(row.said) != bare(row.registered);
            if (person == applicant_) told_.insert(datum->label);
        }
        rows_.push_back(std::move(row));
    }

    /// Forms of newcomers describe the applicant; a change of data names its element and gives the new value.
    [[nodiscard]] const Datum* datum_of(const engine::Question& question) const {
        const auto element = case_.answers.find("elemen");
        const bool change = question.key == "nilai_baru" && element != case_.answers.end();
        const auto found = std::ranges::find_if(kData, [&](const Datum& each) { return change ? each.element == element->second : service_.newcomer && each.answer == question.key; });
        return found == std::end(kData) ? nullptr : &*found;
    }

    [[nodiscard]] std::shared_ptr<const Resident> whose() const {
        const auto named = case_.answers.find("orang");
        return named == case_.answers.end() ? applicant_ : person_of(*snapshot_, named->second);
    }

    const FlowContext& context_;
    const engine::Case& case_;
    const engine::Service& service_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Resident> applicant_;
    std::vector<Compared> rows_;
    std::set<std::string> told_;
};

}  // namespace

std::vector<Compared> compared_rows(const FlowContext& context, const engine::Case& c) { return Comparison(context, c).rows(); }

}  // namespace loket::app
