#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

TEST_CASE("events get their places in the chain and are there after reopening", "[contract]") {
    const TemporaryFolder folder;
    std::vector<StoredEvent> written;
    {
        auto store = opened(folder / "store.db");
        Batch batch;
        batch.add(event_number(1)).add(event_number(2, "case-2")).add(audit_number(1));
        written = store->commit(batch).value();
        REQUIRE(written.size() == 2);
        CHECK(written[0].seq == 1);
        CHECK(written[0].uid == store->identity().uuid + ".1.1");
        CHECK(written[0].prev_hash == genesis("event", store->identity()));
        CHECK(written[1].prev_hash == written[0].hash);
        CHECK(written[1].hash == link_hash(written[1]));
    }
    auto store = opened(folder / "store.db");
    CHECK(store->event_head() == ChainHead{2, written[1].hash});
    const auto again = store->events(1).value();
    REQUIRE(again.size() == 2);
    CHECK(again[1].uid == written[1].uid);
    CHECK(again[1].body == R"({"number":2})");
    CHECK(again[1].at == event_number(2).at);
    CHECK(again[1].hash == written[1].hash);
    CHECK(store->events("case-2").value().size() == 1);
    CHECK(store->events(2, 10).value().front().seq == 2);
    CHECK(store->audits("subject-1").value().front().purpose == "print");
    CHECK(store->commit(one_event(3)).value().front().seq == 3);
    CHECK(store->verify().value().sound());
}

TEST_CASE("the hash covers every field of an event and of an audit line") {
    StoredEvent event{
        .seq = 1, .uid = "u", .stream = "s", .kind = "k", .actor = "a", .body = "{}", .at = from_millis(5)};
    const auto plain = link_hash(event);
    const auto differs = [&](auto change) {
        auto other = event;
        change(other);
        return link_hash(other) != plain;
    };
    CHECK(differs([](auto& e) { e.uid = "v"; }));
    CHECK(differs([](auto& e) { e.stream = "t"; }));
    CHECK(differs([](auto& e) { e.kind = "l"; }));
    CHECK(differs([](auto& e) { e.actor = "b"; }));
    CHECK(differs([](auto& e) { e.body = "[]"; }));
    CHECK(differs([](auto& e) { e.at = from_millis(6); }));
    CHECK(differs([](auto& e) { e.prev_hash[31] = 1; }));
    // Lengths are hashed too: moving a letter from one field to the next is a change.
    CHECK(differs([](auto& e) { e.uid = "us", e.stream = ""; }));

    const StoredAudit line{
        .seq = 1, .actor = "a", .action = "x", .subject = "s", .purpose = "p", .at = from_millis(5)};
    auto moved = line;
    moved.seq = 2;
    CHECK(link_hash(moved) != link_hash(line));
    moved = line;
    moved.purpose = "q";
    CHECK(link_hash(moved) != link_hash(line));
}

TEST_CASE("a batch is written whole or not at all", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    REQUIRE(store->commit(one_event(1)));
    const auto head = store->event_head();

    Batch bad;
    bad.add(event_number(2))
        .add(audit_number(1))
        .put(resident_number(1, "SITI"))
        .put(OfficerRow{"o", "not json"});
    CHECK(code_of(store->commit(bad)) == "store.conflict");
    CHECK(store->event_head() == head);
    CHECK(store->audit_head().seq == 0);
    CHECK(store->counts().value().residents == 0);
    CHECK(code_of(store->commit(Batch{}.put_meta("store.uuid", "x"))) == "store.conflict");

    CHECK(store->commit(one_event(2)).value().front().seq == 2);
    CHECK(store->verify().value().sound());
}

TEST_CASE("in a group commit a bad batch fails alone", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    const CaseRow row{
        .case_id = "c1", .resi = "R1", .nik = "n", .service = "KTP", .state = "OPEN", .step = "1"};
    CaseRow twin = row;
    twin.case_id = "c2";
    std::vector<Batch> batches(3);
    batches[0].add(event_number(1)).put(row);
    batches[1].add(event_number(2)).put(twin);  // the same resi
    batches[2].add(event_number(3));
    std::vector<std::int64_t> seen;
    store->on_commit([&](std::span<const StoredEvent> events) {
        for (const auto& event : events) seen.push_back(event.seq);
    });
    const auto outcomes = store->commit_all(batches);
    REQUIRE(outcomes.size() == 3);
    CHECK(outcomes[0].ok());
    CHECK(code_of(outcomes[1]) == "store.conflict");
    CHECK(outcomes[2].value().front().seq == 2);
    CHECK(seen == std::vector<std::int64_t>{1, 2});
    CHECK(store->events(1).value().size() == 2);
    CHECK(store->verify().value().sound());
}

TEST_CASE("the same content is stored once", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    const Bytes content{1, 2, 3};
    for (int i = 0; i < 2; ++i) {
        Batch batch;
        CHECK(batch.add_blob("photo", content) == sha256(content));
        REQUIRE(store->commit(batch));
    }
    CHECK(store->counts().value().blobs == 1);
    const auto blob = store->blob(sha256(content)).value();
    REQUIRE(blob);
    CHECK(blob->kind == "photo");
    CHECK(blob->content == content);
    CHECK_FALSE(store->blob(sha256(Bytes{9})).value());

    Batch empty;
    const auto digest = empty.add_blob("note", {});
    REQUIRE(store->commit(empty));
    CHECK(store->blob(digest).value()->content.empty());
}

TEST_CASE("a new epoch marks the events after it and survives reopening", "[contract]") {
    const TemporaryFolder folder;
    {
        auto store = opened(folder / "store.db");
        REQUIRE(store->commit(one_event(1)));
        CHECK(store->raise_epoch().value() == 2);
        CHECK(store->commit(one_event(2)).value().front().uid == store->identity().uuid + ".2.2");
    }
    auto store = opened(folder / "store.db");
    CHECK(store->identity().epoch == 2);
    CHECK(store->verify().value().sound());
}
