#pragma once
// The near end of a wire: what every driver of a USB box does with its Transport.

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>

#include "devices/base/clock.h"
#include "devices/model/device.h"
#include "devices/model/transport.h"

namespace loket::model {

struct Driver;

/// One box that is open, or not: a box that is gone is not open. Each exchange obeys the stop token of the request under way, so
/// that no driver can forget it. All calls from one thread.
class Wire {
  public:
    /// Endpoints that a driver cannot do without.
    enum Needs : unsigned { Nothing = 0, BulkIn = 1, BulkOut = 2, InterruptIn = 4 };

    /// `transport` outlives the wire.
    explicit Wire(Transport& transport) : transport_(transport) {}

    /// Takes the box and has `start_up` talk to it; when that fails the box is given back. Unsupported when it lacks an endpoint.
    Status open(UsbClass wanted, unsigned needs, const std::function<Status()>& start_up);
    /// Harmless when it is not open.
    void close();
    [[nodiscard]] bool is_open() const { return open_; }
    /// Gone ("device.gone") unless it is open.
    [[nodiscard]] Status expect_open() const;
    [[nodiscard]] const UsbBox& box() const { return box_; }

    /// One request: as long as this lives, `stop` ends every exchange.
    class Work {
      public:
        Work(Wire& wire, std::stop_token stop) : wire_(wire) { wire_.stop_ = std::move(stop); }
        ~Work() { wire_.stop_ = {}, wire_.last_word_ = {}; }
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
        /// What comes now is said even after a stop (the light goes out, the screen is wiped), but within kLastWords.
        void part();

      private:
        Wire& wire_;
    };
    static constexpr Millis kLastWords{60};  ///< altogether, of the 100 ms in which a driver has to stop

    /// As Transport::exchange, with `limit` from now.
    Result<Bytes> exchange(const Transfer& transfer, Millis limit);
    /// All of `bytes` on the first bulk endpoint of the box.
    Status send(ByteView bytes, Millis limit);
    /// Up to `max` bytes from its first bulk endpoint.
    Result<Bytes> receive(std::size_t max, Millis limit);
    /// Drops what it still had to say: reads `max` at a time until nothing comes within `limit`.
    Status drain(std::size_t max, Millis limit);
    /// A request without data that not every box knows: refused is as good as done.
    Status suggest(const UsbSetup& setup, Millis limit);
    /// One packet from its first interrupt endpoint.
    Result<Bytes> listen(std::size_t max, Millis limit);
    /// Lets time pass; Cancelled when the request is stopped meanwhile.
    Status pause(Millis span) const;

    /// Who the box is: the name it has in the row of its driver, else `otherwise`. Without firmware.
    [[nodiscard]] Identity identity(const Driver& row, std::string_view otherwise) const;

  private:
    Transport& transport_;
    UsbBox box_;
    bool open_ = false;
    std::stop_token stop_;
    std::optional<Transport::Time> last_word_;
};

}  // namespace loket::model
