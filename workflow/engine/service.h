#pragma once
// A service of the SOP book as data: questions, requirements with conditions, steps with actors and standard minutes, papers,
// effects. Loaded from assets/services/*.json (shape: assets/services/README.md); nothing of a service is written in code.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/condition.h"
#include "workflow/engine/forms.h"
#include "workflow/engine/question.h"
#include "workflow/engine/role.h"

namespace loket::engine {

inline constexpr auto kPriorityLetter = "P";  ///< tickets of the priority lane of every service
inline constexpr auto kListLetter = "L";      ///< in the ids of cases from the field team's lists
inline constexpr auto kInternalLetter = "I";  ///< in the ids of internal cases
inline constexpr auto kRecordingLetter = "R";  ///< in the ids of recordings without an application

/// The SOP book's part: Bidang Pendaftaran Penduduk, or Pengelolaan Informasi Administrasi Kependudukan.
enum class Section { Dafduk, Piak };
/// How an application comes in: with a ticket, on a list of the field team, or opened by an officer (no applicant at all).
enum class Intake { Ticket, List, Internal };
/// How papers are made valid: pen and stamp as the SOP book of 2019 says, or electronically with a QR (DOMAIN §5).
enum class SignMode { WetSignStamp, TteQr };

struct Requirement {
    int no = 0;
    Text text;
    std::string form;     ///< form code such as "F-1.21", several as "F-1.33 + F-1.34", empty where there is none
    Condition condition;
    Text why;             ///< shown beside it: why it is asked of this applicant
    std::string gate;     ///< "biometric_record": checked by the machine at the printing step, not by eye
    std::string tag;      ///< provenance in the SOP book: "seed", "outside: R40", "proposal"
    std::vector<Form> forms{};  ///< all of them, with names
};

/// What a step does to the case; the engine knows these kinds, the data says which step is which. Print makes a card,
/// PrintPaper issues the papers, Work is any other work with a result, Archive registers and ends an internal case.
enum class StepKind { Submit, Receive, Check, Forward, Verify, Sign, Print, Stamp, Activate, HandOver, Collect, PrintPaper, Work, Archive };

struct Step {
    int no = 0;
    StepKind kind = StepKind::Receive;
    Text text;
    Role actor = Role::FrontOffice;  ///< whose minutes these are
    Role desk = Role::FrontOffice;   ///< at whose screen it is done
    bool applicant_present = false;
    int minutes = 0;                 ///< standard minutes of the SOP
    Text completeness;               ///< the SOP's "kelengkapan"
    Text output;
    std::optional<int> return_to;    ///< step a rejection or correction goes back to
    int days = 0;                    ///< standard days, besides the minutes (PIAK)
    bool open_ended = false;         ///< the SOP sets no time ("Terbuka", or the column is lost)
    std::string tag{};               ///< provenance

    /// What the time used is compared with, wall-clock minutes: a day counts as 24 hours. 0 if open-ended.
    [[nodiscard]] int standard_minutes() const { return minutes + days * 24 * 60; }
};

/// A paper that the office issues.
struct Paper {
    std::string kind;     ///< "SKPWNI"
    Text name;
    std::string number;   ///< pattern: {ddmmyyyy}, {yyyy} the day of issue, {serial} of kind and year in four places
    Condition condition;
};
/// A paper or card of the applicant that the office keeps when it hands over the new one.
struct Withdrawal {
    std::string document;
    Text text;
    Condition condition;
};
/// What the case changes in the population register; `EffectDue` carries it to whoever keeps the register.
struct Effect {
    std::string kind;                         ///< name of the register's change: "MoveOut" (known ones: service_check.cpp)
    std::map<std::string, std::string> args;  ///< name of the argument -> key of the answer it takes
    std::map<std::string, std::string> fixed; ///< name of the argument -> value
    Condition condition;
};

/// A card made from a numbered blank.
struct CardSpec {
    std::string kind;    ///< "KTP_EL", "KIA"
    std::string prefix;  ///< of the blanks' serials, three letters: "KEP"
    bool chip = true;    ///< written, read back and activated
};
/// Reported within so many days of the day answered; lateness is noted, never charged, never refused (SERVICES §4.0).
struct ReportWithin {
    int days = 0;
    std::string after;  ///< key of a question of type date
    Condition condition;
    std::string tag;
};
/// Who may apply at all. The first that does not hold refuses.
struct Entitlement {
    Condition must;
    Text otherwise;  ///< said to the applicant
    std::string tag;
};
/// A point the SOP book leaves open and conditions of the file depend on: changed here, not in code.
struct Setting {
    std::string key, value;
    std::vector<std::string> allowed;
    Text note;
    std::string tag;
};
/// What the book leaves open or contradicts, and which field of the file settles it (SERVICES §7, §8).
struct Note {
    std::string about;  ///< the field: "signer"
    Text text;
    std::string tag;
};

struct Service {
    std::string id;      ///< "S02"
    std::string code;    ///< three letters used in the resi: "KTP"
    std::string letter;  ///< of the queue ticket: "A"; empty for internal services
    Text name;
    Text product;
    int promise_days = 3;       ///< working days from the resi
    int fee_rupiah = 0;
    int minimum_age = 0;        ///< to be issued the product; a married person is exempt
    int minimum_age_record = 0; ///< to be recorded early
    std::vector<Question> questions;
    std::map<std::string, std::vector<Requirement>> requirements;  ///< by rule profile: "SOP2019", "PERPRES96"
    std::vector<Step> steps;
    std::vector<std::pair<std::string, Text>> standard;  ///< the 14 components of the Standar Pelayanan, in order

