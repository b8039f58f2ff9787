#include "workflow/population/names.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <vector>

namespace loket::population {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Academic and religious titles as people abbreviate them, without their dots.
constexpr std::string_view kTitles[] = {
    "AMD", "DR",  "DRA",  "DRG",  "DRS",  "H",   "HAJI", "HAJJAH", "HJ",   "IR",   "KH",   "LC",
    "MA",  "MAG", "MH",   "MHUM", "MKES", "MM",  "MPD",  "MSI",    "MT",   "PDT",  "PROF", "SAG",
    "SE",  "SH",  "SHUM", "SIP",  "SKED", "SKM", "SKOM", "SPD",    "SPDI", "SSOS", "ST"};

struct Words {
    std::vector<std::string_view> all;
    bool spacing_ok = true;
};

Words split_words(std::string_view name) {
    Words words;
    for (std::string_view rest = name;;) {
        const auto space = rest.find(' ');
        const auto word = rest.substr(0, space);
        if (word.empty())
            words.spacing_ok = false;
        else
            words.all.push_back(word);
        if (space == std::string_view::npos) return words;
        rest.remove_prefix(space + 1);
    }
}

/// The letters of a word in upper case; a title may carry dots and a comma after the name it follows.
std::string letters_of(std::string_view word) {
    std::string letters;
    for (const char c : word)
        if (c != '.' && c != ',') letters += upper(c);
    return letters;
}

bool is_title(std::string_view word) {
    return std::find(std::begin(kTitles), std::end(kTitles), letters_of(word)) != std::end(kTitles);
}

/// A single letter, or letters without a vowel as in MHD for Muhammad; NG is a family name.
bool looks_abbreviated(std::string_view word) {
    const auto letters = letters_of(word);
    if (letters == "NG") return false;
    return letters.size() == 1 || letters.find_first_of("AEIOUY") == std::string::npos;
}

void check_characters(std::string_view word, Findings& findings) {
    const auto add_once = [&](std::string_view code, std::string_view context) {
        if (!has_code(findings, code))
            findings.push_back({Level::Error, std::string(code), std::string(context)});
    };
    for (const char c : word) {
        if (is_letter(c)) continue;
        if (is_digit(c))
            add_once("name.digit", "a name has no digits");
        else if (std::ispunct(static_cast<unsigned char>(c)) != 0)
            add_once("name.punctuation", "a name has no punctuation");
        else
            add_once("name.not_latin", "a name has only the letters A to Z");
    }
}

/// Titles end with the word before them carrying a comma ("FAUZI, S.H."): that comma belongs to the title.
std::string_view without_title_comma(std::string_view word, bool title_follows) {
    return title_follows && word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
}

void check_words(const std::vector<std::string_view>& words, NameUse use, Findings& findings) {
    std::size_t names = 0;
    bool abbreviated = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_title(words[i])) {
            if (use == NameUse::Deed && !has_code(findings, "name.title"))
                findings.push_back({Level::Error, "name.title", "titles do not stand on a deed"});
            continue;
        }
        ++names;
        const auto word = without_title_comma(words[i], i + 1 < words.size() && is_title(words[i + 1]));
        check_characters(word, findings);
        abbreviated =
            abbreviated || (std::all_of(word.begin(), word.end(), is_letter) && looks_abbreviated(word));
    }
    if (names < 2) findings.push_back({Level::Warn, "name.one_word", "a new name has at least two words"});
    if (abbreviated) findings.push_back({Level::Warn, "name.abbreviation", "a word looks abbreviated"});
}

}  // namespace

Findings check_name(std::string_view name, NameUse use) {
    Findings findings;
    const auto words = split_words(name);
    if (words.all.empty()) {
        findings.push_back({Level::Error, "name.empty", "there is no name"});
        return findings;
    }
    if (name.size() > kLongestName)
        findings.push_back({Level::Error, "name.too_long", "the name has more than 60 letters"});
    if (!words.spacing_ok)
        findings.push_back({Level::Error, "name.spacing", "words are parted by one space"});
    check_words(words.all, use, findings);
    return findings;
}

Status require_name(std::string_view name, NameUse use) {
    for (const auto& finding : check_name(name, use))
        if (finding.level == Level::Error) return rejected(finding.code, finding.context);
    return {};
}

}  // namespace loket::population
