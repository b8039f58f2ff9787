// A reader made of code, within this process: what the conformance suite and `emulated:pcsc_reader` talk to.

#include <atomic>
#include <mutex>

#include "devices/base/wait.h"
#include "devices/model/address_model.h"
#include "devices/model/emulations.h"
#include "drivers/pcsc_reader/card_model.h"
#include "drivers/pcsc_reader/cards.h"
#include "drivers/pcsc_reader/driver.h"

namespace loket::drivers::pcsc_reader {
namespace {

constexpr Millis kApdu{10};  // what one command takes at 106 kbit/s, in real time
constexpr Millis kReaderLook{5};

Error unplugged() { return {Fault::Gone, "the reader was unplugged", "device.gone"}; }

struct ReaderBox {
    explicit ReaderBox(model::Scene& where) : scene(where), card(where) {}
    model::Scene& scene;
    std::mutex mutex;  // of the card
    CardModel card;
    std::atomic<bool> plugged = true;
    std::atomic<bool> mute = false;  // the chip does not answer
};

model::Emulations<ReaderBox>& reader_boxes() {
    static model::Emulations<ReaderBox> boxes;
    return boxes;
}

class EmulatedReader final : public Reader {
  public:
    explicit EmulatedReader(std::shared_ptr<ReaderBox> box) : box_(std::move(box)) {}

    Result<bool> card_there(Millis patience) override {
        const bool before = box_->card.there();
        for (Millis waited{0}; waited < patience && box_->plugged && box_->card.there() == before; waited += kReaderLook) wait_for(kReaderLook, {});
        if (!box_->plugged) return unplugged();
        return box_->card.there();
    }
    Result<Card> connect() override {
        const std::lock_guard lock(box_->mutex);
        if (!box_->plugged) return unplugged();
        if (!box_->card.power_up()) return no_card();
        if (box_->mute) return dead_chip("no answer to reset");
        return Card{Protocol::T1, CardModel::atr()};
    }
    Result<Bytes> transmit(ByteView command) override {
        if (box_->scene.real_time()) wait_for(kApdu, {});
        const std::lock_guard lock(box_->mutex);
        if (!box_->plugged) return unplugged();
        auto answer = box_->card.answer(command);
        if (answer.empty()) return no_card();
        return answer;
    }
    void disconnect() override {}

  private:
    const std::shared_ptr<ReaderBox> box_;
};

class EmulatedReaderBox final : public model::AddressModel {
  public:
    explicit EmulatedReaderBox(model::Scene& scene) : box_(std::make_shared<ReaderBox>(scene)), address_(reader_boxes().add(box_)) {}
    ~EmulatedReaderBox() override { box_->plugged = false; }
    [[nodiscard]] std::string address() const override { return address_; }
    void unplug() override { box_->plugged = false; }
    void plug() override { box_->plugged = true; }
    bool event(std::string_view what) override {
        if (what == "reset" || what == "chip_dead") return box_->mute = what == "chip_dead", true;
        return false;
    }

  private:
    const std::shared_ptr<ReaderBox> box_;
    const std::string address_;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_emulated_reader(const std::string& address) {
    auto box = reader_boxes().find(address);
    if (!box || !box->plugged) return unplugged();
    return std::unique_ptr<Reader>(std::make_unique<EmulatedReader>(std::move(box)));
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<EmulatedReaderBox>(scene); }

}  // namespace loket::drivers::pcsc_reader
