#pragma once
// The memory of a simulated chip, byte by byte, and how it survives being torn away: what one command changes is written down first, then
// marked as decided with one byte, then carried out. Power may go after any byte.

#include <cstdint>
#include <optional>

#include "devices/base/bytes.h"

namespace loket::sim_card {

class Eeprom {
  public:
    /// Of `size` bytes, all zero, with room for changes of at most `most_change` bytes at once.
    Eeprom(std::size_t size, std::size_t most_change);
    /// Continues with what another power-up left behind.
    explicit Eeprom(Bytes memory, std::size_t size, std::size_t most_change);

    [[nodiscard]] ByteView read(std::size_t at, std::size_t count) const { return ByteView{memory_}.subspan(at, count); }
    /// All or nothing. False when power went: the chip is dead until the next power-up.
    [[nodiscard]] bool write(std::size_t at, ByteView bytes);
    /// At power-up: finishes what was decided.
    [[nodiscard]] bool recover();

    /// Power goes when this many more bytes have been written; nothing: it stays.
    void tear_after(std::optional<std::uint64_t> bytes) { left_ = bytes; }
    [[nodiscard]] bool torn() const { return left_ && *left_ == 0; }
    [[nodiscard]] const Bytes& memory() const { return memory_; }
    [[nodiscard]] std::uint64_t written() const { return written_; }  ///< bytes since power-up, for what time they take

  private:
    bool put(std::size_t at, std::uint8_t byte);
    bool put(std::size_t at, ByteView bytes);

    std::size_t size_, most_change_;
    Bytes memory_;  // the data, then the journal: decided, place, count, bytes
    std::optional<std::uint64_t> left_;
    std::uint64_t written_ = 0;
};

}  // namespace loket::sim_card
