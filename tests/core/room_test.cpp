// A disk that fills up: nothing is begun that could not be finished, and the office goes on by itself when there is room.

#include <catch2/catch.hpp>

#include "office.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

TEST_CASE("with little room nothing new is begun, what was begun is finished, and room alone is enough to go on") {
    CoreOffice office;
    const auto adult = office.family_where([](const auto& family) { return family.head() != nullptr; }).head()->nik;
    const auto answers = office.fill(*office.services().find("S01"), adult, {{"alasan", "HILANG"}});
    std::string begun;
    REQUIRE(office.open("S01", adult, answers, begun) == "");
    office.room = 40U << 20U;
    office.core().tend();
    CHECK(office.core().snapshot()->trouble == "disk.full");
    std::string other;
    const auto before = office.counts().events;
    CHECK(office.open("S01", adult, answers, other) == "disk.full");
    CHECK(office.counts().events == before);
    CHECK(office.finish(begun) == "");
    office.room = 50U << 20U;  // a little more is no reason to change one's mind
    office.core().tend();
    CHECK(office.core().snapshot()->trouble == "disk.full");
    office.room = 70U << 20U;
    office.core().tend();
    CHECK(office.core().snapshot()->trouble.empty());
    CHECK(office.open("S01", adult, answers, other) == "");
}
