#include "kiosk/app/core/projections.h"

#include <array>

#include "workflow/population/resident_json.h"

namespace loket::app {

using population::CardState;
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

store::ResidentRow resident_row(const Resident& person) {
    return {person.nik, person.kk, person.name, std::string(population::to_string(person.record_state)), population::encode(person)};
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

std::optional<Resident> after_event(const Resident& person, const engine::Event& event) {
    auto changed = person;
    if (const auto* state = std::get_if<engine::RecordStateChanged>(&event)) {
        const auto parsed = population::parse_record_state(state->state);
        if (!parsed) return std::nullopt;
        changed.record_state = *parsed;
    } else if (std::holds_alternative<engine::CardEncoded>(event)) {
        changed.card = CardState::Printed;
    } else if (std::holds_alternative<engine::BlankoSpoiled>(event)) {
        changed.card = CardState::None;
    } else if (std::holds_alternative<engine::CardActivated>(event)) {
        changed.card = CardState::Active;
    } else {
        return std::nullopt;
    }
    return changed;
}

std::string_view name_of(const engine::Command& command) {
    static constexpr std::array<std::string_view, 31> kNames = {
        "TakeTicket",     "CallTicket",    "MissTicket",       "ReceiveFile",      "BeginStep",         "MarkRequirement", "CompleteStep",
        "DeclareIncomplete", "ReturnCase", "KeepSample",       "ExcuseSample",     "ApproveRecording",  "ReportRecordState", "ReserveBlanko",
        "ReportPrinted",  "ReportEncoded", "ReportSpoiled",    "ReleaseBlanko",    "ReportComparison",  "ActivateCard",    "RefuseActivation",
        "PresentResi",    "SignPickup",    "CancelCase",       "ReceiveBlanko",    "AnswerSurvey",
        "AddService",     "OpenInternal",  "OpenFromList",     "ReportPaper",      "SignDocument"};
    static_assert(kNames.size() == std::variant_size_v<engine::Command>);
    return kNames[command.index()];
}

}  // namespace loket::app
