#include "drivers/pcsc_reader/apdu.h"

#include "tests/fuzz/target.h"

namespace loket::fuzz {

namespace pcsc = drivers::pcsc_reader;

/// Commands, answers to reset, and a chip that answers with pieces of the bytes.
void pcsc_reader(ByteView bytes) {
    switch (take_first(bytes) % 3) {
        case 0:
            if (const auto command = pcsc::parse_command(bytes)) {
                const auto again = pcsc::to_bytes(*command);
                require(std::ranges::equal(again, bytes), "a command that is read is written the same");
            }
            break;
        case 1:
            if (const auto atr = pcsc::parse_atr(bytes)) require(atr->historical.size() <= 15, "four bits count the historical bytes");
            break;
        default: {
            const auto protocol = take_first(bytes) % 2 == 0 ? pcsc::Protocol::T0 : pcsc::Protocol::T1;
            int asked = 0;
            const auto answer = pcsc::converse(Bytes{0x00, 0xCA, 0x00, 0x00, 0x00}, protocol, [&](ByteView) -> Result<Bytes> {
                require(++asked < 100'000, "a chip is not asked for ever");
                const auto part = take(bytes, take_first(bytes));
                return Bytes(part.begin(), part.end());
            });
            if (answer) require(answer->size() >= 2, "an answer ends with a status word");
        }
    }
}

}  // namespace loket::fuzz
