// The emulated camera on USB (Still Image Capture Device Definition 1.0): containers of length, type, code and transaction on bulk endpoints, events on
// the interrupt endpoint.

#include <algorithm>
#include <array>

#include "drivers/gphoto2_camera/model.h"

namespace loket::drivers::gphoto2_camera {
namespace {

enum Container : std::uint16_t { CommandBlock = 1, DataBlock = 2, ResponseBlock = 3, EventBlock = 4 };

constexpr std::size_t kHead = 12;
constexpr std::uint8_t kCancel = 0x64, kReset = 0x66, kStatus = 0x67;
constexpr std::uint8_t kFromBox = 0xA1, kToBox = 0x21;

Bytes container(Container type, std::uint16_t code, std::uint32_t transaction, ByteView body) {
    return ptp::Writer().u32(static_cast<std::uint32_t>(kHead + body.size())).u16(type).u16(code).u32(transaction).raw(body).take();
}

class UsbCamera final : public model::UsbDeviceModel {
  public:
    explicit UsbCamera(model::Scene& scene) : camera_(scene) {}

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView, std::size_t) override {
        if (setup.type == kFromBox && setup.request == kStatus) return model::UsbReply::done(ptp::Writer().u16(4).u16(ptp::Ok).take());
        if (setup.type != kToBox || (setup.request != kCancel && setup.request != kReset)) return model::UsbReply::stall();
        waiting_.clear();
        if (setup.request == kReset) camera_.hang_up();
        return model::UsbReply::done();
    }
    model::UsbReply out(std::uint8_t endpoint, ByteView bytes) override {
        if (endpoint != kOut || bytes.size() < kHead || ptp::u16_at(bytes, 4) != CommandBlock) return model::UsbReply::stall();
        ptp::Request request{ptp::u16_at(bytes, 6), ptp::u32_at(bytes, 8)};
        for (auto at = kHead; at + 4 <= bytes.size(); at += 4) request.parameters.push_back(ptp::u32_at(bytes, at));
        const auto reply = camera_.answer(request);
        if (reply.data) waiting_.push_back(container(DataBlock, request.code, request.transaction, *reply.data));
        waiting_.push_back(container(ResponseBlock, reply.code, request.transaction, {}));
        return model::UsbReply::done();
    }
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override {
        if (endpoint == kEvents) {
            const auto event = camera_.next_event();
            if (!event) return model::UsbReply::later();
            return model::UsbReply::done(container(EventBlock, event->code, 0, ptp::Writer().u32(event->parameter).take()));
        }
        if (endpoint != kIn) return model::UsbReply::stall();
        if (waiting_.empty()) return model::UsbReply::later();
        auto reply = model::UsbReply::first_of(waiting_.front(), max);  // a transfer holds no more than one container
        if (waiting_.front().empty()) waiting_.pop_front();
        return reply;
    }
    bool event(std::string_view what) override {
        if (what == "reset") waiting_.clear();
        return camera_.event(what);
    }

  private:
    static constexpr std::uint8_t kIn = 0x81, kOut = 0x02, kEvents = 0x83;

    CameraModel camera_;
    std::deque<Bytes> waiting_;
    model::UsbDescription description_{.id = {0xF055, 0x0006, "Loket emulated camera"},
                                       .vendor = "Loket",
                                       .product = "Emulated camera",
                                       .serial = "SIM-1",
                                       .interfaces = {{.of = {0x06, 0x01, 0x01}, .endpoints = {{kIn, 2, 512}, {kOut, 2, 512}, {kEvents, 3, 64}}}}};
};

}  // namespace

std::unique_ptr<model::UsbDeviceModel> camera_on_usb(model::Scene& scene) { return std::make_unique<UsbCamera>(scene); }

}  // namespace loket::drivers::gphoto2_camera
