#pragma once
// What the driver wants from PC/SC: one reader and the card on it. libpcsclite, an emulated reader or a meddler of the tests stand behind it.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "drivers/pcsc_reader/apdu.h"

namespace loket::drivers::pcsc_reader {

/// A card that was powered up for us alone.
struct Card {
    Protocol protocol = Protocol::T1;
    Bytes atr = {};
};

/// One reader. Calls block and come from one thread at a time. Failures: Gone when reader or service left; Rejected "card.not_on_reader"
/// when no card lies there or it was taken away, "card.chip_error" when it does not answer as a card; Busy when another program holds it.
class Reader {
  public:
    virtual ~Reader() = default;
    /// Is a card there? With `patience` returns as soon as that is otherwise than it was asked last, or later when nothing happens.
    virtual Result<bool> card_there(Millis patience) = 0;
    /// Powers the card up; from now on no other program talks to it.
    virtual Result<Card> connect() = 0;
    virtual Result<Bytes> transmit(ByteView command) = 0;
    /// Gives the card back, reset: nobody finds what we selected or proved. Harmless when none is connected.
    virtual void disconnect() = 0;
};

/// The reader that pcscd calls `name`. Gone when there is none, or no pcscd.
Result<std::unique_ptr<Reader>> open_reader(const std::string& name);
/// Names of all readers that pcscd serves; empty where there is no pcscd.
Result<std::vector<std::string>> reader_names();
/// One power-up of the chip in the reader whose name contains `part`, for a SAM, which is no device of a station. Gone "device.none" without such a
/// reader; else as the reader or the conversation fails.
Status with_chip_in(const std::string& part, const std::function<Status(const Carry&)>& conversation);
/// The reader at an address of `emulate_at`.
Result<std::unique_ptr<Reader>> open_emulated_reader(const std::string& address);

inline Error no_card() { return rejected("card.not_on_reader", "no card lies on the reader"); }
inline Error dead_chip(std::string why) { return rejected("card.chip_error", std::move(why)); }

}  // namespace loket::drivers::pcsc_reader
