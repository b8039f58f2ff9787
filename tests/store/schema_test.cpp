#include "workflow/store/schema.h"
#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {
const Migration kFirst{"001", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);"};
const Migration kSecond{"002", "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 5;"};
const Migration kBroken{"002", "INSERT INTO a VALUES (2); INSERT INTO a VALUES ('not a number');"};
}  // namespace

TEST_CASE("each missing step runs once, in order, and keeps the rows there are") {
    const TemporaryFolder folder;
    const auto database = FileDatabase::open(folder / "a.db", test_key()).value();
    const std::vector one{kFirst};
    const std::vector two{kFirst, kSecond};
    REQUIRE(migrate(*database, one));
    CHECK(schema_version(*database, one).value() == 1);
    REQUIRE(migrate(*database, two));
    REQUIRE(migrate(*database, two));
    CHECK(schema_version(*database, two).value() == 2);
    CHECK(database->number("SELECT sum(x * 10 + y) FROM a").value() == 15);
    CHECK(code_of(migrate(*database, one)) == "store.newer_schema");
}

TEST_CASE("a step that fails leaves the file at the step before it") {
    const TemporaryFolder folder;
    const auto database = FileDatabase::open(folder / "a.db", test_key()).value();
    const std::vector steps{kFirst, kBroken};
    CHECK(code_of(migrate(*database, steps)) == "store.conflict");
    CHECK(schema_version(*database, steps).value() == 1);
    CHECK(database->number("SELECT count(*) FROM a").value() == 1);
    const std::vector repaired{kFirst, kSecond};
    CHECK(migrate(*database, repaired));
}

TEST_CASE("the program carries its schema, and its tables are strict") {
    REQUIRE(migrations().size() >= 1);
    CHECK(migrations()[0].name == "001_store");
    const TemporaryFolder folder;
    opened(folder / "store.db").reset();
    const auto database = FileDatabase::open(folder / "store.db", test_key()).value();
    CHECK(schema_version(*database, migrations()).value() == static_cast<std::int64_t>(migrations().size()));
    CHECK(database
              ->number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
                       "strict = 0"
                       " AND name NOT LIKE 'sqlite_%'")
              .value() == 0);
}

TEST_CASE("cards printed before the ledger are read from the log") {
    const TemporaryFolder folder;
    const auto database = FileDatabase::open(folder / "a.db", test_key()).value();
    REQUIRE(migrate(*database, migrations().first(2)));
    const auto happened = [&](int seq, const char* stream, const char* kind, const char* body) {
        REQUIRE(database->run("INSERT INTO event (seq, uid, stream, kind, at, actor, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, 'loket', ?, zeroblob(32), zeroblob(32))", std::int64_t{seq},
                              std::to_string(seq), std::string_view(stream), std::string_view(kind), std::int64_t{seq}, std::string_view(body)));
    };
    for (const auto* id : {"a", "b", "c"})
        REQUIRE(database->run("INSERT INTO case_index VALUES (?, NULL, '2101064107900001', 'S02', 'open', '1', 1, NULL, 1, 0)", std::string_view(id)));
    happened(1, "perkara:a", "CardPrinted", R"({"serial":"KEP000001","uid":"04aa"})");
    happened(2, "perkara:a", "BlankoSpoiled", R"({"serial":"KEP000001","reason":"chip"})");
    happened(3, "perkara:a", "CardPrinted", R"({"serial":"KEP000002","uid":"04ab"})");
    happened(4, "perkara:a", "CardEncoded", R"({"uid":"04ab"})");
    happened(5, "perkara:a", "CardActivated", R"({"uid":"04ab"})");
    happened(6, "perkara:b", "CardPrinted", R"({"serial":"KEP000003","uid":"04ac"})");
    happened(7, "perkara:b", "CardEncoded", R"({"uid":"04ac"})");
    happened(8, "perkara:b", "CardActivated", R"({"uid":"04ac"})");
    happened(9, "perkara:c", "CardPrinted", R"({"serial":"KEP000004","uid":"04ad"})");
    REQUIRE(migrate(*database, migrations()));
    const auto state = [&](const char* serial) {
        auto row = database->query("SELECT state FROM card WHERE serial = ?", std::string_view(serial)).value();
        return row.step().value() ? row.text(0) : std::string("nothing");
    };
    CHECK(state("KEP000001") == "spoiled");
    CHECK(state("KEP000002") == "revoked");
    CHECK(state("KEP000003") == "active");
    CHECK(state("KEP000004") == "printed");
}
