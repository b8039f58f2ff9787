#include "drivers/v4l2_camera/node.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace loket::drivers::v4l2_camera {
namespace {

class RealNode final : public Node {
  public:
    explicit RealNode(int file) : file_(file) {}
    ~RealNode() override { ::close(file_); }

    int control(unsigned long request, void* argument) override {
        while (::ioctl(file_, request, argument) != 0)
            if (errno != EINTR) return errno;
        return 0;
    }
    std::uint8_t* map(std::size_t length, std::uint32_t offset) override {
        void* memory = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, file_, offset);
        return memory == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(memory);
    }
    void unmap(std::uint8_t* memory, std::size_t length) override { ::munmap(memory, length); }
    void wait(Millis patience) override {
        pollfd watched{.fd = file_, .events = POLLIN, .revents = 0};
        (void)::poll(&watched, 1, static_cast<int>(patience.count()));
    }

  private:
    const int file_;
};

}  // namespace

Error node_error(int number, const std::string& doing) {
    auto text = doing + ": " + std::strerror(number);
    switch (number) {
        case EBUSY: return {Fault::Busy, std::move(text), "device.busy"};
        case EACCES:
        case EPERM: return {Fault::NeedsOperator, std::move(text), "device.unsupported"};
        case EINVAL:
        case ENOTTY: return {Fault::Unsupported, std::move(text), "device.unsupported"};
        case EIO: return corrupt(std::move(text));
        case ENOMEM: return internal(std::move(text));
        default: return {Fault::Gone, std::move(text), "device.gone"};
    }
}

Result<std::unique_ptr<Node>> open_node(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return node_error(errno, "open " + path);
    return std::unique_ptr<Node>(std::make_unique<RealNode>(file));
}

}  // namespace loket::drivers::v4l2_camera
