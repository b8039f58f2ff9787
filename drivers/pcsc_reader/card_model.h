#pragma once
// The card's side of a contactless reader: the chip of the simulated reader, with an answer to reset and a number, as PC/SC wants them.

#include <optional>

#include "devices/model/scene.h"
#include "devices/model/sim_chip.h"

namespace loket::drivers::pcsc_reader {

/// The card that lies on the reader of a scene, from one power-up to the next. Not thread-safe.
class CardModel {
  public:
    explicit CardModel(model::Scene& scene) : scene_(scene) {}
    CardModel(const CardModel&) = delete;
    CardModel& operator=(const CardModel&) = delete;
    [[nodiscard]] bool there() const { return scene_.card_on_reader().has_value(); }
    /// Powers the card up: nothing is selected. False when there is none.
    bool power_up();
    /// Of a contactless card, as readers make it up (PC/SC part 3, 3.1.3.2.3), with historical bytes "LOKET 2".
    [[nodiscard]] static Bytes atr();
    /// Data followed by SW1 SW2; also to the question for its number, which a reader would answer. Empty when the card was taken away.
    Bytes answer(ByteView command);

  private:
    model::Scene& scene_;
    model::SimCard card_;
    std::optional<sim_card::CardOs> chip_;  // of this power-up
};

}  // namespace loket::drivers::pcsc_reader
