// Numbers out of blocks that the register lent: each once, whatever happens to the process or the disk.

#include <catch2/catch.hpp>
#include <set>

#include "kiosk/app/core/number_blocks.h"
#include "tests/store/fixture.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::app;

namespace {

const sync::RegisterKeys kLender{store::Key{41}, store::Key{42}};
constexpr auto kIssued = Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{30}};

/// A store whose register is kLender.
struct Borrower {
    store::test::TemporaryFolder folder;
    std::unique_ptr<store::Store> store;
    std::set<std::string> somebodys;

    Borrower() {
        open();
        REQUIRE(sync::enrol(*store, kLender.card()));
    }
    void open() {
        store.reset();
        auto opened = store::test::open_at(folder / "office.db");
        REQUIRE(opened);
        store = std::move(*opened);
    }
    Status lend(const std::string& reference, std::int64_t first, std::int64_t count, const std::string& district = "210106") {
        const auto epoch = store->identity().epoch;
        const auto signature = sync::sign_block(kLender.signing(), store->identity().uuid, {reference, district, epoch, first, count});
        return keep_block(*store, {reference, std::to_string(epoch), district, "", 0, count}, {district, first, count, {signature.begin(), signature.end()}});
    }
    std::string kk(const std::string& reference, Date on = kIssued) { return take({.on = on, .reference = reference, .slot = "kk", .kind = mirror::NumberKind::Kk, .district = "21.01.06", .born = {}, .sex = {}}); }
    std::string nik(const std::string& reference, Date born) {
        return take({.on = kIssued, .reference = reference, .slot = "nik", .kind = mirror::NumberKind::Nik, .district = "21.01.06", .born = born, .sex = population::Sex::Female});
    }
    std::string take(const mirror::NumberRequested& request) {
        const auto number = take_from_block(*store, request, [this](const std::string& of) -> Result<bool> { return somebodys.contains(of); });
        REQUIRE(number);
        return number->value_or("");
    }
};

}  // namespace

TEST_CASE("blocks: every request its number, the same again the same, each day from the beginning, until they are used up") {
    Borrower office;
    CHECK(office.kk("K-1").empty());
    REQUIRE(office.lend("a", 9980, 3));
    REQUIRE(office.lend("a", 9980, 3));  // again
    CHECK(office.kk("K-1") == "2101063011269980");
    office.open();
    CHECK(office.kk("K-1") == "2101063011269980");
    office.somebodys.insert("2101063011269981");
    CHECK(office.kk("K-2") == "2101063011269982");
    CHECK(office.kk("K-3").empty());
    CHECK(office.kk("K-3", kIssued.year() / std::chrono::December / 1) == "2101060112269980");
    CHECK(office.nik("K-4", Date{std::chrono::year{1990}, std::chrono::July, std::chrono::day{1}}) == "2101064107909980");
    CHECK(office.nik("K-4", Date{std::chrono::year{1990}, std::chrono::July, std::chrono::day{2}}) == "2101064207909980");  // the birthday was corrected
    const auto left = blocks_left(*office.store).value();
    REQUIRE(left.size() == 1);
    CHECK(left.front() == sync::BlockLeft{"210106", 3, 5, 0});
    CHECK(left.front().low());
    REQUIRE(office.lend("b", 9960, 20));
    CHECK(office.kk("K-3") == "2101063011269960");
    CHECK(blocks_left(*office.store).value().front().left == 19);
}

TEST_CASE("blocks: a new epoch gives none of them and asks for its own") {
    Borrower office;
    REQUIRE(office.lend("a", 9980, 20));
    CHECK_FALSE(office.kk("K-1").empty());
    CHECK(blocks_to_ask(*office.store, {"21.01.06"}).value().empty());
    const auto old = office.store->identity().epoch;
    REQUIRE(office.store->raise_epoch(3'600'000));
    CHECK(office.kk("K-1").empty());
    CHECK(lent_blocks(*office.store).value().empty());
    const auto asks = blocks_to_ask(*office.store, {"21.01.06", "21.01.07"}).value();
    REQUIRE(asks.size() == 2);
    CHECK(asks.front().slot == "3600000");
    const auto signature = sync::sign_block(kLender.signing(), office.store->identity().uuid, {"a", "210106", old, 9980, 20});
    CHECK(keep_block(*office.store, {"a", std::to_string(old), "210106", "", 0, 20}, {"210106", 9980, 20, {signature.begin(), signature.end()}}).error().code == sync::kOldEpoch);
    REQUIRE(office.lend("c", 9960, 20));
    CHECK(office.kk("K-1") == "2101063011269960");
}

TEST_CASE("blocks: what the register did not sign for this office as it is, is refused") {
    Borrower office;
    const auto signature = sync::sign_block(kLender.signing(), office.store->identity().uuid, {"a", "210106", 1, 9980, 20});
    const Bytes good(signature.begin(), signature.end());
    const auto code = [&](const sync::wire::NumberAsk& ask, const sync::wire::NumberGiven& given) {
        const auto kept = keep_block(*office.store, ask, given);
        return kept ? std::string("kept") : kept.error().code;
    };
    const sync::wire::NumberAsk ask{"a", "1", "210106", "", 0, 20};
    CHECK(code(ask, {"210106", 9960, 20, good}) == sync::kSignature);
    CHECK(code(ask, {"210106", 9980, 40, good}) == sync::kSignature);
    CHECK(code(ask, {"210107", 9980, 20, good}) == sync::kSignature);
    CHECK(code({"b", "1", "210106", "", 0, 20}, {"210106", 9980, 20, good}) == sync::kSignature);
    CHECK(code(ask, {"210106", 9980, 20, {}}) == sync::kSignature);
    CHECK(code(ask, {"210106", 9980, 20, good}) == "kept");
}
