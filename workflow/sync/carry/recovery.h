#pragma once
// What a person has written down for the day a machine is lost: with it, and with nothing else, the keys of an office can be taken out of a backup
// that lies on a stick.

#include <string>
#include <string_view>
#include <vector>

#include "devices/base/random.h"
#include "devices/base/result.h"
#include "workflow/sync/signing.h"

namespace loket::sync {

inline constexpr const char* kRecoveryCode = "backup.code";  ///< not the code that the backup was made for

/// 32 characters in fours (160 bits; Crockford's base 32, which has no letters that look alike): "7K3M-…".
std::string new_recovery_code(Random& random);
/// Seed of the box that the code opens (X25519). Blanks, dashes and small letters do not matter, O is 0, I and L are 1: any code of at least 24 characters
/// will do, also the recovery key of an encrypted disk. It is long enough not to be guessed, so it is hashed once. Rejected `backup.code`.
Result<std::array<std::uint8_t, 32>> recovery_seed(std::string_view typed);

/// A file of an office by its path within the office's folder.
struct KeptFile {
    std::string name;
    Bytes content;
    bool operator==(const KeptFile&) const = default;
};
/// For whoever knows the code of this box. A count and each file's name and content with their lengths, in a sealed box (crypto_box_seal).
Bytes seal_files(const std::vector<KeptFile>& files, const PublicKey& reader);
/// Rejected `backup.code`; Corrupt `backup.note` for what no office sealed (names that lead out of the folder, lengths that do not fit).
Result<std::vector<KeptFile>> open_files(ByteView sealed, std::string_view code);

}  // namespace loket::sync
