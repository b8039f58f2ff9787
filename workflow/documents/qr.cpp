#include "workflow/documents/qr.h"

#include <qrencode.h>

#include <memory>

namespace loket::documents {

Result<QrCode> encode_qr(std::string_view content) {
    if (content.empty()) return rejected("document.qr_empty", "a QR code needs content");
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(content.size()),
                          reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (!code) return rejected("document.qr_too_long", "the content does not fit into a QR code");
    QrCode out{code->width, {}};
    const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    out.modules.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.modules.push_back((code->data[i] & 1) != 0);
    return out;
}

}  // namespace loket::documents
