// One target under libFuzzer; compiled once for each with its name in LOKET_FUZZ_TARGET.

#include "tests/fuzz/target.h"

namespace loket::fuzz {
void LOKET_FUZZ_TARGET(ByteView bytes);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    loket::fuzz::LOKET_FUZZ_TARGET({data, size});
    return 0;
}
