// The preview of the Secure Biometric Interface, in pieces of any size.

#include "drivers/sbi/multipart.h"
#include "tests/fuzz/target.h"

namespace loket::fuzz {

void sbi_stream(ByteView bytes) {
    drivers::sbi::Multipart whole, pieces;
    const auto size = std::size_t{1} + take_first(bytes) % 64U;
    whole.add(bytes);
    std::optional<Bytes> last;
    while (!bytes.empty()) {
        pieces.add(take(bytes, size));
        if (auto picture = pieces.latest()) last = std::move(picture);
    }
    require(whole.broken() == pieces.broken(), "pieces do not matter");
    const auto at_once = whole.latest();
    require(at_once == last, "nor for what is seen");
    if (last) require(!last->empty() && last->size() <= std::size_t{4} << 20, "a picture is as long as it said");
}

}  // namespace loket::fuzz
