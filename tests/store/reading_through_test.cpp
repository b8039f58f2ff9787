// A store that opens at once and is read through before it acknowledges anything.

#include <map>

#include "devices/base/file.h"
#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

void make_long_store(const std::filesystem::path& path) {
    const auto store = opened(path);
    for (int number = 1; number <= 60; ++number) {
        Batch batch = one_event(number);
        batch.add_blob("photo", Bytes(5000, static_cast<std::uint8_t>(number)));
        REQUIRE(store->commit(batch));
    }
}

Result<std::unique_ptr<Store>> open_late(const std::filesystem::path& path) {
    auto options = options_at(path);
    options.check = PageCheck::BeforeFirstCommit;
    SeededRandom random(1);
    return Store::open(options, random);
}

/// A byte of a picture near the end: nothing reads that page when the store is opened.
std::int64_t late_page(const std::filesystem::path& path) { return static_cast<std::int64_t>(std::filesystem::file_size(path)) - 5000; }

}  // namespace

TEST_CASE("a sound store is read through in pieces and then takes commits") {
    const TemporaryFolder folder;
    make_long_store(folder / "store.db");
    const auto store = open_late(folder / "store.db").value();
    int pieces = 0;
    for (bool done = false; !done; ++pieces) done = store->check_pages(10).value();
    CHECK(pieces > 5);
    CHECK(store->pages_checked().read == store->pages_checked().of);
    CHECK(store->commit(one_event(61)));
    CHECK(store->check_pages(10).value());
}

TEST_CASE("a damaged page is found while reading on, and nothing is acknowledged any more") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_long_store(path);
    flip_byte(path, late_page(path));
    const auto damaged = read_file(path).value();
    {
        auto opened_late = open_late(path);
        REQUIRE(opened_late);  // so damage elsewhere does not keep the office from seeing what is whole
        auto& store = **opened_late;
        CHECK(store.events(1).value().size() == 60);
        Result<bool> done = false;
        while (done && !*done) done = store.check_pages(10);
        CHECK(code_of(done) == "store.corrupt");
        CHECK(code_of(store.commit(one_event(61))) == "store.corrupt");
        CHECK(code_of(store.seal(SealKey(test_key(3)), {})) == "store.corrupt");
    }
    CHECK(read_file(path).value() == damaged);
    CHECK(code_of(open_at(path)) == "store.corrupt");
}

TEST_CASE("the first commit waits for the pages nobody has read, and is refused if one of them is damaged") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_long_store(path);
    {
        const auto store = open_late(path).value();
        REQUIRE(store->commit(one_event(61)));
        CHECK(store->pages_checked().read == store->pages_checked().of);
    }
    flip_byte(path, late_page(path));
    const auto damaged = read_file(path).value();
    {
        const auto store = open_late(path).value();
        CHECK(code_of(store->commit(one_event(62))) == "store.corrupt");
        CHECK(code_of(store->import_residents([](const Store::Import&) { return Status{}; })) == "store.corrupt");
    }
    CHECK(read_file(path).value() == damaged);
}

TEST_CASE("an older schema is read through before it is changed") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    make_long_store(path);
    REQUIRE(FileDatabase::open(path, test_key()).value()->script("DROP TABLE checkpoint; DROP TABLE seal; PRAGMA user_version = 1"));
    flip_byte(path, late_page(path));
    const auto damaged = read_file(path).value();
    CHECK(code_of(open_late(path)) == "store.corrupt");
    CHECK(read_file(path).value() == damaged);
}
