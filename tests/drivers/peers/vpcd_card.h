#pragma once
// Our card model on the reader of vpcd (vsmartcard), which pcscd serves like any other.

#include <functional>
#include <thread>

#include "devices/base/bytes.h"

namespace loket::test {

/// Lies on the reader from construction to destruction. vpcd listens on 127.0.0.1; a frame is a length of two bytes, big-endian, and
/// that many bytes: one byte is a control code, anything else a command (vpcd.c of vsmartcard: off 0, on 1, reset 2, ATR 4).
class VpcdCard {
  public:
    struct Chip {
        std::function<Bytes()> atr;
        std::function<void()> power_up;
        std::function<Bytes(ByteView)> answer;
    };
    VpcdCard(Chip chip, std::uint16_t port);
    ~VpcdCard();
    VpcdCard(const VpcdCard&) = delete;
    VpcdCard& operator=(const VpcdCard&) = delete;

  private:
    void serve();
    void answer(ByteView frame);
    bool read_all(void* into, std::size_t count) const;

    const Chip chip_;
    int line_ = -1;
    std::thread thread_;
};

}  // namespace loket::test
