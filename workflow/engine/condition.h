#pragma once
// When something applies: a small vocabulary over what the applicant answered and what the register says of the people named.
// The JSON form is documented in assets/services/README.md.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace loket::engine {

/// The same words in each language; `in("en")` falls back to Indonesian.
struct Text {
    std::map<std::string, std::string> by_language;
    [[nodiscard]] const std::string& in(const std::string& language) const;
    [[nodiscard]] const std::string& id() const { return in("id"); }
};

/// By key of the question. Keys that begin with `@` are not answered by anybody: they hold what the register said when the case
/// was opened ("@age": "17", of the person named by answer `anak`: "@anak.age"), so that a case is decided by itself for good.
using Answers = std::map<std::string, std::string>;

/// Key in Answers of a fact of the register; `of` is the key of a question that names a person, empty for the applicant.
std::string fact_key(const std::string& fact, const std::string& of);
inline bool is_fact_key(const std::string& key) { return key.starts_with('@'); }

/// Facts that conditions may test. The first is a number of years, the rest are "yes" or "no".
inline constexpr const char* kFactNames[] = {"age", "ever_married", "married", "foreigner", "rentan", "head"};
inline constexpr auto kYes = "yes";
inline constexpr auto kNo = "no";

/// A tree over answers and facts. An empty condition always holds; one over something not known does not.
struct Condition {
    enum class Op { Always, Never, AnswerIn, All, Any, Not, AtLeast, Below, Given };
    Op op = Op::Always;
    std::string answer{};               ///< key of the answer or fact
    std::vector<std::string> values{};  ///< AnswerIn: values that satisfy it
    std::vector<Condition> parts{};     ///< All, Any, Not
    int limit = 0;                      ///< AtLeast, Below: of a number
    [[nodiscard]] bool holds(const Answers& answers) const;
    /// Adds the keys of all facts it tests.
    void facts(std::set<std::string>& keys) const;
};

/// The whole number that a text is, digits only after at most one minus; nothing otherwise.
bool read_whole_number(const std::string& text, int& number);

}  // namespace loket::engine
