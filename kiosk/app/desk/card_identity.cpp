#include "kiosk/app/desk/card_identity.h"

#include "kiosk/app/desk/chip.h"

namespace loket::app {
namespace {

Result<Bytes> exchange(Equipment& equipment, std::vector<Bytes> commands, model::Sink& sink, std::stop_token stop) {
    const auto count = commands.size();
    LOKET_ASSIGN(outcome, perform<model::ApduOutcome>(equipment, model::Kind::CardReader, model::ApduRequest{std::move(commands)}, sink, stop));
    auto data = answer_data(outcome, count);
    if (!data) return rejected("card.unreadable", "the chip is not one that Loket writes");
    return data;
}

Result<std::string> read_nik(Equipment& equipment, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(head, exchange(equipment, read_commands(kChipHead), sink, stop));
    const auto length = chip_length(head);
    if (!length) return rejected("card.unreadable", "the chip holds nothing of ours");
    LOKET_ASSIGN(file, exchange(equipment, read_commands(*length), sink, stop));
    const auto chip = decode_chip(file);
    if (!chip) return rejected("card.unreadable", "the chip's file is broken");
    return chip->nik;
}

}  // namespace

Result<std::string> nik_of_card(Equipment& equipment, Millis patience, model::Sink& sink, std::stop_token stop) {
    constexpr Millis kPause{400};
    for (Millis waited{0};; waited += kPause) {
        auto nik = read_nik(equipment, sink, stop);
        if (nik || nik.error().code != "card.not_on_reader" || waited >= patience) return nik;
        if (!equipment.wait(kPause, stop)) return Error{Fault::Cancelled, "nobody waits for a card any more", ""};
    }
}

}  // namespace loket::app
