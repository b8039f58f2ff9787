#pragma once
// Canonical codes of at most sixteen bits (as in ITU-T T.81 annexes C and K), and the bits of a coded block.

#include <array>
#include <cstdint>
#include <vector>

#include "devices/base/bytes.h"

namespace loket::biometrics::wsq {

struct CodeTable {
    std::array<std::uint8_t, 16> counts{};  ///< codes of 1-16 bits
    std::vector<std::uint8_t> symbols;      ///< shortest code first
};

/// A table for what occurs so often; no code is all ones.
CodeTable table_for(const std::array<std::uint32_t, 256>& often);

/// Whether the codes fit into sixteen bits and the counts agree with the symbols.
bool sound(const CodeTable& table);

/// The bits of a block; a zero byte that follows FF is stuffing. Ends at a marker or the end of the bytes.
class BitReader {
  public:
    explicit BitReader(ByteView bytes) : bytes_(bytes) {}
    /// The next `count` (at most 16) bits without taking them; ones beyond the end.
    std::uint32_t peek(int count) {
        while (have_ < count) fill();
        return static_cast<std::uint32_t>(bits_ >> (have_ - count)) & ((1U << count) - 1);
    }
    void take(int count) { have_ -= count; }
    [[nodiscard]] bool ok() const { return have_ >= invented_; }
    /// Where the bytes of the block end.
    [[nodiscard]] std::size_t end() const { return at_; }

  private:
    void fill();
    ByteView bytes_;
    std::size_t at_ = 0;
    std::uint64_t bits_ = 0;
    int have_ = 0, invented_ = 0;  // bits in hand, and how many of them lie beyond the end
};

class Decoder {
  public:
    Decoder() = default;
    explicit Decoder(const CodeTable& table);
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    /// The next symbol, -1 where no code fits.
    int next(BitReader& bits) const {
        const auto entry = entries_[bits.peek(16)];
        bits.take(entry >> 8);
        return entry == 0 ? -1 : entry & 255;
    }

  private:
    std::vector<std::uint16_t> entries_;  ///< by the next 16 bits: length << 8 | symbol
};

class BitWriter {
  public:
    explicit BitWriter(Bytes& out) : out_(out) {}
    void put(std::uint32_t value, int count) {
        bits_ = bits_ << count | value;
        have_ += count;
        while (have_ >= 8) byte(static_cast<std::uint8_t>(bits_ >> (have_ -= 8)));
    }
    /// Fills the last byte with ones.
    void close() {
        if (have_ > 0) put((1U << (8 - have_)) - 1, 8 - have_);
    }

  private:
    void byte(std::uint8_t value) {
        out_.push_back(value);
        if (value == 0xFF) out_.push_back(0);
    }
    Bytes& out_;
    std::uint64_t bits_ = 0;
    int have_ = 0;
};

struct Code {
    std::uint16_t bits = 0;
    std::uint8_t length = 0;
};
std::array<Code, 256> codes_of(const CodeTable& table);

}  // namespace loket::biometrics::wsq
