#include "workflow/engine/condition.h"

#include <algorithm>
#include <charconv>

namespace loket::engine {
namespace {

constexpr char kRegisterMark = '@';

}  // namespace

const std::string& Text::in(const std::string& language) const {
    static const std::string kNone;
    auto found = by_language.find(language);
    if (found == by_language.end()) found = by_language.find("id");
    return found == by_language.end() ? kNone : found->second;
}

std::string fact_key(const std::string& fact, const std::string& of) {
    std::string key(1, kRegisterMark);
    if (!of.empty()) key.append(of).append(1, '.');
    return key.append(fact);
}

bool read_whole_number(const std::string& text, int& number) {
    const auto* end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, number);
    return failed == std::errc{} && stopped == end && !text.empty();
}

bool Condition::holds(const Answers& answers) const {
    const auto holds_part = [&](const Condition& part) { return part.holds(answers); };
    switch (op) {
        case Op::Always: return true;
        case Op::Never: return false;
        case Op::All: return std::ranges::all_of(parts, holds_part);
        case Op::Any: return std::ranges::any_of(parts, holds_part);
        case Op::Not: return std::ranges::none_of(parts, holds_part);
        default: break;
    }
    const auto given = answers.find(answer);
    if (given == answers.end()) return false;
    if (op == Op::Given) return true;
    if (op == Op::AnswerIn) return std::ranges::find(values, given->second) != values.end();
    int number = 0;
    if (!read_whole_number(given->second, number)) return false;
    return op == Op::AtLeast ? number >= limit : number < limit;
}

void Condition::facts(std::set<std::string>& keys) const {
    if (is_fact_key(answer)) keys.insert(answer);
    for (const auto& part : parts) part.facts(keys);
}

}  // namespace loket::engine
