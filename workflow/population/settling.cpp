#include "workflow/population/settling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "workflow/population/pick.h"
#include "workflow/population/traits.h"

namespace loket::population {
namespace {

namespace chrono = std::chrono;

/// The youngest day a number of the national system can carry.
constexpr Date kFirstCards{chrono::year{2005}, chrono::January, chrono::day{3}};

Origin draw_origin(Random& random) {
    std::array<int, kOrigins> weights{};
    for (std::size_t i = 0; i < kOrigins; ++i) weights[i] = facts(static_cast<Origin>(i)).share;
    return static_cast<Origin>(pick_weighted(random, weights));
}

/// Spouses share the religion, hence most often the origin.
Origin draw_origin_with(Random& random, Religion religion) {
    std::array<int, kOrigins> weights{};
    for (std::size_t i = 0; i < kOrigins; ++i) {
        const auto& origin = facts(static_cast<Origin>(i));
        weights[i] = origin.share * origin.religions[static_cast<std::size_t>(religion) - 1] / 100;
    }
    return static_cast<Origin>(pick_weighted(random, weights));
}

Religion draw_religion(Random& random, Origin origin) {
    return static_cast<Religion>(pick_weighted(random, facts(origin).religions) + 1);
}

Date day_between(Random& random, Date from, Date to) {
    const auto days = (chrono::sys_days{to} - chrono::sys_days{from}).count();
    if (days <= 0) return to;
    return Date{chrono::sys_days{from} +
                chrono::days{static_cast<long>(random.below(static_cast<std::uint64_t>(days) + 1))}};
}

Date days_later(Date day, int days) { return Date{chrono::sys_days{day} + chrono::days{days}}; }

/// Prefix 866 belongs to no operator, so that no message of a test can reach anybody.
std::string draw_phone(Random& random) { return fmt::format("+62866{:08}", random.below(100'000'000)); }

struct Country {
    std::string_view name, birth_place;
};
constexpr Country kCountries[] = {
    {"SINGAPURA", "SINGAPORE"}, {"MALAYSIA", "JOHOR BAHRU"}, {"JEPANG", "OSAKA"},   {"INDIA", "CHENNAI"},
    {"INGGRIS", "LEEDS"},       {"AUSTRALIA", "PERTH"},      {"BELANDA", "UTRECHT"}};

/// The settling of one family. The order of draws is part of the repeatable result.
class Settling {
  public:
    Settling(Random& random, const Office& office, const Village& village, const std::vector<Member>& members,
             bool penghayat)
        : random_(random),
          on_(office.on),
          names_(office.names),
          places_(office.places),
          numbering_(office.numbering),
          village_(village),
          members_(members) {
        origin_ = draw_origin(random_);
        religion_ = draw_religion(random_, origin_);
        if (penghayat) {
            origin_ = Origin::Jawa;
            religion_ = Religion::Kepercayaan;
        }
        absent_line_ = names_.family_name(random_, origin_);
        settlers_ = random_.between(1, 100) <= facts(origin_).settlers;
        people_.resize(members_.size());
        family_.members.resize(members_.size());
    }

    Result<Family> run() {
        for (std::size_t i = 0; i < members_.size(); ++i) set_origin(i);
        for (std::size_t i = 0; i < members_.size(); ++i) set_name(i);
        set_absent_parents();
        const Address address = draw_address();
        for (std::size_t i = 0; i < members_.size(); ++i) {
            family_.members[i].address = address;
            set_parents(i);
            LOKET_TRY(set_birth(i));
            set_civil(i);
        }
        LOKET_TRY(set_card());
        return std::move(family_);
    }

  private:
    struct Person {
        Origin origin = Origin::Melayu;
        std::string line;  ///< inherited name
        std::string district;
        bool named = false;
    };

    bool is(std::size_t i, Special special) const { return members_[i].special == special; }
    /// One whose parents are, or were, of this family.
    bool is_child(std::size_t i) const {
        return members_[i].shdk == Shdk::Anak || members_[i].shdk == Shdk::Cucu;
    }

    void set_origin(std::size_t i) {
        auto& person = people_[i];
        const auto& member = members_[i];
        person.origin = origin_;
        if (member.married_in && !random_.chance(0.74)) person.origin = draw_origin_with(random_, religion_);
        if (is(i, Special::Foreigner)) person.origin = Origin::Asing;
        person.line = names_.family_name(random_, person.origin);
    }