    Section section = Section::Dafduk;
    Intake intake = Intake::Ticket;
    bool newcomer = false;              ///< the applicant may be unknown to the local register (arrivals, foreigners)
    std::vector<Role> opened_by;        ///< Internal only: who may open one
    std::vector<Entitlement> entitlements;
    std::optional<CardSpec> card;
    std::vector<Paper> papers;
    std::optional<Role> signer;
    std::map<std::string, SignMode> sign_mode;  ///< by rule profile
    std::vector<Withdrawal> withdraws;
    std::vector<Effect> effects;
    std::optional<StepKind> effect_at;  ///< kind of the step whose end makes the product valid
    std::vector<ReportWithin> report_within;
    std::vector<Setting> settings;
    std::vector<Note> notes;
    std::optional<int> declared_minutes, declared_days;  ///< sums the file claims; checked against the steps

    [[nodiscard]] bool internal() const { return intake == Intake::Internal; }
    [[nodiscard]] int total_minutes() const;
    [[nodiscard]] int total_days() const;
    [[nodiscard]] const Step& step(int no) const;       ///< no must exist
    [[nodiscard]] const Step* find_step(int no) const;  ///< null if there is none
    [[nodiscard]] const Step* next(int no) const;  ///< null after the last
    [[nodiscard]] const Step* first(StepKind kind) const;
    [[nodiscard]] const Question* find_question(const std::string& key) const;
    /// Only what applies to these answers, in the order of the SOP. For conditions over the register the answers must be those
    /// of a case, or have been through with_register (applicant.h).
    [[nodiscard]] std::vector<const Requirement*> applicable(const std::string& profile, const Answers& answers) const;
    [[nodiscard]] std::vector<const Paper*> due_papers(const Answers& answers) const;
    [[nodiscard]] SignMode sign_mode_of(const std::string& profile) const;
    /// The first question that is asked, not answered, and comes after `from`; null if none: how a screen walks the form.
    [[nodiscard]] const Question* next_question(const Answers& answers, const Question* from = nullptr) const;
    /// Whether every question that is asked and required has an answer it accepts, and nothing else is answered: a requirement
    /// must not vanish because a question was skipped. Facts of the register are passed over. Rejected as Question::accepts, or
    /// "answers.unknown".
    [[nodiscard]] Status accepts(const Answers& answers, std::optional<Date> today = std::nullopt) const;
    /// Why this person may not apply, in words for the applicant; null if they may.
    [[nodiscard]] const Text* not_entitled(const Answers& answers) const;
    /// Keys of all facts of the register that anything in this service tests.
    [[nodiscard]] std::set<std::string> facts_tested() const;
};

std::string_view code(StepKind kind);

/// What all service files share.
struct Shared {
    Forms forms{};
    /// Components of the Standar Pelayanan that a service takes over unless it says otherwise, by section.
    std::map<Section, std::vector<std::pair<std::string, Text>>> standard{};
};

/// The 14 components of the Standar Pelayanan (UU 25/2009, PermenPAN-RB 15/2014), in the order a service lists them.
const std::vector<std::string>& standard_components();

/// Parses one service file. `origin` is named in errors together with the place inside the file. Unknown keys, missing
/// keys, wrong types, step numbers out of order, unknown roles, forms, kinds and answers, numbers or keys given twice, sums that
/// do not match, components missing or given twice, and conditions over unasked questions or answers that are not offered are
/// refused (Corrupt "services.broken").
Result<Service> parse_service(const std::string& json, const std::string& origin, const Shared& shared = {});
/// Reads assets/services/common.json.
Result<Shared> parse_shared(const std::string& json, const std::string& origin, Forms forms);

/// All services of an office, by id.
class Services {
  public:
    /// Every S*.json and P*.json of the folder, with common.json beside them and ../forms/forms.json. No two services may share
    /// an id or a resi code.
    static Result<Services> load(const std::filesystem::path& folder);
    explicit Services(std::vector<Service> services = {}, Shared shared = {});
    [[nodiscard]] const Service* find(const std::string& id) const;
    [[nodiscard]] const std::vector<Service>& all() const { return services_; }
    /// Those that a person at the kiosk may take a ticket for.
    [[nodiscard]] std::vector<const Service*> with_ticket() const;
    [[nodiscard]] const Forms& forms() const { return shared_.forms; }

  private:
    std::vector<Service> services_;
    Shared shared_;
};

}  // namespace loket::engine
