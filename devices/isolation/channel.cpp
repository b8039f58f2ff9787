#include "devices/isolation/channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace loket::isolation {
namespace {

constexpr std::size_t kPiece = 1u << 20;  // memory grows with what really comes, not with what was announced

Error gone() { return {Fault::Gone, "the other side has closed", "device.gone"}; }

/// A file that becomes readable when a stop is requested.
class StopFile {
  public:
    explicit StopFile(const std::stop_token& stop) : file_(stop.stop_possible() ? eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) : -1), on_stop_(stop, Ring{file_}) {}
    ~StopFile() {
        if (file_ >= 0) ::close(file_);
    }
    StopFile(const StopFile&) = delete;
    StopFile& operator=(const StopFile&) = delete;
    [[nodiscard]] int get() const { return file_; }

  private:
    struct Ring {
        int file;
        void operator()() const {
            if (file >= 0) (void)eventfd_write(file, 1);
        }
    };
    const int file_;
    const std::stop_callback<Ring> on_stop_;  // gone before the file is closed
};

int patience_until(Channel::Time deadline) {
    if (deadline == Channel::kForever) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

bool is_word(std::uint8_t byte) {
    return (byte >= static_cast<std::uint8_t>(Word::Begin) && byte <= static_cast<std::uint8_t>(Word::Look)) ||
           (byte >= static_cast<std::uint8_t>(Word::Answer) && byte <= static_cast<std::uint8_t>(Word::Progress));
}

}  // namespace

std::size_t limit_of(Word word) {
    switch (word) {
        case Word::Answer:
        case Word::Perform:
            return std::size_t{256} << 20;
        case Word::Preview:
            return std::size_t{32} << 20;
        case Word::Begin:
        case Word::Look:
            return std::size_t{64} << 10;
        default:
            return 256;
    }
}

Channel::Channel(int socket) : socket_(socket) { fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK); }

Channel::~Channel() {
    wipe(header_, sizeof header_);
    ::close(socket_);
}

Status Channel::wait(short events, Time deadline, const std::stop_token& stop) const {
    const StopFile rung(stop);
    pollfd files[] = {{socket_, events, 0}, {rung.get(), POLLIN, 0}};
    const int ready = poll(files, rung.get() >= 0 ? 2 : 1, patience_until(deadline));
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    if (ready == 0) return Error{Fault::TimedOut, "no answer in time", "device.timed_out"};
    if (ready < 0 && errno != EINTR) return internal("poll: " + std::string(std::strerror(errno)));
    return {};
}

Status Channel::send(Word word, ByteView body, Time deadline, const std::stop_token& stop) {
    if (body.size() > limit_of(word)) return Error{Fault::Unsupported, "too large for a message", "device.unsupported"};
    std::uint8_t header[kHeader] = {static_cast<std::uint8_t>(word)};
    const auto size = static_cast<std::uint32_t>(body.size());
    std::memcpy(header + 1, &size, sizeof size);
    LOKET_TRY(send_all(header, deadline, stop));
    return send_all(body, deadline, stop);
}

Status Channel::send_all(ByteView bytes, Time deadline, const std::stop_token& stop) const {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN || errno == EINTR) LOKET_TRY(wait(POLLOUT, deadline, stop));
        else return gone();
    }
    return {};
}

Status Channel::fill(std::uint8_t* place, std::size_t size, Time deadline, const std::stop_token& stop) {
    for (std::size_t done = 0; done < size;) {
        const auto got = ::recv(socket_, place + done, size - done, 0);
        if (got > 0) done += static_cast<std::size_t>(got), arrived_ += static_cast<std::size_t>(got);
        else if (got < 0 && (errno == EAGAIN || errno == EINTR)) LOKET_TRY(wait(POLLIN, deadline, stop));
        else return gone();
    }
    return {};
}

Result<Message> Channel::receive(Time deadline, const std::stop_token& stop) {
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    if (arrived_ < kHeader) LOKET_TRY(fill(header_ + arrived_, kHeader - arrived_, deadline, stop));
    std::uint32_t size = 0;
    std::memcpy(&size, header_ + 1, sizeof size);
    if (!is_word(header_[0])) return corrupt("a device's process said a word that does not exist");
    next_.word = static_cast<Word>(header_[0]);
    if (size > limit_of(next_.word)) return corrupt("a device's process sent too much");
    while (arrived_ < kHeader + size) {
        const auto have = arrived_ - kHeader, end = std::min<std::size_t>(size, (have / kPiece + 1) * kPiece);
        if (next_.body.size() < end) next_.body.resize(end);
        LOKET_TRY(fill(next_.body.data() + have, end - have, deadline, stop));
    }
    arrived_ = 0;
    return std::exchange(next_, {});
}

}  // namespace loket::isolation
