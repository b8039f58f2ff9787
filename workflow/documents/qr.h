#pragma once
// QR codes as squares of dark and light modules (libqrencode).

#include <string_view>
#include <vector>

#include "devices/base/result.h"

namespace loket::documents {

struct QrCode {
    int size = 0;  ///< modules a side, without the quiet zone
    std::vector<bool> modules;
    [[nodiscard]] bool dark(int x, int y) const {
        return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                       static_cast<std::size_t>(x)];
    }
};

/// Error correction M; alphanumeric mode if the text has only capitals, digits and `$%*+-./:` (numbers, base45), else
/// byte mode. Rejected with "document.qr_empty" or "document.qr_too_long" (over 3391 characters or 2331 bytes).
Result<QrCode> encode_qr(std::string_view content);

}  // namespace loket::documents
