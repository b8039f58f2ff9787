// One pass over the residents.

#include <algorithm>

#include "workflow/reports/lpk.h"

namespace loket::reports {
namespace {

using population::CardState;
using population::LifeStatus;
using population::Marital;
using population::Nationality;
using population::RecordState;
using population::Resident;
using population::Shdk;

constexpr int kAdult = 17;       // wajib KTP, and the end of the KIA (UU 24/2013 Pasal 63; Permendagri 2/2016)
constexpr int kChildBelow = 18;  // akta kelahiran 0–17 years

std::size_t slot(int code) {
    return code > 0 && code < static_cast<int>(kCodes) ? static_cast<std::size_t>(code) : 0;
}

void count_traits(AreaFigures& area, const Resident& who) {
    const auto add = [&](std::array<Split, kCodes>& table, int code) { ++table[slot(code)].of(who.sex); };
    add(area.religion, static_cast<int>(who.religion));
    add(area.education, who.education);
    add(area.occupation, who.occupation);
    add(area.marital, static_cast<int>(who.marital));
    add(area.blood, static_cast<int>(who.blood));
    add(area.disability, who.disability);
    if (who.marital == Marital::Married) ++(who.marriage_recorded ? area.married_recorded : area.married_unrecorded);
    if (who.marital == Marital::Divorced) ++(who.marriage_recorded ? area.divorced_recorded : area.divorced_unrecorded);
    if (who.nationality == Nationality::Wna) ++area.settled_foreigners.of(who.sex);
}

void count_papers(AreaFigures& area, const Resident& who, int age, Date on) {
    const bool bound = must_hold_card(who, on);
    const bool recorded = who.record_state != RecordState::Unregistered;
    if (bound) ++area.must_hold.of(who.sex);
    if (recorded) ++area.recorded.of(who.sex);
    area.recorded_early += recorded && !bound ? 1 : 0;
    area.print_ready += who.record_state == RecordState::PrintReadyRecord && who.card == CardState::None ? 1 : 0;
    area.holds_card += who.card == CardState::Active ? 1 : 0;
    area.at_office += who.card == CardState::Printed ? 1 : 0;
    if (age < kAdult && who.marital == Marital::Single) {
        ++area.kia_age;
        area.kia += who.kia ? 1 : 0;
    }
    const bool deed = !who.birth_deed.empty();
    area.with_deed += deed ? 1 : 0;
    area.children += age < kChildBelow ? 1 : 0;
    area.children_deed += age < kChildBelow && deed ? 1 : 0;
}

void count_one(AreaFigures& area, const Resident& who, Date on) {
    const int age = age_on(who.born, on);
    ++area.people.of(who.sex);
    if (who.shdk == Shdk::KepalaKeluarga) ++area.heads.of(who.sex);
    ++area.ages[std::min<std::size_t>(static_cast<std::size_t>(std::max(age, 0)) / 5, kAgeGroups - 1)].of(who.sex);
    const auto village = area.villages.find(who.address.village);
    if (village != area.villages.end()) ++village->second.of(who.sex);
    count_traits(area, who);
    count_papers(area, who, age, on);
}

template <std::size_t N>
void add(std::array<Split, N>& into, const std::array<Split, N>& from) {
    for (std::size_t i = 0; i < N; ++i) into[i] += from[i];
}

}  // namespace

Split& Split::operator+=(const Split& other) {
    male += other.male;
    female += other.female;
    return *this;
}

std::string age_group_label(std::size_t group) {
    const auto from = std::to_string(group * 5);
    return group + 1 >= kAgeGroups ? from + "+" : from + "–" + std::to_string(group * 5 + 4);
}

std::int64_t AreaFigures::aged(int from, int to) const {
    std::int64_t sum = 0;
    for (std::size_t g = 0; g < kAgeGroups; ++g)
        if (static_cast<int>(g) * 5 >= from && static_cast<int>(g) * 5 <= to) sum += ages[g].both();
    return sum;
}

AreaFigures& AreaFigures::operator+=(const AreaFigures& other) {
    for (auto part : {&AreaFigures::people, &AreaFigures::heads, &AreaFigures::must_hold, &AreaFigures::recorded,
                      &AreaFigures::settled_foreigners})
        this->*part += other.*part;
    add(ages, other.ages);
    for (auto part : {&AreaFigures::religion, &AreaFigures::education, &AreaFigures::occupation, &AreaFigures::marital,
                      &AreaFigures::blood, &AreaFigures::disability})
        add(this->*part, other.*part);
    for (auto part : {&AreaFigures::recorded_early, &AreaFigures::print_ready, &AreaFigures::holds_card, &AreaFigures::at_office,
                      &AreaFigures::kia_age, &AreaFigures::kia, &AreaFigures::children, &AreaFigures::children_deed,
                      &AreaFigures::with_deed, &AreaFigures::married_recorded, &AreaFigures::married_unrecorded,
                      &AreaFigures::divorced_recorded, &AreaFigures::divorced_unrecorded})
        this->*part += other.*part;
    for (const auto& [village, split] : other.villages) villages[village] += split;
    return *this;
}

PopulationCount::PopulationCount(Date on, const population::Regions& regions, std::string_view regency) : on_(on), regency_(regency) {
    elsewhere_.name = "Alamat di luar daftar";
    for (const auto& district : regions.children(regency)) {
        by_code_.emplace(district.code, figures_.districts.size());
        AreaFigures area{.code = district.code, .name = district.name};
        for (const auto& village : regions.children(district.code)) area.villages[village.code];
        figures_.districts.push_back(std::move(area));
    }
}

void PopulationCount::add(const Resident& who) {
    constexpr std::size_t kDistrictLength = 8;  // "21.01.06"
    const bool born = who.born.ok() && who.born <= on_;
    if (who.life != LifeStatus::Active || !born) {
        ++figures_.left_out;
        figures_.not_born += born ? 0 : 1;
        return;
    }
    const auto known = by_code_.find(std::string_view(who.address.village).substr(0, kDistrictLength));
    const bool listed = known != by_code_.end() && figures_.districts[known->second].villages.contains(who.address.village);
    count_one(listed ? figures_.districts[known->second] : elsewhere_, who, on_);
}

PopulationFigures PopulationCount::take() && {
    if (elsewhere_.people.both() > 0) figures_.districts.push_back(std::move(elsewhere_));
    for (const auto& area : figures_.districts) figures_.all += area;
    figures_.all.code = regency_;
    figures_.all.name = "Jumlah";
    return std::move(figures_);
}

PopulationFigures count_population(std::span<const Resident> residents, Date on, const population::Regions& regions,
                                   std::string_view regency) {
    PopulationCount count(on, regions, regency);
    for (const auto& who : residents) count.add(who);
    return std::move(count).take();
}

}  // namespace loket::reports
