#pragma once
// A Magicard duplex printer made of code: takes jobs, draws the card, answers questions. Programs that are not ours print on it too.

#include <optional>
#include <vector>

#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/magicard/protocol.h"

namespace loket::drivers::magicard {

/// A piece of plastic, printed side by side; empty where nothing was. 1016 x 642.
struct Card {
    RgbaImage front, back;
};

/// Events: "reset" (power off and on), "jam" (the next card does not come out), "feeder_empty", "repaired".
class Model final : public model::UsbDeviceModel {
  public:
    static constexpr int kFeeder = 100, kPanels = 1500;

    explicit Model(model::Scene* scene = nullptr);

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t endpoint, ByteView bytes) override;
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override;
    bool event(std::string_view what) override;

    [[nodiscard]] const std::vector<Card>& tray() const { return tray_; }
    [[nodiscard]] int fed() const { return fed_; }

  private:
    void work();
    /// Does the first thing in the buffer; its bytes, 0 when it is not all there.
    std::size_t take();
    std::string value(std::string_view key) const;
    void print(const Head& head, ByteView planes);
    void come_out(Card card);

    model::UsbDescription description_;
    model::Scene* const scene_;
    Bytes buffer_, answers_;
    std::optional<Card> waiting_;  // its back is still to come
    std::vector<Card> tray_;
    int feeder_ = kFeeder, panels_ = kPanels, fed_ = 0;
    bool jam_ = false;
    std::chrono::steady_clock::time_point busy_until_;
};

}  // namespace loket::drivers::magicard
