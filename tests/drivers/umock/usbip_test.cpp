// An emulated box over USB/IP, byte by byte as Linux's usbip_protocol.rst has it. What a kernel makes of it: tests/drivers/qemu.

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>

#include <cstdlib>

#include "devices/base/bytes.h"
#include "tests/drivers/umock/run.h"

namespace usbip_test {

using namespace loket;

namespace {

/// usb_emulator with one box, for as long as this lives.
class Served {
  public:
    explicit Served(const std::string& driver) : said_(popen(("echo $$; exec " + test::kTests + "usb_emulator --usbip 0 " + driver).c_str(), "r")) {
        REQUIRE(said_ != nullptr);
        REQUIRE(std::fscanf(said_, "%d port %d", &process_, &port_) == 2);
    }
    ~Served() {
        kill(process_, SIGTERM);
        pclose(said_);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    [[nodiscard]] int port() const { return port_; }

  private:
    std::FILE* said_;
    int process_ = 0, port_ = 0;
};

class Host {
  public:
    explicit Host(const Served& box) {
        sockaddr_in place{.sin_family = AF_INET, .sin_port = htons(static_cast<std::uint16_t>(box.port())), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        REQUIRE(connect(line_, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0);
    }
    ~Host() { close(line_); }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    void say(const std::string& hex) const {
        const auto bytes = *from_hex(hex);
        REQUIRE(send(line_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    }
    /// Hexadecimal; shorter when the other side hung up.
    [[nodiscard]] std::string hear(std::size_t size) const {
        Bytes bytes(size);
        const auto heard = recv(line_, bytes.data(), size, MSG_WAITALL);
        bytes.resize(heard < 0 ? 0 : static_cast<std::size_t>(heard));
        return to_hex(bytes);
    }

  private:
    const int line_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

const std::string kNothing8(16, '0'), kNothing12(24, '0');
const std::string kBusId = "312d32" + std::string(58, '0');  // "1-2"
const std::string kTail = "00000001" "00000002" "00000002" "05ba" "000a" "0103" "000000" "01" "01" "01";

std::string command(const char* what, const char* number, const char* direction, const char* endpoint) { return std::string(what) + number + "00010002" + direction + endpoint; }

}  // namespace

TEST_CASE("USB/IP: the list of devices, and a box that is not there") {
    const Served box("uru4000");
    const Host looks(box);
    looks.say("0111800500000000");
    CHECK(looks.hear(12) == "011100050000000000000001");
    CHECK(looks.hear(256).starts_with("2f737973"));
    CHECK(looks.hear(32) == kBusId);
    CHECK(looks.hear(24) == kTail);
    CHECK(looks.hear(5) == "ffffff00");  // its interface, and the end

    const Host asks(box);
    asks.say("0111800300000000" "392d39" + std::string(58, '0'));
    CHECK(asks.hear(9) == "0111000300000001");
}

TEST_CASE("USB/IP: transfers in every direction, one refused, one withdrawn, and the next host") {
    const Served box("uru4000");
    for (int round = 0; round < 2; ++round) {
        const Host host(box);
        host.say("0111800300000000" + kBusId);
        CHECK(host.hear(8) == "0111000300000000");
        CHECK(host.hear(312).ends_with(kBusId + kTail));
        // The device descriptor.
        host.say(command("00000001", "00000011", "00000001", "00000000") + "00000000" "00000012" "00000000" "ffffffff" "00000000" "8006000100001200");
        CHECK(host.hear(48) == "00000003" "00000011" + kNothing12 + "00000000" "00000012" + kNothing12 + kNothing8);
        CHECK(host.hear(18) == "12010002000000" "40" "ba05" "0a00" "0301" "01020301");
        // A request that no box has: STALL is -EPIPE.
        host.say(command("00000001", "00000012", "00000001", "00000000") + "00000000" "00000004" "00000000" "00000000" "00000000" "c0ff000000000400");
        CHECK(host.hear(48) == "00000003" "00000012" + kNothing12 + "ffffffe0" "00000000" + kNothing12 + kNothing8);
        // An interrupt that does not come is withdrawn: -ECONNRESET, and nothing else is said about it.
        host.say(command("00000001", "00000013", "00000001", "00000001") + "00000000" "00000040" "00000000" "00000000" "00000004" + kNothing8);
        host.say(command("00000002", "00000014", "00000001", "00000001") + "00000013" + kNothing12 + kNothing12);
        CHECK(host.hear(48) == "00000004" "00000014" + kNothing12 + "ffffff98" + kNothing12 + kNothing12);
        // The box is switched on (register 07 becomes 00), and its interrupt says so.
        host.say(command("00000001", "00000015", "00000001", "00000001") + "00000000" "00000040" "00000000" "00000000" "00000004" + kNothing8);
        host.say(command("00000001", "00000016", "00000000", "00000000") + "00000000" "00000001" "00000000" "00000000" "00000000" "4004070000000100" "00");
        CHECK(host.hear(48) == "00000003" "00000016" + kNothing12 + "00000000" "00000001" + kNothing12 + kNothing8);
        CHECK(host.hear(48) == "00000003" "00000015" + kNothing12 + "00000000" "00000040" + kNothing12 + kNothing8);
        CHECK(host.hear(64).starts_with("56aa"));
        // One that is over is not withdrawn any more.
        host.say(command("00000002", "00000017", "00000001", "00000001") + "00000015" + kNothing12 + kNothing12);
        CHECK(host.hear(48) == "00000004" "00000017" + kNothing12 + "00000000" + kNothing12 + kNothing12);
        // More than any transfer: the line ends.
        host.say(command("00000001", "00000018", "00000000", "00000002") + "00000000" "7fffffff" "00000000" "00000000" "00000000" + kNothing8);
        CHECK(host.hear(1).empty());
    }
}

}  // namespace usbip_test
