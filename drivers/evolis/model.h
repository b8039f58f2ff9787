#pragma once
// An Evolis duplex printer made of code: takes the command stream, moves cards, draws what is printed on them.

#include <map>
#include <optional>
#include <vector>

#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/evolis/protocol.h"

namespace loket::drivers::evolis {

/// A piece of plastic.
struct Card {
    std::string uid;             ///< of its chip
    RgbaImage front, back;       ///< 1016 x 648 as printed; empty where nothing was
    bool operator==(const Card&) const = default;
};

/// Events: "reset" (power off and on: a card inside stays where it was, all panels are forgotten), "cover_open", "cover_closed",
/// "ribbon_out", "feeder_empty", "jam" (the next print jams), "reject_full", "repaired" (all of it, refilled, jammed card taken out).
/// With a scene it has an operator: whoever switches it off and on also refills it.
class Model final : public model::UsbDeviceModel {
  public:
    static constexpr int kFeeder = 100, kSides = 200;

    explicit Model(model::Scene* scene = nullptr);

    [[nodiscard]] const model::UsbDescription& description() const override { return description_; }
    model::UsbReply setup(const model::UsbSetup& setup, ByteView out, std::size_t max) override;
    model::UsbReply out(std::uint8_t endpoint, ByteView bytes) override;
    model::UsbReply in(std::uint8_t endpoint, std::size_t max) override;
    bool event(std::string_view what) override;

    /// Cards that came out as they should, and those in the reject box or taken out of a jam.
    [[nodiscard]] const std::vector<Card>& tray() const { return tray_; }
    [[nodiscard]] const std::vector<Card>& spoiled() const { return spoiled_; }
    [[nodiscard]] const std::optional<Card>& inside() const { return inside_; }
    [[nodiscard]] int fed() const { return fed_; }

  private:
    void power_up();
    void work();
    /// Bytes of the first command in the buffer; 0 when it is not all there.
    [[nodiscard]] std::size_t first() const;
    std::string obey(std::string_view text);
    std::string read(std::string_view text) const;
    std::string feed(Place to);
    std::string print(char panel, ByteView data);
    std::string end();
    std::string reject();
    [[nodiscard]] const char* cannot_move() const;
    void draw();
    void answer(std::string_view text);

    model::UsbDescription description_;
    model::Scene* const scene_;
    Bytes buffer_, answers_;
    std::map<char, Bytes> panels_;  // of the side at hand
    std::optional<Card> inside_;
    Place place_ = Place::Nowhere;
    bool back_ = false;
    std::vector<Card> tray_, spoiled_;
    int feeder_ = kFeeder, sides_ = kSides, fed_ = 0;
    bool cover_open_ = false, jam_ = false, jammed_ = false, reject_full_ = false;
    std::chrono::steady_clock::time_point busy_until_;
};

}  // namespace loket::drivers::evolis
