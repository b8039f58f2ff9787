// A start from a document is a start from the log, only faster.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "devices/base/random.h"
#include "tests/engine/form_filler.h"
#include "tests/engine/world.h"
#include "workflow/engine/checkpoint.h"

using namespace loket;
using namespace loket::engine;
using namespace loket::engine::test;
using nlohmann::json;

namespace {

/// A log read some facts at a time.
FactSource log_of(const std::vector<Fact>& facts, std::size_t chunk = 7) {
    return [&facts, chunk](std::int64_t from) -> Result<LogPiece> {
        const auto begin = std::min(facts.size(), static_cast<std::size_t>(from - 1));
        const auto end = std::min(facts.size(), begin + chunk);
        if (begin == end) return LogPiece{};
        return LogPiece{{facts.begin() + static_cast<std::ptrdiff_t>(begin), facts.begin() + static_cast<std::ptrdiff_t>(end)}, static_cast<std::int64_t>(end)};
    };
}

/// Random work on cases of all services, of which some wait, some are returned, some end.
void busy_day(World& world, SeededRandom& random, int moves) {
    std::vector<std::string> ids;
    for (int person = 1; person <= 30; ++person) {
        if (person % 3 == 0) world.people[nik(person)].record_state = std::string(kUnregistered);
        ids.push_back(world.open_case(person));
    }
    for (int i = 0; i < moves; ++i) {
        world.clock.advance(Millis{random.between(1000, 400'000)});
        const auto c = world.office.find_case(ids[random.below(ids.size())]);
        if (!c || c->status != CaseStatus::Open) continue;
        const auto move = world.next_move(*c);
        (void)world.attempt(move.command, move.actor);
        if (random.chance(0.03)) (void)world.attempt(DeclareIncomplete{c->id, "kurang"}, kFront);
        if (random.chance(0.03)) (void)world.attempt(ReturnCase{c->id, "salah"}, random.chance(0.5) ? kKasi : kKabid);
        if (random.chance(0.01)) (void)world.attempt(CancelCase{c->id, "batal"}, kFront);
        if (random.chance(0.03)) (void)world.attempt(ReportSpoiled{c->id, "rusak"}, kPrinter);
        if (random.chance(0.05)) (void)world.attempt(TakeTicket{"", Errand::Collect, random.chance(0.3), "", {}, c->resi}, kKiosk);
        if (random.chance(0.05)) (void)world.attempt(CallTicket{"2", ""}, kPetugas);
    }
}

}  // namespace

TEST_CASE("a document reads back as the office it was written from, wherever it was taken") {
    SeededRandom random(20261126);
    World world(60);
    busy_day(world, random, 1500);
    REQUIRE(world.facts.size() > 800);
    REQUIRE(world.office.closed > 0);
    const auto whole = describe(world.office);
    Office office;
    for (std::size_t seen = 0; seen < world.facts.size(); ++seen) {
        if (seen % 97 == 0) {
            const auto doc = encode_checkpoint(office);
            const auto decoded = decode_checkpoint(doc);
            REQUIRE(decoded.has_value());
            CHECK(describe(*decoded) == describe(office));
            CHECK(encode_checkpoint(*decoded) == doc);
            const auto rebuilt = rebuild(SavedState{static_cast<std::int64_t>(seen), doc}, log_of(world.facts));
            REQUIRE(rebuilt.ok());
            CHECK(rebuilt->from_checkpoint);
            CHECK(rebuilt->replayed == static_cast<std::int64_t>(world.facts.size() - seen));
            CHECK(rebuilt->head == static_cast<std::int64_t>(world.facts.size()));
            CHECK(describe(rebuilt->office) == whole);
            CHECK_FALSE(first_difference(rebuilt->office, world.office));
        }
        office = evolve(std::move(office), world.facts[seen]);
    }
}

TEST_CASE("a document that is of no use is passed over and the log replayed") {
    World world(20);
    SeededRandom random(3);
    busy_day(world, random, 60);
    const auto good = json::parse(encode_checkpoint(world.office));
    std::vector<std::string> useless = {"", "null", "[]", "{", "{}", "{\"version\":1}", std::string(50000, '[')};
    auto changed = good;
    changed["version"] = kCheckpointVersion + 1;
    useless.push_back(changed.dump());
    changed["version"] = "1";
    useless.push_back(changed.dump());
    for (std::size_t field = 0; field < good["office"].size(); ++field)
        for (const auto& wrong : {json(true), json(-1.5), json("text"), json::array({"x"}), json{{"k", json::array({true})}}}) {
            changed = good;
            changed["office"][field] = wrong;
            useless.push_back(changed.dump());
        }
    changed = good;
    changed["office"].push_back(0);
    useless.push_back(changed.dump());
    changed = good;
    changed["office"].erase(changed["office"].size() - 1);
    useless.push_back(changed.dump());
    for (const auto& doc : useless) {
        INFO(doc.substr(0, 80));
        const auto rebuilt = rebuild(SavedState{5, doc}, log_of(world.facts));
        REQUIRE(rebuilt.ok());
        CHECK_FALSE(rebuilt->from_checkpoint);
        CHECK(rebuilt->replayed == static_cast<std::int64_t>(world.facts.size()));
        CHECK_FALSE(first_difference(rebuilt->office, world.office));
    }
}

TEST_CASE("a difference is named by its place") {
    World world(20);
    const auto id = world.open_case(1);
    auto other = world.office;
    auto changed = std::make_shared<Case>(world.at(id));
    ++changed->step;
    other.cases[id] = changed;
    const auto place = first_difference(world.office, other);
    REQUIRE(place);
    CHECK(place->find("A-001") != std::string::npos);
    CHECK(first_difference(Office{}, Office{}) == std::nullopt);
}

TEST_CASE("a log that cannot be read is an error, not a shorter log") {
    const auto rebuilt = rebuild(std::nullopt, [](std::int64_t) -> Result<LogPiece> { return corrupt("a page is damaged"); });
    REQUIRE_FALSE(rebuilt.ok());
    CHECK(rebuilt.error().fault == Fault::Corrupt);
}

TEST_CASE("events of others in the log are passed over and counted") {
    World world(20);
    const auto log = [&](std::int64_t from) -> Result<LogPiece> {  // every second event is the population register's
        if (from == 1) return LogPiece{{world.facts[0]}, 3};
        return from == 4 ? LogPiece{{world.facts[1]}, 4} : LogPiece{};
    };
    const auto rebuilt = rebuild(std::nullopt, log);
    REQUIRE(rebuilt.ok());
    CHECK(rebuilt->head == 4);
    CHECK(rebuilt->replayed == 2);
    CHECK_FALSE(first_difference(rebuilt->office, world.office));
}

TEST_CASE("thousands of free blanks take a few characters") {
    World world(0);
    world.must(ReceiveBlanko{5000}, kPrinter);
    const auto doc = encode_checkpoint(world.office);
    CHECK(doc.size() < 500);
    CHECK(decode_checkpoint(doc)->stock.free.size() == 5000);
}
