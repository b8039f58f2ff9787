#pragma once
// A blink(1) made of code: what it shows, and its answers.

#include <atomic>
#include <chrono>

#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/blink1_light/protocol.h"

namespace loket::drivers::blink1_light {

/// Events: "reset" (dark), "mk1" (it tells no colour), "stuck" (it keeps the colour it has).
class Model final : public model::UsbDeviceModel {
  public:
    /// With a scene in real time it fades as slowly as it is told, else at once.
    explicit Model(const model::Scene* scene = nullptr);
    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t, ByteView) override { return model::UsbReply::stall(); }
    model::UsbReply in(std::uint8_t, std::size_t) override { return model::UsbReply::later(); }
    bool event(std::string_view what) override;
    /// From any thread.
    [[nodiscard]] Colour shown() const;

  private:
    bool obey(ByteView report);
    void fade(const Colour& to, Millis span);
    void advance();
    const model::Scene* const scene_;
    model::UsbDescription description_;
    std::atomic<std::uint32_t> shown_{0};  // 0x00RRGGBB
    Colour from_, to_;
    std::chrono::steady_clock::time_point begun_{};
    Millis span_{0};
    Report answer_{};
    bool mk1_ = false, stuck_ = false;
};

}  // namespace loket::drivers::blink1_light
