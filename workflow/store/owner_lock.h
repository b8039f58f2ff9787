#pragma once
// One process owns a store. Several writers on one file starve each other (measured p99.9 of 6.1 s); two
// owners would fork the chain.

#include <filesystem>
#include <string>
#include <utility>

#include "devices/base/result.h"

namespace loket::store {

/// Held from opening to closing; the kernel frees it when the process dies, however it dies. The lock file
/// also remembers a fingerprint of the key that last opened the store, which tells a wrong key from a damaged
/// first page.
class OwnerLock {
  public:
    /// Takes `<store>.lock`. Busy `store.locked` when somebody else holds it, in this process or another.
    static Result<OwnerLock> take(const std::filesystem::path& store);
    OwnerLock(OwnerLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    OwnerLock& operator=(OwnerLock&&) = delete;
    ~OwnerLock();

    /// Empty before the first remember().
    [[nodiscard]] std::string fingerprint() const;
    Status remember(const std::string& fingerprint) const;

  private:
    explicit OwnerLock(int fd) : fd_(fd) {}
    int fd_;
};

}  // namespace loket::store
