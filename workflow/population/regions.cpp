#include "workflow/population/regions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "workflow/population/csv.h"

namespace loket::population {
namespace {

constexpr std::size_t kLevels = 4;
constexpr const char* kFiles[kLevels] = {"provinces.csv", "regencies.csv", "districts.csv", "villages.csv"};
constexpr std::size_t kDigits[kLevels] = {2, 4, 6, 10};
/// Dividing a key of a level by this gives the key of its parent.
constexpr std::uint64_t kStep[kLevels] = {100, 100, 100, 10000};

struct Code {
    std::uint64_t key = 0;
    std::size_t level = 0;
};

std::optional<Code> parse_code(std::string_view code) {
    Code parsed;
    std::size_t digits = 0;
    for (const char c : code) {
        if (c == '.') continue;
        if (c < '0' || c > '9' || ++digits > kDigits[kLevels - 1]) return std::nullopt;
        parsed.key = parsed.key * 10 + static_cast<std::uint64_t>(c - '0');
    }
    const auto* level = std::find(std::begin(kDigits), std::end(kDigits), digits);
    if (level == std::end(kDigits)) return std::nullopt;
    parsed.level = static_cast<std::size_t>(level - std::begin(kDigits));
    return parsed;
}

std::string_view name_of(const Region* region) {
    return region == nullptr ? std::string_view{} : std::string_view{region->name};
}

/// Whether the text from some word on begins so; the beginning may go over several words.
bool has_word(std::string_view text, std::string_view beginning) {
    const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
    for (std::size_t at = 0; at + beginning.size() <= text.size(); ++at)
        if ((at == 0 || text[at - 1] == ' ') && std::equal(beginning.begin(), beginning.end(), text.begin() + static_cast<std::ptrdiff_t>(at), same)) return true;
    return false;
}

}  // namespace

Result<Regions> Regions::load(const std::filesystem::path& folder) {
    Regions regions;
    for (std::size_t level = 0; level < kLevels; ++level)
        LOKET_TRY(load_level(folder / kFiles[level], regions, level));
    return regions;
}

Status Regions::load_level(const std::filesystem::path& file, Regions& into, std::size_t level) {
    auto& [keys, regions] = into.levels_[level];
    LOKET_TRY(read_csv(file, "code,name", [&, level](const CsvRow& row) -> Status {
        const auto code = parse_code(row.cells[0]);
        if (!code || code->level != level)
            return corrupt(fmt::format("\"{}\" is not a code of this level", row.cells[0]));
        if (row.cells[1].empty()) return corrupt("the region has no name");
        if (!keys.empty() && keys.back() >= code->key) return corrupt("codes must be unique and ascend");
        if (level > 0 && into.find(code->key / kStep[level], level - 1) == nullptr)
            return corrupt(fmt::format("\"{}\" lies in no known region", row.cells[0]));
        keys.push_back(code->key);
        regions.push_back({std::string(row.cells[0]), std::string(row.cells[1])});
        return {};
    }));
    if (keys.empty()) return corrupt(fmt::format("{} is empty", file.string()));
    return {};
}

const Region* Regions::find(std::uint64_t key, std::size_t level) const {
    const auto& [keys, regions] = levels_[level];
    const auto at = std::lower_bound(keys.begin(), keys.end(), key);
    return at == keys.end() || *at != key ? nullptr : &regions[static_cast<std::size_t>(at - keys.begin())];
}

const Region* Regions::find(std::string_view code) const {
    const auto parsed = parse_code(code);
    return parsed ? find(parsed->key, parsed->level) : nullptr;
}

std::span<const Region> Regions::children(std::string_view code) const {
    if (code.empty()) return levels_[0].regions;
    const auto parsed = parse_code(code);
    if (!parsed || parsed->level + 1 >= kLevels) return {};
    const auto& [keys, regions] = levels_[parsed->level + 1];
    const auto step = kStep[parsed->level + 1];
    const auto first = std::lower_bound(keys.begin(), keys.end(), parsed->key * step);
    const auto last = std::lower_bound(first, keys.end(), (parsed->key + 1) * step);
    return {regions.data() + (first - keys.begin()), static_cast<std::size_t>(last - first)};
}

std::vector<const Region*> Regions::search(std::string_view beginning, std::size_t limit) const {
    constexpr std::size_t kShortest = 2;
    std::vector<const Region*> found;
    if (beginning.size() < kShortest) return found;
    for (std::size_t level = kLevels - 1; level > 0; --level)
        for (const auto& region : levels_[level].regions) {
            if (found.size() == limit) return found;
            if (has_word(region.name, beginning)) found.push_back(&region);
        }
    return found;
}

Place Regions::place(std::string_view code) const {
    std::string_view names[kLevels];
    if (auto parsed = parse_code(code)) {
        for (;; --parsed->level) {
            names[parsed->level] = name_of(find(parsed->key, parsed->level));
            if (parsed->level == 0) break;
            parsed->key /= kStep[parsed->level];
        }
    }
    return {.village = names[3], .district = names[2], .regency = names[1], .province = names[0]};
}

std::optional<VillageKind> village_kind(std::string_view village_code) {
    const auto parsed = parse_code(village_code);
    if (!parsed || parsed->level != kLevels - 1) return std::nullopt;
    const auto digit = parsed->key / 1000 % 10;
    if (digit < 1 || digit > 3) return std::nullopt;
    return static_cast<VillageKind>(digit);
}

std::string region_digits(std::string_view code) {
    std::string digits;
    std::copy_if(code.begin(), code.end(), std::back_inserter(digits), [](char c) { return c != '.'; });
    return digits;
}

}  // namespace loket::population
