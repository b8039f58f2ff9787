#include "devices/base/secret.h"

#include <sodium.h>

namespace loket {

void zeroise(std::string& text) {
    text.resize(text.capacity());
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void wipe(void* place, std::size_t bytes) { sodium_memzero(place, bytes); }

}  // namespace loket
