#pragma once
// Forgetting: the one way in which numbers, names, PINs and keys leave memory.

#include <string>

namespace loket {

/// Overwrites the whole buffer of a text (also what lies behind its end) and empties it; its capacity stays, so that typing
/// again leaves no copies behind.
void zeroise(std::string& text);

}  // namespace loket
