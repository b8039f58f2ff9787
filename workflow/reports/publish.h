#pragma once
// Publikasi: the same report without figures small enough to point at a person (UU 27/2022; religion, disability and
// children are exactly what small villages would give away).

#include "workflow/reports/report.h"

namespace loket::reports {

/// Counts of people from 1 to this are withheld. 0 stays: it is about nobody.
inline constexpr std::int64_t kLargestSmallCell = 4;

/// A copy fit to be published. Internal tables stay out; in tables about people
///  - every count of 1 … 4 becomes `Hidden`,
///  - as many further counts are withheld as it takes that no hidden figure follows from a sum, in the same table, in
///    another table that shows the same figure, or over a `Relation` (complementary suppression),
///  - a ratio is withheld with any count it was made from.
/// Both kinds of hidden cell look alike, so that the mark itself does not say "below five".
/// Charts of figures about people are dropped: draw them anew from the masked tables (`chart_of`).
Report for_publication(const Report& report);

}  // namespace loket::reports
