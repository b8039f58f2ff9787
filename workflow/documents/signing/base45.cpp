#include "workflow/documents/signing/base45.h"

namespace loket::documents::signing {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr unsigned kBase = 45;

}  // namespace

std::string to_base45(ByteView bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const bool pair = i + 1 < bytes.size();
        unsigned value = pair ? bytes[i] * 256u + bytes[i + 1] : bytes[i];
        for (int digits = pair ? 3 : 2; digits > 0; --digits, value /= kBase) out += kAlphabet[value % kBase];
    }
    return out;
}

std::optional<Bytes> from_base45(std::string_view text) {
    if (text.size() % 3 == 1) return std::nullopt;
    Bytes out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const auto group = text.substr(i, 3);
        unsigned value = 0;
        for (std::size_t k = group.size(); k-- > 0;) {
            const auto digit = kAlphabet.find(group[k]);
            if (digit == std::string_view::npos) return std::nullopt;
            value = value * kBase + static_cast<unsigned>(digit);
        }
        if (value > (group.size() == 3 ? 0xffffu : 0xffu)) return std::nullopt;
        if (group.size() == 3) out.push_back(static_cast<std::uint8_t>(value >> 8));
        out.push_back(static_cast<std::uint8_t>(value & 0xff));
    }
    return out;
}

}  // namespace loket::documents::signing
