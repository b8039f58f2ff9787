// What a service does to the register, through the core: rows, log and refusals.

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "kiosk/app/core/number_blocks.h"
#include "office.h"
#include "tests/engine/world.h"
#include "workflow/population/nik.h"
#include "workflow/sync/carry/carrier.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using population::Family;
using population::LifeStatus;
using population::Marital;
using population::Resident;
using population::Shdk;

namespace {

/// Husband and wife, citizens, with at least `more` others.
bool couple_with(const Family& family, std::size_t more) {
    const auto& members = family.members;
    return members.size() >= 2 + more && members[0].sex == population::Sex::Male && members[1].shdk == Shdk::Istri &&
           std::ranges::all_of(members, [](const Resident& r) { return r.nationality == population::Nationality::Wni; });
}

template <class Kind>
int count(const std::vector<mirror::MirrorEvent>& events) {
    return static_cast<int>(std::ranges::count_if(events, [](const auto& event) { return std::holds_alternative<Kind>(event); }));
}

engine::Answers death_of(const std::string& nik) { return {{"penduduk", "PENDUDUK"}, {"almarhum", nik}, {"temuan", "TIDAK"}}; }

const Family& big_family(const CoreOffice& office) {
    return office.family_where([](const Family& f) { return couple_with(f, 1); });
}

engine::Answers birth_in(const Family& family) {
    return {{"temuan", "TIDAK"}, {"nama", "SITI CONTOH"},        {"jenis_kelamin", "P"},        {"tempat_lahir", "Bintan"},
            {"ibu", family.members[1].nik}, {"ayah", family.members[0].nik}, {"kk_anak", family.kk}};
}

}  // namespace

TEST_CASE("a death widows the spouse, makes a new head and asks for the KK number that goes with it") {
    CoreOffice office;
    const auto family = big_family(office);
    const auto husband = family.members[0].nik, wife = family.members[1].nik;
    const auto id = office.serve("S13", wife, death_of(husband));

    const auto dead = office.row(husband), widow = office.row(wife);
    CHECK(dead.life == LifeStatus::Deceased);
    CHECK(office.core().store().resident(husband).value()->kk.empty());
    CHECK(widow.marital == Marital::Widowed);
    CHECK(widow.shdk == Shdk::KepalaKeluarga);
    CHECK(widow.kk != family.kk);  // UU 23/2006 Pasal 61(3)
    CHECK(office.core().store().family(widow.kk).value()->head_nik == wife);
    CHECK(office.rows_of(family.kk).empty());
    CHECK(office.rows_of(widow.kk).size() == family.members.size() - 1);
    const auto found = office.core().family(family.kk, {"uji", engine::Role::Sistem}, "uji");  // the old number leads on
    CHECK(found.value().size() == family.members.size() - 1);
    office.check_register();

    const auto audits = office.core().store().audits(id).value();
    CHECK(std::ranges::any_of(audits, [](const auto& line) { return line.action == "register" && line.actor.find("SISTEM") != std::string::npos; }));
}

TEST_CASE("the effect and its cause are one commit") {
    CoreOffice office;
    const auto family = big_family(office);
    office.serve("S13", family.members[1].nik, death_of(family.members[0].nik));
    const auto all = office.core().store().events(1, 100000).value();
    const auto due = std::ranges::find(all, "EffectDue", &store::StoredEvent::kind);
    const auto left = std::ranges::find(all, "ResidentLeft", &store::StoredEvent::kind);
    REQUIRE((due != all.end() && left != all.end()));
    CHECK(left > due);
    CHECK(left->at == due->at);
    CHECK(std::ranges::count(all, "ResidentLeft", &store::StoredEvent::kind) == 1);
}

