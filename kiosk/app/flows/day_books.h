#pragma once
// The books of one day on paper, when it is written up.

#include "kiosk/app/desk/desk.h"

namespace loket::app {

/// Prints the four books of the day (an empty one says NIHIL), or keeps them in the archive where the station has no A4 printer:
/// meta "book/<name>/<day>" -> blob of kind "pdf". The number of sheets. Blocks; for desk threads.
Result<int> print_day_books(Equipment& equipment, Date day);

}  // namespace loket::app
