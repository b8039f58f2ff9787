// Packets in an S3 bucket, against a service that is not ours (s3rver) whose door proves our signatures with a signer that is not ours (aws4), or a
// Ceph (workflow/register/deploy/ceph.sh).

#include <sys/stat.h>

#include <iostream>

#include "tests/register/s3_peer.h"
#include "workflow/register/processing/processor.h"

using namespace loket;
using namespace loket::centre::test;
using centre::PacketBucket;
using sync::PacketRow;

namespace {

Bytes some_packet(std::size_t size) {
    Bytes out(size);
    std::uint32_t state = 7;
    for (auto& byte : out) byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    return out;
}

Bytes read_all(const centre::PacketStore& store, const sync::Digest& name) {
    const auto source = must(store.open("ab", name));
    Bytes out;
    for (;;) {
        const auto piece = must(source(300'000));
        out.insert(out.end(), piece.begin(), piece.end());
        if (piece.size() < 300'000) return out;
    }
}

/// From where the books are, in pieces of so much; what the last answer was.
sync::PacketAnswer send(const centre::PacketStore& store, const Bytes& packet, PacketRow& row, std::size_t piece, std::size_t most = 1000) {
    const auto name = sync::packet_digest(packet);
    sync::PacketAnswer answer{.offset = row.offset};
    while (!answer.complete && most-- > 0) {
        const auto from = static_cast<std::size_t>(row.offset), count = std::min(piece, packet.size() - from);
        const auto taken = must(store.take("ab", name, row, static_cast<std::int64_t>(packet.size()), row.offset, ByteView(packet).subspan(from, count)));
        row = taken.row;
        answer = taken.answer;
        if (!answer.code.empty()) break;
    }
    return answer;
}

}  // namespace

TEST_CASE("bucket: a packet arrives in pieces through any gateway, is proven and read back, small ones at once, large ones in parts") {
    S3Peer peer;
    const PacketBucket one(peer.settings(), "packets/"), other(peer.settings(), "packets/", 5u << 20);
    const auto small = some_packet(700'000), large = some_packet(6'000'003);
    PacketRow row;
    CHECK(send(one, small, row, 256 << 10, 1).offset == 256 << 10);
    CHECK(one.open("ab", sync::packet_digest(small)).error().code == "register.packets");  // not whole, not there
    const auto before = row;
    send(other, small, row, 100'000, 1);
    row = before;  // stored, not counted: the gateway died, and the office sends another length
    CHECK(send(one, small, row, 256 << 10).complete);
    CHECK(read_all(one, sync::packet_digest(small)) == small);
    CHECK(peer.objects(".part").empty());
    row = before;  // the database was restored to a moment before
    CHECK(send(one, small, row, 256 << 10).complete);
    CHECK(read_all(one, sync::packet_digest(small)) == small);

    row = {};
    CHECK(send(other, large, row, 1 << 20, 4).offset == 4 << 20);
    peer.kill();
    const auto name = sync::packet_digest(large);
    const auto gone = other.take("ab", name, row, static_cast<std::int64_t>(large.size()), row.offset, ByteView(large).subspan(4 << 20, 1 << 20));
    CHECK((gone.error().fault == Fault::Gone && gone.error().code == "register.packets"));
    peer.start();
    const PacketBucket again(peer.settings(), "packets/", 5u << 20);
    CHECK(send(again, large, row, 1 << 20).complete);
    CHECK(read_all(again, name) == large);
    CHECK(peer.objects(".part").empty());
}

TEST_CASE("bucket: what is not what its name says never becomes visible and begins again, a piece that went away, too") {
    S3Peer peer;
    const PacketBucket bucket(peer.settings(), "packets/");
    const auto packet = some_packet(600'000);
    const auto name = sync::packet_digest(packet);
    PacketRow row;
    send(bucket, packet, row, 256 << 10, 2);
    const auto pieces = peer.objects(".part");
    REQUIRE(pieces.size() == 2);
    const auto storage = peer.client();
    auto damaged = must(storage.get(pieces.front(), 0, 1 << 20)).value();
    damaged[1000] ^= 1;
    must(storage.put(pieces.front(), damaged));
    CHECK(send(bucket, packet, row, 256 << 10).code == sync::kPacketDigest);
    CHECK(row == PacketRow{});
    CHECK_FALSE(bucket.open("ab", name).ok());
    CHECK(peer.objects("packets").empty());
    send(bucket, packet, row, 256 << 10, 2);
    for (const auto& key : peer.objects("packets")) must(storage.remove(key));
    CHECK(send(bucket, packet, row, 256 << 10).code == sync::kPacketDigest);
    CHECK(send(bucket, packet, row, 256 << 10).complete);
    CHECK(read_all(bucket, name) == packet);
}

TEST_CASE("bucket: keys that are wrong, a bucket that is not there and settings that cannot be used are told as what they are") {
    S3Peer peer;
    const auto packet = some_packet(1000);
    const auto refused = [&](centre::S3Settings settings) {
        const PacketBucket bucket(std::move(settings), "packets/");
        return bucket.take("ab", sync::packet_digest(packet), {}, 1000, 0, packet).error().context;
    };
    auto settings = peer.settings();
    settings.secret_key = "WRONG";
    CHECK(refused(settings).ends_with("403 SignatureDoesNotMatch"));
    settings = peer.settings();
    settings.bucket = "elsewhere";
    CHECK(refused(settings).ends_with("404 NoSuchBucket"));
    CHECK(peer.objects("packets").empty());

    TemporaryFolder folder;
    const auto path = folder / centre::kPacketSettings;
    const auto problem = [&](const std::string& text, mode_t mode = 0600) {
        must(write_text(path, text));
        ::chmod(path.c_str(), mode);
        const auto opened = centre::packets_of(folder.path());
        return opened ? std::string("none") : opened.error().context;
    };
    CHECK(problem(peer.json()) == "none");
    CHECK(problem(peer.json(), 0640).find("chmod 600") != std::string::npos);
    CHECK(problem("[]").find("is not JSON") != std::string::npos);
    CHECK(problem(R"({"s3":"https://x","bucket":"b","access_key":"a"})").find("secret_key") != std::string::npos);
    CHECK(problem(R"({"s3":"http://10.0.0.7:7480","bucket":"b","access_key":"a","secret_key":"s"})").find("https://") != std::string::npos);
    CHECK(problem(R"({"s3":"https://x","bucket":"b","access_key":"a","secret_key":"s","buckets":"c"})").find("buckets") != std::string::npos);
}

TEST_CASE("bucket: a register whose settings say so keeps what an office sends there, and its back office reads it there") {
    S3Peer peer;
    Register reg(std::chrono::hours(24), peer.json());
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    const sync::PacketBox box(office.folder / "packets");
    const auto packet = some_packet(1'300'000);
    const auto name = must(box.add(packet));
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(30);
    while (box.count().packets > 0 && office.clock.now() < patience) (void)sender->step();
    REQUIRE(box.count().packets == 0);
    CHECK_FALSE(std::filesystem::exists(reg.folder / "packets"));
    CHECK(peer.objects(to_hex(ByteView{name})).size() == 1);
    auto back_office = must(centre::Processor::open({reg.folder.path(), reg.conninfo, reg.clock, [](ByteView) -> Result<biometrics::FingerTemplate> { return corrupt("no picture"); }}));
    peer.kill();
    CHECK_FALSE(back_office->step().ok());  // it waits, and is not taken for a packet that cannot be used
    peer.start();
    must(write_private(reg.folder / centre::kPacketSettings, peer.json()));
    back_office = must(centre::Processor::open({reg.folder.path(), reg.conninfo, reg.clock, [](ByteView) -> Result<biometrics::FingerTemplate> { return corrupt("no picture"); }}));
    while (must(back_office->step())) {}
    const auto rows = must(must(centre::Connection::open(reg.conninfo))->query("SELECT outcome FROM ingest.packet"));
    CHECK(rows.text(0, 0) == "refused");  // bytes of this test, no parcel: read to where that is certain
}

// By ceph.sh only. An office sends packets in pieces and events while parts of the storage die; what it was told to be there stays.
TEST_CASE("ceph: an OSD, two of them and the object gateway are killed in the middle of packets: nothing that was acknowledged is lost", "[.ceph]") {
    REQUIRE(S3Peer::is_given());
    S3Peer peer;
    Register reg(std::chrono::hours(24), peer.json());
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    const sync::PacketBox box(office.folder / "packets");
    std::map<sync::Digest, std::size_t> packets;
    std::int64_t all = 0, acked = 0, back = 0, failures = 0, slowest = 0;
    for (std::size_t n = 0; n < 6; ++n) {
        const auto size = 17'000'003 + n * 1'000'000;
        packets[must(box.add(some_packet(size)))] = size;
        all += static_cast<std::int64_t>(size);
    }
    auto policy = OfficeAt::quick();
    policy.patience = std::chrono::seconds(20);
    policy.piece_bytes = 512 << 10;
    auto sender = office.sender(policy);
    struct Accident {
        int percent;
        const char *verb, *part;
    };
    std::vector<Accident> accidents{{10, "kill", "osd1"}, {25, "start", "osd1"}, {35, "kill", "rgw"}, {35, "start", "rgw"}, {50, "kill", "osd0"}, {50, "kill", "osd2"}, {50, "start", "osd0"}, {65, "kill", "rgw"}, {65, "start", "rgw"}, {75, "start", "osd2"}};
    std::map<sync::Digest, std::int64_t> furthest;
    const auto start = reg.clock.now();
    for (int turn = 0; box.count().packets > 0 && reg.clock.now() < start + std::chrono::minutes(8); ++turn) {
        if (turn % 8 == 0) office.write(1);  // events go before packets: not at every turn
        const auto before = reg.clock.now();
        (void)sender->step();
        slowest = std::max<std::int64_t>(slowest, (reg.clock.now() - before).count());
        failures += sender->view()->standing.failures > 0 ? 1 : 0;
        acked = 0;
        for (const auto& [name, size] : packets) {
            const auto row = must(reg.books->packet(office.uuid(), name));
            const auto now = row.complete ? static_cast<std::int64_t>(size) : row.offset;
            back += now < furthest[name] ? 1 : 0;
            furthest[name] = now;
            acked += now;
        }
        while (!accidents.empty() && acked * 100 / all >= accidents.front().percent) {
            const auto [percent, verb, part] = accidents.front();
            accidents.erase(accidents.begin());
            if (std::string(verb) == "start")  // meanwhile it is away
                for (int n = 0; n < 4; ++n) (void)sender->step();
            std::cout << percent << " %: " << verb << " " << part << std::endl;
            S3Peer::hand(verb, part);
        }
    }
    const auto seconds = static_cast<double>((reg.clock.now() - start).count()) / 1000;
    for (int n = 0; n < 200 && sender->view()->waiting() > 0; ++n) (void)sender->step();
    const PacketBucket bucket(peer.settings(), "packets/");
    std::size_t stored = 0;
    for (const auto& [name, size] : packets) {
        sync::PacketHash hash;
        const auto source = must(bucket.open(office.uuid(), name));
        for (auto piece = must(source(1 << 20)); !piece.empty(); piece = must(source(1 << 20))) hash.add(piece);
        stored += hash.finish() == name ? 1 : 0;
    }
    const auto events = static_cast<std::int64_t>(must(office.store->events(1, 100'000)).size());
    std::cout << "acked " << acked << " bytes of " << packets.size() << " packets, stored " << stored << " packets, lost " << packets.size() - stored << ", went back " << back << ", events acked " << reg.events_of(office.uuid()) << " of " << events << ", " << failures << " failed steps, " << seconds << " s, longest step " << slowest << " ms\n";
    CHECK(accidents.empty());
    CHECK(stored == packets.size());
    CHECK(back == 0);
    CHECK(reg.events_of(office.uuid()) == events);
    CHECK(peer.objects(".part").empty());
}
