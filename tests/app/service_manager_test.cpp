#include "kiosk/app/service_manager.h"

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

using namespace loket;
using app::ServiceManager;
using app::SignOfLife;

namespace {

/// The service manager's end.
class Listening {
  public:
    Listening() {
        std::filesystem::remove(path());
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        path().copy(at.sun_path, sizeof at.sun_path - 1);
        socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    }
    ~Listening() {
        ::close(socket_);
        std::filesystem::remove(path());
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
    [[nodiscard]] static std::string path() { return (std::filesystem::temp_directory_path() / ("loket-notify-" + std::to_string(::getpid()))).string(); }
    /// All that was said since the last time.
    std::string heard() const {
        std::string all;
        char text[64];
        for (ssize_t got = 0; (got = ::recv(socket_, text, sizeof text, 0)) > 0;) all += std::string(text, static_cast<std::size_t>(got)) + " ";
        return all;
    }

  private:
    int socket_ = -1;
};

constexpr Millis kPatience{20'000};

}  // namespace

TEST_CASE("the service manager hears of the kiosk while frames come and the core answers") {
    const Listening manager;
    ManualClock clock(from_millis(1'800'000'000'000));
    SignOfLife life({manager.path(), kPatience}, clock);
    life.beat({});
    life.beat({});
    CHECK(manager.heard() == "WATCHDOG=1 ");  // the office is being opened: frames alone, a quarter of the patience apart
    std::vector<std::promise<bool>> asked;
    const SignOfLife::Ask ask = [&] { return asked.emplace_back().get_future(); };
    life.beat(ask);
    CHECK(manager.heard() == "READY=1 ");
    clock.advance(kPatience / 4);
    for (int frame = 0; frame < 5; ++frame) life.beat(ask);
    REQUIRE(asked.size() == 1);
    CHECK(manager.heard().empty());  // a core that does not answer
    clock.advance(kPatience);
    life.beat(ask);
    CHECK(manager.heard().empty());
    asked.front().set_value(true);
    life.beat(ask);
    CHECK(manager.heard() == "WATCHDOG=1 ");
}

TEST_CASE("a clock that is set back does not silence the kiosk, and nobody listening is no failure") {
    const Listening manager;
    ManualClock clock(from_millis(1'800'000'000'000));
    SignOfLife life({manager.path(), kPatience}, clock);
    life.beat({});
    clock.set(from_millis(1'700'000'000'000));
    life.beat({});
    CHECK(manager.heard() == "WATCHDOG=1 WATCHDOG=1 ");
    ServiceManager("", Millis{0}).tell("READY=1");
    ServiceManager("/nowhere/at/all", kPatience).tell("READY=1");
    ServiceManager(std::string(300, 'x'), kPatience).tell("READY=1");
}

TEST_CASE("what systemd says in the environment is taken, and not passed on to children") {
    ::setenv("NOTIFY_SOCKET", "@loket-test", 1);
    ::setenv("WATCHDOG_USEC", "20000000", 1);
    CHECK(ServiceManager::from_environment().watchdog() == kPatience);
    CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
    CHECK(ServiceManager::from_environment().watchdog() == Millis{0});
}
