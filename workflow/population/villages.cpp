#include "workflow/population/villages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>

#include "workflow/population/csv.h"

namespace loket::population {
namespace {

constexpr std::string_view kBintan = "21.01";
constexpr std::string_view kWorks[] = {"town", "rural", "coast", "industry", "resort"};

Result<Village> read_village(const CsvRow& row, const Regions& regions) {
    const auto code = row.cells[0];
    const auto* region = regions.find(code);
    if (region == nullptr || !village_kind(code) || !code.starts_with(kBintan))
        return corrupt("not a village of Bintan");
    int weight = 0;
    const auto parsed =
        std::from_chars(row.cells[1].data(), row.cells[1].data() + row.cells[1].size(), weight);
    if (parsed.ec != std::errc{} || weight < 1 || weight > 1000)
        return corrupt("the weight is not 1 to 1000");
    const auto* work = std::find(std::begin(kWorks), std::end(kWorks), row.cells[2]);
    if (work == std::end(kWorks)) return corrupt("the work is not town, rural, coast, industry or resort");
    return Village{.code = std::string(code),
                   .district_digits = region_digits(code.substr(0, 8)),
                   .name = upper_case(region->name),
                   .town = std::string(row.cells[3]),
                   .work = static_cast<Work>(work - std::begin(kWorks)),
                   .weight = weight};
}

std::size_t count_villages(const Regions& regions) {
    std::size_t count = 0;
    for (const auto& district : regions.children(kBintan)) count += regions.children(district.code).size();
    return count;
}

}  // namespace

Result<std::vector<Village>> load_villages(const std::filesystem::path& file, const Regions& regions) {
    std::vector<Village> villages;
    std::set<std::string> seen;
    LOKET_TRY(read_csv(file, "code,weight,work,town", [&](const CsvRow& row) -> Status {
        LOKET_ASSIGN(village, read_village(row, regions));
        if (!seen.insert(village.code).second) return corrupt("the village is there twice");
        villages.push_back(std::move(village));
        return {};
    }));
    if (villages.size() != count_villages(regions))
        return corrupt(fmt::format("{}: not every village of Bintan is there", file.string()));
    return villages;
}

std::string upper_case(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

}  // namespace loket::population
