#pragma once
// A TM-T20III made of code: takes the command stream, draws the slip, answers with its sensors.

#include <deque>
#include <vector>

#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/escpos/paper.h"
#include "drivers/escpos/protocol.h"

namespace loket::drivers::escpos {

/// Events: "reset", "cover_open", "cover_closed", "paper_low", "paper_end", "paper_full", "cutter_stuck", "broken", "repaired".
/// While it cannot print it keeps what it is sent, takes nothing more once its buffer is full, and goes on when it is put right.
class Model final : public model::UsbDeviceModel {
  public:
    static constexpr std::size_t kBuffer = 4096;

    /// With a scene, each slip is left there (Scene::last_slip); in real time a slip takes as long as 150 mm/s do.
    explicit Model(model::Scene* scene = nullptr);

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t endpoint, ByteView bytes) override;
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override;
    bool event(std::string_view what) override;

    /// All slips since it was made.
    [[nodiscard]] const std::vector<Slip>& slips() const { return slips_; }

  private:
    void power_up();
    [[nodiscard]] std::uint8_t status(int n) const;
    void work();
    /// Does the first command of the buffer; how many bytes it had, 0 when it is not all there yet.
    std::size_t command();
    std::size_t escape();
    std::size_t group();
    std::size_t extended();
    void cut();
    void answer_when_printed();
    [[nodiscard]] int at(std::size_t i) const { return i < buffer_.size() ? buffer_[i] : 0; }

    model::UsbDescription description_;
    model::Scene* const scene_;
    Sensors sensors_;
    Paper paper_;
    Bytes buffer_, answers_, qr_;
    int qr_module_ = 3;
    int questions_ = 0;  // GS r not answered yet
    std::chrono::steady_clock::time_point busy_until_;
    std::vector<Slip> slips_;
};

}  // namespace loket::drivers::escpos