    /// Fathers are named before their children, who inherit the line; other relatives bear the name of the
    /// head.
    void set_name(std::size_t i) {
        if (people_[i].named) return;
        people_[i].named = true;
        const auto& member = members_[i];
        if (member.father != kNobody) {
            const auto father = static_cast<std::size_t>(member.father);
            set_name(father);
            people_[i].line = people_[father].line;
            people_[i].origin = people_[father].origin;
        } else if (is_child(i)) {
            people_[i].line = absent_line_;
        } else if (member.shdk == Shdk::FamiliLain) {
            set_name(0);
            people_[i].line = people_[0].line;
        }
        family_.members[i].name = unused([&] { return draw_name(i); });
    }

    /// No two of a family bear the same name, as long as the lists allow it.
    template <class Draw>
    std::string unused(Draw draw) {
        constexpr int kTries = 10;
        auto name = draw();
        const auto taken = [&](const Resident& resident) { return resident.name == name; };
        for (int i = 0; i < kTries && std::any_of(family_.members.begin(), family_.members.end(), taken); ++i)
            name = draw();
        return name;
    }

    std::string draw_name(std::size_t i) {
        const auto& member = members_[i];
        if (is(i, Special::OneWordName)) return names_.one_word_name(random_, member.sex);
        if (is(i, Special::LongestName)) return names_.longest_name(random_, member.sex);
        if (is(i, Special::ApostropheName)) return names_.apostrophe_name(random_, member.sex);
        return titled(i, names_.name(random_, people_[i].origin, member.sex,
                                     static_cast<int>(member.born.year()), people_[i].line));
    }

    /// Some who made the pilgrimage carry the title on their cards.
    std::string titled(std::size_t i, std::string name) {
        const auto& member = members_[i];
        if (religion_ != Religion::Islam || age_on(member.born, on_) < 48 || !random_.chance(0.035))
            return name;
        return (member.sex == Sex::Male ? "H. " : "HJ. ") + name;
    }

    /// Children without a father or mother on the card share those they once had.
    void set_absent_parents() {
        const int year = static_cast<int>(members_[0].born.year());
        absent_father_ = unused([&] { return names_.name(random_, origin_, Sex::Male, year, absent_line_); });
        const auto maiden = names_.family_name(random_, origin_);
        absent_mother_ = unused([&] { return names_.name(random_, origin_, Sex::Female, year, maiden); });
    }

    void set_parents(std::size_t i) {
        const auto& member = members_[i];
        auto& resident = family_.members[i];
        if (is(i, Special::Foundling)) return;
        const int year = static_cast<int>(member.born.year());
        const auto origin = people_[i].origin;
        if (is_child(i)) {
            resident.father = absent_father_;
            resident.mother = absent_mother_;
        } else {
            resident.father = names_.name(random_, origin, Sex::Male, year - 29, people_[i].line);
            resident.mother =
                names_.name(random_, origin, Sex::Female, year - 26, names_.family_name(random_, origin));
        }
        if (member.father != kNobody)
            resident.father = family_.members[static_cast<std::size_t>(member.father)].name;
        if (member.mother != kNobody)
            resident.mother = family_.members[static_cast<std::size_t>(member.mother)].name;
    }

    Address draw_address() {
        const int hamlets = 1 + village_.weight / 8;
        Address address{
            .street = names_.street(random_, village_.work), .rt = 0, .rw = 0, .village = village_.code};
        address.rw = static_cast<std::uint16_t>(random_.between(1, hamlets));
        address.rt = static_cast<std::uint16_t>(random_.between(1, 5));
        return address;
    }

    bool born_elsewhere(std::size_t i) {
        const auto& member = members_[i];
        if (member.special == Special::OldPrefix || facts(people_[i].origin).homelands.empty()) return false;
        if (member.married_in || member.shdk == Shdk::Pembantu)
            return random_.between(1, 100) <= facts(people_[i].origin).settlers;
        return settlers_ && (!is_child(i) || random_.chance(0.1));
    }

