// Recordings become packets: sealed one way, made once whatever happens, signed for, and opened whole or not at all.

#include "tests/register/tools.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/sync/carry/parcel.h"
#include "workflow/sync/promises.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

Bytes noise(SystemRandom& random, std::size_t count) {
    Bytes out(count);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random.next());
    return out;
}

sync::Source source_of(const Bytes& whole) {
    return [&whole, at = std::size_t{0}](std::size_t count) mutable -> Result<Bytes> {
        const auto take = std::min(count, whole.size() - at);
        at += take;
        return Bytes(whole.begin() + static_cast<std::ptrdiff_t>(at - take), whole.begin() + static_cast<std::ptrdiff_t>(at));
    };
}

/// What a test's office records: an event "Recorded" names a picture.
Result<std::optional<sync::Contents>> picture_of(store::Store&, const store::StoredEvent& event) {
    if (event.kind != "Recorded") return std::optional<sync::Contents>();
    Sha256 digest{};
    std::ranges::copy(from_hex(event.body.substr(1, 64)).value(), digest.begin());
    return std::optional(sync::Contents{event.stream, "2101010101010001", "S01", {{"photo", digest}, {"person", "{\"name\":\"SPECIMEN\"}"}}});
}

Bytes record(OfficeAt& office, const std::string& name, std::size_t size) {
    const auto picture = noise(office.random, size);
    store::Batch batch;
    const auto digest = batch.add_blob("png", picture);
    batch.add(store::NewEvent{name, "Recorded", "wulan", '"' + to_hex(digest) + '"', office.clock.now()});
    must(office.store->commit(batch));
    return picture;
}

}  // namespace

TEST_CASE("parcel: opens to its register alone, whole or not at all") {
    SystemRandom random;
    const sync::SigningKey office({1}), other({2});
    const sync::RegisterKeys keys(store::Key{3}, store::Key{4}), elsewhere(store::Key{3}, store::Key{5});
    const auto picture = noise(random, 600'000);
    const Bytes words{'{', '}'};
    const sync::Manifest manifest{"0123456789abcdef0123456789abcdef", "K-1", "2101010101010001", "S01", 42, from_millis(1000),
                                  {{"photo", "png", sha256(picture), static_cast<std::int64_t>(picture.size())}, {"person", "json", sha256(words), 2}}};
    Bytes whole;
    sync::ParcelWriter writer(keys.card(), [&](ByteView piece) { whole.insert(whole.end(), piece.begin(), piece.end()); return Status{}; });
    must(writer.begin(manifest, office));
    must(writer.add(picture));
    must(writer.add(words));
    must(writer.finish());
    CHECK(std::ranges::search(whole, as_bytes("2101010101010001")).empty());

    const auto open = [](const Bytes& bytes, const sync::RegisterKeys& with, const sync::SigningKey& by, std::vector<Bytes>* items = nullptr) {
        return sync::open_parcel(source_of(bytes), with, by.public_key(), [&](const auto&, const auto&, Bytes content) {
            if (items != nullptr) items->push_back(std::move(content));
            return Status{};
        });
    };
    std::vector<Bytes> items;
    CHECK(must(open(whole, keys, office, &items)) == manifest);
    CHECK(items == std::vector<Bytes>{picture, words});
    CHECK(open(whole, elsewhere, office).error().code == sync::kOtherReader);
    CHECK(open(whole, keys, other).error().code == sync::kSignature);
    for (const auto cut : {std::size_t{0}, std::size_t{15}, std::size_t{100}, std::size_t{500}, whole.size() / 2, whole.size() - 21, whole.size() - 1})
        CHECK(open(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut)), keys, office).error().code == sync::kShape);
    for (std::size_t at = 0; at < whole.size(); at += 7919) {
        auto changed = whole;
        changed[at] ^= 0x10;
        CHECK_FALSE(open(changed, keys, office));
    }
    auto longer = whole;
    longer.push_back(0);
    CHECK(open(longer, keys, office).error().code == sync::kShape);
}

