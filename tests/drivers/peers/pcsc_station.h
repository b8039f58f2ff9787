#pragma once
// A machine of its own with one card reader: namespaces for mounts and network, so that nothing of the real machine's pcscd is met.

#include <sys/types.h>

#include <cstdint>

namespace loket::test {

inline constexpr std::uint16_t kVpcdPort = 35963;

/// Leaves the mounts and network of the machine: an own /run, an own loopback. False where the kernel forbids it.
bool enter_own_machine();

/// pcscd with the reader of vpcd, from construction to destruction.
class Pcscd {
  public:
    Pcscd();
    ~Pcscd();
    Pcscd(const Pcscd&) = delete;
    Pcscd& operator=(const Pcscd&) = delete;

  private:
    pid_t pid_ = -1;
};

}  // namespace loket::test