TEST_CASE("who moves out is on no KK here any more") {
    CoreOffice office;
    const auto family = big_family(office);
    std::string everybody;
    for (const auto& member : family.members) everybody += (everybody.empty() ? "" : ",") + member.nik;
    office.serve("S04", family.members[0].nik,
                 {{"klasifikasi", "ANTAR_PROVINSI"}, {"jenis", "SELURUH"}, {"anggota", everybody}, {"tujuan_desa", "32.73.01.1001"}, {"status_pindah", "TETAP"}});
    for (const auto& member : family.members) CHECK(office.row(member.nik).life == LifeStatus::MovedAway);
    CHECK(office.rows_of(family.kk).empty());
    CHECK(office.core().store().family(family.kk).value()->doc.find("dissolved") != std::string::npos);
    office.check_register();

    std::string id;  // for the office they are newcomers now
    const auto& service = *office.services().find("S02");
    CHECK_FALSE(office.open("S02", family.members[0].nik, office.fill(service, family.members[0].nik, {{"alasan", "HILANG"}}), id).empty());
}

TEST_CASE("a child gets its number from the simulated centre and stands on the KK") {
    CoreOffice office;
    const auto family = big_family(office);
    office.serve("S09", family.members[0].nik, birth_in(family));
    const auto rows = office.rows_of(family.kk);
    REQUIRE(rows.size() == family.members.size() + 1);
    const auto child = std::ranges::find_if(rows, [&](const Resident& r) { return r.born == office.today(); });
    REQUIRE(child != rows.end());
    CHECK(child->mother == family.members[1].name);
    CHECK(child->shdk == Shdk::Anak);
    const population::NikContext context{office.today(), child->born, child->sex, false};
    CHECK(population::examine_nik(child->nik, office.core().reference().regions, context).findings.empty());
    CHECK(office.core().register_tables().waiting().empty());
    office.check_register();
}

TEST_CASE("without a centre the birth waits, over a restart, until the number is there") {
    CoreOffice office(false);
    const auto family = big_family(office);
    office.serve("S09", family.members[0].nik, birth_in(family));
    CHECK(office.rows_of(family.kk).size() == family.members.size());
    const auto before = office.core().register_tables();
    REQUIRE(before.waiting().size() == 1);
    office.restart();
    CHECK(office.core().register_tables() == before);

    const auto [reference, waiting] = *before.waiting().begin();
    const auto& request = waiting.requests.front();
    CHECK(office.core().supply(reference, request.slot, family.members[0].nik).error().code == "mirror.number_differs");
    const auto never = [](const std::string&) -> Result<bool> { return false; };
    REQUIRE(office.core().supply(reference, request.slot, simulated_number(request, never).value()));
    CHECK(office.core().register_tables().waiting().empty());
    CHECK(office.rows_of(family.kk).size() == family.members.size() + 1);
    CHECK(office.core().supply(reference, request.slot, "2101062311260001").error().code == "mirror.not_waiting");
    office.check_register();
}

TEST_CASE("numbers that the register lent are given at once, but not before it was asked, nor while a person must decide which disk is the office") {
    CoreOffice office(false);
    const sync::RegisterKeys lender{store::Key{41}, store::Key{42}};
    auto& store = office.core().store();
    REQUIRE(sync::enrol(store, lender.card()));
    const auto family = big_family(office);
    for (const auto* district : {"210104", "210106", "210107", "210108", "210109", "210110", "210112", "210113", "210114", "210115"}) {
        const auto signature = sync::sign_block(lender.signing(), store.identity().uuid, {"a", district, 1, 9980, 20});
        REQUIRE(keep_block(store, {"a", "1", district, "", 0, 20}, {district, 9980, 20, {signature.begin(), signature.end()}}));
    }
    const engine::Actor centre{"pusat", engine::Role::Pusat};
    office.serve("S09", family.members[0].nik, birth_in(family));
    REQUIRE(office.core().numbers_awaited().value().size() == 1);  // an old image of the disk would give what it gave already
    CHECK_FALSE(office.core().give_from_block(office.core().numbers_awaited().value().front(), centre).value());
    office.core().lend_numbers();
    CHECK(office.core().give_from_block(office.core().numbers_awaited().value().front(), centre).value());
    CHECK(office.core().numbers_awaited().value().empty());
    const auto rows = office.rows_of(family.kk);
    REQUIRE(rows.size() == family.members.size() + 1);
    CHECK(std::ranges::any_of(rows, [](const auto& one) { return one.nik.ends_with("9980"); }));

    auto exchange = sync::load_exchange(store).value();
    exchange.standing.stopped = true;
    REQUIRE(sync::save_exchange(store, exchange));
    office.serve("S09", family.members[0].nik, birth_in(family));
    REQUIRE(office.core().numbers_awaited().value().size() == 1);
    const auto awaited = office.core().numbers_awaited().value().front();
    CHECK_FALSE(office.core().give_from_block(awaited, centre).value());
    exchange.standing.stopped = false;
    REQUIRE(sync::save_exchange(store, exchange));
    CHECK(office.core().give_from_block(awaited, centre).value());
    office.serve("S09", family.members[0].nik, birth_in(family));
    CHECK(office.core().numbers_awaited().value().empty());
    office.check_register();
}

