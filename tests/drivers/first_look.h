#pragma once
// What a finder in a process of its own says at last.

#include <optional>
#include <vector>

#include "devices/isolation/isolated_finder.h"

namespace loket::test {

/// The first answer; an error where twenty seconds bring none.
inline Result<std::vector<model::Sighting>> first_look(isolation::IsolatedFinder& finder) {
    constexpr int kLooks = 50;  // of 400 ms each
    for (int i = 0; i < kLooks; ++i) {
        LOKET_ASSIGN(seen, finder.look({}));
        if (seen) return *std::move(seen);
    }
    return internal("the finder does not end");
}

}  // namespace loket::test
