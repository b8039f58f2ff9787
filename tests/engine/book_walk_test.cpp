// Each service from the ticket (or list, or officer) to its end, branch by branch, driven by its data alone.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/engine/form_filler.h"
#include "workflow/engine/serials.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;

namespace {

constexpr const char* kProfiles[] = {"SOP2019", "PERPRES96"};

template <class Kind>
std::vector<Kind> facts_of(const World& world, const std::string& id) {
    std::vector<Kind> found;
    for (const auto& fact : world.facts)
        if (const auto* event = std::get_if<Kind>(&fact.event); event != nullptr && fact.stream == case_stream(id)) found.push_back(*event);
    return found;
}

/// Calls `walk(world, service, id)` with a fresh case of every service under both profiles.
template <class Walk>
void for_each_service(Walk walk, int forms = 1) {
    for (const auto* profile : kProfiles)
        for (const auto& service : shipped_services().all())
            for (int form = 0; form < forms; ++form) {
                World world;
                world.profile = profile;
                FormFiller filler(world, 100 + static_cast<std::uint64_t>(form));
                const auto person = service.internal() ? std::string() : filler.anybody();
                const auto id = world.open(service, person, filler.fill(service, person));
                INFO(service.id << " " << profile << " form " << form);
                walk(world, service, id);
            }
}

int last_step(const Service& service) { return static_cast<int>(service.steps.size()); }

void check_papers(const World& world, const Service& service, const Case& closed) {
    const auto due = service.due_papers(closed.answers);
    CHECK(closed.papers.size() == due.size());
    for (const auto& paper : closed.papers) {
        CHECK((paper.printed && paper.is_signed()));
        CHECK(paper.signed_by == officer_of(*service.signer).user);
        CHECK(paper.payload.empty() == false);
        CHECK(world.office.serials.at(paper_series(paper.kind, wib_date(world.clock.now()))) == 1);
    }
    const bool registers = service.first(StepKind::Stamp) != nullptr || service.internal();
    CHECK(closed.registered_out == (registers ? "REG-2026-00001" : ""));
}

void check_effects(const World& world, const Service& service, const Case& closed) {
    std::vector<std::string> expected, due;
    for (const auto& effect : service.effects)
        if (effect.condition.holds(closed.answers)) expected.push_back(effect.kind);
    for (const auto& effect : facts_of<EffectDue>(world, closed.id)) {
        due.push_back(effect.kind);
        const auto args = nlohmann::json::parse(effect.args);
        CHECK(args["case"] == closed.id);
        CHECK(args["resi"] == closed.resi);
        CHECK(args["nik"] == closed.nik);
        CHECK(args["documents"].size() == closed.papers.size());
    }
    CHECK(due == expected);
    CHECK((service.effects.empty() || !due.empty() || service.id == "S13"));  // who is not of the register does not leave it
}

}  // namespace

TEST_CASE("every service goes from its first step to its last, in the standard's minutes") {
    for_each_service(
        [](World& world, const Service& service, const std::string& id) {
            std::string resi;
            while (world.is_open(id)) {
                world.do_step(id);
                if (world.is_open(id) && !world.at(id).resi.empty()) resi = world.at(id).resi;
            }
            const auto& closed = *world.office.last_closed;
            CHECK(closed.outcome == (service.internal() ? "archived" : "handed_over"));
            CHECK(closed.resi == resi);
            CHECK(resi.empty() == service.internal());
            CHECK((service.internal() || resi.substr(11, 3) == service.code));
            REQUIRE(static_cast<int>(closed.history.size()) == last_step(service));
            int minutes = 0;
            for (const auto& record : closed.history) {
                CHECK(record.actor == code(service.step(record.step).actor));
                minutes += service.step(record.step).minutes;
            }
            CHECK(minutes == *service.declared_minutes);
            check_papers(world, service, closed);
            check_effects(world, service, closed);
            CHECK(world.office.cases.empty());
            CHECK(world.office.case_by_person.empty());
            CHECK(describe(replay(world.facts)) == describe(world.office));
        },
        4);
}

