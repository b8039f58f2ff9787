#include "devices/sim_card/derive.h"

namespace loket::sim_card {

card::Block kdf(const card::Key& key, std::uint8_t constant, std::uint16_t bits, ByteView context) {
    Bytes in(11, 0);
    in.insert(in.end(), {constant, 0, static_cast<std::uint8_t>(bits >> 8), static_cast<std::uint8_t>(bits), 1});
    in.insert(in.end(), context.begin(), context.end());
    return card::cmac(key, in);
}

}  // namespace loket::sim_card
