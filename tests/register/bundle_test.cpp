// The appliance's next version on its way from the register: whatever is cut, the file is whole or is not there.

#include "tests/register/proxy.h"
#include "tests/register/tools.h"
#include "workflow/register/gateway/update_files.h"
#include "workflow/register/postgres/machine_list.h"
#include "workflow/sync/wire/calls.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

Bytes some_bytes(std::size_t size, std::uint8_t seed) {
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i * 31 + (i >> 8) + seed);
    return out;
}

sync::wire::BundleOffer offer_of_bytes(const Bytes& content) { return {sync::packet_digest(content), static_cast<std::int64_t>(content.size()), "1.2"}; }

sync::wire::Machines two_machines() {
    return {{.number = 0, .serial = "1A2B-3C4D-5E6F", .version = "1.0", .root_hash = std::string(64, 'a'), .seen = 1'795'000'000'000, .devices = {{"card_printer", "Evolis Zenius", "10000", "ready", 1'795'000'000'000}}},
            {.number = 2, .serial = "9A2B-3C4D-5E6F", .version = "1.0", .root_hash = std::string(64, 'b'), .seen = 1'795'000'000'001}};
}

/// Fetches from `content` with a new fetcher after each power cut.
class Fetching {
  public:
    explicit Fetching(const Bytes& content) : content_(content), offer_(offer_of_bytes(content)) {}
    [[nodiscard]] std::filesystem::path file() const { return folder_ / "update.fetched"; }
    [[nodiscard]] std::filesystem::path part() const { return folder_ / "update.fetched.part"; }
    sync::Fetcher begin() {
        sync::Fetcher fetcher(file());
        (void)fetcher.want(offer_);  // what is damaged is told once, and begins again
        return fetcher;
    }
    /// One piece of it; false: it is whole.
    bool piece(sync::Fetcher& fetcher, std::int64_t most) {
        const auto next = fetcher.next(most);
        if (!next) return false;
        (void)fetcher.take(ByteView(content_).subspan(static_cast<std::size_t>(next->first), static_cast<std::size_t>(next->second)));
        CHECK((!std::filesystem::exists(file()) || must(read_file(file())) == content_));
        return true;
    }
    void run(std::int64_t most) {
        auto fetcher = begin();
        while (piece(fetcher, most)) {}
        CHECK(fetcher.whole());
        CHECK(must(read_file(file())) == content_);
    }

  private:
    TemporaryFolder folder_;
    const Bytes& content_;
    sync::wire::BundleOffer offer_;
};

}  // namespace

