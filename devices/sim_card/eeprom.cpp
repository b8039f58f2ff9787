#include "devices/sim_card/eeprom.h"

#include <algorithm>
#include <cassert>

namespace loket::sim_card {
namespace {

constexpr std::size_t kDecidedAt = 0, kPlaceAt = 1, kLengthAt = 3, kBytesAt = 5;  // in the journal
constexpr std::uint8_t kDecided = 0xA5, kIdle = 0;

Bytes word(std::size_t value) { return ByteWriter{}.u16(static_cast<std::uint16_t>(value)).take(); }

}  // namespace

Eeprom::Eeprom(std::size_t size, std::size_t most_change) : Eeprom({}, size, most_change) {}

Eeprom::Eeprom(Bytes memory, std::size_t size, std::size_t most_change) : size_(size), most_change_(most_change), memory_(std::move(memory)) {
    assert(size <= 0xFFFF);
    memory_.resize(size_ + kBytesAt + most_change_);
}

bool Eeprom::put(std::size_t at, std::uint8_t byte) {
    if (torn()) return false;
    if (left_) --*left_;
    memory_[at] = byte;
    ++written_;
    return true;
}

bool Eeprom::put(std::size_t at, ByteView bytes) {
    for (const auto byte : bytes)
        if (!put(at++, byte)) return false;
    return true;
}

bool Eeprom::write(std::size_t at, ByteView bytes) {
    assert(bytes.size() <= most_change_ && at + bytes.size() <= size_);
    return put(size_ + kPlaceAt, word(at)) && put(size_ + kLengthAt, word(bytes.size())) && put(size_ + kBytesAt, bytes) &&
           put(size_ + kDecidedAt, kDecided) && recover();
}

bool Eeprom::recover() {
    if (memory_[size_ + kDecidedAt] != kDecided) return !torn();
    ByteReader in(read(size_ + kPlaceAt, kBytesAt - kPlaceAt));
    const std::size_t at = in.u16(), count = std::min<std::size_t>(in.u16(), most_change_);
    if (at + count <= size_) {
        const Bytes bytes(read(size_ + kBytesAt, count).begin(), read(size_ + kBytesAt, count).end());
        if (!put(at, bytes)) return false;
    }
    return put(size_ + kDecidedAt, kIdle);
}

}  // namespace loket::sim_card
