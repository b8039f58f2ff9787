#include "devices/evdev/node.h"

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include "devices/evdev/emulated.h"
#include "devices/model/emulations.h"

namespace loket::evdev {
namespace {

constexpr std::size_t kMostEvents = 64;
constexpr std::size_t kSwitchRoom = 32;  // bytes; the kernel fills as many as it knows switches for

Error node_error(int number, const std::string& doing) {
    auto text = doing + ": " + std::strerror(number);
    switch (number) {
        case EBUSY: return {Fault::Busy, std::move(text), "device.busy"};
        case EACCES:
        case EPERM: return {Fault::NeedsOperator, std::move(text), "device.unsupported"};
        case EINVAL:
        case ENOTTY: return {Fault::Unsupported, std::move(text), "device.unsupported"};
        case ENOMEM: return internal(std::move(text));
        default: return {Fault::Gone, std::move(text), "device.gone"};
    }
}

class RealNode final : public Node {
  public:
    RealNode(int file, int bell) : file_(file), bell_(bell) {}
    ~RealNode() override { ::close(bell_), ::close(file_); }

    Status grab() override { return ::ioctl(file_, EVIOCGRAB, 1) == 0 ? Status{} : Status{node_error(errno, "taking the keys")}; }
    Result<bool> switched(std::uint16_t code) override {
        std::array<std::uint8_t, kSwitchRoom> bits{};
        if (::ioctl(file_, EVIOCGSW(bits.size()), bits.data()) < 0) return node_error(errno, "state of the switches");
        return code / CHAR_BIT < bits.size() && (bits[code / CHAR_BIT] >> code % CHAR_BIT & 1) != 0;
    }
    Status check() override {
        input_id id{};
        return ::ioctl(file_, EVIOCGID, &id) == 0 ? Status{} : Status{node_error(errno, "who the node is")};
    }
    Result<Bytes> read(Millis patience, const std::stop_token& stop) override {
        (void)drain();
        const std::stop_callback ring(stop, [this] {
            const std::uint64_t once = 1;
            (void)!::write(bell_, &once, sizeof once);
        });
        std::array<pollfd, 2> watched{pollfd{file_, POLLIN, 0}, pollfd{bell_, POLLIN, 0}};
        const auto longest = std::min<std::int64_t>(patience.count(), INT_MAX);
        while (::poll(watched.data(), watched.size(), static_cast<int>(longest)) < 0)
            if (errno != EINTR) return node_error(errno, "waiting for keys");
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        if (watched[0].revents == 0) return Error{Fault::TimedOut, "no key was pressed", "device.timed_out"};
        Bytes bytes(kMostEvents * sizeof(input_event));
        const auto count = ::read(file_, bytes.data(), bytes.size());
        if (count < 0 && errno != EAGAIN) return node_error(errno, "reading keys");
        bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return bytes;
    }

  private:
    ssize_t drain() const {
        std::uint64_t rung = 0;
        return ::read(bell_, &rung, sizeof rung);
    }
    const int file_, bell_;
};

}  // namespace

Result<std::unique_ptr<Node>> open_node(const std::string& address) {
    if (model::is_emulated(address)) return open_emulated(address);
    const int file = ::open(address.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return node_error(errno, "open " + address);
    const int bell = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (bell < 0) {
        const auto error = internal(std::string("eventfd: ") + std::strerror(errno));
        ::close(file);
        return error;
    }
    return std::unique_ptr<Node>(std::make_unique<RealNode>(file, bell));
}

}  // namespace loket::evdev
