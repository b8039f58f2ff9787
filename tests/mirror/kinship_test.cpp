// Spouses, heirs and places as a KK tells them.

#include "tests/mirror/world.h"
#include "workflow/mirror/kinship.h"

using namespace loket;
using namespace loket::mirror;
using namespace loket::mirror::test;

namespace {

const Date kOn{std::chrono::year{2026}, std::chrono::November, std::chrono::day{26}};

Resident someone(const char* born, Sex sex, Shdk shdk, Marital marital = Marital::Single, const char* since = nullptr) {
    static int serial = 100;
    Resident person;
    person.nik = nik(born, sex, ++serial);
    person.name = "ORANG " + std::to_string(serial);
    person.born = day(born);
    person.sex = sex;
    person.shdk = shdk;
    person.marital = marital;
    if (since != nullptr) person.marital_since = day(since);
    return person;
}

Shdk place_of(const std::vector<Member>& places, const Resident& person) {
    for (const auto& place : places)
        if (place.nik == person.nik) return place.shdk;
    FAIL("no place for " << person.name);
    return Shdk::Lainnya;
}

/// Grandmother, head, wife, married son with wife and child, unmarried daughter, helper.
struct House {
    Resident head = someone("1970-01-01", Sex::Male, Shdk::KepalaKeluarga, Marital::Married, "1994-05-01");
    Resident wife = someone("1972-01-01", Sex::Female, Shdk::Istri, Marital::Married, "1994-05-01");
    Resident son = someone("1995-01-01", Sex::Male, Shdk::Anak, Marital::Married, "2020-02-02");
    Resident in_law = someone("1997-01-01", Sex::Female, Shdk::Menantu, Marital::Married, "2020-02-02");
    Resident grandchild = someone("2021-01-01", Sex::Female, Shdk::Cucu);
    Resident daughter = someone("2000-01-01", Sex::Female, Shdk::Anak);
    Resident grandmother = someone("1945-01-01", Sex::Female, Shdk::OrangTua, Marital::Widowed);
    Resident helper = someone("1940-01-01", Sex::Female, Shdk::Pembantu);

    House() {
        for (auto* child : {&son, &daughter}) {
            child->father = head.name;
            child->mother = wife.name;
        }
        grandchild.father = son.name;
        grandchild.mother = in_law.name;
        head.mother = grandmother.name;
    }
    [[nodiscard]] Family all() const { return {"1", kOn, {head, wife, son, in_law, grandchild, daughter, grandmother, helper}}; }
    [[nodiscard]] Family without_head() const { return {"1", kOn, {wife, son, in_law, grandchild, daughter, grandmother, helper}}; }
};

}  // namespace

TEST_CASE("a KK shows couples by place, wedding day and sex") {
    House house;
    auto family = house.all();
    CHECK(spouses_of(family, house.head.nik) == std::vector{house.wife.nik});
    CHECK(spouses_of(family, house.wife.nik) == std::vector{house.head.nik});
    CHECK(spouses_of(family, house.in_law.nik) == std::vector{house.son.nik});
    CHECK(spouses_of(family, house.daughter.nik).empty());
    CHECK(spouses_of(family, house.grandmother.nik).empty());
    // A second married son: the wedding day tells whose wife is whose; without any day nobody can.
    auto brother = someone("1996-01-01", Sex::Male, Shdk::Anak, Marital::Married, "2022-03-03");
    family.members.push_back(brother);
    CHECK(spouses_of(family, house.in_law.nik) == std::vector{house.son.nik});
    CHECK(spouses_of(family, brother.nik).empty());
    family.members[3].marital_since.reset();
    CHECK(spouses_of(family, house.in_law.nik).empty());
}

TEST_CASE("the spouse takes over, else the oldest adult, a helper last") {
    House house;
    auto family = house.without_head();
    CHECK(heir_of(family, {house.wife.nik}, kOn) == house.wife.nik);
    CHECK(heir_of(family, {}, kOn) == house.grandmother.nik);
    family.members = {house.daughter, house.son, house.helper};
    CHECK(heir_of(family, {}, kOn) == house.son.nik);
    family.members = {house.grandchild, house.helper};
    CHECK(heir_of(family, {}, kOn) == house.helper.nik);
    family.members = {house.grandchild};
    CHECK(heir_of(family, {}, kOn).empty());
}

TEST_CASE("ever married counts as adult, a foreigner needs a permit to settle") {
    auto bride = someone("2010-06-01", Sex::Female, Shdk::Anak, Marital::Divorced);
    CHECK(may_head(bride, kOn));
    bride.nationality = Nationality::Wna;
    CHECK_FALSE(may_head(bride, kOn));
    bride.immigration = Immigration{.country = "JEPANG", .passport = {}, .kitap = "2D", .valid_until = {}};
    CHECK(may_head(bride, kOn));
}

TEST_CASE("under the widow the children stay children and the grandmother becomes a mother-in-law") {
    House house;
    const auto places = places_under(house.without_head(), house.wife.nik, {house.wife.nik});
    CHECK(place_of(places, house.son) == Shdk::Anak);
    CHECK(place_of(places, house.in_law) == Shdk::Menantu);
    CHECK(place_of(places, house.grandchild) == Shdk::Cucu);
    CHECK(place_of(places, house.grandmother) == Shdk::Mertua);
    CHECK(place_of(places, house.helper) == Shdk::Pembantu);
}

TEST_CASE("under the married son his wife is ISTRI, his child ANAK, his parents ORANG TUA") {
    House house;
    const auto places = places_under(house.all(), house.son.nik, {house.wife.nik});
    CHECK(place_of(places, house.in_law) == Shdk::Istri);
    CHECK(place_of(places, house.grandchild) == Shdk::Anak);
    CHECK(place_of(places, house.head) == Shdk::OrangTua);
    CHECK(place_of(places, house.wife) == Shdk::OrangTua);
    CHECK(place_of(places, house.daughter) == Shdk::FamiliLain);
    CHECK(place_of(places, house.grandmother) == Shdk::FamiliLain);
}

TEST_CASE("under the grandmother the former head is ANAK, the wife MENANTU, the children CUCU") {
    House house;
    const auto places = places_under(house.all(), house.grandmother.nik, {house.wife.nik});
    CHECK(place_of(places, house.head) == Shdk::Anak);
    CHECK(place_of(places, house.wife) == Shdk::Menantu);
    CHECK(place_of(places, house.daughter) == Shdk::Cucu);
    CHECK(place_of(places, house.grandchild) == Shdk::FamiliLain);
}

TEST_CASE("under the wife of a head who stays he is SUAMI, under the daughter-in-law he is MERTUA") {
    House house;
    CHECK(place_of(places_under(house.all(), house.wife.nik, {house.wife.nik}), house.head) == Shdk::Suami);
    const auto places = places_under(house.all(), house.in_law.nik, {house.wife.nik});
    CHECK(place_of(places, house.head) == Shdk::Mertua);
    CHECK(place_of(places, house.son) == Shdk::Suami);
    CHECK(place_of(places, house.grandchild) == Shdk::Anak);
}
