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
    const auto database = Database::open(folder / "a.db", test_key()).value();
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
    const auto database = Database::open(folder / "a.db", test_key()).value();
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
    const auto database = Database::open(folder / "store.db", test_key()).value();
    CHECK(schema_version(*database, migrations()).value() == static_cast<std::int64_t>(migrations().size()));
    CHECK(database
              ->number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
                       "strict = 0"
                       " AND name NOT LIKE 'sqlite_%'")
              .value() == 0);
}
