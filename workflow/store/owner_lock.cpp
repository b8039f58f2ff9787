#include "workflow/store/owner_lock.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "workflow/store/failure.h"

namespace loket::store {
namespace {

Error lock_failure(int system, const std::string& doing) {
    return describe(SQLITE_IOERR, system, doing + ": " + std::strerror(system));
}

}  // namespace

Result<OwnerLock> OwnerLock::take(const std::filesystem::path& store) {
    const auto path = store.string() + ".lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return lock_failure(errno, "cannot create " + path);
    OwnerLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) return lock_failure(errno, "cannot lock " + path);
    return Error{Fault::Busy, "another Loket process owns the store " + store.string() + "; close it first",
                 kLocked};
}

OwnerLock::~OwnerLock() {
    if (fd_ >= 0) ::close(fd_);
}

std::string OwnerLock::fingerprint() const {
    char text[64];
    const auto length = ::pread(fd_, text, sizeof text, 0);
    return {text, length > 0 ? static_cast<std::size_t>(length) : 0};
}

Status OwnerLock::remember(const std::string& fingerprint) const {
    const auto written = ::pwrite(fd_, fingerprint.data(), fingerprint.size(), 0);
    if (written != static_cast<ssize_t>(fingerprint.size()) || ::fsync(fd_) != 0)
        return lock_failure(errno, "cannot write the lock file");
    return {};
}

}  // namespace loket::store
