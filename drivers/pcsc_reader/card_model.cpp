#include "drivers/pcsc_reader/card_model.h"

#include <algorithm>

namespace loket::drivers::pcsc_reader {
namespace {

constexpr std::uint8_t kUidQuestion[] = {0xFF, 0xCA, 0x00, 0x00, 0x00};
constexpr std::string_view kHistorical = "LOKET 2";

}  // namespace

bool CardModel::power_up() {
    const auto card = scene_.card_on_reader();
    chip_.reset();
    if (card) chip_.emplace(model::power_up(card_ = *card));
    return card.has_value();
}

Bytes CardModel::atr() {
    constexpr std::uint8_t kDirect = 0x3B, kTwoProtocols = 0x80, kThenT1 = 0x80, kT1 = 0x01;
    ByteWriter out;
    out.u8(kDirect).u8(static_cast<std::uint8_t>(kTwoProtocols | kHistorical.size())).u8(kThenT1).u8(kT1).raw(as_bytes(kHistorical));
    std::uint8_t sum = 0;
    for (const auto byte : ByteView{out.bytes()}.subspan(1)) sum = static_cast<std::uint8_t>(sum ^ byte);
    return out.u8(sum).take();
}

Bytes CardModel::answer(ByteView command) {
    const auto lying = scene_.card_on_reader();
    if (!chip_ || !lying || lying->uid != card_.uid) return {};
    if (std::ranges::equal(command, kUidQuestion)) {
        const auto uid = from_hex(card_.uid).value_or(Bytes{});
        return ByteWriter{}.raw(uid).u16(static_cast<std::uint16_t>(card::Sw::Ok)).take();
    }
    auto answer = chip_->answer(command);
    card_.memory = chip_->plastic().memory;
    scene_.store_card(card_);  // a card keeps what it answered for, even when it is torn away next
    return answer;
}

}  // namespace loket::drivers::pcsc_reader