TEST_CASE("an officer types the NIK that the centre gave in SIAK, the log says who and when") {
    CoreOffice office(false);
    const engine::Actor adb{"bagus", engine::Role::Adb};
    const auto family = big_family(office);
    CHECK(office.core().numbers_awaited().value().empty());
    office.serve("S09", family.members[0].nik, birth_in(family));
    const auto awaited = office.core().numbers_awaited().value();
    REQUIRE(awaited.size() == 1);
    CHECK(awaited.front().request.kind == mirror::NumberKind::Nik);
    CHECK_FALSE(awaited.front().for_paper);
    CHECK(awaited.front().resi.starts_with("BTN-"));
    const auto& request = awaited.front().request;
    const auto enter = [&](const std::string& number, const engine::Actor& by) {
        const auto done = office.core().enter_number(request.reference, request.slot, number, by);
        return done ? std::string() : done.error().code;
    };
    const auto fitting = simulated_number(request, [](const std::string&) -> Result<bool> { return false; }).value();
    CHECK(enter(fitting, engine::test::kKasi) == "trust.role");
    CHECK(enter("123", adb) == "mirror.number_shape");
    CHECK(enter(family.members[0].nik, adb) == "mirror.number_differs");
    CHECK(enter("327301" + fitting.substr(6), adb) == "number.district");
    CHECK(office.core().enter_number(request.reference, "kk", fitting, adb).error().code == "mirror.number_not_asked");
    CHECK(office.rows_of(family.kk).size() == family.members.size());
    CHECK(enter(fitting, adb).empty());
    CHECK(office.rows_of(family.kk).size() == family.members.size() + 1);
    CHECK(office.row(fitting).kk == family.kk);
    CHECK(office.core().numbers_awaited().value().empty());
    CHECK(enter(fitting, adb) == "mirror.number_not_asked");
    const auto events = office.core().store().events(kRegisterStream).value();
    const auto given = std::ranges::find(events, "NumberIssued", &store::StoredEvent::kind);
    REQUIRE(given != events.end());
    CHECK(given->actor == engine::to_string(adb));
    CHECK(given->at == office.clock.now());
    office.check_register();
}

TEST_CASE("what the register will refuse is refused at the check, and leaves nothing but a line in the audit") {
    CoreOffice office;
    const auto& family = office.family_where([&](const Family& f) {
        return f.members.size() > 1 && std::ranges::all_of(f.members, [&](const Resident& r) {
                   return &r == &f.members[0] || (r.marital == Marital::Single && age_on(r.born, office.today()) < 17);
               });
    });
    const auto reporter = big_family(office).members[0].nik;
    std::string id;
    REQUIRE(office.open("S13", reporter, office.fill(*office.services().find("S13"), reporter, death_of(family.members[0].nik)), id).empty());
    REQUIRE(office.finish(id) == "mirror.guardian_needed");

    const auto before = office.counts();
    const auto stands = office.core().snapshot()->office.find_case(id);
    CHECK(office.finish(id) == "mirror.guardian_needed");
    const auto after = office.counts();
    CHECK(after.events == before.events);
    CHECK(after.audits == before.audits + 1);
    CHECK(office.core().snapshot()->office.find_case(id) == stands);
    CHECK(stands->resi.empty());  // at the check, while the applicant is still there
    CHECK(office.register_log().empty());
    CHECK(office.rows_of(family.kk).size() == family.members.size());
    const auto line = office.core().store().audits("CompleteStep").value().back();
    CHECK((line.action == "refused" && line.purpose == "mirror.guardian_needed"));
}

