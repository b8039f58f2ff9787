#pragma once
// A real box: the Transport over libusb.

#include <memory>

#include "devices/model/transport.h"
#include "devices/runtime/usb_context.h"

struct libusb_device;
struct libusb_device_handle;

namespace loket::runtime {

/// Keeps the device referenced while it lives; opens it only in `open`.
class UsbTransport final : public model::Transport {
  public:
    UsbTransport(std::shared_ptr<UsbContext> context, libusb_device* device);
    ~UsbTransport() override;
    UsbTransport(const UsbTransport&) = delete;
    UsbTransport& operator=(const UsbTransport&) = delete;

    Result<model::UsbBox> open(model::UsbClass wanted) override;
    Result<Bytes> exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) override;
    void close() override;
    Status recover(model::Remedy remedy) override;

  private:
    Status reset();
    Status power_cycle();
    Result<model::UsbBox> claim(model::UsbClass wanted);
    std::string text(std::uint8_t number);

    const std::shared_ptr<UsbContext> context_;
    libusb_device* const device_;
    libusb_device_handle* handle_ = nullptr;
    int interface_ = -1;  // claimed, or -1
};

}  // namespace loket::runtime
