// A storage of packets that takes connections and never answers: packets wait for it, nothing else does.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/register/tools.h"

using namespace loket;
using namespace loket::centre::test;

namespace {

/// The kernel takes the connections; nobody reads them.
class DeafStorage {
  public:
    DeafStorage() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&at), size) == 0);
        REQUIRE(listen(listener_, 64) == 0);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size);
        json = nlohmann::json{{"s3", "http://127.0.0.1:" + std::to_string(ntohs(at.sin_port))}, {"bucket", "b"}, {"access_key", "a"}, {"secret_key", "s"}}.dump();
    }
    ~DeafStorage() { hang_up(); }
    DeafStorage(const DeafStorage&) = delete;
    DeafStorage& operator=(const DeafStorage&) = delete;
    void hang_up() {
        if (listener_ >= 0) close(listener_);
        listener_ = -1;
    }
    std::string json;

  private:
    int listener_;
};

}  // namespace

TEST_CASE("gateway: a storage that hangs holds up packets and nothing else") {
    DeafStorage storage;
    Register reg(std::chrono::hours(24), storage.json);
    OfficeAt office, others[3];
    must(office.join(reg.url(), reg.code()));
    office.write(5);
    std::vector<std::jthread> packets;
    std::atomic<int> asked = 0, refused = 0;
    for (auto& other : others) {
        must(other.join(reg.url(), reg.code()));
        packets.emplace_back([&] {
            const Bytes content(1000, 7);
            sync::HttpsLink link(sync::keys_of(must(sync::membership_of(*other.store)).value(), other.device), Millis(60'000));
            ++asked;
            refused += link.send_piece(sync::packet_digest(content), 1000, 0, content) ? 0 : 1;
        });
    }
    while (asked < 3) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    auto link = office.link();
    for (int n = 0; n < 5; ++n) CHECK(must(link.push(office.batch(n, n + 1))).at.seq == n + 1);
    CHECK(refused == 0);  // they wait, all the time
    storage.hang_up();
    packets.clear();
    CHECK(refused == 3);
    CHECK(reg.events_of(office.uuid()) == 5);
}
