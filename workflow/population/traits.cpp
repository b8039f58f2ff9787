#include "workflow/population/traits.h"

#include <algorithm>

#include "workflow/population/pick.h"

namespace loket::population {
namespace {

struct Chance {
    std::uint8_t code;
    int weight;
};

std::uint8_t pick_code(Random& random, std::span<const Chance> chances) {
    int total = 0;
    for (const auto& chance : chances) total += chance.weight;
    auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(total)));
    const auto* chosen = chances.data();
    while (left >= chosen->weight) left -= (chosen++)->weight;
    return chosen->code;
}

constexpr Chance kBlood[] = {{1, 150}, {2, 175}, {3, 45},  {4, 240}, {5, 6},
                             {7, 8},   {9, 2},   {11, 12}, {12, 1},  {13, 361}};

constexpr Chance kLearnedBefore1960[] = {{1, 170}, {2, 200}, {3, 380}, {4, 90}, {5, 120},
                                         {6, 8},   {7, 10},  {8, 20},  {9, 2}};
constexpr Chance kLearnedBefore1985[] = {{1, 25}, {2, 60}, {3, 250}, {4, 190}, {5, 370},
                                         {6, 15}, {7, 30}, {8, 54},  {9, 6},   {10, 1}};
constexpr Chance kLearnedSince1985[] = {{1, 8},  {2, 20}, {3, 110}, {4, 180}, {5, 520},
                                        {6, 10}, {7, 45}, {8, 105}, {9, 4}};

constexpr std::uint8_t kNoWork = 1, kHousehold = 2, kStudent = 3, kRetired = 4, kImam = 41, kPastor = 42;

constexpr Chance kMenOfTown[] = {{15, 270}, {88, 200}, {19, 140}, {84, 45}, {8, 20},  {5, 55},  {11, 45},
                                 {81, 40},  {13, 25},  {6, 16},   {7, 14},  {18, 45}, {16, 14}, {65, 18},
                                 {35, 16},  {26, 16},  {27, 8},   {14, 12}, {79, 12}, {29, 8},  {30, 4},
                                 {72, 2},   {85, 4},   {63, 1},   {67, 1},  {46, 6},  {1, 30}};
constexpr Chance kMenOfLand[] = {{9, 250}, {20, 60}, {15, 150}, {88, 130}, {19, 170}, {10, 12},
                                 {5, 25},  {81, 30}, {13, 25},  {18, 30},  {65, 10},  {26, 20},
                                 {27, 10}, {11, 40}, {85, 12},  {86, 1},   {35, 8},   {1, 20}};
constexpr Chance kMenOfSea[] = {{11, 430}, {21, 100}, {15, 100}, {88, 110}, {19, 90}, {9, 40},
                                {79, 25},  {5, 20},   {18, 20},  {84, 12},  {65, 8},  {85, 10},
                                {86, 1},   {27, 12},  {14, 12},  {1, 20}};
constexpr Chance kMenOfIndustry[] = {{15, 520}, {88, 120}, {19, 120}, {12, 20}, {13, 35}, {81, 30},
                                     {5, 20},   {11, 30},  {35, 20},  {29, 16}, {25, 10}, {18, 16},
                                     {84, 18},  {46, 8},   {6, 5},    {1, 30}};
constexpr Chance kMenOfResort[] = {{15, 430}, {88, 130}, {19, 120}, {11, 90}, {9, 60}, {81, 40},
                                   {46, 28},  {13, 25},  {18, 16},  {5, 16},  {36, 3}, {1, 30}};
constexpr Chance kWivesAtWork[] = {{15, 300}, {88, 180}, {65, 120}, {5, 95},  {18, 80}, {84, 50},
                                   {19, 50},  {74, 22},  {73, 20},  {30, 16}, {8, 16},  {9, 25},
                                   {46, 8},   {32, 6},   {64, 3},   {72, 4},  {70, 3},  {85, 5}};
constexpr Chance kWomenAlone[] = {{15, 420}, {1, 170}, {88, 120}, {65, 70}, {18, 60}, {5, 45}, {84, 35},
                                  {19, 45},  {74, 18}, {73, 14},  {46, 8},  {30, 8},  {32, 5}, {75, 3}};

std::span<const Chance> work_of_men(Work work) {
    switch (work) {
        case Work::Town:
            return kMenOfTown;
        case Work::Rural:
            return kMenOfLand;
        case Work::Coast:
            return kMenOfSea;
        case Work::Industry:
            return kMenOfIndustry;
        default:
            return kMenOfResort;
    }
}

OccupationCode occupation_of_woman(Random& random, const Resident& resident, Work work) {
    const bool single = resident.marital == Marital::Single;
    const double at_home = single ? 0.06 : work == Work::Town || work == Work::Industry ? 0.62 : 0.74;
    if (random.chance(at_home)) return kHousehold;
    return pick_code(random,
                     single ? std::span<const Chance>(kWomenAlone) : std::span<const Chance>(kWivesAtWork));
}

