#pragma once
// A register of one's own for a test: one PostgreSQL for the process, a database and a gateway for each test; offices with their stores.

#include <catch2/catch.hpp>
#include <thread>

#include "devices/base/file.h"
#include "devices/base/private_file.h"
#include "tests/store/fixture.h"
#include "workflow/pki/request.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/gateway/packet_store.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/private_server.h"
#include "workflow/sync/link/sender.h"

namespace loket::centre::test {

using store::test::TemporaryFolder;

/// `REQUIRE` that says why not.
template <class T>
T must(Result<T> result) {
    if (!result) FAIL(result.error().code << ": " << result.error().context);
    return std::move(result).value();
}
inline void must(const Status& status) {
    if (!status) FAIL(status.error().code << ": " << status.error().context);
}

inline PrivateServer& server() {
    static TemporaryFolder folder;
    static auto started = PrivateServer::start(folder / "postgres");
    if (!started) FAIL(started.error().context);
    return **started;
}

/// An empty database of that server, as libpq takes it.
inline std::string new_database() {
    static int made = 0;
    const auto name = "test" + std::to_string(++made);
    must(must(Connection::open(server().conninfo()))->script("CREATE DATABASE " + name));
    return server().conninfo() + " dbname=" + name;
}

/// A register with its gateway on loopback.
class Register {
  public:
    /// `packets`: its packets.json.
    explicit Register(std::chrono::hours device_life = std::chrono::hours(24 * 30), const std::string& packets = {}) : conninfo(new_database()) {
        if (!packets.empty()) must(write_private(folder / kPacketSettings, packets));
        gateway = must(Gateway::start({.folder = folder.path(), .conninfo = conninfo, .device_life = device_life}, clock));
        books = must(Books::open(conninfo));
        keys = must(keys_in(folder.path()));
    }
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(gateway->port()); }
    std::string code() { return sync::wire::written(must(issue_code(folder.path(), *books, "test", std::chrono::hours(1), clock))); }
    void tell(const std::string& office, const std::string& body, const std::string& kind = "notice") { must(books->tell(keys->signing(), office, kind, body, clock.now())); }
    std::int64_t events_of(const std::string& office) { return must(books->ledger().origin(office)).value().events; }

    SystemClock clock;
    TemporaryFolder folder;
    std::string conninfo;
    std::unique_ptr<Gateway> gateway;
    std::unique_ptr<Books> books;
    std::unique_ptr<sync::RegisterKeys> keys;
};

/// An office whose store can be closed and opened again.
class OfficeAt {
  public:
    OfficeAt() : seed{static_cast<std::uint8_t>(7 + made_++)}, key(seed) {
        device = must(sync::device_key(folder / "office.device"));
        open();
    }
    void open() {
        store.reset();
        // A program that is just being started holds copies of our descriptors, and with them the lock, until it has its own.
        for (int tries = 0;; ++tries) {
            auto opened = store::Store::open({.path = folder / "office.db", .key = store::Key{5}}, random);
            if (!opened && opened.error().code == "store.locked" && tries < 200) {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
                continue;
            }
            store = must(std::move(opened));
            return;
        }
    }
    void write(int count) {
        std::vector<store::Batch> batches(static_cast<std::size_t>(count));
        for (auto& batch : batches) batch.add(store::NewEvent{"perkara:1", "StepBegun", "rina", fmt::format("{{\"n\":{}}}", written_++), clock.now()});
        for (const auto& done : store->commit_all(batches)) REQUIRE(done);
    }
    [[nodiscard]] const std::string& uuid() const { return store->identity().uuid; }
    Result<sync::Membership> join(const std::string& url, const std::string& code) { return sync::join(*store, key, {url, code, device, Millis(5000)}); }
    /// Its register's address is where a proxy or another process is.
    void move_to(int port) {
        auto place = must(sync::membership_of(*store)).value();
        place.url = "https://127.0.0.1:" + std::to_string(port);
        must(sync::renewed(*store, place, {must(pki::from_pem(place.certificate)), ""}));
    }
    sync::HttpsLink link() { return {sync::keys_of(must(sync::membership_of(*store)).value(), device), Millis(5000)}; }
    /// The events after `from` up to `to`, as they go over the wire.
    Bytes batch(std::int64_t from, std::int64_t to) {
        const auto log = must(store->events(1, 1000));
        const auto before = from == 0 ? store::ChainHead{0, store::genesis("event", store->identity())} : store::ChainHead{from, log[static_cast<std::size_t>(from - 1)].hash};
        return sync::encode({uuid(), 1, before, {log.begin() + from, log.begin() + to}}, key);
    }
    /// A sender that does not wait long after failures.
    std::unique_ptr<sync::Sender> sender(sync::Policy policy = quick(), sync::ContentsOf contents = {}, std::function<Status()> news = {}, sync::NumberDesk numbers = {}, sync::Sender::Parts::MachineDesk machines = {}) {
        return std::make_unique<sync::Sender>(sync::Sender::Parts{.at_store = [this](const auto& work) { return work(*store); }, .clock = clock, .random = random, .signing_seed = seed,
                                                                  .device_key = device, .packets = folder / "packets", .policy = policy, .contents = std::move(contents), .numbers = std::move(numbers), .machines = std::move(machines), .news = std::move(news)});
    }
    static sync::Policy quick() {
        sync::Policy policy;
        policy.first_pause = Millis(5);
        policy.longest_pause = Millis(40);
        policy.patience = Millis(2000);
        policy.batch_events = 50;
        return policy;
    }

    TemporaryFolder folder;
    SystemClock clock;
    SystemRandom random;
    std::array<std::uint8_t, 32> seed;
    sync::SigningKey key;
    std::string device;
    std::unique_ptr<store::Store> store;

  private:
    static inline int made_ = 0;
    int written_ = 0;
};

}  // namespace loket::centre::test
