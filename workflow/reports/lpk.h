#pragma once
// Laporan Perkembangan Kependudukan (P01): what the register looked like at the cut-off of a semester. First plain
// figures by district, then the 18 tables of DOMAIN §9.

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"
#include "workflow/population/resident.h"
#include "workflow/reports/lampid.h"
#include "workflow/reports/period.h"
#include "workflow/reports/report.h"

namespace loket::reports {

/// Men and women.
struct Split {
    std::int64_t male = 0, female = 0;
    [[nodiscard]] std::int64_t both() const { return male + female; }
    std::int64_t& of(population::Sex sex) { return sex == population::Sex::Male ? male : female; }
    [[nodiscard]] std::int64_t of(population::Sex sex) const { return sex == population::Sex::Male ? male : female; }
    Split& operator+=(const Split& other);
    bool operator==(const Split&) const = default;
};

inline constexpr std::size_t kAgeGroups = 16;  ///< 0–4, 5–9, … 70–74, 75 and older
inline constexpr std::size_t kCodes = 128;     ///< room for a code table; index 0: code unknown, or no disability
std::string age_group_label(std::size_t group);

/// Everything counted about the people of one area at the cut-off.
struct AreaFigures {
    std::string code, name;
    Split people = {}, heads = {};
    std::array<Split, kAgeGroups> ages = {};
    std::array<Split, kCodes> religion = {}, education = {}, occupation = {}, marital = {}, blood = {}, disability = {};
    Split must_hold = {};                ///< wajib KTP: WNI and ITAP of 17 or ever married
    Split recorded = {};                 ///< recorded biometrics at any age: may exceed `must_hold`
    std::int64_t recorded_early = 0;   ///< of them not yet bound to hold a card
    std::int64_t print_ready = 0;      ///< PRINT_READY_RECORD without a card: sisa PRR
    std::int64_t holds_card = 0;       ///< card active in the holder's hands
    std::int64_t at_office = 0;        ///< card printed, not fetched
    std::int64_t kia_age = 0, kia = 0;          ///< younger than 17 and never married; of them with KIA
    std::int64_t children = 0, children_deed = 0;  ///< younger than 18; with akta kelahiran
    std::int64_t with_deed = 0;        ///< of all ages
    std::int64_t married_recorded = 0, married_unrecorded = 0, divorced_recorded = 0, divorced_unrecorded = 0;
    Split settled_foreigners = {};          ///< WNA with KITAP
    std::map<std::string, Split> villages = {};  ///< by code; those of the area, also the empty ones

    [[nodiscard]] std::int64_t aged(int from, int to) const;  ///< whole five-year groups, e.g. 15–64; `to` 999: open
    AreaFigures& operator+=(const AreaFigures& other);
};

struct PopulationFigures {
    std::vector<AreaFigures> districts;  ///< in order of code; a last one without code for addresses outside the regency
    AreaFigures all;
    std::int64_t left_out = 0;       ///< not active on the day, or born later
    std::int64_t not_born = 0;       ///< of them born after the cut-off
};

/// Counts those who are active and born by `on`, one after the other: nobody is kept. 160,000 residents in well under a second.
class PopulationCount {
  public:
    PopulationCount(Date on, const population::Regions& regions, std::string_view regency);
    void add(const population::Resident& who);
    PopulationFigures take() &&;

  private:
    Date on_;
    std::string regency_;
    PopulationFigures figures_;
    AreaFigures elsewhere_;
    std::map<std::string, std::size_t, std::less<>> by_code_;
};
PopulationFigures count_population(std::span<const population::Resident> residents, Date on,
                                   const population::Regions& regions, std::string_view regency);

/// Documents of one product issued in one month. `product` is the name that is printed.
struct DocumentCount {
    Month month{};
    std::string product;
    std::int64_t count = 0;
};

/// What the register does not hold and the office knows from other books. A district left out prints as "–".
struct DistrictFacts {
    std::optional<double> area_km2;
    std::optional<Split> start;         ///< people at the end of the semester before
    std::optional<Split> end;           ///< people at the cut-off, where the register is of a later day; else those counted
    Split from_other_districts = {}, to_other_districts = {};  ///< moves between kecamatan of the regency in the semester
    std::optional<std::int64_t> corrections;  ///< recorded additions less removals for other reasons (double records, …)
    std::optional<Split> limited_stay;  ///< WNA with KITAS, who hold an SKTT
    std::optional<std::int64_t> substitutes;  ///< surat keterangan pengganti KTP-el in force
    std::optional<std::int64_t> death_deeds, marriage_deeds, divorce_deeds;  ///< issued in the semester
};

/// Where figures come from and of which day: every table says it.
struct Provenance {
    std::string name;
    Date as_of{};
};

struct LpkInput {
    Semester semester;
    std::string regency = "21.01";
    PopulationFigures population = {};
    std::vector<LampidCount> lampid = {};
    std::vector<DocumentCount> documents = {};
    std::map<std::string, DistrictFacts> facts = {};  ///< by district code
    Provenance people{"Basis data kependudukan (SIAK)", {}};
    Provenance services{"Data pelayanan Dinas", {}};
};

/// The 18 tables and their charts. `Rejected` "lpk.semester", "lpk.source_date" if a source has no day, or the fault of
/// a LAMPID count. With `publication` small cells are masked (publish.h) before anything is drawn.
Result<Report> lpk_report(const LpkInput& input, const population::Regions& regions,
                          const population::Enumerations& enumerations, bool publication = false);

/// P_end = P_start + lahir - mati + datang - pindah + corrections, by sex; of a district also the moves to and from others of the
/// regency, whose sums are equal. Nothing where the start is not known.
struct Balance {
    Split start = {}, born = {}, died = {}, arrived = {}, left = {}, end = {};
    Split moved_in = {}, moved_away = {};
    std::int64_t corrections = 0;  ///< as recorded; 0 where none are known
    [[nodiscard]] std::int64_t expected() const;    ///< without corrections
    [[nodiscard]] std::int64_t difference() const;  ///< end - expected
    [[nodiscard]] bool holds() const { return difference() == corrections; }
};
std::optional<Balance> balance_of(const LpkInput& input, const std::string& district);

}  // namespace loket::reports
