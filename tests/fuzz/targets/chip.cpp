#include "kiosk/app/desk/chip.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void chip(ByteView bytes) {
    if (take_first(bytes) % 2 == 0) {
        model::ApduOutcome outcome;
        while (!bytes.empty()) {
            const std::size_t size = take_first(bytes);
            const auto part = take(bytes, size);
            outcome.responses.emplace_back(part.begin(), part.end());
        }
        (void)app::answer_data(outcome, outcome.responses.size());
        return;
    }
    (void)app::chip_length(bytes);
    const auto content = app::decode_chip(bytes);
    if (!content) return require(content.error().fault == Fault::Corrupt, "a bad chip is Corrupt");
    const auto again = app::decode_chip(app::encode_chip(*content));
    require(again && again->nik == content->nik && again->serial == content->serial && again->fingers.size() == content->fingers.size(), "a chip survives being written again");
}

}  // namespace loket::fuzz
