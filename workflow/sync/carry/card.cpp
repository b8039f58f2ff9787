#include "workflow/sync/carry/card.h"

#include <sodium.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "devices/base/sha256.h"
#include "workflow/sync/codes.h"

namespace loket::sync {
namespace {

PublicKey key_in(const nlohmann::json& doc, const char* field) {
    PublicKey key{};
    const auto bytes = from_hex(doc.at(field).get<std::string>()).value_or(Bytes{});
    if (bytes.size() != key.size()) throw std::invalid_argument("a key");
    std::ranges::copy(bytes, key.begin());
    return key;
}

}  // namespace

std::string to_json(const Card& card) {
    if (card.of == Card::Of::Register) return nlohmann::json{{"loket", "register"}, {"key", to_hex(card.key)}, {"sealing", to_hex(card.sealing)}}.dump(2) + "\n";
    return nlohmann::json{{"loket", "office"}, {"origin", card.origin}, {"key", to_hex(card.key)}}.dump(2) + "\n";
}

Result<Card> read_card(const std::string& text) {
    try {
        const auto doc = nlohmann::json::parse(text);
        const std::string of = doc.at("loket");
        Card card{.key = key_in(doc, "key")};
        if (of == "register") {
            card.of = Card::Of::Register;
            card.sealing = key_in(doc, "sealing");
            return card;
        }
        card.origin = doc.at("origin");
        if (of == "office" && card.origin.size() == 32 && from_hex(card.origin)) return card;
    } catch (const std::exception&) {
    }
    return Error{Fault::Corrupt, "not a card of an office or a register", kShape};
}

std::string spoken(const Card& card) {
    const auto hex = to_hex(sha256(as_bytes(to_json(card))));
    return hex.substr(0, 4) + ' ' + hex.substr(4, 4) + ' ' + hex.substr(8, 4) + ' ' + hex.substr(12, 4);
}

SealingKey::SealingKey(const std::array<std::uint8_t, 32>& seed) { crypto_box_seed_keypair(public_.data(), secret_.data(), seed.data()); }

SealingKey::~SealingKey() { sodium_memzero(secret_.data(), secret_.size()); }

Result<Bytes> SealingKey::open(ByteView sealed) const {
    const auto refused = rejected(kOtherReader, "sealed to somebody else");
    if (sealed.size() < crypto_box_SEALBYTES) return refused;
    Bytes opened(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(opened.data(), sealed.data(), sealed.size(), public_.data(), secret_.data()) != 0) return refused;
    return opened;
}

std::array<std::uint8_t, 32> stick_seed(const std::array<std::uint8_t, 32>& signing_seed) {
    constexpr std::string_view kPurpose = "loket stick box 1";
    std::array<std::uint8_t, 32> out{};
    crypto_generichash(out.data(), out.size(), as_bytes(kPurpose).data(), kPurpose.size(), signing_seed.data(), signing_seed.size());
    return out;
}

Card RegisterKeys::card() const { return {.of = Card::Of::Register, .key = signing_.public_key(), .sealing = sealing_.public_key()}; }

}  // namespace loket::sync
