// The gateway as offices and strangers meet it: over TLS on loopback, before a real PostgreSQL.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/register/tools.h"
#include "workflow/sync/carry/directives.h"
#include "workflow/pki/authority.h"
#include "workflow/sync/codes.h"
#include "workflow/sync/wire/calls.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

/// The code of whatever a call was refused with.
template <class T>
std::string refused(const Result<T>& result) {
    return result ? std::string("not refused") : result.error().code;
}

/// The office's place with another certificate.
sync::HttpsLink link_with(OfficeAt& office, const std::string& url, ByteView certificate, const std::string& key) {
    const auto place = must(sync::membership_of(*office.store)).value();
    return {{url, place.authority, certificate.empty() ? "" : pki::to_pem(certificate), key}, Millis(5000)};
}

}  // namespace

TEST_CASE("gateway: a code takes one office in, and its certificate speaks for that office alone") {
    Register reg;
    OfficeAt ours, others;
    const auto code = reg.code();
    CHECK(refused(ours.join(reg.url(), "ABCD-EFGH")) == "sync.code_shape");
    CHECK(refused(ours.join("http://127.0.0.1", code)) == "sync.url");
    auto mistyped = code;
    mistyped[0] = mistyped[0] == '7' ? '8' : '7';
    CHECK(refused(ours.join(reg.url(), mistyped)) == "sync.code");
    auto elsewhere = code;
    elsewhere.back() = elsewhere.back() == '7' ? '8' : '7';
    CHECK(refused(ours.join(reg.url(), elsewhere)) == sync::kRegisterUnknown);
    REQUIRE(ours.join(reg.url(), code));
    CHECK(refused(others.join(reg.url(), code)) == "sync.code");
    must(reg.books->add_code(sync::wire::digest_of("OLD"), "too old", reg.clock.now() - Millis(1)));
    CHECK(reg.books->enrol(sync::wire::digest_of("OLD"), others.key.public_key(), {"00aa", others.uuid(), reg.clock.now(), reg.clock.now()}, reg.clock.now()).error().code == "sync.code");
    must(others.join(reg.url(), reg.code()));

    ours.write(20);
    others.write(5);
    auto link = ours.link(), other_link = others.link();
    CHECK(must(link.push(ours.batch(0, 12))).at.seq == 12);
    CHECK(must(link.push(ours.batch(10, 20))).at.seq == 20);
    CHECK(must(link.head()).at.seq == 20);
    CHECK(must(other_link.head()).at.seq == 0);
    // The certificate of one, the batch of the other; and its feed.
    CHECK(refused(other_link.push(ours.batch(0, 20))) == "sync.other_origin");
    CHECK(refused(other_link.feed(ours.uuid(), 0)) == "sync.other_origin");
    CHECK(reg.events_of(ours.uuid()) == 20);
    CHECK(reg.events_of(others.uuid()) == 0);

    SECTION("certificates that do not count") {
        auto nobody = link_with(ours, reg.url(), {}, {});
        CHECK(refused(nobody.head()) == sync::kNotEnrolled);
        const auto request = must(pki::make_request(ours.device, ours.uuid()));
        const auto now = reg.clock.now();
        const auto ours_of = must(pki::Authority::open(reg.folder / "pki", "", now));
        const auto foreign_of = must(pki::Authority::open(ours.folder / "foreign", "Loket register", now));
        const auto foreign = must(foreign_of.certify(request, ours.uuid(), {now - std::chrono::hours(1), now + std::chrono::hours(1)}));
        CHECK(refused(link_with(ours, reg.url(), foreign, ours.device).head()) == sync::kNotLetIn);
        const auto old = must(ours_of.certify(request, ours.uuid(), {now - std::chrono::hours(48), now - std::chrono::hours(24)}));
        CHECK(refused(link_with(ours, reg.url(), old, ours.device).head()) == sync::kNotLetIn);
        const auto early = must(ours_of.certify(request, ours.uuid(), {now + std::chrono::hours(24 * 365), now + std::chrono::hours(24 * 366)}));
        CHECK(refused(link_with(ours, reg.url(), early, ours.device).head()) == sync::kNotLetIn);
        const auto unbooked = must(ours_of.certify(request, ours.uuid(), {now - std::chrono::hours(1), now + std::chrono::hours(1)}));
        CHECK(refused(link_with(ours, reg.url(), unbooked, ours.device).head()) == "sync.revoked");
        // The register's authority certifies P-256 keys that prove themselves, nothing else.
        auto forged = request;
        forged[forged.size() - 3] ^= 1;
        CHECK(refused(ours_of.certify(forged, ours.uuid(), {now, now})) == sync::kShape);
    }
    SECTION("a lost device is locked out at once, on its open connection, too, and comes back by a new code") {
        CHECK(must(reg.books->revoke(ours.uuid(), reg.clock.now())) == 1);
        CHECK(refused(link.push(ours.batch(0, 20))) == "sync.revoked");
        CHECK(must(other_link.push(others.batch(0, 5))).at.seq == 5);
        must(ours.join(reg.url(), reg.code()));
        CHECK(must(ours.link().head()).at.seq == 20);
    }
    SECTION("an office that has lost its disk's key, not its name, is not taken in again") {
        OfficeAt thief;
        const auto request = must(pki::make_request(thief.device, ours.uuid()));
        const auto code_again = sync::wire::read_code(reg.code()).value();
        auto stranger = link_with(ours, reg.url(), {}, {});
        CHECK(refused(stranger.enrol(sync::wire::encode(sync::wire::Enrolment{code_again.secret, ours.uuid(), thief.key.public_key(), request}, thief.key))) == "sync.other_key");
        // Nothing of it stays: the code is still good.
        OfficeAt third;
        REQUIRE(third.join(reg.url(), sync::wire::written(code_again)));
    }
}

