#pragma once
// The wire of the U.are.U 4000 family: registers, interrupts, frames and their scrambling. Pure functions on bytes.
// Source: what libfprint's driver says to these boxes; the vendor publishes nothing.

#include <array>
#include <optional>

#include "devices/base/image.h"
#include "devices/model/transport.h"

namespace loket::drivers::uru4000 {

inline constexpr model::UsbClass kInterface{0xFF, 0xFF, 0xFF};
inline constexpr std::uint8_t kRequest = 0x04;  ///< vendor request; wValue = register
inline constexpr std::uint8_t kReadType = 0xC0, kWriteType = 0x40;

enum Register : std::uint16_t { kHwStat = 0x07, kKeyIndex = 0x33, kKey = 0x34, kMode = 0x4E, kInfo = 0xF0 };
enum Mode : std::uint8_t { kAwaitOn = 0x10, kAwaitOff = 0x12, kCapture = 0x20, kOff = 0x70 };
/// HWSTAT bits.
inline constexpr std::uint8_t kLowPower = 0x80, kTrouble = 0x04, kAlive = 0x01;

inline constexpr std::size_t kIrqSize = 64;
enum Irq : std::uint16_t { kPowerOn = 0x56AA, kFingerOn = 0x0101, kFingerOff = 0x0200, kDying = 0x0800 };
/// First two bytes of an interrupt packet, big-endian. Corrupt unless it is whole.
Result<std::uint16_t> parse_irq(ByteView packet);

inline constexpr std::size_t kInfoSize = 16;
/// "0110 / 0405": hardware and firmware of the sixteen bytes at kInfo (which is which is not known). Corrupt unless whole.
Result<std::string> parse_info(ByteView info);

inline constexpr int kWidth = 384;
inline constexpr int kMostLines = 289;
inline constexpr std::size_t kHeaderSize = 64;
inline constexpr std::size_t kLargestFrame = kHeaderSize + (kMostLines + 1) * kWidth;

enum BlockFlag : std::uint8_t { kAbsent = 0x01, kScrambled = 0x02, kKeyStays = 0x04, kNewKey = 0x80 };

/// One capture as it came: lines of 384 bytes, bright where a ridge touches the glass.
struct Frame {
    struct Block {
        std::uint8_t flags = 0, lines = 0;
    };
    int lines = 0;
    std::uint8_t key_number = 0;
    std::array<Block, 15> blocks{};
    Bytes pixels;
};
/// Corrupt when it is not whole: fewer bytes than its header promises, 0 or more than 289 lines.
Result<Frame> parse_frame(ByteView bytes);
/// Whether the header says that any of it is scrambled.
bool says_scrambled(const Frame& frame);
/// Whether the first lines that are said to be scrambled look like noise: some boxes say so and send plain lines.
bool looks_scrambled(const Frame& frame);

/// One step of the shift register (taps 1 3 4 7 11 13 20 23 26 29 32).
std::uint32_t next_key(std::uint32_t key);
/// The byte that a key hides one pixel with: its bits 4, 8, 11, 14, 18, 21, 24 and 29.
std::uint8_t mask_of(std::uint32_t key);

/// Unscrambles a frame in place, asking for one key after the other.
class Descrambler {
  public:
    explicit Descrambler(Frame& frame) : frame_(frame), number_(frame.key_number) {}
    /// The number of the key to ask for; nothing when the frame is plain.
    [[nodiscard]] std::optional<std::uint8_t> wanted() const { return done_ ? std::nullopt : std::optional{number_}; }
    void apply(std::uint32_t key);

  private:
    Frame& frame_;
    std::uint8_t number_;
    std::size_t block_ = 0;
    int line_ = 0;
    bool asked_ = false;  // for the new key of the block at hand
    bool done_ = false;
};

/// 384 pixels wide, 500 dpi, dark ridges on light ground; lines that did not travel (kAbsent) are ground. `turned`: the glass
/// is mounted the other way round.
GrayImage picture_of(const Frame& frame, bool turned);
/// Whether a finger lay on the glass: enough of the picture is dark, and not all of it.
bool shows_finger(const GrayImage& picture);

}  // namespace loket::drivers::uru4000
