#include "kiosk/app/core/projections.h"

#include <algorithm>
#include <array>

#include "workflow/population/resident_json.h"

namespace loket::app {

using population::Resident;

engine::Applicant applicant_of(const Resident& person) {
    return {.nik = person.nik,
            .born = person.born,
            .ever_married = person.marital != population::Marital::Single,
            .alive = person.life == population::LifeStatus::Active,
            .record_state = std::string(population::to_string(person.record_state)),
            .kk = person.kk,
            .married = person.marital == population::Marital::Married,
            .foreigner = person.nationality == population::Nationality::Wna,
            .rentan = false,  // nothing in the register says so: the field team's list does
            .head = person.shdk == population::Shdk::KepalaKeluarga};
}

std::optional<engine::Applicant> applicant_if_here(const population::Resident& person) {
    const bool gone = person.life == population::LifeStatus::MovedAway || person.life == population::LifeStatus::Abroad;
    return gone ? std::nullopt : std::optional(applicant_of(person));
}

store::ResidentRow resident_row(const Resident& person) {
    const bool here = person.life == population::LifeStatus::Active;
    return {person.nik, here ? person.kk : "", person.name, std::string(population::to_string(person.record_state)), population::encode(person)};
}

store::CaseRow case_row(const engine::Case& c) {
    static constexpr std::array kStates = {"open", "waiting_for_applicant", "closed"};
    return {.case_id = c.id,
            .resi = c.resi,
            .nik = c.nik,
            .service = c.service,
            .state = c.status == engine::CaseStatus::Closed ? c.outcome : kStates[static_cast<std::size_t>(c.status)],
            .step = std::to_string(c.step),
            .opened_at = c.opened,
            .promised = c.promised ? std::optional(wib_instant(*c.promised)) : std::nullopt,
            .updated_at = c.updated,
            .closed = c.status == engine::CaseStatus::Closed};
}

const engine::Case* changed_case(const engine::Office& after, const engine::Happening& fact) {
    static constexpr std::string_view kPrefix = "perkara:";
    if (!fact.stream.starts_with(kPrefix)) return nullptr;
    const auto id = fact.stream.substr(kPrefix.size());
    if (const auto open = after.find_case(id)) return open.get();
    return after.last_closed && after.last_closed->id == id ? after.last_closed.get() : nullptr;
}

bool concerns_register(const std::vector<engine::Happening>& facts) {
    return std::ranges::any_of(facts, [](const engine::Happening& fact) {
        return std::holds_alternative<engine::EffectDue>(fact.event) || std::holds_alternative<engine::RecordStateChanged>(fact.event) ||
               std::holds_alternative<engine::CardEncoded>(fact.event) || std::holds_alternative<engine::BlankoSpoiled>(fact.event);
    });
}

namespace {

/// The name of a type without its namespaces, from the signature that the compiler writes: a list kept by hand would break
/// with every new command.
template <class Type>
std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;  // "… [with Type = loket::engine::CompleteStep; …]"
    name.remove_prefix(name.find("Type = ") + 7);
    name = name.substr(0, name.find_first_of(";]"));
    return name.substr(name.rfind(':') + 1);
}

}  // namespace

std::string_view name_of(const engine::Command& command) {
    return std::visit([](const auto& wish) { return type_name<std::decay_t<decltype(wish)>>(); }, command);
}

}  // namespace loket::app
