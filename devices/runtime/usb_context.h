#pragma once
// libusb and the one thread on which it works.

#include <memory>
#include <thread>

#include "devices/base/result.h"

struct libusb_context;

namespace loket::runtime {

/// Shared by the bus and every transport: lives until the last of them is gone. Safe from any thread.
class UsbContext {
  public:
    /// Unsupported where the machine has no USB (a container, a kernel without it).
    static Result<std::shared_ptr<UsbContext>> create();
    ~UsbContext();
    UsbContext(const UsbContext&) = delete;
    UsbContext& operator=(const UsbContext&) = delete;

    [[nodiscard]] libusb_context* get() const { return context_; }

  private:
    explicit UsbContext(libusb_context* context);
    void serve(const std::stop_token& stop);

    libusb_context* context_;
    std::jthread thread_;
};

/// What to do about a libusb error code.
Error usb_error(int code, const char* doing);

}  // namespace loket::runtime
