#pragma once
// Files with secrets in them.

#include <filesystem>
#include <string_view>

#include "devices/base/result.h"

namespace loket {

/// As write_text, in a file that nobody but its owner may read: it has its narrow rights before anything is in it.
Status write_private(const std::filesystem::path& path, std::string_view content);

}  // namespace loket
