// What an induk tells its stations again and again comes from memory: the same as from the file.

#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

namespace {

Bytes told(Store& store, std::int64_t after) {
    Bytes all;
    for (const auto& entry : store.shared_after(after).value()) {
        const auto body = encode_batch(entry.batch, Pictures::Inside);
        all.insert(all.end(), body.begin(), body.end());
        all.insert(all.end(), entry.event_hash.begin(), entry.event_hash.end());
        all.insert(all.end(), entry.audit_hash.begin(), entry.audit_hash.end());
        all.push_back(static_cast<std::uint8_t>(entry.n));
    }
    return all;
}

}  // namespace

TEST_CASE("shared commits are told alike before and after a start, whatever failed between them and whatever was erased", "[contract]") {
    const TemporaryFolder folder;
    const auto path = folder / "store.db";
    const Bytes picture(5000, 0x5A);
    std::vector<Bytes> live;
    {
        const auto store = opened(path);
        REQUIRE(store->share());
        for (int n = 1; n <= 6; ++n) {
            Batch batch;
            batch.add(event_number(n)).add(audit_number(n));
            if (n == 3) batch.add_blob("photo", picture);
            if (n == 5) batch.put_meta("store.x", "refused: the key is the store's own");
            CHECK(store->commit(batch).ok() == (n != 5));
        }
        const std::vector<Batch> group{Batch().add(event_number(7)), Batch().add(event_number(8)).put_meta("store.y", "refused"), Batch().add(event_number(9))};
        const auto done = store->commit_all(group);
        CHECK((done[0].ok() && !done[1].ok() && done[2].ok()));
        CHECK(store->shared_head() == 7);
        const auto before = told(*store, 0);
        REQUIRE(store->commit(Batch().erase({sha256(picture), "SISTEM:loket", "retention.biometrics", from_millis(1'700'000'000'000)})));
        CHECK(told(*store, 0).size() + picture.size() < before.size() + 2000);  // the picture is told to nobody any more
        for (std::int64_t after = 0; after < 8; ++after) live.push_back(told(*store, after));
    }
    const auto again = opened(path);
    for (std::int64_t after = 0; after < 8; ++after) CHECK(told(*again, after) == live[static_cast<std::size_t>(after)]);
}
