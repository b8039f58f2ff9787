#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

const Instant kNoon = from_millis(1'700'000'000'000);

/// Ten events and audit lines, sealed, then ten more.
void make_sealed(const std::filesystem::path& path) {
    const SealKey key(test_key(9));
    auto store = opened(path);
    for (int i = 1; i <= 20; ++i) {
        Batch batch;
        batch.add(event_number(i)).add(audit_number(i));
        REQUIRE(store->commit(batch));
        if (i == 10) REQUIRE(store->seal(key, kNoon));
    }
}

/// Writes both chains anew from the link `seq` on, as somebody with the store's key and this source could.
void rewrite_events(const std::filesystem::path& path, std::int64_t seq) {
    std::vector<StoredEvent> events;
    Identity identity;
    {
        auto store = opened(path);
        identity = store->identity();
        events = store->events(1, 100).value();
    }
    const auto database = FileDatabase::open(path, test_key()).value();
    REQUIRE(database->script("DROP TRIGGER event_no_update"));
    ChainHead head{0, genesis("event", identity)};
    for (const auto& event : events) {
        NewEvent fresh{event.stream, event.kind, event.actor, event.seq == seq ? R"({"number":999})" : event.body, event.at};
        const auto link = append(head, identity, fresh);
        REQUIRE(database->run("UPDATE event SET body = ?, prev_hash = ?, hash = ? WHERE seq = ?", link.body, ByteView{link.prev_hash}, ByteView{link.hash}, link.seq));
    }
    REQUIRE(database->run("UPDATE chain SET hash = ? WHERE name = 'event'", ByteView{head.hash}));
}

}  // namespace

TEST_CASE("a sealed store verifies, and a seal of what is already sealed is not made twice", "[contract]") {
    const TemporaryFolder folder;
    make_sealed(folder / "store.db");
    auto store = opened(folder / "store.db");
    const auto report = store->verify().value();
    CHECK(report.sound());
    CHECK(report.seals == 1);
    CHECK(store->last_seal()->event.seq == 10);
    REQUIRE(store->seal(SealKey(test_key(9)), kNoon));
    REQUIRE(store->seal(SealKey(test_key(9)), kNoon));
    CHECK(store->seals()->size() == 2);
}

TEST_CASE("a chain written anew before a seal is found, though every hash of it fits, after the last seal it is not") {
    for (const auto& [seq, found] : {std::pair{10, true}, {3, true}, {11, false}}) {
        CAPTURE(seq);
        const TemporaryFolder folder;
        make_sealed(folder / "store.db");
        rewrite_events(folder / "store.db", seq);
        const auto report = opened(folder / "store.db")->verify().value();
        CHECK(report.sound() == !found);
        if (found) CHECK(report.findings.at(0).words.find("event 10 is not the one that was sealed") == 0);
    }
}

TEST_CASE("a seal is of one key, one store and one content", "[contract]") {
    const TemporaryFolder folder;
    make_sealed(folder / "store.db");
    auto store = opened(folder / "store.db");
    CHECK(code_of(store->seal(SealKey(test_key(8)), kNoon)) == "seal.other_key");
    auto seal = *store->last_seal();
    const SealKey key(test_key(9));
    CHECK(signed_by(key.public_key(), seal, store->identity()));
    CHECK_FALSE(signed_by(SealKey(test_key(8)).public_key(), seal, store->identity()));
    CHECK_FALSE(signed_by(key.public_key(), seal, {"another store", 1}));
    seal.audit.seq += 1;
    CHECK_FALSE(signed_by(key.public_key(), seal, store->identity()));
}

TEST_CASE("removed, forged and reordered seals are named") {
    struct Case {
        const char* script;
        const char* words;
    };
    for (const auto& wrong : {Case{"UPDATE seal SET signature = zeroblob(64)", "seal 1 was not made with the key"},
                              Case{"UPDATE seal SET no = 2", "seal 1 is missing"},
                              Case{"DELETE FROM meta WHERE key = 'store.seal_key'", "seal 1 was not made with the key"}}) {
        const TemporaryFolder folder;
        make_sealed(folder / "store.db");
        REQUIRE(FileDatabase::open(folder / "store.db", test_key()).value()->script(std::string("DROP TRIGGER seal_no_update; DROP TRIGGER seal_no_delete;") + wrong.script));
        const auto report = opened(folder / "store.db")->verify().value();
        REQUIRE_FALSE(report.sound());
        CHECK(report.findings.at(0).words.find(wrong.words) == 0);
    }
}

TEST_CASE("a log cut off before its last seal is found, though chain and head agree") {
    const TemporaryFolder folder;
    make_sealed(folder / "store.db");
    {
        const auto database = FileDatabase::open(folder / "store.db", test_key()).value();
        REQUIRE(database->script("DROP TRIGGER event_no_delete; DELETE FROM event WHERE seq > 5;"
                                 "UPDATE chain SET seq = 5, hash = (SELECT hash FROM event WHERE seq = 5) WHERE name = 'event'"));
    }
    const auto report = opened(folder / "store.db")->verify().value();
    REQUIRE_FALSE(report.sound());
    CHECK(report.findings.at(0).words.find("event 6 is missing: a seal vouches for event 10") == 0);
}

TEST_CASE("a checkpoint belongs to its event: with another one, or none, there is no checkpoint", "[contract]") {
    const TemporaryFolder folder;
    make_sealed(folder / "store.db");
    auto store = opened(folder / "store.db");
    CHECK_FALSE(store->checkpoint().value());
    const auto head = store->event_head();
    REQUIRE(store->save_checkpoint({head, R"({"n":1})"}));
    REQUIRE(store->save_checkpoint({head, R"({"n":2})"}));
    CHECK(store->checkpoint().value()->doc == R"({"n":2})");
    REQUIRE(store->save_checkpoint({{head.seq, {}}, R"({"n":3})"}));
    CHECK_FALSE(store->checkpoint().value());
}
