// A store on a PostgreSQL: one owner at a time, and nothing acknowledged lost or doubled when the server goes away or another machine takes over.

#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "devices/base/wait.h"
#include "tests/store/relay.h"
#include "tests/store/server.h"
#include "workflow/store/failure.h"
#include "workflow/store/move.h"
#include "workflow/store/row_copy.h"
#include "workflow/store/rows_io.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

std::set<std::string> bodies_in(Store& store) {
    std::set<std::string> out;
    for (std::int64_t from = 1;;) {
        const auto events = store.events(from, 1000).value();
        for (const auto& event : events) CHECK(out.insert(event.body).second);
        if (events.size() < 1000) return out;
        from = events.back().seq + 1;
    }
}

std::string body_number(int number) { return event_number(number).body; }

/// The sessions of a store, ended as a network that breaks would.
void cut_off(Server& server, const std::string& database) { server.say("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + database + "'"); }

}  // namespace

TEST_CASE("of many machines that want a store on a server, one gets it and the others learn who", "[server]") {
    Server server;
    const auto place = server.database("office");
    std::vector<Result<std::unique_ptr<Store>>> all;
    for (int n = 0; n < 8; ++n) all.emplace_back(Error{});
    {
        std::vector<std::jthread> machines;
        for (std::size_t n = 0; n < all.size(); ++n) machines.emplace_back([&, n] { all[n] = open_on(place, fmt::format("loket-{}", n), n); });
    }
    const auto owners = std::ranges::count_if(all, [](const auto& one) { return one.ok(); });
    REQUIRE(owners == 1);
    for (const auto& one : all) {
        if (one) continue;
        CHECK(one.error().code == kLocked);
        CHECK(one.error().fault == Fault::Busy);
        CHECK(one.error().context.find("owned by ") != std::string::npos);
    }
}

TEST_CASE("a machine that dies leaves its store to the next, which goes on where it stopped", "[server]") {
    Server server;
    const auto place = server.database("office");
    opened_on(place).reset();
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const auto child = ::fork();
    if (child == 0) {
        auto store = open_on(place, "loket-1");
        for (int n = 1; store && n <= 20; ++n)
            if (!(*store)->commit(one_event(n))) ::_exit(1);
        if (::write(ends[1], "x", 1) == 1) ::pause();
        ::_exit(1);
    }
    char word = 0;
    REQUIRE(::read(ends[0], &word, 1) == 1);
    CHECK(code_of(open_on(place, "loket-2")) == kLocked);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]), ::close(ends[1]);
    Result<std::unique_ptr<Store>> next = Error{};
    for (int tries = 0; tries < 100 && !next; ++tries) {
        next = open_on(place, "loket-2");
        if (!next) wait_for(Millis(50), {});
    }
    REQUIRE(next);
    CHECK((*next)->event_head().seq == 20);
    CHECK((*next)->commit(one_event(21)).value().front().seq == 21);
    CHECK((*next)->verify().value().sound());
}

TEST_CASE("an owner that was cut off while another took over writes nothing more", "[server]") {
    Server server;
    const auto place = server.database("office");
    auto former = opened_on(place, "loket-1");
    REQUIRE(former->commit(one_event(1)));
    cut_off(server, "office");
    auto owner = opened_on(place, "loket-2");
    for (int reads = 0; reads < 2; ++reads) {
        CHECK(code_of(former->events(1)) == kTaken);  // what it knows is out of date
        wait_for(Millis(600), {});
    }
    CHECK(code_of(former->commit(one_event(2))) == kTaken);
    CHECK(code_of(former->commit(one_event(2))) == kTaken);
    CHECK(owner->commit(one_event(3)).value().front().seq == 2);
    former.reset();  // takes nothing with it
    CHECK(owner->commit(one_event(4)));
    CHECK(code_of(open_on(place, "loket-3")) == kLocked);
    CHECK(owner->verify().value().sound());
}

TEST_CASE("a line that breaks around a commit: what was refused never happened, what was acknowledged is there once", "[server]") {
    Server server;
    const auto place = server.database("office");
    Relay relay(server.socket());
    auto store = opened_on(relay.conninfo("office"));
    std::set<std::string> promised;
    for (int n = 1; n <= 30; ++n) {
        CAPTURE(n);
        relay.next = n % 3 == 0 ? Cut::BeforeAnswer : n % 3 == 1 ? Cut::BeforeCommit : Cut::Never;
        const auto done = store->commit(one_event(n));
        if (n % 3 == 1) CHECK(code_of(done) == kUnreachable);
        else CHECK(done);
        if (done) promised.insert(body_number(n));
    }
    CHECK(relay.cuts == 20);
    CHECK(promised.size() == 20);
    CHECK(bodies_in(*store) == promised);
    CHECK(store->verify().value().sound());
    store.reset();
    CHECK(bodies_in(*opened_on(place)) == promised);
}

