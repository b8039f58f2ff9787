#pragma once
// Invented people and papers for the tests of this folder.

#include "workflow/documents/card.h"
#include "workflow/documents/pickup.h"
#include "workflow/documents/resi.h"
#include "workflow/documents/ticket.h"

namespace loket::documents::samples {

inline constexpr Date kMonday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
inline constexpr Date kThursday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{26}};

OfficeHead office();
ResiPaper resi();
QueueTicket ticket();
PickupReceipt pickup();
const CardData& card();
CardData extreme_card();  ///< every field as long as the records allow, and longer
const CardDesign& design();
GrayImage signature();
/// A head and shoulders before a shaded, slightly noisy wall.
enum class Shirt : std::uint8_t { Blue, LikeTheWall };
RgbaImage photo(int width = 480, int height = 640, Shirt shirt = Shirt::Blue);

}  // namespace loket::documents::samples
