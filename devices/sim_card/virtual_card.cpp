#include "devices/sim_card/virtual_card.h"

namespace loket::sim_card {
namespace {

const Plastic& turned(Plastic& plastic, const Mishap& mishap) {
    if (mishap.flip && *mishap.flip < plastic.memory.size()) plastic.memory[*mishap.flip] ^= 0x01;
    return plastic;
}

}  // namespace

Plastic blank(const card::CardNumber& number, std::map<card::Keys, card::StaticKeys> keys) { return {{number, std::move(keys)}, {}}; }

VirtualCard::VirtualCard(Plastic& plastic, const Mishap& mishap) : plastic_(plastic), mishap_(mishap), os_(turned(plastic, mishap)) {
    if (mishap.tear_after) os_.tear_after(*mishap.tear_after);
}

Result<Bytes> VirtualCard::carry(ByteView command) {
    const Error gone = rejected("card.not_on_reader", "the card was taken away");
    if (mishap_.remove_after && answered_ >= *mishap_.remove_after) return gone;
    auto answer = os_.answer(command);
    plastic_ = os_.plastic();
    if (answer.empty()) return gone;
    ++answered_;
    bytes_ += command.size() + answer.size();
    return answer;
}

double VirtualCard::milliseconds() const {
    constexpr double kBitsPerByte = 10, kKilobit = 106, kEachCommand = 1, kEachPage = 3, kPage = 64;
    return static_cast<double>(bytes_) * kBitsPerByte / kKilobit + answered_ * kEachCommand + static_cast<double>(os_.written()) / kPage * kEachPage;
}

}  // namespace loket::sim_card