TEST_CASE("another machine takes over while a commit is in doubt: its owner hears that nobody knows, and the commit is there", "[server]") {
    Server server;
    const auto place = server.database("office");
    Relay relay(server.socket());
    auto former = opened_on(relay.conninfo("office"), "loket-1");
    REQUIRE(former->commit(one_event(1)));
    relay.refuses = true;
    relay.next = Cut::BeforeAnswer;
    std::string code;
    {
        std::jthread writer([&] { code = code_of(former->commit(one_event(2))); });
        auto owner = opened_on(place, "loket-2");
        CHECK(owner->event_head().seq == 2);
        relay.refuses = false;
        writer.join();
        CHECK(code == kDiskFailed);
        CHECK(owner->commit(one_event(3)).value().front().seq == 3);
    }
    CHECK(code_of(former->commit(one_event(4))) == kDiskFailed);
}

TEST_CASE("a copy that loses its server ends: it is never of two moments", "[server]") {
    Server server;
    const auto place = server.database("office");
    const TemporaryFolder folder;
    auto store = opened_on(place);
    for (int n = 1; n <= 500; ++n) REQUIRE(store->commit(Batch().add(event_number(n)).put(resident_number(n, "NAMA"))));
    auto copy = store->copy_to(folder / "copy.db", test_key()).value();
    CHECK_FALSE(copy->step(1).value());
    cut_off(server, "office");
    REQUIRE(store->commit(one_event(501)));
    CHECK(code_of(copy->step(1000)) == kUnreachable);
    CHECK(code_of(copy->step(1000)) == kUnreachable);
    copy.reset();
    CHECK_FALSE(std::filesystem::exists(folder / "copy.db"));
}

TEST_CASE("a commit whose answer was lost, with nobody left to ask, closes the store until it is opened again", "[server]") {
    Server server;
    const auto place = server.database("office");
    Relay relay(server.socket());
    auto store = opened_on(relay.conninfo("office"));
    REQUIRE(store->commit(one_event(1)));
    relay.refuses = true;
    relay.next = Cut::BeforeAnswer;
    CHECK(code_of(store->commit(one_event(2))) == kDiskFailed);
    CHECK(code_of(store->commit(one_event(3))) == kDiskFailed);
    store.reset();
    CHECK(bodies_in(*opened_on(place)) == std::set<std::string>{body_number(1), body_number(2)});
}

TEST_CASE("a server that crashes and starts again: reads and commits go on, nothing acknowledged is lost", "[server]") {
    Server server;
    const auto place = server.database("office");
    auto store = opened_on(place);
    std::set<std::string> promised, refused;
    for (int round = 0, n = 1; round < 5; ++round) {
        for (int count = 0; count < 20; ++count, ++n) (store->commit(one_event(n)) ? promised : refused).insert(body_number(n));
        server.crash();
        CHECK(store->event_head().seq == static_cast<std::int64_t>(promised.size()));
        const auto read = store->events(1, 1);
        if (!read) FAIL(read.error().code << ": " << read.error().context);
    }
    CHECK(refused.empty());
    CHECK(bodies_in(*store) == promised);
    CHECK(store->verify().value().sound());
}

TEST_CASE("a server that forgets what it acknowledged is found out: the control of the case before", "[server]") {
    Server server;
    const auto place = server.database("office");
    auto options = options_on(place);
    options.durability = Durability::Relaxed;
    SeededRandom random(1);
    int found_out = 0;
    for (int round = 0; round < 6; ++round) {
        auto store = Store::open(options, random).value();
        for (int n = 0; n < 40; ++n) REQUIRE(store->commit(one_event(round * 100 + n)));
        server.crash();
        (void)store->events(1, 1);  // whoever comes first learns it, and nobody forgets it
        const auto after = store->commit(one_event(round * 100 + 99));
        if (code_of(after) == kDiskFailed) ++found_out;
        store.reset();
        CHECK(opened_on(place)->verify().value().sound());
    }
    CHECK(found_out > 0);
}

