// Recording of biometrics, and what the centre says of it.

#include <algorithm>
#include <cmath>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/serials.h"

namespace loket::engine::detail {
namespace {

bool is_slot(const std::string& slot) { return std::ranges::find(recording_slots(), slot) != recording_slots().end(); }

/// The case, if its recording is under way and this actor may add to it.
Result<std::shared_ptr<const Case>> recordable(const Deciding& deciding, const std::string& id) {
    LOKET_TRY(deciding.require_role({Role::OperatorRekam, Role::FrontOffice}));
    LOKET_ASSIGN(c, deciding.open_case(id));
    const auto& card = deciding.context.services.find(c->service)->card;
    if (!card || !card->chip) return rejected("record.not_asked", "this service needs no biometric record");
    if (is_recorded(c->record_state))
        return rejected("record.exists", "the biometric record of this person is already " + c->record_state);
    return c;
}

}  // namespace

Facts Deciding::operator()(const KeepSample& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    const auto& sample = command.sample;
    if (!is_slot(sample.slot)) return rejected("sample.slot", "no such thing to record: " + sample.slot);
    if (sample.digest.empty()) return rejected("sample.empty", "a sample needs its picture");
    if (sample.quality < 0 || sample.quality > 100) return rejected("sample.quality", "quality runs from 0 to 100");
    const bool until_approved = sample.slot == "photo";  // the applicant sees it and may ask for another one
    if (sample.tries < 1 || (sample.tries > kMaxTries && !until_approved)) return rejected("sample.tries", "between one and three tries");
    return std::vector<Happening>{on_case(c->id, sample)};
}

Facts Deciding::operator()(const ExcuseSample& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    if (!is_slot(command.slot)) return rejected("sample.slot", "no such thing to record: " + command.slot);
    if (command.slot == "photo") return rejected("sample.photo_needed", "everybody has a face: the photo cannot be excused");
    if (!is_exception_reason(command.reason)) return rejected("sample.reason", "an exception needs a reason from the list");
    if (command.photo.empty()) return rejected("sample.evidence", "an exception needs a picture that shows it");
    return std::vector<Happening>{on_case(c->id, SampleExcused{command.slot, command.reason, command.photo})};
}

Facts Deciding::operator()(const VerifySample& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    const auto& e = command.outcome;
    if (std::ranges::count(c->unverified_slots(), e.slot) == 0) return rejected("sample.slot", "this finger is not to be captured again: " + e.slot);
    if (!std::isfinite(e.score) || !std::isfinite(e.threshold) || e.match != (e.score >= e.threshold))
        return rejected("sample.comparison", "this is not the outcome of comparing a finger");
    if (e.tries < 1 || e.tries > kMaxTries) return rejected("sample.tries", "between one and three tries");
    return std::vector<Happening>{on_case(c->id, e)};
}

Facts Deciding::operator()(const ApproveRecording& command) const {
    LOKET_ASSIGN(c, recordable(*this, command.case_id));
    if (!c->recording_complete()) return rejected("record.incomplete", "still missing: " + c->missing_slots().front());
    if (const auto open = c->unverified_slots(); !open.empty()) return rejected("record.unverified", "to be captured once more: " + open.front());
    if (command.signature.empty() && c->samples.at("signature").excused.empty()) return rejected("record.unsigned", "the applicant signs for the recording");
    return std::vector<Happening>{on_case(c->id, RecordingApproved{command.signature}), on_case(c->id, RecordStateChanged{std::string(kBioCaptured)})};
}

Facts Deciding::operator()(const ReportDuplicates& command) const {
    LOKET_TRY(require_role({Role::Sistem}));
    LOKET_ASSIGN(c, open_case(command.case_id));
    if (c->card.stage != CardStage::None) return rejected("card.already_reserved", "the card of this case is on its way already");
    for (const auto& suspect : command.suspects)
        if (suspect.nik.empty() || suspect.nik == c->nik || !std::isfinite(suspect.score) || !std::isfinite(suspect.threshold) || suspect.score < suspect.threshold)
            return rejected("duplicate.implausible", "this is not the outcome of a search");
    return std::vector<Happening>{on_case(c->id, DuplicatesSought{command.suspects})};
}

Facts Deciding::operator()(const JudgeDuplicate& command) const {
    LOKET_TRY(require_role({Role::Kasi, Role::Kabid, Role::Kadis}));
    LOKET_ASSIGN(c, open_case(command.case_id));
    if (c->duplicates.suspects.empty()) return rejected("duplicate.none", "nobody on record is like this person");
    if (c->recorded_by.contains(context.actor.user)) return rejected("trust.same_person", context.actor.user + " has recorded this applicant");
    if (c->card.stage != CardStage::None) return rejected("card.already_reserved", "the card of this case is on its way already");
    if (command.reason.empty()) return rejected("return.reason_missing", "a verdict needs a reason");
    return std::vector<Happening>{on_case(c->id, DuplicateJudged{command.same, command.reason})};
}

Facts Deciding::operator()(const ReportRecordState& command) const {
    LOKET_TRY(require_role({Role::Pusat}));
    LOKET_ASSIGN(c, open_case(command.case_id));
    if (!may_follow(c->record_state, command.state))
        return rejected("record.order", "a record that is " + c->record_state + " cannot become " + command.state);
    const bool answered = is_print_ready(command.state) || command.state == kDuplicate;
    std::vector<Happening> facts;
    const auto tell = [&](const Case& of) {
        facts.push_back(on_case(of.id, RecordStateChanged{command.state}));
        if (of.early && answered) facts.push_back(on_case(of.id, CaseClosed{"recorded", ""}));
    };
    tell(*c);
    for (const auto& [id, other] : office.cases)  // the record is the person's: an early recording and the application beside it share it
        if (id != c->id && !c->nik.empty() && other->nik == c->nik && other->record_state == c->record_state) tell(*other);
    return facts;
}

std::shared_ptr<const Case> Deciding::application_of(const std::string& nik, const std::string& service) const {
    auto c = office.find_case_of(nik, service);
    return c && c->early && c->recording_approved && waits_for_centre(c->record_state) ? nullptr : c;
}

Facts Deciding::operator()(const OpenRecording& command) const {
    LOKET_TRY(require_role({Role::OperatorRekam, Role::FrontOffice}));
    const auto* service = context.services.find(command.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + command.service);
    if (!service->card || !service->card->chip) return rejected("record.not_asked", "this service needs no biometric record");
    const auto applicant = person(command.nik);
    if (!applicant) return rejected("nik.unknown", "the number is not in the local register");
    if (!applicant->alive) return rejected("applicant.deceased", "the register says this person has died");
    if (age_on(applicant->born, wib_date(context.now)) < service->minimum_age_record && !applicant->ever_married)
        return rejected("applicant.underage", "nobody is recorded so young");
    if (is_recorded(applicant->record_state)) return rejected("record.exists", "the biometric record of this person is already " + applicant->record_state);
    if (office.find_case_of(command.nik, service->id)) return rejected("case.already_open", "an application of this person for this service is still open");
    const auto series = case_series(wib_date(context.now), kRecordingLetter);
    CaseOpened opened{.case_id = case_number(series, office.next_serial(series)),
                      .service = service->id,
                      .profile = context.profile,
                      .nik = command.nik,
                      .ticket = {},
                      .answers = {},
                      .record_state = applicant->record_state,
                      .early = true};
    const auto id = opened.case_id;
    return std::vector<Happening>{on_case(id, std::move(opened))};
}

}  // namespace loket::engine::detail
