#pragma once
// An STU pad made of code: its reports, its ink mode, and the pen of the person before it.

#include <deque>
#include <optional>

#include "devices/biometrics/synth/synth.h"
#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/wacom_stu/protocol.h"

namespace loket::drivers::wacom_stu {

/// Events: "reset", "dot" (somebody only touches it), "encrypts" (it sends what nobody here can read).
class Model final : public model::UsbDeviceModel {
  public:
    /// With a scene, its person signs as soon as ink follows the pen. `product`: one of kIds; those before the 430 have no clock.
    explicit Model(model::Scene* scene = nullptr, std::uint16_t product = 0x00A5);

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t, ByteView) override { return model::UsbReply::stall(); }
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override;
    bool event(std::string_view what) override;

    /// Lets somebody sign: positions of 0.1 mm on synth's pad.
    void sign(const std::vector<biometrics::synth::Pen>& strokes);
    [[nodiscard]] bool ink() const { return ink_; }
    [[nodiscard]] bool clean() const { return clean_; }  ///< nothing written since the screen was cleared

  private:
    [[nodiscard]] Bytes feature(std::uint8_t report) const;
    bool set(std::uint8_t report, std::uint8_t value);
    void queue(const Pen& pen);
    void person_acts();

    struct Due {
        int millis = 0;  ///< after the first
        Pen pen;
    };
    model::UsbDescription description_;
    model::Scene* const scene_;
    const bool has_clock_;
    bool timed_ = false, ink_ = false, clean_ = true, encrypts_ = false, asked_ = false;
    std::uint16_t sequence_ = 0;
    std::deque<Due> due_;
    std::chrono::steady_clock::time_point began_;
};

}  // namespace loket::drivers::wacom_stu
