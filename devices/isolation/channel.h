#pragma once
// Messages over a socket between the kiosk and the process in which a device lives.

#include <chrono>
#include <cstdint>
#include <stop_token>

#include "devices/base/bytes.h"
#include "devices/base/result.h"
#include "devices/base/secret.h"

namespace loket::isolation {

/// What a message is. A device's process hears the first ones and says the others; each question ends with one Answer.
enum class Word : std::uint8_t { Begin = 1, Open, Perform, Stop, Health, Close, Look, Answer = 32, Preview, Hint, Progress };

struct Message {
    Word word{};
    SecretBytes body;
};

/// The largest body of each sort: ten sheets of A4 at 200 dpi, one preview, a word.
std::size_t limit_of(Word word);

/// One end of a socket pair; closes it. `send` and `receive` may run at the same time, on one thread each.
class Channel {
  public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr Time kForever = Time::max();

    explicit Channel(int socket);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    /// Gone when nobody listens; TimedOut or Cancelled: half of it may be on its way, the channel is of no more use.
    Status send(Word word, ByteView body, Time deadline = kForever, const std::stop_token& stop = {});
    /// The next message. Gone at the end, Corrupt for a word or a length that cannot be; TimedOut and Cancelled lose nothing.
    Result<Message> receive(Time deadline = kForever, const std::stop_token& stop = {});

  private:
    Status wait(short events, Time deadline, const std::stop_token& stop) const;
    Status send_all(ByteView bytes, Time deadline, const std::stop_token& stop) const;
    Status fill(std::uint8_t* place, std::size_t size, Time deadline, const std::stop_token& stop);

    static constexpr std::size_t kHeader = 5;  // word, length
    const int socket_;
    // What has arrived of the next message.
    std::uint8_t header_[kHeader] = {};
    std::size_t arrived_ = 0;  // of header and body
    Message next_;
};

}  // namespace loket::isolation
