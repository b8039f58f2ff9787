// What is kept only for a while goes when its time has come, with a record, whatever happens in between.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "devices/base/file.h"
#include "tests/store/fixture.h"
#include "workflow/trust/retention.h"

using namespace loket;
using namespace loket::trust;
using namespace std::chrono_literals;
using store::BlobState;
using store::test::TemporaryFolder;

namespace {

const auto kAssets = std::filesystem::path(LOKET_SOURCE_DIR) / "assets";
constexpr auto kFirstDay = 1'767'600'000'000;

std::vector<RetentionRule> rules() {
    return {{"biometrics", {{"SampleKept", "digest"}}, "CaseClosed", 90, "", ""}, {"signatures", {{"PickupSigned", "digest"}}, "CaseClosed", 400, "", ""}};
}

Bytes picture(int number) { return Bytes(3000, static_cast<std::uint8_t>(number)); }
Sha256 digest(int number) { return sha256(picture(number)); }

/// One application: a photo, a signature for receipt, closed or not. The pictures are `number` and `number` + 100.
void serve(store::Store& store, int number, Instant at, bool closed, const std::string& nik) {
    const auto id = fmt::format("K{}", number), stream = "perkara:" + id;
    store::Batch batch;
    const auto add = [&](const char* kind, const std::string& body) { batch.add(store::NewEvent{stream, kind, "OP_REKAM:wulan", body, at}); };
    batch.add_blob("png", picture(number));
    batch.add_blob("png", picture(number + 100));
    add("SampleKept", fmt::format(R"({{"slot":"photo","digest":"{}"}})", to_hex(digest(number))));
    add("PickupSigned", fmt::format(R"({{"digest":"{}"}})", to_hex(digest(number + 100))));
    if (closed) add("CaseClosed", R"({"outcome":"handed_over"})");
    batch.put(store::CaseRow{.case_id = id, .resi = id, .nik = nik, .service = "S02", .state = "", .step = "1", .opened_at = at, .updated_at = at, .closed = closed});
    REQUIRE(store.commit(batch));
}

void run(Retention& retention) {
    for (;;) {
        const auto done = retention.step();
        REQUIRE(done);
        if (*done) return;
    }
}

struct Office {
    TemporaryFolder folder;
    ManualClock clock{from_millis(kFirstDay)};
    std::unique_ptr<store::Store> store = store::test::opened(folder / "store.db");
    std::vector<RetentionRule> kinds = rules();
    BlobState state(int number) { return store->blob_state(digest(number)).value(); }
    std::map<std::string, std::int64_t> pass() {
        Retention retention(*store, kinds, clock);
        run(retention);
        return retention.erased();
    }
};

}  // namespace

TEST_CASE("pictures of a closed case go when their days are over, one kind after the other, those of an open case stay") {
    Office office;
    serve(*office.store, 1, office.clock.now(), true, "A");
    serve(*office.store, 2, office.clock.now(), false, "B");
    office.clock.advance(24h * 89);
    CHECK(office.pass().empty());
    office.clock.advance(24h * 2);
    CHECK(Retention(*office.store, office.kinds, office.clock).due().value() == std::map<std::string, std::int64_t>{{"biometrics", 1}});
    CHECK(office.state(1) == BlobState::Kept);  // looking does not touch
    CHECK(office.pass() == std::map<std::string, std::int64_t>{{"biometrics", 1}});
    CHECK(office.state(1) == BlobState::Erased);
    CHECK(office.state(101) == BlobState::Kept);
    CHECK(office.state(2) == BlobState::Kept);
    CHECK(office.pass().empty());  // once is enough
    office.clock.advance(24h * 400);
    CHECK(office.pass() == std::map<std::string, std::int64_t>{{"signatures", 1}});
    CHECK(office.state(102) == BlobState::Kept);
    CHECK(office.store->verify().value().sound());
    const auto check = check_content(*office.store, office.kinds).value();
    CHECK(check.findings.empty());
    CHECK(check.named == 4);
    CHECK(check.erased == 2);
}

