#pragma once
// Everything that can have happened in the office. Events are facts: typed, append-only, never edited.
// The name given in NAME is what the log stores; fields may be added with a default, never renamed or removed.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/engine/house_events.h"
#include "workflow/engine/one_of.h"
#include "workflow/engine/role.h"

namespace loket::engine {

// --- stream "antrean:YYYY-MM-DD": the queue of one day -----------------------------------------------------------------

/// Why the person came; decides which desk calls the ticket.
enum class Errand { Apply, Collect };

struct TicketIssued {
    static constexpr auto kName = "TicketIssued";
    std::string number;  ///< "A-001", priority lane "P-001"; restarts every day; says nothing about the person
    std::string service;
    Errand errand = Errand::Apply;
    bool priority = false;
    std::string nik;                             ///< Apply: of the applicant
    std::map<std::string, std::string> answers;  ///< Apply
    std::string case_id;                         ///< Collect, or coming back with a completed file
    std::string desk{};                          ///< role code of the desk that calls it; empty in old logs: by errand
    std::string appointment{};                   ///< code of the appointment it keeps
};
struct TicketCalled {
    static constexpr auto kName = "TicketCalled";
    std::string number;
    std::string loket;  ///< counter that calls: "1"
    int times = 1;
};
struct TicketClosed {
    static constexpr auto kName = "TicketClosed";
    std::string number;
    std::string outcome;  ///< "served", "no_show"; "renumbered": the person has another number, which a station without its induk gave
};
/// Put aside while the person fetches something; the counter is free meanwhile.
struct TicketHeld {
    static constexpr auto kName = "TicketHeld";
    std::string number;
    std::string reason;
};
/// Back from hold: waits again, in the lane of those who come back.
struct TicketResumed {
    static constexpr auto kName = "TicketResumed";
    std::string number;
};
/// Sent on to another desk; waits there, in the lane of those who come back.
struct TicketTransferred {
    static constexpr auto kName = "TicketTransferred";
    std::string number;
    std::string desk;  ///< role code: "PET"
    std::string reason;
};
/// Somebody who missed their turn waits again, once, at the end of their lane.
struct TicketRequeued {
    static constexpr auto kName = "TicketRequeued";
    std::string number;
};

/// A picture of a paper was taken at the kiosk; nobody has judged it yet. A newer one of the same paper stands in its place.
struct PaperScanned {
    static constexpr auto kName = "PaperScanned";
    std::string number;  ///< of the ticket
    int no = 0;          ///< of the requirement
    std::string scan;    ///< SHA-256 of the picture, hexadecimal
};

// --- stream "perkara:ID": one application ------------------------------------------------------------------------------

struct CaseOpened {
    static constexpr auto kName = "CaseOpened";
    std::string case_id;
    std::string service;
    std::string profile;  ///< rule profile in force: "SOP2019"
    std::string nik;
    std::string ticket;
    std::map<std::string, std::string> answers;
    std::string record_state;  ///< of the applicant's biometric record when the case was opened
    bool early = false;        ///< only a recording before the age of the card (DOMAIN §4.3): ends with the centre's answer
};
/// The event was reported later than the rule asks: noted, never charged (SERVICES §4.0).
struct ReportedLate {
    static constexpr auto kName = "ReportedLate";
    std::string after;  ///< key of the answer that holds the day of the event
    int limit = 0;      ///< days allowed
    int days = 0;       ///< days over the limit
};
struct StepBegun {
    static constexpr auto kName = "StepBegun";
    int step = 0;
};
struct StepDone {
    static constexpr auto kName = "StepDone";
    int step = 0;
    std::string actor;      ///< whose step it was: "PEMOHON" for what the applicant does before the officer
    std::int64_t begun = 0; ///< UTC milliseconds
    int seconds = 0;        ///< used
    int standard_minutes = 0;
    std::string outcome;    ///< "done", "paraf"
};
enum class Mark { Open, Present, Missing };
struct RequirementMarked {
    static constexpr auto kName = "RequirementMarked";
    int no = 0;
    Mark mark = Mark::Open;
    std::string note;
    std::string scan{};  ///< SHA-256 of the picture of the paper, hexadecimal; may be empty
};
/// The file goes back to the applicant; it comes in again at step 1 or, once there is a resi, at the check, under the same resi.
struct FileIncomplete {
    static constexpr auto kName = "FileIncomplete";
    std::vector<int> missing;
    std::string reason;
};
/// The applicant came back with what was missing.
struct FileResubmitted {
    static constexpr auto kName = "FileResubmitted";
    std::string ticket;
};
struct ResiIssued {
    static constexpr auto kName = "ResiIssued";
    std::string resi;
    std::string promised;  ///< WIB day, ISO 8601
    int calendar_missing = 0;  ///< year without a holiday file that the promise reaches into: only weekends were left out there
};
struct CaseReturned {
    static constexpr auto kName = "CaseReturned";
    int from = 0, to = 0;
    std::string reason;
    bool recording = false;  ///< it is the recording that is wrong: a RecordStateChanged follows, and it is recorded again
};
/// One biometric sample kept: the best of at most three tries.
struct SampleKept {
    static constexpr auto kName = "SampleKept";
    std::string slot;       ///< "photo", "signature", "finger:2" (ISO position), "iris:1" (ISO eye)
    std::string digest;     ///< SHA-256 of the sealed picture in the blob store, hexadecimal
    int quality = 0;        ///< 0–100
    std::string algorithm;  ///< who judged, with version
    int tries = 1;
    std::string device;
    bool simulated = false;
};
/// A finger, eye or signature that cannot be recorded (DOMAIN §4.3).
struct SampleExcused {
    static constexpr auto kName = "SampleExcused";
    std::string slot;
    std::string reason;   ///< AMPUTASI, LUKA, AUS, CACAT, LAINNYA
    std::string photo{};  ///< SHA-256 of the picture that shows it, hexadecimal: the hand, the face; of the thumb mark instead of a signature
};
/// A recorded finger was put on the glass once more and compared 1:1 (DOMAIN §4.3). Without a match its placement is recorded again.
struct SampleVerified {
    static constexpr auto kName = "SampleVerified";
    std::string slot;
    double score = 0, threshold = 0;
    bool match = false;
    int tries = 1;
};
/// The applicant saw the recording and signed for it.
struct RecordingApproved {
    static constexpr auto kName = "RecordingApproved";
    std::string signature{};  ///< SHA-256 of that signature, hexadecimal; empty for who cannot sign
};
/// Somebody on record here under another number who may be the same person.
struct Suspect {
    std::string nik;
    double score = 0, threshold = 0;  ///< of all fingers together (workflow/dedup)
    int fingers = 0;                  ///< that spoke for it or against it
    bool alike_on_paper = false;      ///< birth date, sex and name agree, too
    std::string photo{};              ///< SHA-256 of their photo, hexadecimal; empty where none is kept here
};
/// The fingers of this case were looked for among everybody's; most alike first, empty: nobody is.
struct DuplicatesSought {
    static constexpr auto kName = "DuplicatesSought";
    std::vector<Suspect> suspects;
};
/// An officer looked at both: one person under two numbers, or two people. May be judged anew as long as no blank is spent.
struct DuplicateJudged {
    static constexpr auto kName = "DuplicateJudged";
    bool same = false;
    std::string reason;
};
struct RecordStateChanged {
    static constexpr auto kName = "RecordStateChanged";
    std::string state;
};
struct BlankoReserved {
    static constexpr auto kName = "BlankoReserved";
    std::string serial;
    std::string job;  ///< unique for the printer
};
struct CardPrinted {
    static constexpr auto kName = "CardPrinted";
    std::string serial;
    std::string uid;  ///< of the chip
};
/// Chip written, read back and compared with the case.
struct CardEncoded {
    static constexpr auto kName = "CardEncoded";
    std::string uid;
};
/// A blank that will never be a card; it stays accounted for.
struct BlankoSpoiled {
    static constexpr auto kName = "BlankoSpoiled";
    std::string serial;
    std::string reason;
};
/// Reserved but never fed: back in the feeder.
struct BlankoReleased {
    static constexpr auto kName = "BlankoReleased";
    std::string serial;
};
struct FingerCompared {
    static constexpr auto kName = "FingerCompared";
    int finger = 0;
    double score = 0, threshold = 0;
    bool match = false;
    int eye = 0;  ///< 1 right, 2 left (ISO): of a person without fingers; `finger` is 0 then
};
struct CardActivated {
    static constexpr auto kName = "CardActivated";
    std::string uid;
    std::string how{};     ///< "finger" (empty in old logs), "iris", "officers", "override" (two officers although nothing compared matched)
    std::string second{};  ///< officers, override: user of the second one
    std::string reason{};  ///< officers, override: why neither finger nor iris: AMPUTASI, LUKA, AUS, CACAT, LAINNYA
    std::string photo{};   ///< officers: SHA-256 of the picture of the person with the card, hexadecimal
};
/// An older card of the same person does not count any more: lost, damaged, or replaced by the one that is activated.
struct CardRevoked {
    static constexpr auto kName = "CardRevoked";
    std::string serial;
    std::string by;  ///< serial of the card in its place
};
/// The live finger is not the one on the card: the card is not handed over (SOP step 8).
struct ActivationRefused {
    static constexpr auto kName = "ActivationRefused";
    std::string reason;
};
/// A paper got its number and was printed for the first time.
struct DocumentIssued {
    static constexpr auto kName = "DocumentIssued";
    std::string kind;    ///< of the service's papers: "SKPWNI"
    std::string number;  ///< "SKPWNI/2101/23112026/0001"; the serial counts by kind and year and is never given again
    int sheets = 1;
};
/// Printed again under its number: after a correction, or as the final print with its QR.
struct DocumentPrinted {
    static constexpr auto kName = "DocumentPrinted";
    std::string number;
    int sheets = 1;
    std::string reason;
};
struct DocumentSigned {
    static constexpr auto kName = "DocumentSigned";
    std::string number;
    std::string digest;   ///< SHA-256 of the signed document, hexadecimal
    std::string payload;  ///< what its QR holds; empty for pen and stamp
    std::string about{};  ///< what there is one such paper of at a time, where that is not the applicant: the number of the KK
};
/// Entered in the register of outgoing papers (and stamped), or in the agenda for an internal report.
struct RegisteredOut {
    static constexpr auto kName = "RegisteredOut";
    std::string serial;  ///< "REG-2026-00001"; counts by year
};
/// The office keeps what the new document replaces.
struct DocumentWithdrawn {
    static constexpr auto kName = "DocumentWithdrawn";
    std::string document;
};
/// The product is valid: the population register must be changed so. Whoever keeps it applies each once, by case and kind.
struct EffectDue {
    static constexpr auto kName = "EffectDue";
    std::string kind;
    std::string args;  ///< a JSON object: case, service, resi, nik, documents, and what the service's data adds
};
struct ResiPresented {
    static constexpr auto kName = "ResiPresented";
    bool lost = false;              ///< it was lost: the officer asked for facts of the register instead (DOMAIN §6)
    std::string statement{};        ///< lost: SHA-256 of the signed statement, hexadecimal
    std::vector<std::string> asked{};  ///< lost: names of the facts that the person knew: "nama_ibu"
};
struct PickupSigned {
    static constexpr auto kName = "PickupSigned";
    std::string digest;  ///< of the signature picture
};
struct CaseClosed {
    static constexpr auto kName = "CaseClosed";
    std::string outcome;  ///< "handed_over", "archived" (internal), "recorded" (early), "cancelled"
    std::string reason;
};

// --- stream "stok": blanks -----------------------------------------------------------------------------------------------

struct BlankoReceived {
    static constexpr auto kName = "BlankoReceived";
    int first = 0, count = 0;    ///< serials KEP000001 …
    std::string prefix = "KEP";  ///< which blanks: KEP for KTP-el, KIA
};

// --- stream "ikm": the survey, unlinked to any person or case --------------------------------------------------------------

struct SurveyAnswered {
    static constexpr auto kName = "SurveyAnswered";
    std::string service;
    std::vector<int> scores;  ///< U1 … U9, each 1–4; 0 = left out
};

using AnyEvent = std::variant<
    TicketIssued, TicketCalled, TicketClosed, CaseOpened, StepBegun, StepDone, RequirementMarked, FileIncomplete, FileResubmitted, ResiIssued,
    CaseReturned, SampleKept, SampleExcused, SampleVerified, RecordingApproved, RecordStateChanged, BlankoReserved, CardPrinted, CardEncoded, BlankoSpoiled,
    BlankoReleased, FingerCompared, CardActivated, ActivationRefused, ReportedLate, DocumentIssued, DocumentPrinted, DocumentSigned,
    RegisteredOut, DocumentWithdrawn, EffectDue, ResiPresented, PickupSigned, CaseClosed, BlankoReceived, SurveyAnswered, TicketHeld,
    TicketResumed, TicketTransferred, TicketRequeued, ComplaintFiled, ComplaintTaken, ComplaintAnswered, AppointmentMade,
    AppointmentCancelled, AccessIssued, AccessUsed, PrintCodeIssued, PrintCodeUsed, CodeRefused, StockCounted, SupplyReceived, SupplyUsed,
    StockClosed, DayClosed, EpochBegun, RuleOverridden, PaperScanned, CardRevoked,
    DuplicatesSought, DuplicateJudged>;

/// One of them. Its special members are not inline: else every file that names a Happening would compile the copying, moving and
/// destroying of all alternatives once more.
struct Event : AnyEvent {
    Event();
    template <class Kind>
        requires kIsOneOf<Kind, AnyEvent>
    Event(Kind kind);
    Event(const Event& other);
    Event(Event&& other) noexcept;
    Event& operator=(const Event& other);
    Event& operator=(Event&& other) noexcept;
    ~Event();
};

/// An event where it belongs.
struct Happening {
    std::string stream;
    Event event;
};

/// A happening with who and when: what `evolve` sees.
struct Fact {
    std::string stream;
    Event event;
    Actor actor;
    Instant at;
};

inline constexpr auto kStockStream = "stok";
inline constexpr auto kSurveyStream = "ikm";
inline constexpr auto kComplaintStream = "aduan";  ///< of all complaints in old logs; each has its own since, see complaint_stream
inline constexpr auto kAppointmentStream = "janji";
inline constexpr auto kCodeStream = "cetak";
inline constexpr auto kCopyStream = "salinan";
std::string queue_stream(Date day);
std::string case_stream(const std::string& case_id);
/// "aduan:ADU-2026-0001".
std::string complaint_stream(const std::string& number);

std::string_view name_of(const Event& event);
/// Compact JSON of the fields.
std::string encode(const Event& event);
/// Corrupt for an unknown name or fields that do not fit.
Result<Event> decode_event(const std::string& name, const std::string& body);

}  // namespace loket::engine
