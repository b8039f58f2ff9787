// Content that is taken away: gone from the file, with a record that the chain vouches for.

#include "devices/base/file.h"
#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

const Bytes kPicture(9000, 0xA7);

Erasure of_picture() { return {sha256(kPicture), "SISTEM:loket", "retention.biometrics", from_millis(1'700'000'000'000)}; }

/// Pages of the closed file, decrypted, in which a long run of the picture's bytes stands.
std::int64_t pages_with_picture(const std::filesystem::path& path) {
    const auto database = FileDatabase::open(path, test_key()).value();
    auto statement = database->query("SELECT count(*) FROM sqlite_dbpage WHERE instr(data, ?) > 0", ByteView{kPicture}.first(200)).value();
    REQUIRE(statement.step().value());
    return statement.integer(0);
}

}  // namespace

TEST_CASE("erased content is in no page of the file, not even a free one, and its erasure is in the audit") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    {
        Batch batch;
        batch.add_blob("photo", kPicture);
        const auto store = opened(path);
        REQUIRE(store->commit(batch));
        CHECK(store->blob_state(sha256(kPicture)).value() == BlobState::Kept);
    }
    CHECK(pages_with_picture(path) > 0);
    {
        const auto store = opened(path);
        REQUIRE(store->commit(Batch().erase(of_picture())));
        CHECK(store->blob_state(sha256(kPicture)).value() == BlobState::Erased);
        CHECK_FALSE(store->blob(sha256(kPicture)).value());
        const auto line = store->audits(1).value().back();
        CHECK(line.action + "|" + line.actor + "|" + line.purpose == "erased|SISTEM:loket|retention.biometrics");
        CHECK(line.subject == to_hex(sha256(kPicture)));
        REQUIRE(store->scrub());
        CHECK(std::filesystem::file_size(folder / "store.db-wal") == 0);
        CHECK(store->verify().value().sound());
    }
    CHECK(pages_with_picture(path) == 0);
}

TEST_CASE("taking away what is not there writes nothing, and what is gone without a record is missing") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    {
        const auto store = opened(path);
        REQUIRE(store->commit(Batch().erase(of_picture())));
        CHECK(store->audits(1).value().empty());
        Batch batch;
        batch.add_blob("photo", kPicture);
        REQUIRE(store->commit(batch));
    }
    REQUIRE(FileDatabase::open(path, test_key()).value()->run("DELETE FROM blob"));
    CHECK(opened(path)->blob_state(sha256(kPicture)).value() == BlobState::Missing);
}

TEST_CASE("the same content may come back after it was erased", "[contract]") {
    const TemporaryFolder folder;
    const auto store = opened(folder / "store.db");
    Batch batch;
    batch.add_blob("photo", kPicture);
    REQUIRE(store->commit(batch));
    REQUIRE(store->commit(Batch().erase(of_picture())));
    REQUIRE(store->commit(batch));
    CHECK(store->blob_state(sha256(kPicture)).value() == BlobState::Kept);
    CHECK(store->verify().value().sound());
}
