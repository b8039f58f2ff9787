// The Kartu Keluarga shows the family as the case will leave it: by the plan that is carried out at the stamp.

#include <catch2/catch.hpp>

#include "kiosk/app/desk/document_check.h"
#include "kiosk/app/desk/issuing.h"
#include "office.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using engine::StepKind;
using population::Shdk;

namespace {

const engine::Actor kReader{"uji", engine::Role::Sistem};

FamiliesAfter foreseen(DeskOffice& office, const std::string& id) {
    const auto families = office.equipment().core.ask([c = *office.at(id), on = wib_date(office.clock.now())](Core& core) { return core.families_after(c, on, kReader, "uji"); }).get();
    INFO((families ? std::string() : families.error().context));
    REQUIRE(families);
    return *families;
}

population::Resident registered(DeskOffice& office, const std::string& nik) {
    return *office.equipment().core.ask([nik](Core& core) { return core.resident(nik, kReader, "uji"); }).get().value();
}

/// The members as the register has them, in the order of the card.
std::vector<population::Resident> family_in_register(DeskOffice& office, const std::string& kk) {
    std::vector<population::Resident> members;
    const auto family = office.equipment().core.ask([kk](Core& core) { return core.family(kk, kReader, "uji"); }).get();
    if (family)
        for (const auto& member : *family) members.push_back(*member);
    std::ranges::sort(members, {}, &population::Resident::nik);
    return members;
}

std::vector<population::Resident> sorted(population::Family family) {
    std::ranges::sort(family.members, {}, &population::Resident::nik);
    return family.members;
}

/// Walks the case to its end; what was printed must be what the register then says.
void prints_what_comes_true(DeskOffice& office, const engine::Answers& answers, std::size_t cards) {
    const auto id = office.open_with(*office.services().find("S01"), answers);
    office.walk_before(id, StepKind::Sign);
    CHECK(office.at(id)->papers.size() == cards);
    const auto before = foreseen(office, id);
    CHECK(before.applicant.kk.find("0000000000") == std::string::npos);  // a number of the centre, no stand-in
    CHECK(before.left.members.empty() == (cards == 1));
    office.finish(id);
    CHECK(family_in_register(office, before.applicant.kk) == sorted(before.applicant));
    if (cards == 2) CHECK(family_in_register(office, before.left.kk) == sorted(before.left));
}

}  // namespace

TEST_CASE("a split prints both families: the one formed and the one that stays, with its new head and number") {
    DeskOffice office("PERPRES96");
    const auto home = office.household();
    prints_what_comes_true(office, {{"alasan", "PISAH"}, {"anggota", home.father + "," + home.child}, {"beda_data", "TIDAK"}}, 2);
    CHECK(registered(office, home.father).kk == registered(office, home.child).kk);
    CHECK(registered(office, home.father).kk != registered(office, home.mother).kk);
    CHECK(registered(office, home.mother).shdk == Shdk::KepalaKeluarga);
    CHECK(registered(office, home.mother).kk != home.kk);
}

TEST_CASE("another head: the card bears the new head and the number that the register gets") {
    DeskOffice office("SOP2019");
    const auto home = office.household();
    prints_what_comes_true(office, {{"alasan", "GANTI_KEPALA"}, {"kepala", home.mother}, {"beda_data", "TIDAK"}}, 1);
    CHECK(registered(office, home.mother).shdk == Shdk::KepalaKeluarga);
    CHECK(registered(office, home.father).kk != home.kk);
}

TEST_CASE("a changed datum stands on the card before the register has it") {
    DeskOffice office("SOP2019");
    const auto home = office.household();
    const auto id = office.open_with(*office.services().find("S01"), {{"alasan", "PERUBAHAN"}, {"elemen", "PENDIDIKAN"}, {"orang", home.mother}, {"nilai_baru", "STRATA III"}, {"beda_data", "TIDAK"}});
    office.walk_to(id, StepKind::PrintPaper);
    const auto card = foreseen(office, id).applicant;
    CHECK(card.kk == home.kk);
    for (const auto& member : card.members)
        if (member.nik == home.mother) CHECK(member.education == 10);
    CHECK(registered(office, home.mother).education != 10);
}

