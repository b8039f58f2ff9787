#include "workflow/population/household.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "workflow/population/pick.h"

namespace loket::population {
namespace {

namespace chrono = std::chrono;
using Day = chrono::sys_days;

constexpr double kYear = 365.2425;
constexpr double kBoy = 0.512;
constexpr double kTwin = 0.011;
constexpr int kYoungestBride = 18, kYoungestGroom = 19;

Day years_after(Day day, double years) {
    return day + chrono::days{static_cast<int>(std::lround(years * kYear))};
}
double years_between(Day from, Day to) { return static_cast<double>((to - from).count()) / kYear; }
Sex other(Sex sex) { return sex == Sex::Male ? Sex::Female : Sex::Male; }

/// Draws one family; keeps the members in the order of the family card.
class Household {
  public:
    Household(Random& random, Date on) : random_(random), today_(on) {}

    std::vector<Member> draw(std::optional<Special> special);

  private:
    enum class Kind : std::uint8_t { Couple, SingleWorker, SingleElder, MotherAlone, FatherAlone };

    Kind draw_kind(std::optional<Special> special);
    void draw_couple(std::optional<Special> special);
    void draw_parent_alone(Sex sex);
    void draw_single(Sex sex, double low, double high);
    int add(Day born, Sex sex, Shdk shdk);
    Day marry(int husband, int wife);
    void add_children(int father, int mother, Day mother_born, Day first, int wanted, Shdk shdk);
    void add_child(int father, int mother, Day born, Sex sex, Shdk shdk);
    void add_twin(int of);
    void add_young_family();
    void add_elder();
    void add_relative();
    void mark(Special special);
    void mark_twins();
    void mark_leap_day();
    int adult_of(double low_age);

    Day born_at(double age) { return years_after(today_, -age); }
    double age(int i) const { return years_between(Day{members_[static_cast<std::size_t>(i)].born}, today_); }
    Member& at(int i) { return members_[static_cast<std::size_t>(i)]; }
    double draw_age(std::span<const int> weights);
    int draw_wanted(Day mother_born);
    bool still_at_home(Day born, Sex sex);
    Sex draw_sex() { return random_.chance(kBoy) ? Sex::Male : Sex::Female; }
    double between(double low, double high) { return low + (high - low) * random_.unit(); }

