#include "workflow/population/name_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "workflow/population/pick.h"

namespace loket::population {
namespace {

constexpr int kInherited = -1;
constexpr std::string_view kEraLetters = "omn";
constexpr int kOldUntil = 1975, kMiddleUntil = 1995;
constexpr std::string_view kSpecialSections[] = {"sixty_m", "sixty_f", "apostrophe_m", "apostrophe_f",
                                                 "jalan",   "kampung", "gang",         "perumahan"};

std::size_t era_of(int birth_year) { return birth_year < kOldUntil ? 0 : birth_year < kMiddleUntil ? 1 : 2; }
std::size_t index_of(Sex sex) { return sex == Sex::Male ? 0 : 1; }

/// How often each kind of address occurs: jalan, gang, kampung, perumahan.
std::array<int, 4> address_kinds(Work work) {
    switch (work) {
        case Work::Town:
            return {50, 22, 13, 15};
        case Work::Industry:
            return {30, 10, 15, 45};
        case Work::Resort:
            return {40, 10, 45, 5};
        default:
            return {25, 5, 70, 0};
    }
}

}  // namespace

Result<NameLists> NameLists::load(const std::filesystem::path& folder) {
    NameLists lists;
    for (std::size_t i = 0; i < kOrigins; ++i) {
        LOKET_ASSIGN(origin, read_origin(folder / fmt::format("{}.txt", facts(static_cast<Origin>(i)).file)));
        lists.origins_[i] = std::move(origin);
    }
    for (const auto* file : {"khusus.txt", "alamat.txt"}) {
        LOKET_ASSIGN(words, read_words(folder / file));
        lists.special_.merge(words.sections);
    }
    for (const auto section : kSpecialSections)
        if (!lists.special_.contains(section))
            return corrupt(fmt::format("{}: no section [{}]", folder.string(), section));
    return lists;
}

Result<NameLists::OriginLists> NameLists::read_origin(const std::filesystem::path& file) {
    LOKET_ASSIGN(words, read_words(file));
    OriginLists lists;
    std::vector<std::string> names;
    for (auto& [name, section] : words.sections) {
        names.push_back(name);
        if (name == "family") lists.family = section;
        lists.sections.push_back(std::move(section));
    }
    for (const auto& pattern : words.patterns)
        if (auto status = add_pattern(pattern.text, names, lists); !status)
            return corrupt(fmt::format("{}:{}: {}", file.string(), pattern.line, status.error().context));
    for (const auto& by_era : lists.patterns)
        for (const auto& patterns : by_era)
            if (patterns.empty())
                return corrupt(fmt::format("{}: an era of birth has no pattern", file.string()));
    return lists;
}

Status NameLists::add_pattern(std::string_view text, const std::vector<std::string>& names,
                              OriginLists& lists) {
    std::istringstream in{std::string(text)};
    std::string sex, eras, colon, part;
    Pattern pattern;
    in >> sex >> eras >> pattern.weight >> colon;
    if ((sex != "m" && sex != "f") || eras.find_first_not_of(kEraLetters) != std::string::npos ||
        pattern.weight < 1 || colon != ":")
        return corrupt("a pattern is \"m|f eras weight : sections\"");
    while (in >> part) {
        const auto found = std::find(names.begin(), names.end(), part);
        if (found == names.end()) return corrupt(fmt::format("no section [{}]", part));
        pattern.parts.push_back(part == "family" ? kInherited : static_cast<int>(found - names.begin()));
    }
    if (pattern.parts.empty()) return corrupt("a pattern without sections");
    for (std::size_t era = 0; era < kEras; ++era)
        if (eras.find(kEraLetters[era]) != std::string::npos)
            lists.patterns[sex == "m" ? 0 : 1][era].push_back(pattern);
    return {};
}

std::string_view NameLists::family_name(Random& random, Origin origin) const {
    const auto& family = origins_[static_cast<std::size_t>(origin)].family;
    return family.empty() ? std::string_view{} : std::string_view{pick(random, family)};
}

std::string NameLists::name(Random& random, Origin origin, Sex sex, int birth_year,
                            std::string_view family) const {
    const auto& lists = origins_[static_cast<std::size_t>(origin)];
    const auto& patterns = lists.patterns[index_of(sex)][era_of(birth_year)];
    int total = 0;
    for (const auto& pattern : patterns) total += pattern.weight;
    auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(total)));
    const auto* chosen = patterns.data();
    while (left >= chosen->weight) left -= (chosen++)->weight;
    std::string name;
    std::string_view last;
    for (const int part : chosen->parts) {
        const std::string_view word =
            part == kInherited
                ? family
                : std::string_view{pick(random, lists.sections[static_cast<std::size_t>(part)])};
        if (word.empty() || word == last) continue;  // no SITI SITI where two sections share a word
        if (!name.empty()) name += ' ';
        name += last = word;
    }
    return name;
}

std::string NameLists::one_word_name(Random& random, Sex sex) const {
    const auto whole = name(random, Origin::Jawa, sex, kOldUntil - 1, {});
    return whole.substr(0, whole.find(' '));
}

std::string NameLists::longest_name(Random& random, Sex sex) const {
    return pick(random, words(sex == Sex::Male ? "sixty_m" : "sixty_f"));
}

std::string NameLists::apostrophe_name(Random& random, Sex sex) const {
    return pick(random, words(sex == Sex::Male ? "apostrophe_m" : "apostrophe_f"));
}

std::string NameLists::street(Random& random, Work work) const {
    const auto kind = pick_weighted(random, address_kinds(work));
    const int number = random.between(1, 140);
    switch (kind) {
        case 0:
            return fmt::format("JL. {} NO. {}", pick(random, words("jalan")), number);
        case 1:
            return fmt::format("GG. {} NO. {}", pick(random, words("gang")), number);
        case 2:
            return fmt::format("KP. {}", pick(random, words("kampung")));
        default:
            return fmt::format("PERUM {} BLOK {} NO. {}", pick(random, words("perumahan")),
                               static_cast<char>('A' + number % 9), number / 4 + 1);
    }
}

}  // namespace loket::population