TEST_CASE("a bundle that is fetched goes on after every cut, also where the disk lost or gained bytes, and is never there but whole") {
    const auto content = some_bytes(40'000, 3);
    SystemRandom random;
    for (int life = 0; life < 12; ++life) {
        Fetching one(content);
        for (int cut = 0; cut < life; ++cut) {
            auto fetcher = one.begin();
            for (auto pieces = random.below(6); pieces > 0 && one.piece(fetcher, 1 + static_cast<std::int64_t>(random.below(4000))); --pieces) {}
            std::error_code none;
            const auto size = std::filesystem::file_size(one.part(), none);
            if (none) continue;
            // What was not flushed comes back shorter, or longer with bytes of somebody else.
            if (cut % 3 == 1) std::filesystem::resize_file(one.part(), random.below(size + 1));
            if (cut % 3 == 2) std::filesystem::resize_file(one.part(), size + random.below(9'000));
        }
        one.run(7'000);
    }
}

TEST_CASE("another version that is offered takes the place of what was begun, none takes it away") {
    const auto first = some_bytes(9'000, 1), second = some_bytes(8'000, 2);
    const TemporaryFolder folder;
    sync::Fetcher fetcher(folder / "file");
    must(fetcher.want(offer_of_bytes(first)));
    must(fetcher.take(ByteView(first).first(5'000)));
    must(fetcher.want(offer_of_bytes(first)));
    CHECK(fetcher.have() == 5'000);
    must(fetcher.want(offer_of_bytes(second)));
    CHECK(fetcher.have() == 0);
    must(fetcher.take(second));
    CHECK(fetcher.whole());
    must(fetcher.want(offer_of_bytes(second)));
    CHECK(fetcher.whole());
    must(fetcher.want({}));
    CHECK_FALSE(std::filesystem::exists(folder / "file"));
    must(fetcher.want(offer_of_bytes(first)));
    const auto damaged = fetcher.take(some_bytes(9'000, 9));
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().code == "sync.damaged");
    CHECK(fetcher.have() == 0);
    must(fetcher.take(first));
    CHECK(fetcher.whole());
}

TEST_CASE("machines and offers have one encoding, and a range has both its ends") {
    namespace wire = sync::wire;
    const auto machines = two_machines();
    const auto encoded = wire::encode(machines);
    CHECK(must(wire::decode_machines(encoded)) == machines);
    const auto offer = offer_of_bytes(some_bytes(10, 1));
    CHECK(must(wire::decode_bundle_offer(wire::encode(offer))) == offer);
    CHECK(must(wire::decode_bundle_offer(wire::encode(wire::BundleOffer{}))) == wire::BundleOffer{});
    for (std::size_t length = 0; length < encoded.size(); ++length) CHECK_FALSE(wire::decode_machines(ByteView(encoded).first(length)));
    const auto target = wire::bundle_target(*offer.name);
    const auto call = [&](const std::string& range) { return wire::read_call({"GET", target, {}, {}, range}); };
    const auto read = call(wire::range_of(5, 9));
    REQUIRE(read);
    CHECK(std::get<wire::GetBundle>(*read).to == 9);
    for (const auto* wrong : {"", "bytes=", "bytes=5-", "bytes=-5", "bytes=9-5", "bytes=0-4194304", "items=0-1", "bytes=0-1,3-4"}) CHECK_FALSE(call(wrong));
}

TEST_CASE("the register knows the machines of its offices, and they fetch the version that it offers across the cuts of their link") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    Proxy proxy(reg.gateway->port());
    office.move_to(proxy.port());
    const auto content = some_bytes(400'000, 7);
    must(write_file(reg.folder / "new.bundle", content));
    const centre::UpdateFiles offered(reg.folder / "updates");
    must(offered.offer(reg.folder / "new.bundle", "1.2"));

    auto policy = OfficeAt::quick();
    policy.piece_bytes = 32 << 10;
    const auto file = office.folder / "update.fetched";
    std::string wanted;
    const auto machines = [&]() -> sync::Sender::Parts::MachineDesk {
        return {[] { return two_machines(); }, [&](const sync::wire::BundleOffer& offer) { return wanted = offer.version, true; }, file};
    };
    auto sender = office.sender(policy, {}, {}, {}, machines());
    proxy.cut_answers_after = 60'000;  // a greeting and one piece; the second is cut
    const auto patience = office.clock.now() + std::chrono::minutes(1);
    for (int stepped = 1; !std::filesystem::exists(file); ++stepped) {
        if (office.clock.now() > patience) FAIL(proxy.cuts << " cuts, " << (sender->view()->bundle ? sender->view()->bundle->have : -1));
        if (proxy.cuts >= 8) proxy.cut_answers_after = 0;
        if (stepped % 15 == 0) sender = office.sender(policy, {}, {}, {}, machines());  // the kiosk starts anew
        if (sender->step() > Millis(0)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(must(read_file(file)) == content);
    CHECK(wanted == "1.2");
    const auto known = must(centre::MachineList(reg.books->connection()).all());
    REQUIRE(known.size() == 2);
    CHECK(known[0].origin == office.uuid());
    CHECK(sync::wire::Machines{known[0].facts, known[1].facts} == two_machines());

    must(offered.withdraw());
    auto link = office.link();
    const auto gone = link.bundle_piece(sync::packet_digest(content), 0, 100);
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == "sync.no_bundle");
    CHECK(must(link.machines({})) == sync::wire::BundleOffer{});
    CHECK(must(centre::MachineList(reg.books->connection()).all()).empty());
}