    Random& random_;
    Day today_;
    std::vector<Member> members_;
};

constexpr int kFirstGroup = 20;
/// Heads of couples by five-year age group from 20.
constexpr int kCoupleAges[] = {25, 95, 150, 165, 155, 130, 100, 75, 52, 36, 21, 9, 3};
/// Widowed and divorced heads.
constexpr int kAloneAges[] = {5, 25, 55, 90, 120, 130, 140, 140, 120, 90, 55, 25, 5};

double Household::draw_age(std::span<const int> weights) {
    const auto group = pick_weighted(random_, weights);
    return kFirstGroup + 5.0 * (static_cast<double>(group) + random_.unit());
}

int Household::add(Day born, Sex sex, Shdk shdk) {
    members_.push_back({.born = Date{std::min(born, today_)}, .sex = sex, .shdk = shdk});
    return static_cast<int>(members_.size()) - 1;
}

/// Both must be old enough today; gives the wedding day.
Day Household::marry(int husband, int wife) {
    const Day man{at(husband).born}, woman{at(wife).born};
    const Day earliest = std::max(years_after(woman, kYoungestBride), years_after(man, kYoungestGroom));
    const Day wished = years_after(woman, 22.5 + 3.6 * random_.normal());
    const Day wedding = std::min(std::max(earliest, wished), today_ - chrono::days{1});
    for (const int i : {husband, wife}) {
        at(i).marital = Marital::Married;
        at(i).marital_since = Date{wedding};
    }
    return wedding;
}

/// Children a woman wants by her year of birth: families have become smaller.
int Household::draw_wanted(Day mother_born) {
    constexpr int kOlder[] = {4, 8, 22, 28, 20, 12, 6};
    constexpr int kYounger[] = {5, 15, 38, 28, 11, 3, 0};
    const bool older = static_cast<int>(Date{mother_born}.year()) < 1970;
    return static_cast<int>(
        pick_weighted(random_, older ? std::span<const int>(kOlder) : std::span<const int>(kYounger)));
}

/// Grown children leave for work, study and marriage, daughters earlier.
bool Household::still_at_home(Day born, Sex sex) {
    const double years = years_between(born, today_);
    if (years < 18) return true;
    if (years > 33) return random_.chance(0.04);
    const double leaving = sex == Sex::Male ? 0.055 : 0.1;
    return random_.chance(std::max(0.06, 0.95 - (years - 18) * leaving));
}

void Household::add_child(int father, int mother, Day born, Sex sex, Shdk shdk) {
    const auto child = add(born, sex, shdk);
    at(child).father = father;
    at(child).mother = mother;
}

void Household::add_twin(int of) {
    const auto first = at(of);
    add_child(first.father, first.mother, Day{first.born}, draw_sex(), first.shdk);
    members_.back().twin_of = of;
}

void Household::add_children(int father, int mother, Day mother_born, Day first, int wanted, Shdk shdk) {
    constexpr double kLastBirth = 44;
    Day born = first;
    for (; wanted > 0 && born <= today_ && years_between(mother_born, born) < kLastBirth; --wanted) {
        if (const Sex sex = draw_sex(); still_at_home(born, sex)) {
            add_child(father, mother, born, sex, shdk);
            if (random_.chance(kTwin)) add_twin(static_cast<int>(members_.size()) - 1);
        }
        born += chrono::days{random_.between(560, 2300)};
    }
}

/// A married child who stays, with spouse and children: menantu and cucu.
void Household::add_young_family() {
    const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) {
        return m.shdk == Shdk::Anak && years_between(Day{m.born}, today_) > 21;
    });
    if (found == members_.end() || !random_.chance(0.4)) return;
    const int child = static_cast<int>(found - members_.begin());
    const Sex sex = at(child).sex;
    const double gap = sex == Sex::Male ? between(-4, 1) : between(-1, 6);
    const int spouse = add(born_at(std::max(20.5, age(child) + gap)), other(sex), Shdk::Menantu);
    at(spouse).married_in = true;
    const int husband = sex == Sex::Male ? child : spouse;
    const int wife = sex == Sex::Male ? spouse : child;
    const Day wedding = marry(husband, wife);
    const Day first = wedding + chrono::days{random_.between(270, 1200)};
    add_children(husband, wife, Day{at(wife).born}, first, random_.between(0, 2), Shdk::Cucu);
}

/// A widowed parent of the head or of the spouse.
void Household::add_elder() {
    const bool of_head = members_.size() < 2 || random_.chance(0.6);
    const int child = of_head ? 0 : 1;
    const double years = age(child) + between(20.5, 33);
    if (years > 97) return;
    const Sex sex = random_.chance(0.74) ? Sex::Female : Sex::Male;
    const int elder = add(born_at(years), sex, of_head ? Shdk::OrangTua : Shdk::Mertua);
    at(elder).marital = Marital::Widowed;
    at(elder).marital_since = Date{born_at(between(0.1, 15))};
    (sex == Sex::Female ? at(child).mother : at(child).father) = elder;
}

void Household::add_relative() {
    const bool helper = random_.chance(0.08);
    const Sex sex = helper || random_.chance(0.45) ? Sex::Female : Sex::Male;
    add(born_at(helper ? between(18, 45) : between(15, 34)), sex, helper ? Shdk::Pembantu : Shdk::FamiliLain);
}

void Household::draw_couple(std::optional<Special> special) {
    const double years = special == Special::LargeFamily ? between(40, 46) : draw_age(kCoupleAges);
    const int husband = add(born_at(years), Sex::Male, Shdk::KepalaKeluarga);
    const double gap = std::clamp(3.2 + 3.4 * random_.normal(), -5.0, 14.0);
    const int wife = add(born_at(std::max(19.0, years - (special == Special::LargeFamily ? 2 : gap))),
                         Sex::Female, Shdk::Istri);
    at(wife).married_in = true;
    const Day wedding = marry(husband, wife);
    const Day first = wedding + chrono::days{random_.between(260, 1300)};
    const Day mother_born{at(wife).born};
    add_children(husband, wife, mother_born, first, draw_wanted(mother_born), Shdk::Anak);
    if (years > 44) add_young_family();
    if (years < 62 && random_.chance(0.055)) add_elder();
    if (random_.chance(0.03)) add_relative();
}

