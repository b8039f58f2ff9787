// Of a person's cards one counts: the newest that is active. The others stay in the ledger with what became of them.

#include <catch2/catch.hpp>

#include "kiosk/app/core/card_ledger.h"
#include "office.h"

using namespace loket;
using namespace loket::app;

namespace {

std::vector<store::CardRow> cards_of(test::DeskOffice& office, const std::string& nik) {
    return office.equipment().core.ask([nik](Core& core) { return core.store().cards_of(nik).value(); }).get();
}

}  // namespace

TEST_CASE("a new card of a person revokes the old one when it is activated") {
    test::DeskOffice office("SOP2019");
    const auto& service = *office.services().find("S02");
    const auto first = office.open(service);
    const auto nik = office.at(first)->nik;
    office.finish(first);
    auto cards = cards_of(office, nik);
    REQUIRE(cards.size() == 1);
    CHECK(cards[0].state == kCardActive);
    CHECK(cards[0].case_id == first);
    const auto old_serial = cards[0].serial;

    const auto second = office.open(service);
    REQUIRE(office.at(second)->nik == nik);
    office.walk_to(second, engine::StepKind::Activate);
    CHECK(cards_of(office, nik)[0].state == kCardActive);  // the old one counts until the new one does
    office.finish(second);
    cards = cards_of(office, nik);
    REQUIRE(cards.size() == 2);
    const auto& old_card = cards[0].serial == old_serial ? cards[0] : cards[1];
    const auto& new_card = cards[0].serial == old_serial ? cards[1] : cards[0];
    CHECK(old_card.state == kCardRevoked);
    CHECK(new_card.state == kCardActive);
}

TEST_CASE("a card that turns out faulty at activation is spoiled in the ledger and the case goes back to the printer") {
    test::DeskOffice office("SOP2019");
    const auto id = office.open(*office.services().find("S02"));
    office.walk_to(id, engine::StepKind::Activate);
    const auto before = office.at(id);
    office.must(engine::ReportSpoiled{id, "Chip rusak"}, office.worker(*before));
    const auto after = office.at(id);
    CHECK(after->card.stage == engine::CardStage::None);
    const auto cards = cards_of(office, before->nik);
    REQUIRE(cards.size() == 1);
    CHECK(cards[0].state == kCardSpoiled);
    CHECK(cards[0].serial == before->card.serial);
    CHECK(cards[0].uid == before->card.uid);
}
