// PIN and print codes: only digests are kept, used once, and wrong tries cost time.

#include <catch2/catch.hpp>
#include <set>

#include "devices/base/random.h"
#include "tests/engine/form_filler.h"
#include "tests/engine/world.h"
#include "workflow/engine/codes.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using std::chrono::minutes;

namespace {

const Bytes kKey{1, 2, 3};
std::string digest(const std::string& code, int person = 1) { return code_digest(kKey, nik(person), code); }

std::string name_of_answer(World& world, const Command& command) { return std::string(name_of(world.must(command, kKiosk).front().event)); }

/// The case of a letter that has come to this kind of step.
std::string letter_at(World& world, StepKind kind) {
    FormFiller filler(world, 1);
    const auto& service = *world.services->find("S04");
    const auto id = world.open(service, nik(1), filler.fill(service, nik(1)));
    world.walk_to(id, service.first(kind)->no);
    return id;
}

}  // namespace

TEST_CASE("digests follow RFC 2104 and forgive how a code is typed") {
    // HMAC-SHA-256 of "2101:AB12" and "1:2", worked out with Python's hmac.
    CHECK(code_digest(kKey, "2101", "ab-12") == "05200723cb3c4b898bbd887ac8f28dfee9a34b981f159d0b0e2282227414b900");
    CHECK(code_digest(as_bytes(std::string(80, 'k')), "1", "2") == "5b42e59175a14dbb3627b032d495dc140bde7ffc4624fc19524756c5fa6d28d5");
    CHECK(code_digest(kKey, "1", "7K3M-9QXP-C") == code_digest(kKey, "1", " 7k3m 9qxp c"));
    CHECK(code_digest(kKey, "1", "2") != code_digest(kKey, "2", "2"));
    CHECK(code_digest(kKey, "1", "2") != code_digest(as_bytes("other"), "1", "2"));
    CHECK(code_digest(kKey, "1", "2").size() == 64);
}

TEST_CASE("codes are readable and differ") {
    SeededRandom random(7);
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto code = make_print_code(random);
        CHECK(code.size() == 11);
        CHECK(code.find_first_of("01OIL") >= 10);  // only the check character may be one
        CHECK(seen.insert(code).second);
        CHECK(make_pin(random).size() == 6);
    }
}

TEST_CASE("a PIN is given to recorded people, valid two years, and a new one replaces it") {
    World world;
    world.people[nik(2)].record_state = std::string(kUnregistered);
    CHECK(world.refusal(IssueAccess{nik(2), digest("1")}, kFront) == "access.not_recorded");
    CHECK(world.refusal(IssueAccess{nik(1), "123456"}, kFront) == "code.digest");
    CHECK(world.refusal(IssueAccess{nik(1), digest("1")}, kKiosk) == "trust.role");
    world.must(IssueAccess{nik(1), digest("123456")}, kFront);
    CHECK(name_of_answer(world, UseAccess{nik(1), digest("123456")}) == "AccessUsed");
    world.must(IssueAccess{nik(1), digest("654321")}, kFront);
    CHECK(name_of_answer(world, UseAccess{nik(1), digest("123456")}) == "CodeRefused");
    world.wait(std::chrono::hours(24 * 731));
    CHECK(name_of_answer(world, UseAccess{nik(1), digest("654321")}) == "CodeRefused");
}

TEST_CASE("a print code is for a finished paper, and dead when used") {
    World world;
    const auto id = letter_at(world, StepKind::HandOver);
    const auto number = world.at(id).papers.front().number;
    CHECK(world.refusal(IssuePrintCode{"X", digest("A")}, kFront) == "paper.unknown");
    world.must(IssuePrintCode{number, digest("A")}, kFront);
    world.must(IssuePrintCode{number, digest("B")}, kFront);
    CHECK(name_of_answer(world, UsePrintCode{nik(1), digest("A")}) == "CodeRefused");
    CHECK(name_of_answer(world, UsePrintCode{nik(2), digest("B")}) == "CodeRefused");
    CHECK(name_of_answer(world, UsePrintCode{nik(1), digest("B")}) == "PrintCodeUsed");
    CHECK(world.refusal(UsePrintCode{nik(1), digest("B")}, kKiosk) == "code.used");
    CHECK(world.office.house.wrong_tries.count(nik(1)) == 0);  // it was right, once
    world.walk_to(id, 99);
    world.must(IssuePrintCode{number, digest("C")}, kFront);  // of the case just closed
    world.wait(std::chrono::hours(24 * 31));
    CHECK(world.refusal(UsePrintCode{nik(1), digest("C")}, kKiosk) == "code.expired");
    for (const auto& fact : world.facts) CHECK(encode(fact.event).find("\"B\"") == std::string::npos);
}

TEST_CASE("a code is given while the file is open, or was the last one closed, not for older ones") {
    World world;
    const auto first = letter_at(world, StepKind::HandOver);
    const auto paper = world.at(first).papers.front().number;
    world.must(IssuePrintCode{paper, digest("a")}, kFront);
    world.walk_to(first, 99);
    REQUIRE_FALSE(world.is_open(first));
    world.must(IssuePrintCode{paper, digest("b")}, kFront);  // the person still stands there
    const auto other = world.open_case(3);
    world.must(CancelCase{other, "batal"}, kFront);
    CHECK(world.refusal(IssuePrintCode{paper, digest("c")}, kFront) == "paper.unknown");
    CHECK(name_of_answer(world, UsePrintCode{nik(1), digest("b")}) == "PrintCodeUsed");  // what was given stays good
}

TEST_CASE("a paper that is not finished gets no code") {
    World world;
    const auto id = letter_at(world, StepKind::Sign);
    CHECK(world.refusal(IssuePrintCode{world.at(id).papers.front().number, digest("A")}, kFront) == "paper.not_signed");
}

TEST_CASE("after three wrong codes each further try costs twice the pause, and the right one is not heard meanwhile") {
    World world;
    world.must(IssueAccess{nik(1), digest("right")}, kFront);
    for (int i = 0; i < 3; ++i) CHECK(name_of_answer(world, UseAccess{nik(1), digest("wrong")}) == "CodeRefused");
    CHECK(world.refusal(UseAccess{nik(1), digest("right")}, kKiosk) == "code.blocked");
    CHECK(world.refusal(UsePrintCode{nik(1), digest("right")}, kKiosk) == "code.blocked");
    CHECK(name_of_answer(world, UseAccess{nik(2), digest("wrong")}) == "CodeRefused");  // others are not kept waiting
    world.wait(minutes(1));
    CHECK(name_of_answer(world, UseAccess{nik(1), digest("wrong")}) == "CodeRefused");
    world.wait(minutes(1));
    CHECK(world.refusal(UseAccess{nik(1), digest("right")}, kKiosk) == "code.blocked");
    world.wait(minutes(1));
    CHECK(name_of_answer(world, UseAccess{nik(1), digest("right")}) == "AccessUsed");
    CHECK(world.office.house.wrong_tries.count(nik(1)) == 0);
    CHECK(*blocked_until({99, from_millis(0)}) == from_millis(0) + std::chrono::hours(24));
    CHECK_FALSE(blocked_until({2, from_millis(0)}).has_value());
    CHECK(describe(replay(world.facts)) == describe(world.office));
}
