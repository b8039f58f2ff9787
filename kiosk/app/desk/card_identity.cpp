#include "kiosk/app/desk/card_identity.h"

#include "kiosk/app/desk/chip.h"

namespace loket::app {
namespace {

Result<Bytes> exchange(Equipment& equipment, model::ApduRequest request, model::Sink& sink, std::stop_token stop) {
    const auto count = request.commands.size();
    LOKET_ASSIGN(outcome, perform<model::ApduOutcome>(equipment, model::Kind::CardReader, std::move(request), sink, stop));
    auto data = answer_data(outcome, count);
    if (!data) return rejected("card.unreadable", "the chip is not one that Loket writes");
    return data;
}

}  // namespace

Result<std::string> nik_of_card(Equipment& equipment, Millis patience, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(head, exchange(equipment, {read_commands(kChipHead), patience}, sink, stop));
    const auto length = chip_length(head);
    if (!length) return rejected("card.unreadable", "the chip holds nothing of ours");
    LOKET_ASSIGN(file, exchange(equipment, {read_commands(*length)}, sink, stop));
    const auto chip = decode_chip(file);
    if (!chip) return rejected("card.unreadable", "the chip's file is broken");
    return chip->nik;
}

}  // namespace loket::app
