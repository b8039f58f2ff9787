#pragma once
// A U.are.U 4500 made of code: what travels on its wire, and the finger on its glass.

#include <deque>
#include <map>
#include <optional>

#include "devices/base/image.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/uru4000/protocol.h"

namespace loket::drivers::uru4000 {

/// Events: "reset", "finger_on", "finger_off", "fault" (it announces that the scan fails), "plain", "scrambled",
/// "one_key" (its frames keep their first key), "older" (it is a U.are.U 4000).
class Model final : public model::UsbDeviceModel {
  public:
    /// With a scene, its person lays the right index finger down when asked to, and lifts it when asked to.
    explicit Model(model::Scene* scene = nullptr);

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t, ByteView) override { return model::UsbReply::stall(); }
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override;
    bool event(std::string_view what) override;

    /// Lays a finger on the glass: dark ridges on light ground, at most 384 x 289, centred.
    void place(const GrayImage& finger);
    /// What the glass sees now, as a driver should deliver it.
    [[nodiscard]] const GrayImage& glass() const { return glass_; }
    [[nodiscard]] std::uint8_t mode() const { return mode_; }
    [[nodiscard]] bool powered() const { return (hwstat_ & kLowPower) == 0; }

  private:
    void write(std::uint16_t reg, ByteView values);
    [[nodiscard]] Bytes read(std::uint16_t reg, std::size_t count) const;
    void set_power(std::uint8_t hwstat);
    void set_mode(std::uint8_t mode);
    void set_finger(bool on);
    void person_acts();
    [[nodiscard]] Bytes frame() const;
    [[nodiscard]] std::uint32_t key(std::uint8_t number) const;

    model::UsbDescription description_;
    model::Scene* const scene_;
    GrayImage glass_;
    bool finger_ = false, scrambled_ = true, one_key_ = false;
    std::uint8_t hwstat_ = kLowPower | kAlive, mode_ = kOff;
    std::uint8_t key_number_ = 0;
    std::uint32_t seed_ = 0;
    std::deque<std::uint16_t> interrupts_;
    Bytes pending_;             // of the frame under way
    bool ends_full_ = false;    // its last packet was full: an empty one must follow
    std::chrono::steady_clock::time_point asked_;
    std::optional<std::pair<std::uint64_t, biometrics::synth::FingerMaster>> skin_;  // of the last person: costly to grow
};

/// The inverse of Descrambler for one block: `pixels` as the sensor sees them become what travels. Gives the key after it.
std::uint32_t scramble(std::span<std::uint8_t> pixels, std::uint32_t key);

}  // namespace loket::drivers::uru4000
