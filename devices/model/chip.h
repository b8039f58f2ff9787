#pragma once
// The card's side of the contactless interface: one application with one transparent file.

#include "devices/base/bytes.h"
#include "devices/model/scene.h"

namespace loket::model::chip {

inline constexpr std::uint8_t kApplication[] = {0xF0, 0x4C, 0x4F, 0x4B,
                                                0x45, 0x54, 0x01};  ///< AID: F0 "LOKET" 01
inline constexpr std::size_t kFileSize = 8192;                      ///< capacity of the file

/// Status words of ISO/IEC 7816-4 clause 5.6 that this card gives.
enum class Sw : std::uint16_t {
    Ok = 0x9000,
    EndOfFile = 0x6282,  ///< data follows, but fewer bytes than asked for
    WrongLength = 0x6700,
    SecurityStatus = 0x6982,  ///< the file is locked against writing
    NotAllowed = 0x6986,      ///< no file selected
    NotFound = 0x6A82,
    WrongOffset = 0x6B00,
    NoSuchData = 0x6A88,
    NoSuchInstruction = 0x6D00,
    NoSuchClass = 0x6E00,
};

/// One power-up of a card: nothing is selected at first. Short APDUs, no secure messaging.
/// Until ACTIVATE FILE the file is in the initialisation state and may be written; activation locks it
/// (ISO/IEC 7816-9: the security attributes take effect).
class Chip {
  public:
    /// `card` outlives the power-up and keeps what was written.
    explicit Chip(model::SimCard& card) : card_(card) {}
    /// Response data followed by SW1 SW2. Any bytes are safe.
    Bytes answer(ByteView command);

  private:
    struct Command;
    Bytes select(const Command& command);
    [[nodiscard]] Bytes read(const Command& command) const;
    Bytes update(const Command& command);
    Bytes activate();
    [[nodiscard]] Bytes get_data(const Command& command) const;

    model::SimCard& card_;
    bool selected_ = false;
};

}  // namespace loket::model::chip
