#pragma once
// Some tests try the same at hundreds of places. Every run tries a slice of them; `./loket test --whole` tries all.

#include <cstdlib>

namespace loket::test {

/// `all` in a whole run, `slice` in any other.
inline int whole_or(int all, int slice) { return std::getenv("LOKET_WHOLE") != nullptr ? all : slice; }

}  // namespace loket::test
