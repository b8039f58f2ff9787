#include "workflow/store/failure.h"

#include <sqlite3.h>

#include <cerrno>

namespace loket::store {
namespace {

Error disk_failure(int code, int system, std::string context) {
    // After a failed fsync Linux may have dropped the bytes and marked them clean: no errno makes that
    // harmless.
    const bool unsynced = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
    if (!unsynced && (system == ENOSPC || system == EDQUOT || system == EFBIG))
        return {Fault::Internal, std::move(context), kDiskFull};
    if (!unsynced && (system == EROFS || system == EACCES || system == EPERM))
        return {Fault::Internal, std::move(context), kDiskReadOnly};
    return {Fault::Internal, std::move(context), kDiskFailed};
}

}  // namespace

Error describe(int code, int system, std::string context) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return {Fault::Internal, std::move(context), kDiskFull};
        case SQLITE_READONLY:
            return {Fault::Internal, std::move(context), kDiskReadOnly};
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
            return disk_failure(code, system, std::move(context));
        case SQLITE_CORRUPT:
            return {Fault::Corrupt, std::move(context), kCorrupt};
        case SQLITE_NOTADB:
            return {Fault::Rejected, std::move(context), kWrongKey};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Fault::Busy, std::move(context), kLocked};
        case SQLITE_CONSTRAINT:
            return {Fault::Rejected, std::move(context), kConflict};
        default:
            return {Fault::Internal, std::move(context), kFailed};
    }
}

}  // namespace loket::store
