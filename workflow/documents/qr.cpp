#include "workflow/documents/qr.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace loket::documents {
namespace {

/// The 45 characters of alphanumeric mode (ISO/IEC 18004 §7.4.4): two of them in 11 bits instead of 16.
constexpr std::string_view kAlphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

QRcode* encode(std::string_view content) {
    if (content.find_first_not_of(kAlphanumeric) == std::string_view::npos)
        return QRcode_encodeString(std::string(content).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    return QRcode_encodeData(static_cast<int>(content.size()),
                             reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M);
}

}  // namespace

Result<QrCode> encode_qr(std::string_view content) {
    if (content.empty()) return rejected("document.qr_empty", "a QR code needs content");
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(encode(content), QRcode_free);
    if (!code) return rejected("document.qr_too_long", "the content does not fit into a QR code");
    QrCode out{code->width, {}};
    const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    out.modules.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.modules.push_back((code->data[i] & 1) != 0);
    return out;
}

}  // namespace loket::documents
