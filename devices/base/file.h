#pragma once
// Whole-file reading and writing that leaves either the old file or the new one, never half of one.

#include <filesystem>
#include <string>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket {

/// The whole file. `Gone` if it is not there, `Internal` if it cannot be read or is larger than `limit` bytes.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit = 256u << 20);
Result<std::string> read_text(const std::filesystem::path& path, std::size_t limit = 64u << 20);

/// Writes beside the target, fsyncs, renames over it and fsyncs the folder: after a power cut the old or the new content is there.
Status write_file(const std::filesystem::path& path, ByteView content);
Status write_text(const std::filesystem::path& path, std::string_view content);

/// The names in a folder, to the disk: what was created, renamed or removed in it is so after a power cut. `Internal` if the disk will not.
Status flush_folder(const std::filesystem::path& folder);

/// Creates the folder and its parents. `Internal` with the system's words if it cannot.
Status make_folder(const std::filesystem::path& path);

}  // namespace loket