TEST_CASE("packets: every recording becomes one packet that the register opens, signs for, and the office forgets") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    std::map<std::string, Bytes> pictures;
    const auto add = [&](const std::string& name) { pictures["perkara:" + name] = record(office, "perkara:" + name, 300'000); };
    add("K-1");
    office.write(30);
    add("K-2");
    auto sender = office.sender(OfficeAt::quick(), picture_of);
    for (int n = 0; n < 3; ++n) (void)sender->step();
    CHECK(sender->view()->recordings.size() >= 1);
    sender.reset();  // the office is killed, and its packets that wait are lost with a disk
    std::filesystem::remove_all(office.folder / "packets");
    office.open();
    sender = office.sender(OfficeAt::quick(), picture_of);
    add("K-3");
    const auto done = [&] {
        const auto view = sender->view();
        return view->recordings.size() == 3 && std::ranges::all_of(view->recordings, [](const auto& one) { return one.received.has_value(); });
    };
    for (int n = 0; n < 400 && !done(); ++n) (void)sender->step();
    REQUIRE(done());
    CHECK(sync::PacketBox(office.folder / "packets").count().packets == 0);
    for (const auto& one : sender->view()->recordings) {
        CHECK(sync::is_packet_receipt(reg.keys->card().key, office.uuid(), one.name, one.receipt));
        CHECK_FALSE(sync::is_packet_receipt(reg.keys->card().key, std::string(32, '0'), one.name, one.receipt));
        const auto file = must(read_file(reg.folder / "packets" / office.uuid() / to_hex(ByteView{one.name})));
        std::vector<Bytes> items;
        const auto manifest = must(sync::open_parcel(source_of(file), *reg.keys, office.key.public_key(), [&](const auto&, const auto&, Bytes content) {
            items.push_back(std::move(content));
            return Status{};
        }));
        CHECK(manifest.case_id == one.case_id);
        CHECK(manifest.event == one.event);
        REQUIRE(items.size() == 2);
        CHECK(items.front() == pictures.at(one.case_id));
    }
    sender.reset();
    office.open();
    sender = office.sender(OfficeAt::quick(), picture_of);
    for (int n = 0; n < 10; ++n) (void)sender->step();
    CHECK(must(reg.books->packets(office.uuid())).complete + must(reg.books->packets(office.uuid())).begun <= 4);  // one begun was lost with the disk
    CHECK(sender->view()->recordings.size() == 3);
}

TEST_CASE("packets: a full disk is told and got over") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    record(office, "perkara:K-1", 1000);
    must(write_text(office.folder / "packets", "a file where the folder should be"));
    auto sender = office.sender(OfficeAt::quick(), picture_of);
    for (int n = 0; n < 4; ++n) (void)sender->step();
    CHECK_FALSE(sender->view()->packet_code.empty());
    CHECK(sender->view()->recordings.empty());
    CHECK(sender->view()->packets_at > office.clock.now());
    std::filesystem::remove(office.folder / "packets");
    sender = office.sender(OfficeAt::quick(), picture_of);
    const auto received = [&] { return !sender->view()->recordings.empty() && sender->view()->recordings.front().received; };
    for (int n = 0; n < 200 && !received(); ++n) (void)sender->step();
    CHECK(received());
}

TEST_CASE("directives: what the register did not sign for this office at this place is not kept") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    int told = 0;
    auto sender = office.sender(OfficeAt::quick(), {}, [&] { ++told; return Status{}; });
    reg.tell(office.uuid(), "good");
    while (sender->view()->directives < 1) (void)sender->step();
    (void)sender->step();
    CHECK(told > 0);
    reg.tell(office.uuid(), "changed on the way");
    must(must(centre::Connection::open(reg.conninfo))->script("UPDATE out.directive SET body = 'forged' WHERE seq = 2"));
    sender = office.sender(OfficeAt::quick());
    for (int n = 0; n < 40 && sender->view()->standing.code.empty(); ++n) (void)sender->step();
    CHECK(sender->view()->standing.code == sync::kSignature);
    CHECK(sender->view()->directives == 1);
    CHECK_FALSE(must(sync::directive(*office.store, 2)));
}

TEST_CASE("migration: gateways that start at once on an empty database take turns") {
    const auto conninfo = new_database();
    std::vector<std::jthread> starting;
    std::atomic<int> opened = 0;
    for (int n = 0; n < 6; ++n) starting.emplace_back([&] { opened += centre::Books::open(conninfo) ? 1 : 0; });
    starting.clear();
    CHECK(opened == 6);
}
