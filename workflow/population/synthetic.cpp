#include "workflow/population/synthetic.h"

#include <algorithm>

#include "workflow/population/pick.h"
#include "workflow/population/settling.h"

namespace loket::population {
namespace {

constexpr std::size_t kMostResidents = 5'000'000;

/// Families among which specials are strewn, and how the kinds share them; kinds with 0 also come about by
/// themselves.
constexpr double kSpecialShare = 0.004;
constexpr int kSpecialWeights[kSpecials] = {0, 3, 12, 0, 4, 0, 1, 0, 10, 0, 0, 0, 4, 0};

std::optional<Special> draw_special(Random& random, std::uint64_t number) {
    if (number < kSpecials) return static_cast<Special>(number);
    if (!random.chance(kSpecialShare)) return std::nullopt;
    return static_cast<Special>(pick_weighted(random, kSpecialWeights));
}

/// The last family is cut to size; who was cut is nobody's parent.
void cut(std::vector<Member>& members, std::size_t most) {
    if (members.size() <= most) return;
    members.resize(most);
    for (auto& member : members)
        for (int* parent : {&member.father, &member.mother})
            if (*parent >= static_cast<int>(most)) *parent = kNobody;
}

/// Draws families one after another.
class Bintan {
  public:
    Bintan(const PopulationPlan& plan, const PopulationSource& source, Birthplaces places)
        : plan_(plan), source_(source), places_(std::move(places)) {
        for (const auto& village : source.villages) village_weights_.push_back(village.weight);
    }

    /// The family of this number, cut to `most` members. Specials among its members are appended to
    /// `specials`.
    Result<Family> family(std::uint64_t number, std::size_t most, std::vector<SpecialResident>& specials) {
        SeededRandom random(plan_.seed, "family", number);
        const auto special = draw_special(random, number);
        auto members = draw_household(random, plan_.on, special);
        cut(members, most);
        const auto& village = source_.villages[pick_weighted(random, village_weights_)];
        const Office office{plan_.on, source_.names, places_, numbering_};
        auto family = settle(random, office, village, members, special == Special::Penghayat);
        for (std::size_t i = 0; family && i < members.size(); ++i)
            if (members[i].special)
                specials.push_back({*members[i].special, family->members[i].nik, family->kk});
        return family;
    }

  private:
    const PopulationPlan& plan_;
    const PopulationSource& source_;
    Birthplaces places_;
    Numbering numbering_;
    std::vector<int> village_weights_;
};

}  // namespace

Result<PopulationSource> PopulationSource::load(const std::filesystem::path& names_folder,
                                                const Regions& regions) {
    LOKET_ASSIGN(names, NameLists::load(names_folder));
    LOKET_ASSIGN(villages, load_villages(names_folder / "villages.csv", regions));
    return PopulationSource{std::move(names), std::move(villages)};
}

Result<PopulationSummary> generate_population(const PopulationPlan& plan, const Regions& regions,
                                              const PopulationSource& source, const FamilySink& sink) {
    if (!plan.on.ok()) return rejected("population.date", "the reference day does not exist");
    if (plan.size > kMostResidents) return rejected("population.size", "at most 5 million residents");
    LOKET_ASSIGN(places, Birthplaces::make(regions));
    Bintan bintan(plan, source, std::move(places));
    PopulationSummary summary;
    while (summary.residents < plan.size) {
        LOKET_ASSIGN(family,
                     bintan.family(summary.families, plan.size - summary.residents, summary.specials));
        summary.residents += family.members.size();
        ++summary.families;
        LOKET_TRY(sink(std::move(family)));
    }
    return summary;
}

}  // namespace loket::population
