#include "kiosk/app/flows/form_entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/flows/wording.h"
#include "workflow/population/nik.h"

namespace loket::app {

using engine::QuestionType;
using viewmodels::Field;
using viewmodels::Notice;

namespace {

constexpr std::size_t kNikLength = 16, kDateLength = 8, kMostMatches = 6;
constexpr std::string_view kOutsideVillage = ".0000";  ///< a village of a district whose villages are not in the table

/// "05011990" -> "1990-01-05".
std::string iso_of(const std::string& typed) {
    return typed.size() == kDateLength ? fmt::format("{}-{}-{}", typed.substr(4), typed.substr(2, 2), typed.substr(0, 2)) : typed;
}

std::string typed_of(const std::string& iso) { return iso.size() == 10 ? iso.substr(8, 2) + iso.substr(5, 2) + iso.substr(0, 4) : ""; }

/// As short as tells places apart: "Kijang Kota, Bintan Timur", "Menteng, Jakarta Pusat".
std::string offered_words(const population::Regions& regions, const std::string& code) {
    const auto place = regions.place(code);
    return place.village.empty() ? fmt::format("{}, {}", place.district, place.regency) : fmt::format("{}, {}", place.village, place.district);
}

}  // namespace

void FormEntry::start(const engine::Question& question, const std::string& answer, const People& family) {
    wipe();
    question_ = &question;
    family_ = family;
    by_number_ = question.type == QuestionType::Kk || question.limits.anywhere || family.empty();
    take_back(answer);
}

void FormEntry::wipe() {
    for (auto* text : {&typed_, &region_}) zeroise(*text);
    for (auto& nik : picked_) zeroise(nik);
    picked_.clear();
    matches_.clear();
    family_.clear();
    notice_.reset();
}

/// What was answered before stands on the page again.
void FormEntry::take_back(const std::string& answer) {
    if (answer.empty()) return;
    switch (question_->type) {
        case QuestionType::Date: typed_ = typed_of(answer); break;
        case QuestionType::Village:
            region_ = answer;
            typed_ = offered_words(context_.equipment.core.reference().regions, answer);
            break;
        case QuestionType::Persons: picked_ = engine::niks_in(answer); break;
        case QuestionType::Nik:
            if (by_number_) typed_ = answer;
            else picked_ = {answer};
            break;
        default: typed_ = answer;
    }
}

Field::Entry FormEntry::entry() const {
    switch (question_->type) {
        case QuestionType::Date: return Entry::Date;
        case QuestionType::Number:
        case QuestionType::Kk: return Entry::Digits;
        case QuestionType::Nik:
        case QuestionType::Persons: return by_number_ ? Entry::Digits : Entry::People;
        case QuestionType::Village: return Entry::Region;
        default: return Entry::Text;
    }
}

std::size_t FormEntry::longest() const {
    switch (entry()) {
        case Entry::Date: return kDateLength;
        case Entry::Digits: return question_->type == QuestionType::Number ? std::to_string(question_->limits.high).size() : kNikLength;
        case Entry::Region: return 40;
        default: return static_cast<std::size_t>(question_->limits.longest);
    }
}

void FormEntry::handle(const viewmodels::Intent& intent) {
    notice_.reset();
    if (intent.name == "letter" || intent.name == "digit") type(intent.value);
    if (intent.name == "erase" && !typed_.empty()) typed_.pop_back();
    if (intent.name == "clear") typed_.clear();
    if (intent.name == "pick") return pick(std::stoul(intent.value));
    if (intent.name == "add") return add();
    if (entry() != Entry::Region) return;
    region_.clear();
    matches_.clear();
    for (const auto* region : context_.equipment.core.reference().regions.search(typed_, kMostMatches)) {
        constexpr std::size_t kDistrict = 8, kVillage = 13;
        if (region->code.size() == kVillage) matches_.push_back(region->code);
        if (region->code.size() == kDistrict) matches_.push_back(region->code + std::string(kOutsideVillage));
    }
}

void FormEntry::type(const std::string& character) {
    const bool digits_only = entry() == Entry::Digits || entry() == Entry::Date;
    const bool digit = character.size() == 1 && character[0] >= '0' && character[0] <= '9';
    if (typed_.size() < longest() && (digit || !digits_only) && entry() != Entry::People) typed_ += character;
}

void FormEntry::pick(std::size_t index) {
    if (entry() == Entry::Region) {
        if (index >= matches_.size()) return;
        region_ = matches_[index];
        typed_ = offered_words(context_.equipment.core.reference().regions, region_);
        matches_.clear();
        return;
    }
    if (entry() == Entry::People && index == family_.size()) return void(by_number_ = true);  // somebody else
    const auto nik = by_number_ ? (index < picked_.size() ? picked_[index] : std::string{}) : (index < family_.size() ? family_[index]->nik : std::string{});
    if (nik.empty()) return;
    const auto found = std::ranges::find(picked_, nik);
    if (found != picked_.end()) return void(picked_.erase(found));
    if (!many()) picked_.clear();
    picked_.push_back(nik);
}

void FormEntry::add() {
    const auto& reference = context_.equipment.core.reference();
    const auto nik = population::parse_nik(typed_, reference.regions, {.today = wib_date(context_.equipment.clock.now())});
    if (!nik) return void(notice_ = Notice{viewmodels::Tone::Warning, context_.explain(nik.error())});
    if (std::ranges::find(picked_, typed_) == picked_.end() && picked_.size() < engine::kMostPersons) picked_.push_back(typed_);
    typed_.clear();
}

std::string FormEntry::written() const {
    switch (question_->type) {
        case QuestionType::Date: return iso_of(typed_);
        case QuestionType::Village: return region_;
        case QuestionType::Persons: return fmt::format("{}", fmt::join(picked_, ","));
        case QuestionType::Nik: return by_number_ ? typed_ : picked_.empty() ? "" : picked_.front();
        default: return typed_;
    }
}

Result<std::string> FormEntry::answer() {
    if (many() && by_number_ && typed_.size() == kNikLength) add();
    if (notice_) return rejected("answers.shape", "the number just typed is not a NIK");
    auto text = written();
    if (text.empty() && !question_->required) return text;
    const auto fits = question_->accepts(text, wib_date(context_.equipment.clock.now()));
    if (fits) return text;
    notice_ = Notice{viewmodels::Tone::Warning, context_.explain(fits.error())};
    return fits.error();
}

std::string FormEntry::hint() const {
    const auto& language = context_.session.language;
    if (const auto& own = question_->hint.in(language); !own.empty()) return own;
    const auto said = [&](const char* key) { return context_.say(std::string("field.") + key + ".hint"); };
    std::string words;
    switch (question_->type) {
        case QuestionType::Date: words = said("date"); break;
        case QuestionType::Village: words = said("region"); break;
        case QuestionType::Kk: words = said("nik"); break;
        case QuestionType::Nik: words = said(by_number_ ? "nik" : "person"); break;
        case QuestionType::Persons: words = said(by_number_ ? "persons_typed" : "persons"); break;
        default: break;
    }
    return question_->required ? words : words + (words.empty() ? "" : " ") + context_.say("field.optional");
}

std::optional<std::size_t> FormEntry::offered(const std::string& value) const {
    const auto place = [](const auto& list, auto found) { return found == list.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - list.begin())); };
    if (entry() == Entry::Region) return place(matches_, std::ranges::find(matches_, value));
    if (entry() == Entry::People) return place(family_, std::ranges::find_if(family_, [&](const auto& member) { return member->nik == value; }));
    return std::nullopt;
}

Field FormEntry::view() const {
    Field view{.entry = entry(), .title = question_->text.in(context_.session.language), .hint = hint(), .typed = typed_, .length = longest(), .items = {}};
    constexpr int kLongText = 200, kLines = 4;
    if (entry() == Entry::Text && question_->limits.longest > kLongText) view.lines = kLines;
    view.optional = !question_->required;
    view.can_add = by_number_ && many() && typed_.size() == kNikLength;
    view.notice = notice_;
    const auto picked = [&](const std::string& nik) { return std::ranges::find(picked_, nik) != picked_.end(); };
    if (entry() == Entry::People) {
        for (const auto& member : family_) view.items.push_back({masked_name(member->name), std::to_string(static_cast<int>(member->born.year())), picked(member->nik)});
        if (!many()) view.items.push_back({context_.say("field.other_number"), {}, false});
    } else if (entry() == Entry::Region) {
        for (const auto& code : matches_) view.items.push_back({offered_words(context_.equipment.core.reference().regions, code), {}, false});
    } else if (many()) {
        for (const auto& nik : picked_) view.items.push_back({population::mask_nik(nik), {}, true});
    }
    view.can_continue = view.optional || !written().empty() || typed_.size() == longest();
    return view;
}

}  // namespace loket::app
