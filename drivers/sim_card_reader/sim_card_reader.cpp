#include <algorithm>

#include "devices/model/sim_device.h"
#include "devices/model/sim_chip.h"
#include "drivers/sim_card_reader/driver.h"

namespace loket::drivers::sim_card_reader {
namespace {

constexpr Millis kExchange{15};  // of one APDU at 106 kbit/s

/// 9000, and the warnings 62xx and 63xx, let the next command follow (ISO/IEC 7816-4 table 5).
bool went_on(const Bytes& response) {
    const auto sw1 = response[response.size() - 2];
    return sw1 == 0x90 || sw1 == 0x62 || sw1 == 0x63;
}

Error not_there() { return rejected("card.not_on_reader", "no card lies on the reader"); }

class CardReader final : public model::SimDeviceFor<model::ApduRequest> {
  public:
    explicit CardReader(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated contactless reader", around) {}

  private:
    Result<model::Content> answer(const model::ApduRequest& ask, model::Turn& turn) override;
    Status wait_for_card(Millis patience, model::Turn& turn);
    bool lay_mishap(model::SimCard& card);
};

/// At full speed nobody lays a card down meanwhile.
Status CardReader::wait_for_card(Millis patience, model::Turn& turn) {
    constexpr Millis kLook{20};
    for (Millis waited{0}; waited < patience && scene().real_time() && !scene().card_on_reader(); waited += kLook) LOKET_TRY(step(turn, kLook));
    return {};
}

/// What has been done to the card since it was last seen: a bit of its memory turned, or a copy of another one lies there in its place.
bool CardReader::lay_mishap(model::SimCard& card) {
    if (const auto at = fault("altered"); at && !card.memory.empty()) {
        card.memory[static_cast<std::size_t>(*at) % card.memory.size()] ^= 0x01;
        scene().store_card(card);
    }
    if (!fault("cloned")) return false;
    const auto others = scene().cards();
    const auto other = std::ranges::find_if(others, [&](const auto& item) { return item.first != card.uid && !item.second.memory.empty(); });
    if (other == others.end()) return false;
    card.memory = other->second.memory;
    return true;
}

Result<model::Content> CardReader::answer(const model::ApduRequest& ask, model::Turn& turn) {
    const bool a_look = ask.commands.empty() && !ask.talk;  // nothing can happen to a chip that nobody asks
    if (!a_look && fault("chip_error")) return rejected("card.chip_error", "the chip does not answer");
    LOKET_TRY(wait_for_card(ask.patience, turn));
    auto card = scene().card_on_reader();
    if (!card) return not_there();
    if (a_look) return model::Content{model::ApduOutcome{.card_uid = card->uid, .responses = {}}};
    const bool copy = lay_mishap(*card);
    auto chip = model::power_up(*card, fault("wrong_key") ? model::Keys::Foreign : model::Keys::Ours);  // every request is a new power-up
    if (const auto bytes = fault("tear")) chip.tear_after(static_cast<std::uint64_t>(*bytes));
    const auto removed_after = fault("removed");
    int answered = 0;
    const model::ApduCarry carry = [&](ByteView command) -> Result<Bytes> {
        LOKET_TRY(step(turn, kExchange));
        const auto lying = scene().card_on_reader();
        if (!lying || lying->uid != card->uid || (removed_after && answered++ >= *removed_after)) return not_there();
        auto response = chip.answer(command);
        if (!copy) scene().store_card({card->uid, chip.plastic().memory, card->compares});  // a card keeps what it answered for, even when it is torn away next
        return response.empty() ? Result<Bytes>(not_there()) : Result<Bytes>(std::move(response));
    };
    model::ApduOutcome outcome{.card_uid = card->uid, .responses = {}};
    for (const auto& command : ask.commands) {
        LOKET_ASSIGN(response, carry(command));
        outcome.responses.push_back(std::move(response));
        if (!went_on(outcome.responses.back())) break;
    }
    if (ask.talk) LOKET_TRY(ask.talk(card->uid, carry));
    return model::Content{std::move(outcome)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<CardReader>(around);
}

}  // namespace loket::drivers::sim_card_reader