TEST_CASE("before the printing a draft stands in for the number, a split of everybody is refused at the check") {
    DeskOffice office("SOP2019");
    const auto home = office.household();
    const auto& service = *office.services().find("S01");
    const auto id = office.open_with(service, {{"alasan", "PISAH"}, {"anggota", home.father + "," + home.child}, {"beda_data", "TIDAK"}});
    office.walk_to(id, StepKind::Check);
    CHECK(foreseen(office, id).applicant.kk == "0000000000000001");
    CHECK(print_of(office.equipment(), *office.at(id), "KK"));
    CHECK_FALSE(office.register_allows(service, home.father, {{"alasan", "PISAH"}, {"beda_data", "TIDAK"}}));
}

TEST_CASE("without a centre the officer who prints types the KK number of SIAK, and the card bears it") {
    DeskOffice office("SOP2019", false);
    const auto home = office.household();
    const auto id = office.open_with(*office.services().find("S01"), {{"alasan", "GANTI_KEPALA"}, {"kepala", home.mother}, {"beda_data", "TIDAK"}});
    office.walk_to(id, StepKind::PrintPaper);
    const auto printer = office.worker(*office.at(id));
    CHECK(issue_papers(office.equipment(), id, printer).error().code == "kk.number_awaited");
    const auto awaited = [&] { return office.equipment().core.ask([](Core& core) { return core.numbers_awaited(); }).get().value(); };
    REQUIRE(awaited().size() == 1);
    const auto asked = awaited().front();
    CHECK(asked.for_paper);
    CHECK(asked.case_id == id);
    CHECK(asked.request.kind == mirror::NumberKind::Kk);
    const auto enter = [&](const std::string& number, const engine::Actor& by) {
        const auto done = office.equipment().core.ask([&](Core& core) { return core.enter_number(asked.request.reference, asked.request.slot, number, by); }).get();
        return done ? std::string() : done.error().code;
    };
    auto district = asked.request.district;
    std::erase(district, '.');
    CHECK(enter(district + "3011260007", printer) == "number.date");  // after today
    CHECK(enter(district + "3102260007", printer) == "number.date");  // no such day
    CHECK(enter("3273012311260007", printer) == "number.district");
    CHECK(enter(home.kk, printer) != "");                              // a family has it
    const auto number = district + "2311260007";
    CHECK(enter(number, engine::test::kFront) == "trust.role");
    CHECK(enter(number, printer).empty());
    CHECK(awaited().empty());
    REQUIRE(issue_papers(office.equipment(), id, printer));
    CHECK(foreseen(office, id).applicant.kk == number);
    office.finish(id);
    CHECK(registered(office, home.mother).kk == number);
    const auto log = office.equipment().core.ask([](Core& core) { return core.store().events(kRegisterStream); }).get().value();
    const auto held = std::ranges::find(log, "NumberHeld", &store::StoredEvent::kind);
    REQUIRE(held != log.end());
    CHECK(held->actor == engine::to_string(printer));
}

TEST_CASE("a family card replaces the one before, whoever of the family asked for it, another head's too") {
    DeskOffice office("SOP2019");
    const auto home = office.household();
    const auto& service = *office.services().find("S01");
    const auto card = [&](const engine::Answers& answers, const std::string& nik) {
        const auto id = office.open_with(service, answers, nik);
        office.walk_to(id, StepKind::Stamp);
        const auto number = office.at(id)->paper("KK")->number;
        office.finish(id);
        return number;
    };
    const auto change = [&](const std::string& to) { return engine::Answers{{"alasan", "PERUBAHAN"}, {"elemen", "PENDIDIKAN"}, {"orang", home.mother}, {"nilai_baru", to}, {"beda_data", "TIDAK"}}; };
    const auto revoked = [&] { return office.equipment().core.ask([](Core& core) { return issued_papers(core.store()); }).get().value().revoked; };
    const auto first = card(change("STRATA III"), home.father);
    CHECK(revoked().empty());
    const auto second = card(change("STRATA II"), home.mother);
    REQUIRE(revoked().contains(first));
    CHECK(revoked().at(first).replaced_by == second);
    const auto third = card({{"alasan", "GANTI_KEPALA"}, {"kepala", home.mother}, {"beda_data", "TIDAK"}}, home.father);
    REQUIRE(revoked().contains(second));
    CHECK(revoked().at(second).replaced_by == third);
    CHECK_FALSE(revoked().contains(third));
}