void Household::draw_parent_alone(Sex sex) {
    const double years = draw_age(kAloneAges);
    const int parent = add(born_at(years), sex, Shdk::KepalaKeluarga);
    at(parent).marital = random_.chance(years < 50 ? 0.3 : 0.85) ? Marital::Widowed : Marital::Divorced;
    const double parted = between(0.05, std::max(0.1, std::min(15.0, years - kFirstGroup)));
    at(parent).marital_since = Date{born_at(parted)};
    const Day mother_born = sex == Sex::Female ? Day{at(parent).born} : born_at(std::max(19.5, years - 3));
    const Day first = years_after(mother_born, between(19.5, 27));
    const bool woman = sex == Sex::Female;
    add_children(woman ? kNobody : parent, woman ? parent : kNobody, mother_born, first,
                 std::max(1, draw_wanted(mother_born)), Shdk::Anak);
    // Nobody is born of a marriage that ended more than nine months before.
    std::erase_if(members_, [&](const Member& m) {
        return m.shdk == Shdk::Anak && Day{m.born} > born_at(parted - 0.7);
    });
}

void Household::draw_single(Sex sex, double low, double high) {
    const int head = add(born_at(between(low, high)), sex, Shdk::KepalaKeluarga);
    if (low < 55) return;
    at(head).marital = random_.chance(0.85) ? Marital::Widowed : Marital::Divorced;
    at(head).marital_since = Date{born_at(between(0.1, 20))};
}

Household::Kind Household::draw_kind(std::optional<Special> special) {
    if (special == Special::Twins || special == Special::LargeFamily || special == Special::Foundling ||
        special == Special::JustSeventeen)
        return Kind::Couple;
    constexpr int kKinds[] = {770, 115, 24, 64, 27};
    return static_cast<Kind>(pick_weighted(random_, kKinds));
}

int Household::adult_of(double low_age) {
    for (int i = 0; i < static_cast<int>(members_.size()); ++i)
        if (age(i) >= low_age) return i;
    return 0;
}

/// Gives a child of the couple a twin; a couple without children gets both.
void Household::mark_twins() {
    const auto is_child = [](const Member& m) { return m.shdk == Shdk::Anak && m.twin_of == kNobody; };
    if (std::none_of(members_.begin(), members_.end(), is_child))
        add_child(0, 1, Day{*at(0).marital_since} + chrono::days{300}, draw_sex(), Shdk::Anak);
    const int child =
        static_cast<int>(std::find_if(members_.begin(), members_.end(), is_child) - members_.begin());
    add_twin(child);
    at(child).special = members_.back().special = Special::Twins;
}

/// Moves the head's birthday to the nearest 29 February; the ages stay what they were by at most two years.
void Household::mark_leap_day() {
    auto& head = at(0);
    const auto year = static_cast<int>(head.born.year()) / 4 * 4;
    if (year == 1900) return;
    head.born = Date{chrono::year{year}, chrono::February, chrono::day{29}};
    head.special = Special::LeapDay;
}

void Household::mark(Special special) {
    switch (special) {
        case Special::Twins:
            return mark_twins();
        case Special::LeapDay:
            return mark_leap_day();
        case Special::Foundling:
            add(born_at(between(0.3, 12)), draw_sex(), Shdk::Lainnya);
            break;
        case Special::JustSeventeen:
            add(born_at(between(17.01, 17.4)), draw_sex(), Shdk::FamiliLain);
            break;
        case Special::LargeFamily:
            while (members_.size() < 12) add_relative();
            at(0).special = special;
            return;
        case Special::Foreigner:  // most often a spouse
            at(members_.size() > 1 && at(1).married_in ? 1 : 0).special = special;
            return;
        default:
            at(adult_of(19)).special = special;
            return;
    }
    members_.back().special = special;
}

std::vector<Member> Household::draw(std::optional<Special> special) {
    switch (draw_kind(special)) {
        case Kind::Couple:
            draw_couple(special);
            break;
        case Kind::SingleWorker: {
            const Sex sex = random_.chance(0.74) ? Sex::Male : Sex::Female;
            draw_single(sex, 18.5, 36);
            break;
        }
        case Kind::SingleElder: {
            const Sex sex = random_.chance(0.5) ? Sex::Male : Sex::Female;
            draw_single(sex, 56, 86);
            break;
        }
        case Kind::MotherAlone:
            draw_parent_alone(Sex::Female);
            break;
        case Kind::FatherAlone:
            draw_parent_alone(Sex::Male);
            break;
    }
    if (special) mark(*special);
    return std::move(members_);
}

}  // namespace

std::vector<Member> draw_household(Random& random, Date on, std::optional<Special> special) {
    return Household(random, on).draw(special);
}

}  // namespace loket::population