TEST_CASE("every way back leads on again, under the same resi and the same numbers") {
    for_each_service([](World&, const Service& service, const std::string&) {
        for (const auto& step : service.steps) {
            if (step.kind != StepKind::Verify && step.kind != StepKind::Sign) continue;
            World world;
            FormFiller filler(world, 5);
            const auto person = service.internal() ? std::string() : filler.anybody();
            const auto id = world.open(service, person, filler.fill(service, person));
            INFO("step " << step.no);
            world.walk_to(id, step.no);
            const auto resi = world.at(id).resi;
            const auto papers = world.at(id).papers;
            world.begin(id);
            CHECK(world.refusal(ReturnCase{id, ""}, officer_of(step.desk)) == "return.reason_missing");
            world.must(ReturnCase{id, "data tidak sesuai"}, officer_of(step.desk));
            CHECK(world.at(id).step == *step.return_to);
            for (const auto& paper : world.at(id).papers) CHECK_FALSE(paper.is_signed());
            world.walk_to(id, last_step(service) + 1);
            REQUIRE_FALSE(world.is_open(id));
            const auto& closed = *world.office.last_closed;
            CHECK(closed.outcome != "cancelled");
            CHECK(closed.resi == resi);
            for (std::size_t i = 0; i < papers.size(); ++i) {
                CHECK(closed.papers[i].number == papers[i].number);
                CHECK(closed.papers[i].prints == (papers[i].step >= *step.return_to ? 2 : 1));
            }
            check_effects(world, service, closed);
        }
    });
}

TEST_CASE("an incomplete file of any service comes in again: from the start, or with a resi at the check") {
    for_each_service([](World& world, const Service& service, const std::string& id) {
        if (service.internal()) return;
        const auto check = service.first(StepKind::Check)->no;
        world.walk_to(id, check);
        world.begin(id);
        world.must(DeclareIncomplete{id, "foto buram"}, kFront);
        CHECK(world.at(id).status == CaseStatus::WaitingForApplicant);
        world.wait(std::chrono::hours(24));
        world.bring_what_was_missing(id);
        CHECK(world.at(id).step == 1);
        CHECK(world.at(id).waited == std::chrono::hours(24));
        world.walk_to(id, service.first(StepKind::Verify)->no);
        const auto resi = world.at(id).resi;
        world.begin(id);
        world.must(ReturnCase{id, "kurang jelas"}, kKasi);
        world.begin(id);
        world.must(DeclareIncomplete{id, "bawa aslinya"}, kFront);
        world.bring_what_was_missing(id);
        CHECK(world.at(id).step == check);
        world.walk_to(id, last_step(service) + 1);
        CHECK(world.office.last_closed->resi == resi);
        CHECK(world.office.last_closed->outcome == "handed_over");
    });
}

TEST_CASE("any service is cancelled before its document is valid, and no longer after") {
    for_each_service([](World&, const Service& service, const std::string&) {
        for (int no = 1; no <= last_step(service); ++no) {
            World world;
            FormFiller filler(world, 9);
            const auto person = service.internal() ? std::string() : filler.anybody();
            const auto id = world.open(service, person, filler.fill(service, person));
            world.walk_to(id, no);
            INFO("step " << no);
            const auto& c = world.at(id);
            const bool valid = !c.registered_out.empty() || c.card.stage == CardStage::Active || !c.effects_due.empty();
            const auto& canceller = service.internal() ? officer_of(service.opened_by.front()) : kFront;
            CHECK(world.refusal(CancelCase{id, "x"}, officer_of(Role::OperatorPindah)) == "trust.role");
            const auto outcome = world.refusal(CancelCase{id, "permintaan pemohon"}, canceller);
            CHECK((outcome == "accepted") == !valid);
            if (outcome != "accepted") continue;
            CHECK(world.office.last_closed->outcome == "cancelled");
            CHECK((world.office.cases.empty() && world.office.case_by_person.empty() && world.office.case_by_resi.empty()));
        }
    });
}

TEST_CASE("each step belongs to its desk in every service, and who has a hand in a case does not judge it") {
    static const Role kAll[] = {
        Role::Pemohon, Role::FrontOffice, Role::Petugas, Role::OperatorRekam, Role::OperatorPindah, Role::OperatorCetak, Role::Kasi,  Role::Kabid,
        Role::Kadis,   Role::Sekretaris,  Role::Adb,     Role::Rekanan,       Role::TimPendataan,   Role::KasubagUmum,   Role::Pusat, Role::Sistem};
    for_each_service([](World& world, const Service& service, const std::string& id) {
        std::set<std::string> hands;
        for (const auto& step : service.steps) {
            INFO("step " << step.no);
            for (const auto role : kAll)
                if (role != step.desk) CHECK(world.refusal(BeginStep{id, true}, {"orang_lain", role}) == "trust.role");
            const bool judges = step.kind == StepKind::Verify || step.kind == StepKind::Sign;
            if (judges)
                for (const auto& user : hands) CHECK(world.refusal(BeginStep{id}, {user, step.desk}) == "trust.same_person");
            if (judges || step.kind == StepKind::Check || step.kind == StepKind::PrintPaper || step.kind == StepKind::Work)
                hands.insert(officer_of(step.desk).user);
            world.do_step(id);
        }
    });
}
