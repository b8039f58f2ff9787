#pragma once
// Shared by the decide_*.cpp files only.

#include "workflow/engine/decide.h"

namespace loket::engine::detail {

using Facts = Result<std::vector<Happening>>;

struct Deciding {
    const Office& office;
    const Context& context;
    std::vector<std::string>& overridden;  ///< codes of the refusals that a supervisor let pass

    /// Refuses, unless a supervisor lets this pass.
    [[nodiscard]] Status unless_overridden(Error refusal) const;
    /// What the office sets for itself, or the defaults.
    [[nodiscard]] const OfficeRules& rules() const;
    /// The open case, at a step its service has, or Rejected "case.unknown", "service.unknown", "step.unknown".
    [[nodiscard]] Result<std::shared_ptr<const Case>> open_case(const std::string& id) const;
    /// The case at a step of this kind, begun by this actor.
    [[nodiscard]] Result<std::shared_ptr<const Case>> case_at(const std::string& id, StepKind kind) const { return case_at(id, {kind}); }
    [[nodiscard]] Result<std::shared_ptr<const Case>> case_at(const std::string& id, std::initializer_list<StepKind> kinds) const;
    [[nodiscard]] const Step& step_of(const Case& c) const;
    /// The queue of today: empty while the office still holds the one of a day before.
    [[nodiscard]] const Queue& queue_today() const;
    /// The person in the register, or nothing.
    [[nodiscard]] std::optional<Applicant> person(const std::string& nik) const;
    /// The answers, if they fit this service and the register, with what the register says. Rejected as Service::accepts,
    /// "answers.person" (names somebody unknown, dead or of another family), "applicant.not_entitled".
    [[nodiscard]] Result<Answers> admit(const Service& service, const std::string& nik, const Answers& answers) const;
    /// Whether the office gives tickets now: Rejected "queue.closed", with the next day in the context.
    [[nodiscard]] Status is_open_for_tickets() const;
    /// Whether one more application for this service can be finished today: Rejected "queue.quota", "queue.print_capacity",
    /// "stock.empty", with the next day in the context.
    [[nodiscard]] Status has_room_for(const Service& service) const;
    /// Whether somebody may apply for this service with what they typed: those who arrive or come from abroad are not yet registered.
    [[nodiscard]] Status may_apply(const Service& service, const std::string& nik) const;
    /// Whether this is the PIN or code of somebody who may try now: Rejected "code.digest", "code.blocked".
    [[nodiscard]] Status may_try(const std::string& nik, const std::string& digest) const;
    /// The open application of this person for this service, or null. One that only records and waits for nobody but the centre is
    /// none: its person may apply beside it.
    [[nodiscard]] std::shared_ptr<const Case> application_of(const std::string& nik, const std::string& service) const;
    [[nodiscard]] Status require_role(std::initializer_list<Role> roles) const;

    [[nodiscard]] Facts take_ticket(const TakeTicket& command) const;
    Facts operator()(const TakeTicket& command) const;
    Facts operator()(const CallTicket& command) const;
    Facts operator()(const MissTicket& command) const;
    Facts operator()(const HoldTicket& command) const;
    Facts operator()(const ResumeTicket& command) const;
    Facts operator()(const TransferTicket& command) const;
    Facts operator()(const RequeueTicket& command) const;
    Facts operator()(const AttachScan& command) const;
    Facts operator()(const ReceiveFile& command) const;
    Facts operator()(const AddService& command) const;
    Facts operator()(const OpenInternal& command) const;
    Facts operator()(const OpenFromList& command) const;
    Facts operator()(const ReportPaper& command) const;
    Facts operator()(const SignDocument& command) const;
    Facts operator()(const BeginStep& command) const;
    Facts operator()(const MarkRequirement& command) const;
    Facts operator()(const CompleteStep& command) const;
    Facts operator()(const DeclareIncomplete& command) const;
    Facts operator()(const ReturnCase& command) const;
    Facts operator()(const KeepSample& command) const;
    Facts operator()(const ExcuseSample& command) const;
    Facts operator()(const VerifySample& command) const;
    Facts operator()(const ApproveRecording& command) const;
    Facts operator()(const ReportDuplicates& command) const;
    Facts operator()(const JudgeDuplicate& command) const;
    Facts operator()(const ReportRecordState& command) const;
    Facts operator()(const ReserveBlanko& command) const;
    Facts operator()(const ReportPrinted& command) const;
    Facts operator()(const ReportEncoded& command) const;
    Facts operator()(const ReportSpoiled& command) const;
    Facts operator()(const ReleaseBlanko& command) const;
    Facts operator()(const ReportComparison& command) const;
    Facts operator()(const ActivateCard& command) const;
    Facts operator()(const RefuseActivation& command) const;
    Facts operator()(const PresentResi& command) const;
    Facts operator()(const SignPickup& command) const;
    Facts operator()(const CancelCase& command) const;
    Facts operator()(const ReceiveBlanko& command) const;
    Facts operator()(const AnswerSurvey& command) const;
    Facts operator()(const OpenRecording& command) const;
    Facts operator()(const ActivateByOfficers& command) const;
    Facts operator()(const FileComplaint& command) const;
    Facts operator()(const TakeComplaint& command) const;
    Facts operator()(const AnswerComplaint& command) const;
    Facts operator()(const MakeAppointment& command) const;
    Facts operator()(const CancelAppointment& command) const;
    Facts operator()(const IssueAccess& command) const;
    Facts operator()(const UseAccess& command) const;
    Facts operator()(const IssuePrintCode& command) const;
    Facts operator()(const UsePrintCode& command) const;
    Facts operator()(const CountStock& command) const;
    Facts operator()(const ReceiveSupply& command) const;
    Facts operator()(const UseSupply& command) const;
    Facts operator()(const CloseDay& command) const;
};

/// What follows from the end of this step besides its record: register number, papers kept, effects on the register.
Result<std::vector<Happening>> consequences(const Office& office, const Context& context, const Case& c, const Service& service, const Step& step);

/// Whether this service takes people whom the local register does not know, and this could be one: a NIK, or "PASPOR-" and the
/// number of a travel document.
bool may_be_unknown(const Service& service, const std::string& nik);

/// Whether this person has a ticket of today that is not finished.
bool holds_ticket(const Queue& queue, const std::string& nik);

Happening on_case(const std::string& id, Event event);

/// SHA-256, hexadecimal.
bool is_digest(const std::string& text);
/// AMPUTASI, LUKA, AUS, CACAT, LAINNYA.
bool is_exception_reason(const std::string& reason);
/// Whether this is one of them.
bool is_among(const std::vector<std::string>& known, const std::string& word);

}  // namespace loket::engine::detail
