#pragma once
// Pictures made by arithmetic: a portrait, ridges, an iris, a card, a slip, a signature.

#include <utility>
#include <vector>

#include "kiosk/viewmodels/common.h"

namespace loket::screens::samples {

viewmodels::Picture portrait();
viewmodels::Picture ridges(int seed);
viewmodels::Picture iris(int seed);
viewmodels::Picture card(bool front);
viewmodels::Picture slip();
/// A page of writing, as large as a document camera gives it.
viewmodels::Picture written_paper();
viewmodels::Picture signature();
std::vector<std::pair<float, float>> ink();

}  // namespace loket::screens::samples
