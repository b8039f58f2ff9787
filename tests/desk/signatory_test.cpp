// Who signs: the holder, a Plh or Plt, a successor; certificates that begin and end; sheets that name somebody else.

#include <catch2/catch.hpp>

#include "kiosk/app/desk/issuing.h"
#include "office.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using documents::signing::Finding;
using documents::signing::TrustAnchors;
using documents::signing::verify;
using engine::Role;
using engine::StepKind;
using trust::DelegationKind;

namespace {

const engine::Actor kAdmin{"admin", Role::Sistem};
const engine::Actor kStandIn{"farida", Role::Kadis};  // the Sekretaris

template <class Work>
void change_accounts(DeskOffice& office, Work work) {
    const auto done = office.equipment().core.ask([work](Core& core) { return work(core.accounts()); }).get();
    INFO((done ? std::string("done") : done.error().context));
    REQUIRE(done);
}

void delegate(DeskOffice& office, Role role, DelegationKind kind, int days) {
    const auto today = wib_date(office.clock.now());
    const auto last = Date{std::chrono::sys_days{today} + std::chrono::days{days}};
    change_accounts(office, [=](trust::Accounts& accounts) { return accounts.delegate("farida", {kind, role, today, last, "800/SPT/1"}, kAdmin); });
}

/// A case of a service that the Kadis signs, waiting for that.
std::string waiting_for_the_kadis(DeskOffice& office) {
    const auto id = office.open(*office.services().find("S06"));
    office.walk_before(id, StepKind::Sign);
    return id;
}

}  // namespace

TEST_CASE("a Plh signs with a key and a title of their own, on the days of the decree only") {
    DeskOffice office("PERPRES96");
    const auto id = waiting_for_the_kadis(office);
    office.must(engine::BeginStep{id}, kStandIn);
    CHECK(sign_papers(office.equipment(), id, kStandIn).error().code == "signing.not_entitled");
    delegate(office, Role::Kadis, DelegationKind::Plh, 3);
    REQUIRE(sign_papers(office.equipment(), id, kStandIn));
    const auto paper = office.at(id)->papers.front();
    CHECK(paper.payload.find("Plh. KADIS") != std::string::npos);
    const auto verdict = verify(archived(office, paper.number).qr, anchors(office), {});
    CHECK(verdict.valid());
    CHECK(verdict.signer == "FARIDA HANUM, S.E.");
    CHECK(verdict.acting == "Plh.");
    CHECK(describe(verdict, documents::signing::Language::Indonesian).find("FARIDA HANUM, S.E. (Plh. KADIS)") != std::string::npos);

    office.clock.advance(std::chrono::hours(24 * 5));  // the decree has ended; what was signed under it stands
    CHECK(verify(archived(office, paper.number).qr, anchors(office), {}).valid());
    const auto later = office.open(*office.services().find("S13"));
    office.walk_before(later, StepKind::Sign);
    office.must(engine::BeginStep{later}, kStandIn);
    CHECK(sign_papers(office.equipment(), later, kStandIn).error().code == "signing.not_entitled");
    CHECK_FALSE(office.at(later)->papers.front().is_signed());
}

TEST_CASE("whoever is suspended signs nothing more, their papers stay valid") {
    DeskOffice office("PERPRES96");
    const auto first = waiting_for_the_kadis(office);
    office.walk_to(first, StepKind::Stamp);
    const auto qr = archived(office, office.at(first)->papers.front().number).qr;
    const auto id = office.open(*office.services().find("S13"));
    office.walk_to(id, StepKind::Sign);
    change_accounts(office, [](trust::Accounts& accounts) { return accounts.suspend("zainal", true, kAdmin); });
    CHECK(sign_papers(office.equipment(), id, engine::test::kKadis).error().code == "signing.not_entitled");
    CHECK(verify(qr, anchors(office), {}).valid());
    CHECK(print_of(office.equipment(), *office.at(id), office.at(id)->papers.front().kind).error().code == "signing.no_officer");
}

TEST_CASE("who was appointed after the printing signs what was printed before") {
    DeskOffice office("PERPRES96");
    const auto id = waiting_for_the_kadis(office);
    office.clock.advance(std::chrono::hours(24));
    change_accounts(office, [](trust::Accounts& accounts) { return accounts.suspend("zainal", true, kAdmin); });
    change_accounts(office, [](trust::Accounts& accounts) { return accounts.add({"baru", "PENGGANTI CONTOH", Role::Kadis, ""}, "135790", kAdmin); });
    const engine::Actor successor{"baru", Role::Kadis};
    office.must(engine::BeginStep{id}, successor);
    REQUIRE(sign_papers(office.equipment(), id, successor));
    const auto verdict = verify(archived(office, office.at(id)->papers.front().number).qr, anchors(office), {});
    CHECK(verdict.valid());
    CHECK(verdict.signer == "PENGGANTI CONTOH");
    REQUIRE(verdict.statement);
    CHECK(verdict.statement->issued < verdict.statement->when_signed());
}

TEST_CASE("a sheet for the pen that names somebody else is put out anew under its number, and then signed") {
    DeskOffice office("SOP2019");
    const auto id = waiting_for_the_kadis(office);
    const auto number = office.at(id)->papers.front().number;
    CHECK(archived(office, number).named == "H. ZAINAL ABIDIN");
    delegate(office, Role::Kadis, DelegationKind::Plt, 3);
    office.must(engine::BeginStep{id}, kStandIn);
    CHECK(sign_papers(office.equipment(), id, kStandIn).error().code == "paper.reprinted");
    CHECK_FALSE(office.at(id)->papers.front().is_signed());
    CHECK(archived(office, number).named == "Plt. FARIDA HANUM, S.E.");
    REQUIRE(sign_papers(office.equipment(), id, kStandIn));
    CHECK(office.at(id)->papers.front().number == number);
    CHECK(verify(archived(office, number).qr, anchors(office), {}).acting == "Plt.");
}

TEST_CASE("certificates are made when somebody signs first, and renewed before they run out, what an old one signed stays valid") {
    DeskOffice office("SOP2019");
    const auto officers = trust::demo_officers().value();
    const auto& desk = office.equipment().paperwork->signing;
    auto now = office.clock.now();
    std::vector<std::string> codes;
    const auto sign = [&](std::uint32_t serial) {
        documents::signing::Statement statement{.number = "SK/" + std::to_string(serial), .kind = "SK", .issued = now, .role = "KADIS"};
        const auto qr = desk.sign(statement, desk.entitled("KADIS", "zainal", officers, now).value(), now);
        INFO((qr ? std::string("signed") : qr.error().context));
        REQUIRE(qr);
        codes.push_back(*qr);
        return anchors(office).officers.size();
    };
    CHECK(anchors(office).officers.empty());
    CHECK(sign(1) == 1);
    now += std::chrono::hours(24 * 365 * 4);
    CHECK(sign(2) == 1);
    now += std::chrono::hours(24 * 330);  // a month before the end
    CHECK(sign(3) == 2);
    for (std::uint32_t year = 0; year < 12; ++year) {  // beyond the authority's own fifteen years
        now += std::chrono::hours(24 * 365);
        sign(10 + year);
    }
    CHECK(anchors(office).authorities.size() == 2);
    for (const auto& code : codes) CHECK(verify(code, anchors(office), {}).valid());
    REQUIRE(open_signing_desk(office.folder(), std::filesystem::path(LOKET_SOURCE_DIR) / "assets/papers/sources/signers/office.json", now));
    CHECK(anchors(office).authorities.size() == 2);
}
