#pragma once
// An emulated box behind USB/IP: a kernel that attaches it over TCP sees it on a bus of its own (vhci_hcd).

#include <deque>
#include <memory>

#include "devices/base/result.h"
#include "devices/model/usb_model.h"

namespace loket::test {

/// Speaks USB/IP 1.1.1 (Linux, Documentation/usb/usbip_protocol.rst) on loopback: the list of devices, import, transfers, their
/// withdrawal. One host at a time; the box powers up when it is imported. Isochronous transfers are refused. One thread.
class UsbipBox {
  public:
    static constexpr const char* kBusId = "1-2";  ///< what `usbip attach -b` asks for

    /// Throws std::runtime_error when the port is taken; 0 takes any free one.
    UsbipBox(std::unique_ptr<model::UsbDeviceModel> model, int port);
    ~UsbipBox();
    UsbipBox(const UsbipBox&) = delete;
    UsbipBox& operator=(const UsbipBox&) = delete;

    [[nodiscard]] int port() const;
    /// One host after the other, until the process is ended.
    [[noreturn]] void serve();

  private:
    struct Waiting {
        std::uint32_t number = 0;  ///< the host's
        std::uint8_t endpoint = 0;
        model::UsbSetup setup = {};
        Bytes out = {};
        std::size_t max = 0;
    };
    bool introduce(int host) const;
    [[nodiscard]] Bytes about() const;
    void drive(int host);
    bool hear(int host);
    bool submit(int host, ByteView command);
    bool withdraw(int host, ByteView command);
    bool advance_all(int host);

    const std::unique_ptr<model::UsbDeviceModel> model_;
    const int listener_;
    std::deque<Waiting> waiting_;
};

}  // namespace loket::test