double years_of(Date born, Date on) {
    return static_cast<double>((std::chrono::sys_days{on} - std::chrono::sys_days{born}).count()) / 365.2425;
}

/// Still unrecorded: most on the birthday, ever fewer within the year; afterwards the few that never came.
double unrecorded_share(double age) {
    if (age < 17) return 1;
    if (age < 18) return 0.95 - 0.65 * (age - 17);
    return age > 75 ? 0.045 : 0.012;
}

RecordState draw_recorded_state(Random& random, double age) {
    using enum RecordState;
    constexpr RecordState kStates[] = {CardPrinted,
                                       PrintReadyRecord,
                                       SentForEnrollment,
                                       ReceivedAtCentral,
                                       Processing,
                                       BioCaptured,
                                       EnrollFailureAtCentral,
                                       EnrollFailureAtRegional,
                                       SearchFailureAtCentral,
                                       AdjudicateRecord,
                                       DuplicateRecord};
    constexpr int kSettled[] = {9790, 120, 18, 12, 8, 6, 10, 6, 6, 6, 18};
    constexpr int kFresh[] = {2800, 4200, 1100, 900, 450, 300, 90, 60, 50, 30, 20};
    return kStates[pick_weighted(random, age < 18 ? kFresh : kSettled)];
}

CardState draw_card(Random& random) {
    using enum CardState;
    constexpr CardState kStates[] = {Active, Printed, Lost, Damaged};
    constexpr int kWeights[] = {9850, 70, 45, 35};
    return kStates[pick_weighted(random, kWeights)];
}

}  // namespace

Blood draw_blood(Random& random) { return static_cast<Blood>(pick_code(random, kBlood)); }

EducationCode draw_education(Random& random, Date born, Date on) {
    const double age = years_of(born, on);
    if (age < 6.5) return 1;
    if (age < 12.5) return 2;
    if (age < 15.5) return 3;
    if (age < 18.5) return 4;
    const auto year = static_cast<int>(born.year());
    const auto learned = year < 1960
                             ? pick_code(random, kLearnedBefore1960)
                             : pick_code(random, year < 1985 ? std::span<const Chance>(kLearnedBefore1985)
                                                             : std::span<const Chance>(kLearnedSince1985));
    constexpr std::uint8_t kSecondarySchool = 5;
    return age < 22 ? std::min(learned, kSecondarySchool) : learned;
}

OccupationCode draw_occupation(Random& random, const Resident& resident, Work work, Date on) {
    const double age = years_of(resident.born, on);
    if (age < 5.5) return kNoWork;
    if (age < 18.5 || (age < 23 && resident.marital == Marital::Single && random.chance(0.34)))
        return kStudent;
    const bool learned = resident.education >= 5;
    if (age > 59 && random.chance(learned ? 0.35 : 0.04)) return kRetired;
    if (age > 72 && random.chance(0.6)) return resident.sex == Sex::Female ? kHousehold : kNoWork;
    if (resident.sex == Sex::Female) return occupation_of_woman(random, resident, work);
    if (age < 25 && random.chance(0.2)) return kNoWork;
    if (age > 30 && resident.religion == Religion::Islam && random.chance(0.002)) return kImam;
    if (age > 30 && resident.religion == Religion::Kristen && random.chance(0.008)) return kPastor;
    return pick_code(random, work_of_men(work));
}

DisabilityCode draw_disability(Random& random) {
    constexpr Chance kKinds[] = {{1, 40}, {2, 14}, {3, 18}, {4, 16}, {5, 8}, {6, 4}};
    return random.chance(0.006) ? pick_code(random, kKinds) : DisabilityCode{0};
}

std::uint16_t draw_missing_fingers(Random& random, const Resident& resident, std::optional<Special> special,
                                   Date on) {
    constexpr std::uint16_t kAll = 0x3ff;
    if (special == Special::NoFingers) return kAll;
    const double age = years_of(resident.born, on);
    const double accident = age < 18 ? 0.0001 : resident.sex == Sex::Male ? 0.0016 : 0.0004;
    if (special != Special::MissingFingers && !random.chance(accident)) return 0;
    unsigned missing = 1u << random.between(0, 9);
    if (random.chance(0.25)) missing |= 1u << random.between(0, 9);
    return static_cast<std::uint16_t>(missing);
}

void draw_registration(Random& random, Resident& resident, std::optional<Special> special, Date on) {
    const double age = years_of(resident.born, on);
    if (!must_hold_card(resident, on)) {
        resident.kia = age > 0.2 && random.chance(0.52);
        // From 16 a person may record early; the card waits for the seventeenth birthday.
        if (age_on(resident.born, on) == 16 && random.chance(0.07))
            resident.record_state = RecordState::PrintReadyRecord;
        return;
    }
    if (special == Special::Unrecorded || special == Special::JustSeventeen ||
        random.chance(unrecorded_share(age)))
        return;
    resident.record_state = draw_recorded_state(random, age);
    if (resident.record_state == RecordState::CardPrinted) resident.card = draw_card(random);
}

}  // namespace loket::population
