// What services on the ports of the Secure Biometric Interface answer, before and after it is believed.

#include "drivers/sbi/ports.h"
#include "drivers/sbi/protocol.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace box = drivers::sbi;

void sbi(ByteView bytes) {
    constexpr std::uint8_t kSorts = 6;
    constexpr Instant kAt{Millis{1'795'392'000'000}};
    static const box::Trust nobody;
    const auto sort = take_first(bytes) % kSorts;
    const auto text = as_text(bytes);
    if (sort == 0) {
        const auto found = box::parse_discovery(text);
        if (!found) return require(found.error().fault == Fault::Corrupt, "a bad discovery is Corrupt");
        for (const auto& each : *found) require(!each.id.empty() && each.id.size() <= 128 && each.name.size() <= 257, "a device has an id, and names are short");
    } else if (sort == 1) {
        require(!box::parse_info(text, "1", nobody, kAt), "who trusts nobody believes nobody");
    } else if (sort == 2) {
        const auto said = box::parse_jws(text);
        if (!said) return require(said.error().fault == Fault::Corrupt, "a bad signature is Corrupt");
        require(!said->certificates.empty(), "a signature has a signer");
        require(!nobody.open(text, kAt), "who trusts nobody believes nobody");
    } else if (sort == 3) {
        const box::Wish wish{.type = "Finger", .device = "1", .names = {"Left Thumb"}, .transaction = "abcd", .env = "Production"};
        const auto taken = box::parse_capture(text, wish, {}, nobody, kAt);
        require(!taken && taken.error().fault != Fault::Internal, "who trusts nobody takes nothing");
    } else if (sort == 4) {
        if (const auto raw = box::from_base64url(text)) require(*box::from_base64url(box::to_base64url(*raw)) == *raw, "base64url survives");
        if (const auto at = box::parse_timestamp(text)) require(box::parse_timestamp(iso_instant(*at)) == at, "a time survives");
    } else if (const auto place = box::parse_address(text)) {
        require(box::parse_address(box::address_of(*place)) == place, "an address survives");
    }
}

}  // namespace loket::fuzz