TEST_CASE("a server that may lose what it acknowledges, or keeps other text than ours, is refused", "[server]") {
    Server server;
    for (const std::string setting : {"fsync", "full_page_writes"}) {
        server.say("ALTER SYSTEM SET " + setting + " = off");
        server.say("SELECT pg_reload_conf()");
        wait_for(Millis(300), {});
        const auto refused = open_on(server.database("office"));
        CHECK(code_of(refused) == kUnsafeServer);
        CHECK(refused.error().context.find(setting) != std::string::npos);
        server.say("ALTER SYSTEM RESET " + setting);
    }
    server.say("SELECT pg_reload_conf()");
    wait_for(Millis(300), {});
    server.say("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
    CHECK(code_of(open_on(server.conninfo() + " dbname=latin")) == kUnsafeServer);
    CHECK(code_of(open_on(server.conninfo() + " dbname=nowhere")) == kUnreachable);
    CHECK(open_on(server.database("office")));
}

TEST_CASE("on a server, too, events are append-only, and a newer schema is refused", "[server]") {
    Server server;
    const auto place = server.database("office");
    REQUIRE(opened_on(place)->commit(one_event(1)));
    const auto other = centre::Connection::open(place).value();
    for (const auto* wrong : {"UPDATE event SET actor = 'x'", "DELETE FROM event", "TRUNCATE audit", "DELETE FROM seal"}) {
        CAPTURE(wrong);
        CHECK_FALSE(other->script(wrong));
    }
    CHECK(opened_on(place)->verify().value().sound());
    REQUIRE(other->script("UPDATE loket_schema SET step = step + 1"));
    CHECK(code_of(open_on(place)) == kNewerSchema);
}

TEST_CASE("what somebody changed behind the store's back is named, as in a file", "[server]") {
    Server server;
    const auto place = server.database("office");
    Batch batch;
    batch.add(event_number(1)).add(audit_number(1));
    const auto digest = batch.add_blob("photo", Bytes(500, 3));
    REQUIRE(opened_on(place)->commit(batch));
    const auto other = centre::Connection::open(place).value();
    REQUIRE(other->script("ALTER TABLE event DISABLE TRIGGER USER; UPDATE event SET actor = 'x'; UPDATE blob SET content = 'y'; UPDATE chain SET seq = 2 WHERE name = 'audit'"));
    const auto report = opened_on(place)->verify().value();
    REQUIRE(report.findings.size() == 3);
    CHECK(report.findings[0].words.starts_with("event 1 was changed"));
    CHECK(report.findings[1].words.starts_with("audit 2 is missing"));
    CHECK(report.findings[2].words.find(to_hex(digest)) != std::string::npos);
}

TEST_CASE("an office that grows takes its store from the file to a server, whole", "[server]") {
    Server server;
    const auto place = server.database("office");
    const TemporaryFolder folder;
    const StoreOptions file{.path = folder / "office.db", .key = test_key()};
    SeededRandom random(1);
    ChainHead head;
    std::string uuid;
    {
        auto store = Store::open(file, random).value();
        for (int n = 1; n <= 700; ++n) REQUIRE(store->commit(Batch().add(event_number(n)).add(audit_number(n)).put(resident_number(n, fmt::format("NAMA KE{}", n)))));
        Batch picture;
        for (int n = 0; n < 20; ++n) picture.add_blob("photo", Bytes(5000, static_cast<std::uint8_t>(n)));
        REQUIRE(store->commit(picture));
        REQUIRE(store->seal(SealKey(test_key(9)), from_millis(5)));
        head = store->event_head();
        uuid = store->identity().uuid;
    }
    const auto report = move_to_server(file, options_on(place), random).value();
    CHECK((report.events == 700 && report.audits == 700 && report.blobs == 20 && report.seals == 1));
    auto store = opened_on(place);
    CHECK(store->event_head() == head);
    CHECK(store->identity().uuid == uuid);
    CHECK(store->search_residents("ke321").value().size() == 1);
    CHECK(store->commit(Batch().add(event_number(701)).put(resident_number(701, "BARU"))).value().front().seq == 701);
    CHECK(store->verify().value().sound());
    store.reset();
    CHECK(code_of(move_to_server(file, options_on(place), random)) == "store.not_empty");
    CHECK(opened_on(place)->event_head().seq == 701);
}

TEST_CASE("a move that was interrupted goes on where it was, and nobody works with the file meanwhile", "[server]") {
    Server server;
    const auto place = server.database("office");
    const TemporaryFolder folder;
    const StoreOptions file{.path = folder / "office.db", .key = test_key()};
    SeededRandom random(1);
    {
        auto store = Store::open(file, random).value();
        for (int n = 1; n <= 5; ++n) REQUIRE(store->commit(one_event(n)));
    }
    CHECK(code_of(move_to_server(file, options_on(place), random, [] { return Status{Error{Fault::Internal, "the power fails", "test.cut"}}; })) == "test.cut");
    std::string meanwhile;
    const auto settle = [&]() -> Status {
        meanwhile = code_of(Store::open(file, random));
        return {};
    };
    CHECK(move_to_server(file, options_on(place), random, settle).value().events == 5);
    CHECK(meanwhile == kLocked);
}

TEST_CASE("every table of a store is copied from one engine to the other", "[server]") {
    const TemporaryFolder folder;
    (void)Store::open({.path = folder / "store.db", .key = test_key()}, *std::make_unique<SeededRandom>(1));
    const auto database = FileDatabase::open(folder / "store.db", test_key()).value();
    auto names = read_all(database->query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'resident_name%' AND name NOT LIKE 'sqlite_%' ORDER BY name"),
                          [](const Statement& row) { return row.text(0); }).value();
    auto copied = RowCopy::tables();
    std::ranges::sort(copied);
    CHECK(names == std::vector<std::string>(copied.begin(), copied.end()));
}
