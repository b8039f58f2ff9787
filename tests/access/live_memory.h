#pragma once
// What is in memory: every block that `new` has given out in this program and nobody has given back.

#include <string_view>

namespace loket::app::test {

/// How many living blocks hold the text.
int living_blocks_with(std::string_view text);

}  // namespace loket::app::test
