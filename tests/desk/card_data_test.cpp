// The words of a card come from the register.

#include <catch2/catch.hpp>

#include "kiosk/app/desk/papers.h"
#include "office.h"

using namespace loket;
using namespace loket::app;

TEST_CASE("a citizen's card holds for life, a foreigner's names the country and ends with the permit to settle") {
    app::test::DeskOffice office("SOP2019");
    const auto found = office.equipment().core.ask([nik = office.household().father](Core& core) { return core.resident(nik, {"uji", engine::Role::Sistem}, "uji"); }).get();
    REQUIRE(found);
    population::Resident person = **found;
    const auto citizen = card_data(office.equipment(), person, {});
    CHECK(citizen.citizenship == "WNI");
    CHECK(citizen.valid_until == documents::CardData{}.valid_until);

    using namespace std::chrono;
    person.nationality = population::Nationality::Wna;
    person.immigration = population::Immigration{.country = "Malaysia", .passport = "A1234567", .kitap = "2D21AA0001", .valid_until = Date{year{2029} / 8 / 17}};
    const auto foreigner = card_data(office.equipment(), person, {});
    CHECK(foreigner.citizenship == "Malaysia");
    CHECK(foreigner.valid_until == "17-08-2029");
    CHECK(office.equipment().card_designs.foreigner.id == "ktp_el_oa");
}
