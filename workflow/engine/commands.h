#pragma once
// Everything a person or machine can ask of the office. A command is a wish; `decide` turns it into facts or refuses it.

#include <string>
#include <variant>
#include <vector>

#include "workflow/engine/events.h"

namespace loket::engine {

struct TakeTicket {
    std::string service;
    Errand errand = Errand::Apply;
    bool priority = false;
    std::string nik;                             ///< Apply
    std::map<std::string, std::string> answers;  ///< Apply
    std::string resi;                            ///< Collect
    std::string appointment{};                   ///< Apply: its code; service and answers are those of the appointment
};
struct CallTicket {
    std::string loket;
    std::string number;  ///< empty: whoever is next; a called number: call again
};
struct MissTicket {
    std::string number;  ///< the person did not come after three calls
};
/// The called person fetches something (a photocopy, a parent): the counter goes on with others meanwhile.
struct HoldTicket {
    std::string number;
    std::string reason;
};
/// They are back: called soon, one after two others.
struct ResumeTicket {
    std::string number;
};
/// The called person is at the wrong desk, or goes to another one first.
struct TransferTicket {
    std::string number;
    Role desk = Role::Petugas;
    std::string reason;
};
/// Somebody who missed their turn asks to wait again: once a ticket, at the end of the lane.
struct RequeueTicket {
    std::string number;
};
/// Front office takes the file of the called ticket: opens the case, or goes on with one that waited for its applicant.
struct ReceiveFile {
    std::string ticket;
};
/// One more application from a ticket that is being served: another service, or the same for another member of the family.
struct AddService {
    std::string ticket;
    std::string service;
    std::string nik{};                              ///< empty: of the ticket's person
    std::map<std::string, std::string> answers{};
};
/// An internal case (PIAK): no ticket, no applicant, no resi.
struct OpenInternal {
    std::string service;
    std::map<std::string, std::string> answers{};
};
/// The field team's list becomes one application for each person; whoever's file waits for completion comes in again with it.
/// Wholly or not at all: a refusal says which line is wrong.
struct OpenFromList {
    struct Line {
        std::string nik;
        std::map<std::string, std::string> answers{};
        int at = 0;  ///< line of the file it comes from, for a refusal to name; 0: its place among the people
    };
    std::string service;
    std::vector<Line> lines{};
};
struct BeginStep {
    std::string case_id;
    bool take_over = false;  ///< from a colleague who began it and is away; the minutes start again
};
struct MarkRequirement {
    std::string case_id;
    int no = 0;
    Mark mark = Mark::Open;
    std::string note;
    std::string scan{};  ///< SHA-256 of the picture of the paper; empty keeps the one there is
};
struct CompleteStep {
    std::string case_id;
};
struct DeclareIncomplete {
    std::string case_id;
    std::string reason;
};
struct ReturnCase {
    std::string case_id;
    std::string reason;
    bool recording = false;  ///< the recording is wrong and is to be made again
};
struct KeepSample {
    std::string case_id;
    SampleKept sample;
};
struct ExcuseSample {
    std::string case_id;
    std::string slot;
    std::string reason;
    std::string photo{};  ///< SHA-256 of a picture that shows it
};
/// Recording without an application: from the age of recording, before that of the card. Opens a case that only records.
struct OpenRecording {
    std::string nik;
    std::string service = "S02";
};
/// The outcome of capturing a finger of `chip_slots` again.
struct VerifySample {
    std::string case_id;
    SampleVerified outcome;
};
struct ApproveRecording {
    std::string case_id;
    std::string signature{};  ///< digest of the applicant's signature; empty where the signature is excused
};
/// What the search for the same person under another number found; by this machine.
struct ReportDuplicates {
    std::string case_id;
    std::vector<Suspect> suspects;
};
struct JudgeDuplicate {
    std::string case_id;
    bool same = false;
    std::string reason;
};
struct ReportRecordState {
    std::string case_id;
    std::string state;
};
struct ReserveBlanko {
    std::string case_id;
};
struct ReportPrinted {
    std::string case_id;
    std::string uid;
};
struct ReportEncoded {
    std::string case_id;
    std::string uid;
};
/// The blank is of no use: at the printer, or at the activation desk (a dead chip), from where the case goes back to the printer.
struct ReportSpoiled {
    std::string case_id;
    std::string reason;
};
struct ReleaseBlanko {
    std::string case_id;
};
struct ReportComparison {
    std::string case_id;
    FingerCompared comparison;
};
struct ActivateCard {
    std::string case_id;
    std::string uid;
};
/// For somebody without any finger that could be compared, or (the second a superior) whose tries all failed: two officers look at person and card.
struct ActivateByOfficers {
    std::string case_id;
    std::string uid;
    Actor second;        ///< signed in beside, with their own PIN
    std::string reason;  ///< AMPUTASI, LUKA, AUS, CACAT, LAINNYA
    std::string photo;   ///< SHA-256 of a picture of the person with the card
};
struct RefuseActivation {
    std::string case_id;
    std::string reason;
};
/// The printer put out a paper: the first time it gets its number, later `reason` says why again.
struct ReportPaper {
    std::string case_id;
    std::string kind;
    int sheets = 1;
    std::string reason{};
};
struct SignDocument {
    std::string case_id;
    std::string number;
    std::string digest;     ///< SHA-256 of the document, hexadecimal
    std::string payload{};  ///< of the QR; needed for an electronic signature
    std::string about{};    ///< as in DocumentSigned
};
struct PresentResi {
    std::string case_id;
    std::string resi{};  ///< as typed or read
    bool lost = false;   ///< the resi is lost: instead of it
    std::string statement{};           ///< SHA-256 of the signed statement (SP-HILANG-RESI)
    std::vector<std::string> asked{};  ///< which of identity_facts() the person knew: at least three
};
struct SignPickup {
    std::string case_id;
    std::string digest;
};
/// Ends an application. A finished card that its owner will not get (refused, never collected) is destroyed with it.
struct CancelCase {
    std::string case_id;
    std::string reason;
};
struct ReceiveBlanko {
    int count = 0;
    std::string prefix = "KEP";  ///< KEP for KTP-el, KIA
};
struct AnswerSurvey {
    std::string service;
    std::vector<int> scores;
};

struct FileComplaint {
    std::string category;
    std::string text;
    std::string resi{};     ///< as typed or read; may be empty
    std::string contact{};  ///< may be empty
    std::string channel = "KIOS";
};
/// An officer looks after it; nobody else takes it then.
struct TakeComplaint {
    std::string number;
};
struct AnswerComplaint {
    std::string number;
    std::string answer;
};

struct MakeAppointment {
    std::string service;
    Date day;
    int minute = 0;  ///< beginning of the slot, as in appointment_slots()
    std::string nik;
    std::map<std::string, std::string> answers{};
};
struct CancelAppointment {
    std::string code;  ///< as typed or read
    std::string nik;
};

/// The officer gives a recorded person a PIN for the kiosk's printer; an older one dies.
struct IssueAccess {
    std::string nik;
    std::string digest;  ///< code_digest() of the PIN, which only the person keeps
};
/// Somebody types the PIN: answered with AccessUsed or CodeRefused.
struct UseAccess {
    std::string nik;
    std::string digest;
};
/// One print of a paper that is finished; an older code for it dies. Its file must be at hand: open, or the one closed last, whose
/// person still stands there. Papers of older files are printed by an officer from the archive.
struct IssuePrintCode {
    std::string number;
    std::string digest;
};
/// Somebody types the code: answered with PrintCodeUsed or CodeRefused.
struct UsePrintCode {
    std::string nik;
    std::string digest;
};

struct CountStock {
    std::string prefix = "KEP";  ///< or KIA, or a kind of supply
    int counted = 0;
};
struct ReceiveSupply {
    std::string kind;  ///< see supply_kinds()
    int count = 0;
};
struct UseSupply {
    std::string kind;
    int count = 1;
    std::string reason{};  ///< kSupplySpoiled for what was spoiled
};
/// A picture of one of the papers that this ticket's application needs; a newer one replaces it.
struct AttachScan {
    std::string ticket;
    int no = 0;
    std::string scan;  ///< SHA-256 of an attachment, hexadecimal
};
/// Writes up the day; no ticket is given after it.
struct CloseDay {};

using AnyCommand = std::variant<
    TakeTicket, CallTicket, MissTicket, ReceiveFile, BeginStep, MarkRequirement, CompleteStep, DeclareIncomplete, ReturnCase, KeepSample,
    ExcuseSample, VerifySample, ApproveRecording, ReportRecordState, ReserveBlanko, ReportPrinted, ReportEncoded, ReportSpoiled, ReleaseBlanko,
    ReportComparison, ActivateCard, RefuseActivation, PresentResi, SignPickup, CancelCase, ReceiveBlanko, AnswerSurvey, AddService,
    OpenInternal, OpenFromList, ReportPaper, SignDocument, HoldTicket, ResumeTicket, TransferTicket, RequeueTicket, OpenRecording,
    ActivateByOfficers, FileComplaint, TakeComplaint, AnswerComplaint, MakeAppointment, CancelAppointment, IssueAccess, UseAccess,
    IssuePrintCode, UsePrintCode, CountStock, ReceiveSupply, UseSupply, CloseDay, AttachScan, ReportDuplicates, JudgeDuplicate>;

/// One of them; see Event.
struct Command : AnyCommand {
    Command();
    template <class Kind>
        requires kIsOneOf<Kind, AnyCommand>
    Command(Kind kind);
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

}  // namespace loket::engine
