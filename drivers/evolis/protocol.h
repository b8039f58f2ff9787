#pragma once
// The ESC commands of Evolis' card printers, their answers, and the panels of a card. Pure functions on bytes.
// Source: Evolis, "Card Printers Programming Guide" A5013 Rev. E; where the README says so, programs that drive these printers.

#include <optional>
#include <string>
#include <string_view>

#include "devices/model/card_print.h"
#include "devices/model/transport.h"

namespace loket::drivers::evolis {

inline constexpr model::UsbClass kInterface{0x07, 0x01, 0x02};  ///< printer, bidirectional
inline constexpr model::UsbSetup kSoftReset{0x21, 0x02, 0, 0};  ///< USB printer class 1.1, 4.2.3: forgets what it was sent

inline constexpr std::uint8_t kEsc = 0x1B, kCr = 0x0D;
inline constexpr int kLines = 1016, kDots = 648;  ///< of a panel, 300 dpi
inline constexpr model::CardHead kHead{kLines, kDots};
inline constexpr int kLevels = 32;                ///< of a colour panel: five bits a dot
inline constexpr std::size_t kColourSize = std::size_t{kLines} * kDots * 5 / 8, kMonoSize = std::size_t{kLines} * kDots / 8;
inline constexpr std::size_t kAnswerSize = 64;

/// Names as the commands have them.
enum class Panel : char { Yellow = 'y', Magenta = 'm', Cyan = 'c', Black = 'k', Overlay = 'o' };
inline constexpr Panel kRibbon[] = {Panel::Yellow, Panel::Magenta, Panel::Cyan, Panel::Black, Panel::Overlay};
inline bool is_colour(Panel panel) { return panel == Panel::Yellow || panel == Panel::Magenta || panel == Panel::Cyan; }
/// Bytes of one panel on the wire.
inline std::size_t size_of(Panel panel) { return is_colour(panel) ? kColourSize : kMonoSize; }

/// ESC text CR.
Bytes command(std::string_view text);
/// `Db;y;32;` with the panel's share of the picture; the overlay covers everything.
Bytes download(Panel panel, const RgbaImage& side);

/// The text of one answer, which ends with a NUL. Corrupt when it is empty, not ASCII or not whole.
Result<std::string> parse_answer(ByteView bytes);
/// State reason of RFC 8011 for an answer that is a refusal; nothing for all others ("OK", numbers, names).
std::optional<std::string_view> refusal(std::string_view answer);

enum class Place : std::uint8_t { Nowhere, Head, Station };
/// Answer to `Rlr;p`: where in the printer a card is.
Result<Place> parse_place(std::string_view answer);
/// Answer to `Rse;…`, "4,98 Volts": whether the sensor sees something (more than half of 5 V).
Result<bool> parse_sensor(std::string_view answer);
/// Answer to `Rrt;…`: sides left on the ribbon; 0 when there is none.
Result<int> parse_count(std::string_view answer);

}  // namespace loket::drivers::evolis
