#pragma once
// One question to the applicant: a choice, or a field of the application form. One a page, in the order of the file.

#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/engine/condition.h"

namespace loket::engine {

struct Option {
    std::string value;
    Text label;
    Text hint;
};

/// How an answer is written: Choice the value of an option; Text as typed; Date ISO 8601 (2026-11-23); Number decimal digits;
/// Nik and Kk 16 digits; Persons the NIKs of members of the applicant's family with commas between; Village a region code
/// (21.01.06.1008).
enum class QuestionType { Choice, Text, Date, Number, Nik, Kk, Persons, Village };

std::string_view code(QuestionType type);

struct Limits {
    int shortest = 1, longest = 100;  ///< Text: letters, blanks included
    int low = 0, high = 1'000'000;    ///< Number
    bool not_future = false;          ///< Date: today or before
    bool not_past = false;            ///< Date: today or later
    bool name = false;                ///< Text: a new person's name, Permendagri 73/2022 (DOMAIN §2.4)
    bool anywhere = false;            ///< Nik: may be registered in another regency, hence unknown here
};

struct Question {
    std::string key;
    Text text;
    std::vector<Option> options;  ///< Choice only
    Condition condition;          ///< asked if it holds for the answers before it
    QuestionType type = QuestionType::Choice;
    bool required = true;         ///< otherwise it may be passed over
    Limits limits{};
    Text hint{};
    std::string tag{};            ///< provenance in the SOP book

    /// Whether this could be an answer; the register is not asked. Rejected "answers.missing" (empty), "answers.unknown" (not an
    /// option), "answers.shape", "answers.no_such_day", "answers.length", "answers.range", "answers.future", "answers.past", or a code of
    /// population::check_name. Without `today` dates are not compared.
    [[nodiscard]] Status accepts(const std::string& answer, std::optional<Date> today) const;
};

/// The NIKs in an answer of type Nik or Persons.
std::vector<std::string> niks_in(const std::string& answer);

inline constexpr std::size_t kMostPersons = 30;  ///< in one answer

}  // namespace loket::engine