TEST_CASE("a picture that also stands in another application of the person stays until that one is over, too") {
    Office office;
    serve(*office.store, 1, office.clock.now(), true, "A");
    office.clock.advance(24h * 60);
    store::Batch batch;
    batch.add(store::NewEvent{"perkara:K9", "SampleKept", "OP_REKAM:wulan", fmt::format(R"({{"slot":"photo","digest":"{}"}})", to_hex(digest(1))), office.clock.now()});
    batch.put(store::CaseRow{.case_id = "K9", .resi = "K9", .nik = "A", .service = "S02", .state = "", .step = "1", .opened_at = office.clock.now(), .updated_at = office.clock.now()});
    REQUIRE(office.store->commit(batch));
    office.clock.advance(24h * 60);
    CHECK(office.pass().empty());
    CHECK(office.state(1) == BlobState::Kept);
    REQUIRE(office.store->commit(store::Batch().add(store::NewEvent{"perkara:K9", "CaseClosed", "FO:rina", "{}", office.clock.now()})));
    office.clock.advance(24h * 91);
    CHECK(office.pass() == std::map<std::string, std::int64_t>{{"biometrics", 1}});
}

TEST_CASE("content that is gone without a record is found by the check") {
    Office office;
    serve(*office.store, 1, office.clock.now(), true, "A");
    office.store.reset();
    REQUIRE(store::FileDatabase::open(office.folder / "store.db", store::test::test_key()).value()->run("DELETE FROM blob WHERE length(content) = 3000"));
    office.store = store::test::opened(office.folder / "store.db");
    const auto check = check_content(*office.store, office.kinds).value();
    REQUIRE(check.findings.size() == 2);
    CHECK(check.findings.front().seq == 1);
}

TEST_CASE("a pass that is killed again and again erases everything once, and never without a record") {
    constexpr int kCases = 90, kLines = 12;
    TemporaryFolder folder;
    const auto path = folder / "store.db";
    const ManualClock clock{from_millis(kFirstDay) + 24h * 100};
    const auto kinds = rules();
    {
        const auto store = store::test::opened(path);
        for (int number = 1; number <= kCases; ++number) {
            serve(*store, number, from_millis(kFirstDay), true, fmt::format("P{}", number));
            store::Batch filler;  // other facts between the cases make the pass take several commits
            for (int n = 0; n < kLines; ++n) filler.add(store::test::event_number(number * 100 + n, "lain"));
            REQUIRE(store->commit(filler));
        }
    }
    SeededRandom random(5);
    int kills = 0;
    for (bool finished = false; !finished && kills < 200;) {
        const auto child = ::fork();
        if (child == 0) {
            const auto store = store::test::open_at(path);
            if (!store) ::_exit(2);
            Retention retention(**store, kinds, clock);
            for (;;) {
                const auto done = retention.step();
                if (!done) ::_exit(3);
                if (*done) ::_exit(0);
            }
        }
        ::usleep(static_cast<useconds_t>(random.between(200, 30'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        kills += finished ? 0 : 1;
        REQUIRE_FALSE((WIFEXITED(status) && WEXITSTATUS(status) > 0));
        const auto store = store::test::opened(path);
        CHECK(store->verify().value().sound());
        CHECK(check_content(*store, kinds).value().findings.empty());
    }
    const auto store = store::test::opened(path);
    Retention last(*store, kinds, clock);
    run(last);
    std::set<std::string> erased;
    for (const auto& line : store->audits(1, 100'000).value())
        if (line.action == store::kErased) CHECK(erased.insert(line.subject).second);
    CHECK(erased.size() == kCases);
}

TEST_CASE("the rules of the office are read strictly and name only content that exists") {
    const auto kinds = load_retention(kAssets / "retention.json");
    if (!kinds) FAIL(kinds.error().context);
    CHECK(kinds->size() >= 4);
    for (const auto& rule : *kinds) {
        CHECK_FALSE(rule.basis.empty());
        CHECK_FALSE(rule.tag.empty());
    }
    TemporaryFolder folder;
    const auto written = [&](std::string_view text) {
        REQUIRE(write_file(folder / "retention.json", as_bytes(text)));
        const auto read = load_retention(folder / "retention.json");
        return read ? std::string() : read.error().context;
    };
    CHECK(written(R"({"kinds":[{"kind":"a","content":["SampleKept"],"after":"X","days":1,"basis":"b","tag":"t"}]})").find("Event.field") != std::string::npos);
    CHECK(written(R"({"kinds":[{"kind":"a","content":["E.f"],"after":"X","days":0,"basis":"b","tag":"t"}]})").find("days") != std::string::npos);
    CHECK(written(R"({"kinds":{}})").find("list") != std::string::npos);
}
