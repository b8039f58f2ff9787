#pragma once
// A service of the SOP book as data: requirements with conditions, steps with actors and standard minutes, questions.
// Loaded from assets/services/*.json; nothing of a service is written in code.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/role.h"

namespace loket::engine {

/// The same words in each language; `in("en")` falls back to Indonesian.
struct Text {
    std::map<std::string, std::string> by_language;
    [[nodiscard]] const std::string& in(const std::string& language) const;
    [[nodiscard]] const std::string& id() const { return in("id"); }
};

inline constexpr auto kPriorityLetter = "P";  ///< tickets of the priority lane of every service

using Answers = std::map<std::string, std::string>;

/// When something applies: a tree over the applicant's answers. An empty condition always holds.
struct Condition {
    enum class Op { Always, AnswerIn, All, Any, Not };
    Op op = Op::Always;
    std::string answer{};               ///< AnswerIn: key of the question
    std::vector<std::string> values{};  ///< AnswerIn: values that satisfy it
    std::vector<Condition> parts{};     ///< All, Any, Not
    [[nodiscard]] bool holds(const Answers& answers) const;
};

struct Option {
    std::string value;
    Text label;
    Text hint;
};

/// Asked of the applicant, one a page, if its condition holds for the answers before it.
struct Question {
    std::string key;
    Text text;
    std::vector<Option> options;
    Condition condition;
};

struct Requirement {
    int no = 0;
    Text text;
    std::string form;     ///< form code such as "F-1.21", empty where there is none
    Condition condition;
    Text why;             ///< shown beside it: why it is asked of this applicant
    std::string gate;     ///< "biometric_record": checked by the machine at the printing step, not by eye
    std::string tag;      ///< provenance in the SOP book: "seed", "outside: R40", "proposal"
};

/// What a step does to the case; the engine knows these kinds, the data says which step is which.
enum class StepKind { Submit, Receive, Check, Forward, Verify, Sign, Print, Stamp, Activate, HandOver, Collect };

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
    std::optional<int> return_to;    ///< step a rejection goes back to
};

struct Service {
    std::string id;      ///< "S02"
    std::string code;    ///< three letters used in the resi: "KTP"
    std::string letter;  ///< of the queue ticket: "A"
    Text name;
    Text product;
    int promise_days = 3;       ///< working days from the resi
    int fee_rupiah = 0;
    int minimum_age = 0;        ///< to be issued the product; a married person is exempt
    int minimum_age_record = 0; ///< to be recorded early
    std::vector<Question> questions;
    std::map<std::string, std::vector<Requirement>> requirements;  ///< by rule profile: "SOP2019", "PERPRES96"
    std::vector<Step> steps;
    std::vector<std::pair<std::string, Text>> standard;  ///< the components of the Standar Pelayanan, in order

    [[nodiscard]] int total_minutes() const;
    [[nodiscard]] const Step& step(int no) const;       ///< no must exist
    [[nodiscard]] const Step* find_step(int no) const;  ///< null if there is none
    [[nodiscard]] const Step* next(int no) const;  ///< null after the last
    [[nodiscard]] const Step* first(StepKind kind) const;
    /// Only what applies to these answers, in the order of the SOP.
    [[nodiscard]] std::vector<const Requirement*> applicable(const std::string& profile, const Answers& answers) const;
    /// Whether every question that is asked has one of its options for an answer, and nothing else is answered: a
    /// requirement must not vanish because a question was skipped. Rejected "answers.missing" or "answers.unknown".
    [[nodiscard]] Status accepts(const Answers& answers) const;
};

std::string_view code(StepKind kind);

/// Parses one service file. `origin` is named in errors together with the place inside the file. Unknown keys, missing
/// keys, wrong types, step numbers out of order, unknown roles, numbers or keys given twice, and conditions over unasked
/// questions or answers that are not offered are refused (Corrupt "services.broken").
Result<Service> parse_service(const std::string& json, const std::string& origin);

/// All services of an office, by id.
class Services {
  public:
    static Result<Services> load(const std::filesystem::path& folder);
    explicit Services(std::vector<Service> services = {});
    [[nodiscard]] const Service* find(const std::string& id) const;
    [[nodiscard]] const std::vector<Service>& all() const { return services_; }

  private:
    std::vector<Service> services_;
};

}  // namespace loket::engine
