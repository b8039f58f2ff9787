#include <fstream>

#include "devices/base/file.h"
#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

/// A closed store of twenty events and audit lines and three blobs.
void make_store(const std::filesystem::path& path) {
    auto store = opened(path);
    Batch batch;
    for (int i = 1; i <= 20; ++i) batch.add(event_number(i)).add(audit_number(i));
    for (std::uint8_t i = 0; i < 3; ++i) batch.add_blob("photo", Bytes(10'000, i));
    batch.put(resident_number(1, "SITI"));
    REQUIRE(store->commit(batch));
}

/// Changes rows as somebody with the key and an SQL prompt would.
void tamper(const std::filesystem::path& path, const std::string& script) {
    const auto database = FileDatabase::open(path, test_key()).value();
    REQUIRE(
        database->script("DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;"
                         "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;" +
                         script));
}

struct Tampering {
    const char* script;
    const char* part;
    std::int64_t seq;
    const char* words;
};

}  // namespace

TEST_CASE("a flipped byte anywhere in the file is found when opening, and the file is left as it is") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_store(path);
    const auto sound = read_file(path).value();
    SeededRandom random(3);
    // The first sixteen bytes are the salt, which a raw key does not use; SQLite skips the same bytes of a
    // plain file.
    for (int i = 0; i < 40; ++i) {
        const auto offset = 16 + static_cast<std::int64_t>(random.below(sound.size() - 16));
        CAPTURE(offset);
        REQUIRE(write_file(path, sound));
        flip_byte(path, offset);
        const auto damaged = read_file(path).value();
        const auto refused = open_at(path);
        CHECK(code_of(refused) == "store.corrupt");
        CHECK(read_file(path).value() == damaged);
    }
    REQUIRE(write_file(path, sound));
    CHECK(opened(path)->verify().value().sound());
}

TEST_CASE("a store cut short or replaced by something else is refused") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_store(path);
    const auto size = std::filesystem::file_size(path);
    std::filesystem::resize_file(path, size - 4096);
    CHECK(code_of(open_at(path)) == "store.corrupt");
    std::filesystem::resize_file(path, 100);
    CHECK(code_of(open_at(path)) == "store.corrupt");
    REQUIRE(write_text(folder / "letter.db", std::string(9000, 'x')));
    CHECK(code_of(open_at(folder / "letter.db")) == "store.wrong_key");
    CHECK(read_text(folder / "letter.db").value() == std::string(9000, 'x'));
}

TEST_CASE("damage that appears while the store is open is reported as such") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_store(path);
    auto options = options_at(path);
    options.check = PageCheck::Never;
    SeededRandom random(1);
    auto store = Store::open(options, random).value();
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
    for (std::int64_t page = 8; page * 4096 < size; ++page) flip_byte(path, page * 4096 + 99);
    const auto report = store->verify();
    CHECK((!report || !report->sound()));
    const auto blob = store->blob(sha256(Bytes(10'000, 1)));
    CHECK(code_of(blob) == "store.corrupt");
}

TEST_CASE("verify names the first link that was changed, replaced, removed or cut off") {
    const auto entry = GENERATE(
        Tampering{"UPDATE event SET body = '{}' WHERE seq = 7", "event", 7, "was changed"},
        Tampering{"UPDATE event SET at = at + 1 WHERE seq = 1", "event", 1, "was changed"},
        Tampering{"UPDATE event SET prev_hash = zeroblob(32) WHERE seq = 9", "event", 9, "does not follow"},
        Tampering{"DELETE FROM event WHERE seq = 12", "event", 12, "is missing"},
        Tampering{"DELETE FROM event WHERE seq = 20", "event", 20, "is missing"},
        Tampering{"DELETE FROM event", "event", 1, "is missing"},
        Tampering{"UPDATE event SET hash = randomblob(32) WHERE seq = 20", "event", 20, "was changed"},
        Tampering{"INSERT INTO event SELECT 21, 'x', stream, kind, at, actor, body, hash, hash FROM event "
                  "WHERE seq = 20",
                  "event", 21, "was changed"},
        Tampering{"UPDATE audit SET purpose = '' WHERE seq = 4", "audit", 4, "was changed"},
        Tampering{"UPDATE audit SET seq = 30 WHERE seq = 5", "audit", 5, "is missing"},
        Tampering{"DELETE FROM audit WHERE seq > 18", "audit", 19, "is missing"},
        Tampering{"UPDATE blob SET content = zeroblob(10) WHERE digest = (SELECT max(digest) FROM blob)",
                  "blob", 0, "was changed"});
    CAPTURE(entry.script);
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_store(path);
    tamper(path, entry.script);
    const auto report = opened(path)->verify().value();
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].part == entry.part);
    CHECK(report.findings[0].seq == entry.seq);
    CHECK(report.findings[0].words.find(entry.words) != std::string::npos);
}

TEST_CASE("an untouched store verifies, with everything counted") {
    const TemporaryFolder folder;
    make_store(folder / "store.db");
    const auto report = opened(folder / "store.db")->verify().value();
    CHECK(report.sound());
    CHECK(report.events == 20);
    CHECK(report.audits == 20);
    CHECK(report.blobs == 3);
}

TEST_CASE("events and audit lines cannot be edited by an ordinary statement") {
    const TemporaryFolder folder;
    make_store(folder / "store.db");
    const auto database = FileDatabase::open(folder / "store.db", test_key()).value();
    for (const auto* table : {"event", "audit"}) {
        CHECK(code_of(database->run(fmt::format("UPDATE {} SET actor = 'x'", table))) == "store.conflict");
        CHECK(code_of(database->run(fmt::format("DELETE FROM {} WHERE seq = 20", table))) ==
              "store.conflict");
    }
}
