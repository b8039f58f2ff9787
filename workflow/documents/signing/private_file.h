#pragma once
// Files that only their owner may read; private to this folder.

#include <filesystem>
#include <string_view>

#include "devices/base/result.h"

namespace loket::documents::signing {

/// Makes the folder (0700) if it is missing; narrows rights found too wide, with a warning.
Status make_private_folder(const std::filesystem::path& folder);
/// Writes a file that never had wider rights than 0600, not even while being written, and syncs it.
Status write_private(const std::filesystem::path& path, std::string_view text);
/// Takes the rights of group and others away, with a warning if they had any.
Status narrow_rights(const std::filesystem::path& path, unsigned mode);

}  // namespace loket::documents::signing
