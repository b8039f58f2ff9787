#pragma once
// Byte strings, hexadecimal, and bounds-checked big-endian reading and writing of wire and record formats.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loket {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal.
std::string to_hex(ByteView bytes);
/// Nothing if the length is odd or a character is not hexadecimal.
std::optional<Bytes> from_hex(std::string_view hex);

/// Reads big-endian fields; after the first read past the end every read yields 0 and `ok()` stays false.
class ByteReader {
  public:
    explicit ByteReader(ByteView bytes) : bytes_(bytes) {}
    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    ByteView take(std::size_t count);
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - at_; }
    [[nodiscard]] std::size_t position() const { return at_; }

  private:
    ByteView bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

/// Appends big-endian fields to a byte string.
class ByteWriter {
  public:
    ByteWriter& u8(std::uint8_t value);
    ByteWriter& u16(std::uint16_t value);
    ByteWriter& u32(std::uint32_t value);
    ByteWriter& u64(std::uint64_t value);
    ByteWriter& raw(ByteView bytes);
    /// A 32-bit length followed by the bytes: the unambiguous form that hashes are taken over.
    ByteWriter& sized(ByteView bytes);
    [[nodiscard]] const Bytes& bytes() const { return out_; }
    Bytes take() { return std::move(out_); }

  private:
    Bytes out_;
};

}  // namespace loket
