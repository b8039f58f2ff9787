// Packets in an S3 bucket, against a service that is not ours (s3rver) whose door proves our signatures with a signer that is not ours (aws4).

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/killable.h"
#include "tests/register/tools.h"
#include "workflow/register/gateway/packet_bucket.h"
#include "workflow/register/processing/processor.h"

using namespace loket;
using namespace loket::centre::test;
using centre::PacketBucket;
using sync::PacketRow;

namespace {

class S3Peer {
  public:
    S3Peer() : peer_("/usr/bin/env") { start(); }
    void start() {
        const auto said = peer_.start({"node", LOKET_S3_PEER "/serve.mjs", folder.path().string(), "loket"});
        REQUIRE_FALSE(said.empty());
        port = std::stoi(said);
    }
    void kill() { peer_.kill(); }
    [[nodiscard]] centre::S3Settings settings() const { return {.url = "http://127.0.0.1:" + std::to_string(port), .bucket = "loket", .access_key = "S3RVER", .secret_key = "S3RVER"}; }
    [[nodiscard]] std::string json(const std::string& secret = "S3RVER") const {
        return nlohmann::json{{"s3", settings().url}, {"bucket", "loket"}, {"access_key", "S3RVER"}, {"secret_key", secret}}.dump();
    }
    /// Objects under a beginning of their key, as the service's own files have them.
    [[nodiscard]] std::vector<std::filesystem::path> objects(const std::string& beginning) const {
        std::vector<std::filesystem::path> out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "loket"))
            if (entry.path().string().find(beginning) != std::string::npos && entry.path().string().ends_with("_object")) out.push_back(entry.path());
        return out;
    }
    TemporaryFolder folder;
    int port = 0;

  private:
    loket::test::Killable peer_;
};

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
    auto damaged = must(read_file(pieces.front()));
    damaged[1000] ^= 1;
    must(write_file(pieces.front(), damaged));
    CHECK(send(bucket, packet, row, 256 << 10).code == sync::kPacketDigest);
    CHECK(row == PacketRow{});
    CHECK_FALSE(bucket.open("ab", name).ok());
    CHECK(peer.objects("packets").empty());
    send(bucket, packet, row, 256 << 10, 2);
    std::filesystem::remove_all(peer.folder / "loket" / "packets");
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
