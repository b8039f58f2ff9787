#pragma once
// Forgetting: the one way in which numbers, names, PINs and keys leave memory.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace loket {

/// Overwrites the whole buffer of a text (also what lies behind its end) and empties it; its capacity stays, so that typing
/// again leaves no copies behind.
void zeroise(std::string& text);

/// Overwrites memory in a way that no compiler leaves out.
void wipe(void* place, std::size_t bytes);

/// Gives memory back only overwritten, also the old place of what grew.
template <class T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template <class U>
    WipingAllocator(const WipingAllocator<U>&) {}
    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
    void deallocate(T* place, std::size_t count) {
        wipe(place, count * sizeof(T));
        std::allocator<T>{}.deallocate(place, count);
    }
    bool operator==(const WipingAllocator&) const = default;
};

/// For messages in which pictures and papers of people travel.
using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

}  // namespace loket
