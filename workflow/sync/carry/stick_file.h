#pragma once
// Sticks as files: written beside the target and renamed when they are whole, read from the beginning as often as one likes.

#include <filesystem>

#include "workflow/sync/carry/stick.h"

namespace loket::sync {

/// Calls `fill` with where the bytes go. Nothing stands under the name unless all of it is there and flushed. NeedsOperator "sync.stick_full", "sync.no_stick_here" (pulled
/// out, locked).
Status write_stick(const std::filesystem::path& path, const std::function<Status(const StickWriter::Sink&)>& fill);

/// Where a stick's bytes can be had again from the beginning. Gone where there is none.
using OpenSource = std::function<Result<Source>()>;
OpenSource stick_at(const std::filesystem::path& path);
/// Of a file: nothing for one that is no stick. Gone where it is not there.
Result<std::optional<StickKind>> kind_of_file(const std::filesystem::path& path);

}  // namespace loket::sync
