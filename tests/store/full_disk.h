#pragma once
// A disk without room, as long as it lives.

#include <sys/resource.h>

#include <csignal>

namespace loket::test {

/// Lowers the largest file this process may write, which to the store is a full disk.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        before_signal_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, before_signal_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
    void (*before_signal_)(int) = nullptr;
};

}  // namespace loket::test