TEST_CASE("a card becomes printed and active through the register alone, a lost one is lost first") {
    CoreOffice office;
    const auto& family = office.family_where([&](const Family& f) { return couple_with(f, 0) && f.members[0].card == population::CardState::Active; });
    const auto nik = family.members[0].nik;
    office.serve("S02", nik, {{"alasan", "HILANG"}});
    std::vector<population::CardState> states;
    for (const auto& event : office.register_log())
        if (const auto* card = std::get_if<mirror::CardStateChanged>(&event)) states.push_back(card->card);
    using population::CardState;
    CHECK(states == std::vector{CardState::Lost, CardState::Printed, CardState::Active});
    CHECK(office.row(nik).card == CardState::Active);
    CHECK(office.row(nik).record_state == population::RecordState::CardPrinted);
    office.check_register();
}

TEST_CASE("a newcomer arrives on a KK of his own, leaves, and comes back") {
    CoreOffice office;
    const std::string nik = "3273012501900001";
    const engine::Answers arrival = {{"nama", "Budi Contoh"}, {"asal_desa", "32.73.01.1001"}, {"anggota", nik}, {"desa", "21.01.06.1008"}, {"status_pindah", "BARU"}, {"jumlah", "1"}, {"hubungan", "KEPALA_KELUARGA"}};
    office.serve("S05", nik, arrival);
    const auto person = office.row(nik);
    CHECK(person.name == "BUDI CONTOH");
    CHECK(person.shdk == Shdk::KepalaKeluarga);
    CHECK(person.born == Date{std::chrono::year(1990), std::chrono::month(1), std::chrono::day(25)});
    CHECK(office.core().store().family(person.kk).value()->head_nik == nik);
    office.restart();
    office.check_register();
    office.serve("S04", nik, {{"klasifikasi", "ANTAR_PROVINSI"}, {"jenis", "SELURUH"}, {"anggota", nik}, {"tujuan_desa", "32.73.01.1001"}, {"status_pindah", "TETAP"}});
    CHECK(office.row(nik).life == LifeStatus::MovedAway);
    office.serve("S05", nik, arrival);
    CHECK(office.row(nik).life == LifeStatus::Active);
    CHECK(office.row(nik).bio_seed == person.bio_seed);
    office.check_register();
}

TEST_CASE("a new KK is handed over with its number") {
    CoreOffice office;
    const auto& family = office.family_where([&](const Family& f) {
        return couple_with(f, 1) && std::ranges::any_of(f.members, [&](const Resident& r) { return r.shdk == Shdk::Anak && age_on(r.born, office.today()) > 18; });
    });
    const auto child = std::ranges::find_if(family.members, [&](const Resident& r) { return r.shdk == Shdk::Anak && age_on(r.born, office.today()) > 18; });
    office.serve("S01", child->nik, {{"alasan", "PISAH"}, {"anggota", child->nik}});
    const auto person = office.row(child->nik);
    CHECK(person.kk != family.kk);
    CHECK(person.shdk == Shdk::KepalaKeluarga);
    CHECK(office.core().store().family(person.kk).value()->doc == "{}");  // in their hands
    CHECK(office.core().store().family(family.kk).value()->doc == "{}");  // and the parents have theirs
    CHECK(count<mirror::FamilyCardIssued>(office.register_log()) == 2);
    office.check_register();
}

TEST_CASE("a divorce reported as a change of data, and annulled by the court") {
    CoreOffice office;
    const auto& family = office.family_where([](const Family& f) { return couple_with(f, 0) && f.members.size() == 2; });
    const auto husband = family.members[0].nik, wife = family.members[1].nik;
    office.serve("S01", husband, {{"alasan", "PERUBAHAN"}, {"elemen", "STATUS_KAWIN"}, {"orang", wife}, {"nilai_baru", "cerai hidup tercatat"}});
    CHECK(office.row(wife).marital == Marital::Divorced);
    CHECK(office.row(husband).marital == Marital::Divorced);
    CHECK(office.row(wife).shdk == Shdk::Lainnya);
    office.check_register();
    office.serve("S12", wife, {{"pasangan", husband}});
    CHECK(office.row(wife).marital == Marital::Married);
    CHECK(office.row(wife).shdk == Shdk::Istri);
    office.check_register();
}