    Status set_birth(std::size_t i) {
        const auto& member = members_[i];
        auto& resident = family_.members[i];
        if (member.twin_of != kNobody) {
            const auto twin = static_cast<std::size_t>(member.twin_of);
            resident.birth_place = family_.members[twin].birth_place;
            people_[i].district = people_[twin].district;
        } else {
            auto birth = born_elsewhere(i)
                             ? places_.homeland(random_, people_[i].origin)
                             : places_.local(random_, village_, member.born, is(i, Special::OldPrefix));
            resident.birth_place = std::move(birth.place);
            people_[i].district = std::move(birth.district_digits);
        }
        if (is(i, Special::Foreigner)) set_foreigner(i);
        LOKET_ASSIGN(nik, numbering_.nik(people_[i].district, member.born, member.sex));
        resident.nik = std::move(nik);
        resident.born = member.born;
        resident.sex = member.sex;
        set_deed(i);
        return {};
    }

    void set_foreigner(std::size_t i) {
        auto& resident = family_.members[i];
        const auto& country = pick(random_, kCountries);
        people_[i].district = village_.district_digits;
        resident.birth_place = country.birth_place;
        resident.nationality = Nationality::Wna;
        Immigration papers{
            .country = std::string(country.name), .passport = {}, .kitap = {}, .valid_until = {}};
        papers.passport = fmt::format("X{:07}", random_.below(10'000'000));
        papers.kitap = fmt::format("2D21AF{:04}-X", random_.below(10'000));
        papers.valid_until = days_later(on_, random_.between(20, 1800));
        resident.immigration = std::move(papers);
    }

    void set_deed(std::size_t i) {
        auto& resident = family_.members[i];
        const bool young = age_on(resident.born, on_) < 18;
        if (resident.nationality == Nationality::Wna || !random_.chance(young ? 0.95 : 0.5)) return;
        const bool late = random_.chance(young ? 0.12 : 0.6);
        const auto recorded = std::min(
            on_, days_later(resident.born, late ? random_.between(61, 4000) : random_.between(2, 58)));
        resident.birth_deed = numbering_.birth_deed(std::string_view(people_[i].district).substr(0, 4),
                                                    resident.born, recorded);
    }

    void set_civil(std::size_t i) {
        const auto& member = members_[i];
        auto& resident = family_.members[i];
        resident.shdk = member.shdk;
        resident.religion = religion_;
        resident.marital = member.marital;
        resident.marital_since = member.marital_since;
        resident.blood = draw_blood(random_);
        resident.education = draw_education(random_, member.born, on_);
        resident.occupation = draw_occupation(random_, resident, village_.work, on_);
        resident.disability = draw_disability(random_);
        resident.missing_fingers = draw_missing_fingers(random_, resident, member.special, on_);
        draw_registration(random_, resident, member.special, on_);
        resident.bio_seed = random_.next();
        if (random_.chance(i == 0 ? 0.85 : age_on(member.born, on_) > 14 ? 0.55 : 0))
            resident.phone = draw_phone(random_);
    }

    /// The family card, and what concerns husband and wife alike.
    Status set_card() {
        const bool recorded = random_.chance(0.94);
        const auto grown = days_later(members_[0].born, 18 * 366);
        family_.recorded = day_between(
            random_, std::max({kFirstCards, grown, members_[0].marital_since.value_or(grown)}), on_);
        LOKET_ASSIGN(kk, numbering_.kk(places_.card_district(random_, village_), family_.recorded));
        family_.kk = std::move(kk);
        for (auto& resident : family_.members) {
            resident.kk = family_.kk;
            if (resident.marital == Marital::Married) resident.marriage_recorded = recorded;
        }
        return {};
    }

    Random& random_;
    Date on_;
    const NameLists& names_;
    const Birthplaces& places_;
    Numbering& numbering_;
    const Village& village_;
    const std::vector<Member>& members_;
    std::vector<Person> people_;
    Family family_;
    Origin origin_ = Origin::Melayu;
    Religion religion_ = Religion::Islam;
    bool settlers_ = false;  ///< the head's generation came from the homeland
    std::string absent_line_, absent_father_, absent_mother_;
};

}  // namespace

Result<Family> settle(Random& random, const Office& office, const Village& village,
                      const std::vector<Member>& members, bool penghayat) {
    return Settling(random, office, village, members, penghayat).run();
}

}  // namespace loket::population
