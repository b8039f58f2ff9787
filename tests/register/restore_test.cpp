// A disk is lost: the office goes on from last night's copy, in a new epoch, and the register has everything of both lines once.

#include "tests/register/tools.h"
#include "workflow/sync/carry/backup.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/codes.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

void arrive_all(OfficeAt& office) {
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(20);
    do (void)sender->step();
    while ((sender->view()->waiting() > 0 || !sender->view()->last_contact) && sender->view()->standing.code.empty() && office.clock.now() < patience);
}

sync::Restoring wish_of(OfficeAt& office) { return {office.folder / "copy", office.folder.path(), store::Key{5}, "bagus", "cakram rusak"}; }

sync::Restored restore(OfficeAt& office, Instant now) {
    office.store.reset();
    auto restored = must(sync::restore_backup(wish_of(office), now, office.random));
    office.store = std::move(restored.store);
    return restored;
}

}  // namespace

TEST_CASE("restore: more work after the copy, then the copy: nothing is doubled, both lines are kept, blocks are not used again") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(40);
    arrive_all(office);
    const auto now = office.clock.now();
    const auto note = must(sync::make_backup(sync::at_hand(*office.store), store::Key{5}, office.folder / "copy", now));
    CHECK(note.event.seq == 40);
    CHECK(must(sync::last_backup(*office.store)) == from_millis(to_millis(now)));
    office.write(25);
    arrive_all(office);
    office.write(5);  // lost with the disk: nobody has them
    const sync::wire::NumberAsk ask{"block 210106 1", "1", "210106", "", 0, 20};
    const auto block = must(office.link().number(ask));
    CHECK(reg.events_of(office.uuid()) == 65);

    const auto restored = restore(office, now);
    CHECK(restored.epoch > 3'000'000);
    CHECK(office.store->event_head().seq == 40);
    CHECK(office.store->identity().epoch == restored.epoch);
    CHECK(std::filesystem::exists(restored.aside / "office.db"));
    CHECK(must(office.store->audits("epoch " + std::to_string(restored.epoch))).front().purpose == "cakram rusak");
    office.write(7);
    arrive_all(office);
    CHECK(reg.events_of(office.uuid()) == 72);
    const auto cursor = must(reg.books->ledger().origin(office.uuid()))->cursor;
    CHECK(cursor.epoch == restored.epoch);
    CHECK(cursor.last.seq == 47);
    CHECK(must(reg.books->ledger().events(office.uuid(), 1)).size() == 65);
    const auto line = must(reg.books->ledger().events(office.uuid(), restored.epoch));
    REQUIRE(line.size() == 7);
    CHECK(line.front().seq == 41);

    CHECK(office.link().number(ask).error().code == sync::kOldEpoch);
    auto next = ask;
    next.slot = std::to_string(restored.epoch);
    CHECK(must(office.link().number(next)).first == block.first - 20);

    // The disk that was lost turns up and goes on: it is refused.
    office.store.reset();
    for (const auto* file : {"office.db", "office.db-wal"})
        if (std::filesystem::exists(restored.aside / file)) std::filesystem::copy_file(restored.aside / file, office.folder / file, std::filesystem::copy_options::overwrite_existing);
    office.open();
    CHECK(office.store->event_head().seq == 70);
    office.write(1);
    arrive_all(office);
    CHECK(reg.events_of(office.uuid()) == 72);
    CHECK(must(sync::load_exchange(*office.store)).standing.stopped);
    CHECK(must(sync::load_exchange(*office.store)).standing.code == sync::kOldEpoch);
}

TEST_CASE("restore: twice from one copy are two epochs, whatever was known of the first") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(10);
    must(sync::make_backup(sync::at_hand(*office.store), store::Key{5}, office.folder / "copy", office.clock.now()));
    arrive_all(office);
    const auto now = office.clock.now();
    const auto first = restore(office, now);
    office.write(3);
    arrive_all(office);
    const auto second = restore(office, now + std::chrono::minutes(1));
    CHECK(second.epoch > first.epoch);
    CHECK(second.day_jump >= first.day_jump);
    CHECK(second.year_jump > first.year_jump);
    office.write(4);
    arrive_all(office);
    CHECK(reg.events_of(office.uuid()) == 17);
    CHECK_FALSE(must(reg.books->ledger().origin(office.uuid()))->cursor.quarantined);
}

TEST_CASE("restore: a damaged copy, another office's, a missing reason, an office at work: refused, and nothing changes") {
    OfficeAt office, other;
    office.write(5);
    other.write(2);
    must(sync::make_backup(sync::at_hand(*office.store), store::Key{5}, office.folder / "copy", office.clock.now()));
    office.write(1);
    const auto refusal = [&](const sync::Restoring& wish) {
        const auto done = sync::restore_backup(wish, office.clock.now(), office.random);
        return done ? std::string("restored") : done.error().code;
    };
    CHECK(refusal(wish_of(office)) == "store.locked");
    office.store.reset();
    auto wish = wish_of(office);
    wish.reason.clear();
    CHECK(refusal(wish) == "backup.reason");
    wish = wish_of(office);
    other.store.reset();
    wish.office = other.folder.path();
    CHECK(refusal(wish) == "backup.other_office");
    wish = wish_of(office);
    wish.key = store::Key{6};
    CHECK(refusal(wish) == "store.wrong_key");
    auto bytes = must(read_file(office.folder / "copy/office.db"));
    bytes[bytes.size() / 2] ^= 1;
    must(write_file(office.folder / "copy/office.db", bytes));
    CHECK(refusal(wish_of(office)) == "store.corrupt");
    CHECK(refusal({office.folder / "nowhere", office.folder.path(), store::Key{5}, "bagus", "x"}) != "restored");
    office.open();
    CHECK(office.store->event_head().seq == 6);
    CHECK(office.store->identity().epoch == 1);
}

TEST_CASE("restore: an image of the disk that is put back without a word gives no number before the register was asked what it knows") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(10);
    arrive_all(office);
    const auto put = [&](const std::filesystem::path& from, const std::filesystem::path& to) {
        for (const auto* file : {"office.db", "office.db-wal"})
            if (std::filesystem::exists(from / file)) std::filesystem::copy_file(from / file, to / file, std::filesystem::copy_options::overwrite_existing);
    };
    TemporaryFolder image;
    office.store.reset();
    put(office.folder.path(), image.path());
    office.open();
    office.write(3);
    arrive_all(office);
    office.store.reset();
    put(image.path(), office.folder.path());
    office.open();

    int asked = 0;
    const sync::NumberDesk desk{.wanted = [&]() -> Result<std::vector<sync::wire::NumberAsk>> {
        ++asked;
        return std::vector<sync::wire::NumberAsk>{};
    }};
    const auto place = must(sync::membership_of(*office.store)).value();
    office.move_to(1);  // nobody there: lent numbers are for that
    auto sender = office.sender(OfficeAt::quick(), {}, {}, desk);
    for (int n = 0; n < 4; ++n) (void)sender->step();
    CHECK(asked == 1);
    CHECK_FALSE(sender->view()->standing.stopped);

    asked = 0;
    must(sync::renewed(*office.store, place, {must(pki::from_pem(place.certificate)), ""}));
    sender = office.sender(OfficeAt::quick(), {}, {}, desk);
    for (int n = 0; n < 4; ++n) (void)sender->step();
    CHECK(asked == 0);
    CHECK(sender->view()->standing.code == sync::kBehind);
    office.open();
    CHECK(must(sync::load_exchange(*office.store)).standing.stopped);  // so that the core gives none, either
}
