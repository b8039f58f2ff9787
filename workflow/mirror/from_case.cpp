#include "workflow/mirror/from_case.h"

#include <algorithm>
#include <map>
#include <set>

#include "workflow/mirror/from_case_parts.h"
#include "workflow/population/villages.h"

namespace loket::mirror {
namespace detail {

using nlohmann::json;

std::string CaseArgs::text(const char* key) const {
    const auto found = object_.find(key);
    return found != object_.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string CaseArgs::upper(const char* key) const { return population::upper_case(text(key)); }

int CaseArgs::number(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end() || !found->is_number_integer()) return 0;
    return static_cast<int>(std::clamp<std::int64_t>(found->get<std::int64_t>(), -1'000'000, 1'000'000));
}

std::vector<std::string> CaseArgs::niks(const char* key) const {
    std::vector<std::string> niks;
    const auto found = object_.find(key);
    if (found == object_.end() || !found->is_array()) return niks;
    for (const auto& item : *found)
        if (item.is_string() && std::find(niks.begin(), niks.end(), item.get<std::string>()) == niks.end()) niks.push_back(item.get<std::string>());
    return niks;
}

std::optional<Date> CaseArgs::date(const char* key) const { return parse_iso_date(text(key)); }

std::string CaseArgs::paper(std::string_view kind) const {
    const auto papers = object_.find("documents");
    if (papers == object_.end() || !papers->is_array()) return {};
    for (const auto& paper : *papers) {
        const CaseArgs fields(paper.is_object() ? paper : json::object());
        if (fields.text("kind").starts_with(kind)) return fields.text("number");
    }
    return {};
}

Result<const Resident*> FromCase::resident(const std::string& nik) const {
    if (const auto* found = here(nik)) return found;
    const auto* gone = look.mirror.departed(nik);
    if (gone == nullptr) return rejected("mirror.unknown_person", "no resident has this NIK");
    if (gone->why == Departure::Died) return rejected("mirror.deceased", "this person has died");
    if (gone->why == Departure::MovedOut) return rejected("mirror.moved_away", "this person has moved to another regency");
    return rejected("mirror.abroad", "this person lives abroad or is no citizen any more");
}

Result<const Household*> FromCase::household_of(const std::string& nik) const {
    LOKET_TRY(resident(nik));
    return look.mirror.household_of(nik);
}

Result<std::optional<int>> FromCase::code(population::CodeTable table, const std::string& answer) const {
    if (answer.empty()) return std::optional<int>();
    auto word = population::upper_case(answer);
    std::replace(word.begin(), word.end(), '_', ' ');
    if (const auto known = look.codes.code_of(table, word)) return known;
    for (const auto& entry : look.codes.entries(table))
        if (word == std::to_string(entry.code) || entry.label.starts_with(word)) return std::optional(entry.code);
    return rejected("mirror.code_table", "the answer is not in its table");
}

Result<Before> FromCase::before(const char* key) {
    Before before;
    if (args.text(key).empty()) note(std::string(key) + ": not asked, taken as never married before");
    LOKET_TRY(set(before.marital, population::CodeTable::StatusPerkawinan, args.text(key)));
    return before;
}

Date FromCase::day(const char* key) {
    if (const auto given = args.date(key)) return *given;
    note(std::string(key) + ": not asked, taken as the day of registration");
    return look.on;
}

Address FromCase::address() const {
    const auto place = [this](const char* key) { return static_cast<std::uint16_t>(std::clamp(args.number(key), 0, 999)); };
    return {args.upper("street"), place("rt"), place("rw"), args.text("to")};
}

}  // namespace detail

using detail::FromCase;

Result<CaseEffects> effects_of(std::string_view kind, std::string_view args, const CaseLookups& look) {
    static const std::map<std::string_view, Status (FromCase::*)()> kKinds = {
        {"FormFamily", &FromCase::form_family},       {"JoinFamily", &FromCase::join_family},
        {"ReplaceHead", &FromCase::replace_head},     {"ChangeData", &FromCase::change_data},
        {"MoveFamily", &FromCase::move_family},       {"IssueFamilyCard", &FromCase::issue_family_card},
        {"SetCard", &FromCase::set_card},             {"SetKia", &FromCase::set_kia},
        {"MoveOut", &FromCase::move_out},             {"GoAbroad", &FromCase::go_abroad},
        {"MoveIn", &FromCase::move_in},               {"ReturnFromAbroad", &FromCase::return_from_abroad},
        {"RecordStay", &FromCase::record_stay},       {"Birth", &FromCase::birth},
        {"Stillbirth", &FromCase::stillbirth},        {"AnnulMarriage", &FromCase::annul_marriage},
        {"AnnulDivorce", &FromCase::annul_divorce},   {"Death", &FromCase::death},
        {"Adoption", &FromCase::adoption},            {"Renunciation", &FromCase::renunciation},
        {"IssueTemporaryPaper", &FromCase::temporary_paper}};
    const auto found = kKinds.find(kind);
    if (found == kKinds.end()) return corrupt("unknown kind of effect: " + std::string(kind));
    auto object = nlohmann::json::parse(args, nullptr, false);
    if (!object.is_object()) return corrupt("the arguments of " + std::string(kind) + " are not a JSON object");
    const detail::CaseArgs read(std::move(object));
    FromCase from{read, look};
    LOKET_TRY((from.*(found->second))());
    return std::move(from.out);
}

std::vector<Effect> card_effects(const Resident& person, CardState wish, const std::string& reason) {
    const auto set = [&](CardState state) { return SetCard{person.nik, state, reason}; };
    if (wish == CardState::Active && person.card == CardState::Printed) return {set(CardState::Active)};
    std::vector<Effect> effects;
    const bool active = person.card == CardState::Active;
    if (active && reason == "HILANG") effects.push_back(set(CardState::Lost));
    else if (active && reason == "RUSAK") effects.push_back(set(CardState::Damaged));
    else if (active || person.card == CardState::Printed) effects.push_back(set(CardState::Withdrawn));
    effects.push_back(set(CardState::Printed));
    if (wish == CardState::Active) effects.push_back(set(CardState::Active));
    return effects;
}

std::vector<std::string> numbers_in(std::string_view text) {
    std::set<std::string> numbers;
    std::string digits;
    const auto close = [&] {
        if (digits.size() == 16) numbers.insert(digits);
        digits.clear();
    };
    for (const char c : text) c >= '0' && c <= '9' ? digits.push_back(c) : close();
    close();
    return {numbers.begin(), numbers.end()};
}

}  // namespace loket::mirror