TEST_CASE("gateway: what is not a batch, not ours, too much or too often changes nothing") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(100);
    auto link = office.link();
    const auto batch = office.batch(0, 100);
    must(link.push(batch));
    CHECK(must(link.push(batch)).verdict == sync::Verdict::Ack);
    CHECK(must(link.push(office.batch(40, 60))).verdict == sync::Verdict::Ack);
    CHECK(reg.events_of(office.uuid()) == 100);

    const auto cut = Bytes(batch.begin(), batch.begin() + 300);
    CHECK(refused(link.push(cut)) == sync::kShape);
    auto forged = batch;
    forged[forged.size() / 2] ^= 1;
    CHECK(refused(link.push(forged)) == sync::kSignature);
    CHECK(refused(link.push(Bytes(sync::kMostBatchBytes + 1, 0x40))) == sync::kTooLarge);
    CHECK(refused(link.push(Bytes{})) == sync::kShape);
    CHECK(refused(link.send_piece({}, 10, 11, Bytes(1, 0))) == "not refused");  // an answer that says where to go on
    CHECK(must(link.send_piece({}, 10, 11, Bytes(1, 0))).code == sync::kPacketOffset);
    CHECK(must(link.send_piece({}, sync::kMostPacketBytes + 1, 0, Bytes(1, 0))).code == sync::kTooLarge);
    CHECK(refused(link.send_piece({}, 64 << 20, 0, Bytes(17u << 20, 0))) == sync::kTooLarge);  // a piece, too, is read within bounds
    CHECK(must(link.head()).at.seq == 100);

    SECTION("packets are what their name says, once") {
        Bytes packet(700'000);
        SeededRandom random(4);
        for (auto& byte : packet) byte = static_cast<std::uint8_t>(random.next());
        const auto name = sync::packet_digest(packet);
        const auto size = static_cast<std::int64_t>(packet.size());
        CHECK(must(link.ask_packet(name)) == sync::PacketAnswer{});
        CHECK(must(link.send_piece(name, size, 0, ByteView(packet).first(300'000))).offset == 300'000);
        CHECK(must(link.send_piece(name, size, 0, ByteView(packet).first(300'000))).code == sync::kPacketOffset);
        CHECK(must(link.ask_packet(name)).offset == 300'000);
        auto damaged = packet;
        damaged.back() ^= 1;
        CHECK(must(link.send_piece(name, size, 300'000, ByteView(damaged).subspan(300'000))).code == sync::kPacketDigest);
        CHECK(must(link.ask_packet(name)).offset == 0);
        CHECK(must(link.send_piece(name, size, 0, packet)).complete);
        CHECK(must(link.send_piece(name, size, 0, packet)).complete);
        CHECK(must(read_file(reg.folder / "packets" / office.uuid() / to_hex(ByteView{name}))) == packet);
    }
    SECTION("messages come in order, in pages, each once, and stay") {
        for (int n = 0; n < 450; ++n) reg.tell(office.uuid(), std::to_string(n));
        CHECK(must(link.feed(office.uuid(), 0)).directives.size() == 200);
        auto sender = office.sender();
        while (sender->view()->directives < 450) (void)sender->step();
        CHECK(must(sync::directive(*office.store, 450)).value().body == "449");
        CHECK_FALSE(must(sync::directive(*office.store, 451)));
        office.open();
        reg.tell(office.uuid(), "late");
        sender = office.sender();
        while (sender->view()->directives < 451) (void)sender->step();
        CHECK(must(sync::directive(*office.store, 451)).value().body == "late");
    }
    SECTION("strangers who do not even speak TLS are gone after a moment, others are served meanwhile") {
        std::vector<int> strangers;
        for (int n = 0; n < 20; ++n) {
            strangers.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
            sockaddr_in at{};
            at.sin_family = AF_INET;
            at.sin_port = htons(reg.gateway->port());
            at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            REQUIRE(::connect(strangers.back(), reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
            if (n % 2 == 0) REQUIRE(::send(strangers.back(), "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL) == 18);
        }
        CHECK(must(link.head()).at.seq == 100);
        for (const int one : strangers) ::close(one);
    }
}
