#include "workflow/engine/question.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "workflow/population/names.h"

namespace loket::engine {
namespace {

constexpr std::array<std::string_view, 8> kTypes = {"choice", "text", "date", "number", "nik", "kk", "persons", "village"};

bool is_digits(std::string_view text, std::size_t length) {
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_village(const std::string& text) {  // PP.RR.DD.VVVV
    if (text.size() != 13) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (const bool dot = i == 2 || i == 5 || i == 8; dot ? text[i] != '.' : (text[i] < '0' || text[i] > '9')) return false;
    return true;
}

/// Letters of a UTF-8 text; nothing if a control character or a byte that cannot begin or follow is in it.
std::optional<int> letters_in(const std::string& text) {
    int letters = 0, following = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool continues = (byte & 0xC0U) == 0x80U;
        if (continues != (following > 0)) return std::nullopt;
        if (continues) {
            --following;
            continue;
        }
        if (byte < 0x20 || byte == 0x7F || byte >= 0xF8) return std::nullopt;
        following = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
        ++letters;
    }
    if (following > 0) return std::nullopt;
    return letters;
}

Error misshapen(const Question& question, const char* what) { return rejected("answers.shape", "the answer to " + question.key + " is not " + what); }

Status accept_text(const Question& question, const std::string& answer) {
    const auto letters = letters_in(answer);
    if (!letters || answer.find_first_not_of(' ') == std::string::npos) return misshapen(question, "a readable text");
    if (*letters < question.limits.shortest || *letters > question.limits.longest)
        return rejected("answers.length", "the answer to " + question.key + " is too short or too long");
    if (question.limits.name) return population::require_name(answer, population::NameUse::Deed);
    return {};
}

Status accept_date(const Question& question, const std::string& answer, std::optional<Date> today) {
    const auto day = parse_iso_date(answer);
    if (!day) return rejected("answers.no_such_day", "the answer to " + question.key + " is no day of the calendar");
    if (today && question.limits.not_future && *day > *today)
        return rejected("answers.future", "the answer to " + question.key + " lies in the future");
    if (today && question.limits.not_past && *day < *today) return rejected("answers.past", "the answer to " + question.key + " lies in the past");
    return {};
}

Status accept_number(const Question& question, const std::string& answer) {
    int number = 0;
    if (!read_whole_number(answer, number)) return misshapen(question, "a whole number");
    if (number < question.limits.low || number > question.limits.high)
        return rejected("answers.range", "the answer to " + question.key + " is too small or too large");
    return {};
}

Status accept_persons(const Question& question, const std::string& answer) {
    const auto niks = niks_in(answer);
    const std::set<std::string> different(niks.begin(), niks.end());
    const bool fits = !niks.empty() && niks.size() <= kMostPersons && different.size() == niks.size() && answer.back() != ',' &&
                      std::ranges::all_of(niks, [](const auto& nik) { return is_digits(nik, 16); });
    return fits ? Status{} : Status{misshapen(question, "a list of NIKs, each once")};
}

}  // namespace

std::string_view code(QuestionType type) { return kTypes.at(static_cast<std::size_t>(type)); }

std::vector<std::string> niks_in(const std::string& answer) {
    std::vector<std::string> niks;
    std::istringstream in(answer);
    for (std::string nik; std::getline(in, nik, ',');) niks.push_back(nik);
    return niks;
}

Status Question::accepts(const std::string& answer, std::optional<Date> today) const {
    if (answer.empty()) return rejected("answers.missing", "question " + key + " is not answered");
    switch (type) {
        case QuestionType::Choice:
            if (std::ranges::find(options, answer, &Option::value) != options.end()) return {};
            return rejected("answers.unknown", "question " + key + " does not offer this answer");
        case QuestionType::Text: return accept_text(*this, answer);
        case QuestionType::Date: return accept_date(*this, answer, today);
        case QuestionType::Number: return accept_number(*this, answer);
        case QuestionType::Nik: return is_digits(answer, 16) ? Status{} : Status{misshapen(*this, "a NIK of 16 digits")};
        case QuestionType::Kk: return is_digits(answer, 16) ? Status{} : Status{misshapen(*this, "a KK number of 16 digits")};
        case QuestionType::Persons: return accept_persons(*this, answer);
        case QuestionType::Village: return is_village(answer) ? Status{} : Status{misshapen(*this, "a village code")};
    }
    return {};
}

}  // namespace loket::engine
