#pragma once
// The store's key in a file of its own, for machines without a TPM to seal it to.

#include <filesystem>

#include "devices/base/random.h"
#include "workflow/store/key.h"

namespace loket::store {

/// Reads the key, or makes one from `random` (SystemRandom outside tests) in a new file that only its owner
/// may read, with a warning in the log: whoever takes the disk takes the key with it. Rights found too wide
/// are narrowed, with a warning. `Corrupt` if the file is not a key; it is then left as it is, since a new
/// key would make the store unreadable for ever.
Result<Key> load_or_create_key(const std::filesystem::path& path, Random& random);

}  // namespace loket::store
