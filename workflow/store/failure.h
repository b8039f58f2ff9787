#pragma once
// SQLite's many result codes in the few words a caller can act on.

#include <string>

#include "devices/base/result.h"

namespace loket::store {

inline constexpr const char* kDiskFull = "disk.full";  ///< nothing was written; make room and try again
inline constexpr const char* kDiskReadOnly = "disk.read_only";  ///< the folder or the disk takes no writes
inline constexpr const char* kDiskFailed =
    "disk.failed";  ///< the disk refused to keep bytes: reopen, then replace it
inline constexpr const char* kCorrupt =
    "store.corrupt";  ///< the file breaks its own rules: restore it from a copy
inline constexpr const char* kLocked = "store.locked";             ///< another process owns the store
inline constexpr const char* kWrongKey = "store.wrong_key";        ///< the key does not open this file
inline constexpr const char* kNewerSchema = "store.newer_schema";  ///< written by a newer Loket
inline constexpr const char* kConflict = "store.conflict";         ///< the rows break a rule of the schema
inline constexpr const char* kUnreachable = "store.unreachable";  ///< the server does not answer; nothing was written, it is tried again
inline constexpr const char* kTaken = "store.taken";              ///< another machine owns the store on the server by now
inline constexpr const char* kUnsafeServer = "store.unsafe_server";  ///< the server may lose what it acknowledged
inline constexpr const char* kFailed = "store.failed";             ///< a mistake of ours

/// `code` is SQLite's extended result code, `system` the errno beneath it or 0.
Error describe(int code, int system, std::string context);

}  // namespace loket::store
