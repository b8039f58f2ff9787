#pragma once
// Code 128, code set B (ISO/IEC 15417): serial numbers of blanks as bars.

#include <string_view>
#include <vector>

#include "devices/base/result.h"

namespace loket::documents {

/// Widths in modules of bar, space, bar, …, beginning and ending with a bar. Rejected with "document.barcode" unless the
/// content is 1 to 40 printable ASCII characters.
Result<std::vector<int>> encode_code128(std::string_view content);

}  // namespace loket::documents
