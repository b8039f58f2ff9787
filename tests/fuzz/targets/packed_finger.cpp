// Fingers as they stand in the gallery, and their codes.

#include "devices/biometrics/finger/packed.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace loket::fuzz {

void packed_finger(ByteView bytes) {
    if (const auto finger = biometrics::unpack(bytes)) {
        const auto again = biometrics::pack(*finger);
        require(again.size() == bytes.size() && std::equal(again.begin(), again.end(), bytes.begin()), "a finger that is read is written the same");
    }
    if (const auto code = biometrics::unpack_code(bytes)) {
        const auto again = biometrics::pack(*code);
        require(again.size() == bytes.size() && std::equal(again.begin(), again.end(), bytes.begin()), "a code that is read is written the same");
    }
}

}  // namespace loket::fuzz
