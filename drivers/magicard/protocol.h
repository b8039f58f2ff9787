#pragma once
// Print jobs and questions of Magicard's printers. Pure functions on bytes.
// Source: gutenprint's Magicard backend (backend_magicard.c, by Solomon Peachy, who found it out; the vendor publishes nothing).

#include <optional>
#include <string>
#include <string_view>

#include "devices/model/card_print.h"
#include "devices/model/transport.h"

namespace loket::drivers::magicard {

inline constexpr model::UsbClass kInterface{0x07, 0x01, 0x02};  ///< printer, bidirectional
inline constexpr model::UsbSetup kSoftReset{0x21, 0x02, 0, 0};  ///< USB printer class 1.1, 4.2.3

inline constexpr int kLines = 1016, kWidth = 642;  ///< of a side
inline constexpr int kStride = 672;                ///< dots of a line on the wire
inline constexpr model::CardHead kHead{kLines, kWidth};
inline constexpr int kBits = 6;                    ///< of a dye; each line travels bit by bit, the lowest first
inline constexpr std::size_t kRow = kStride / 8, kDyeSize = std::size_t{kLines} * kBits * kRow, kResinSize = std::size_t{kLines} * kRow;
inline constexpr std::size_t kAnswerSize = 256;

/// Letters of the planes in the order of a job: "blue" is yellow, "green" magenta, "red" cyan.
inline constexpr char kPlanes[] = {'B', 'G', 'R', 'K'};
inline std::size_t size_of(char plane) { return plane == 'K' ? kResinSize : kDyeSize; }

/// Bytes around commands and planes.
inline constexpr std::uint8_t kFill = 0x05, kBegin = 0x01, kEndOfText = 0x1C, kColon = 0x3A, kEnd = 0x03;
inline constexpr std::size_t kJobFill = 64, kQuestionFill = 9;

/// A question for one value of the printer: "TCQ" cards printed, "DFR" panels left, "MSR" serial, "VRS" firmware.
Bytes question(std::string_view key);
/// The value. Corrupt unless it is a whole answer to this key.
Result<std::string> parse_answer(ByteView bytes, std::string_view key);
/// A value that is a whole number of at least 0. Corrupt for anything else.
Result<int> parse_number(std::string_view value);

/// One side of a card. `page` 1 is the front; a back (2) only follows when the front said `duplex`.
Bytes job(const RgbaImage& side, int page, bool duplex);
/// Tags of a job and where its planes begin; nothing while it is not all there.
struct Head {
    std::string tags;  ///< ",NOC1,VER…"
    std::size_t size = 0;
    /// What follows this tag, "1016" for HGT; nothing where it is missing.
    [[nodiscard]] std::optional<std::string> value(std::string_view tag) const;
};
/// Corrupt for what can be no head, however much follows.
Result<std::optional<Head>> parse_head(ByteView bytes);

}  // namespace loket::drivers::magicard
