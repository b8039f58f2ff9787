#include "tests/drivers/peers/pcsc_station.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace loket::test {
namespace {

constexpr const char* kConfig = "/run/loket-readers.conf";

bool loopback_up() {
    const int any = socket(AF_INET, SOCK_DGRAM, 0);
    ifreq lo{};
    std::strncpy(lo.ifr_name, "lo", IFNAMSIZ - 1);
    bool up = ioctl(any, SIOCGIFFLAGS, &lo) == 0;
    lo.ifr_flags = static_cast<short>(lo.ifr_flags | IFF_UP);
    up = up && ioctl(any, SIOCSIFFLAGS, &lo) == 0;
    close(any);
    return up;
}

}  // namespace

bool enter_own_machine() {
    if (unshare(CLONE_NEWNS | CLONE_NEWNET) != 0) return false;
    if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
    return mount("tmpfs", "/run", "tmpfs", 0, "size=8m") == 0 && loopback_up();
}

Pcscd::Pcscd() {
    std::ofstream(kConfig) << fmt::format(
        "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x{0:X}\nLIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID 0x{0:X}\n", kVpcdPort);
    pid_ = fork();
    if (pid_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // whatever becomes of us, no pcscd stays behind
    const int silence = open("/dev/null", O_RDWR);
    dup2(silence, STDOUT_FILENO);
    dup2(silence, STDERR_FILENO);
    execl("/usr/sbin/pcscd", "pcscd", "-f", "-c", kConfig, static_cast<char*>(nullptr));
    _exit(127);
}

Pcscd::~Pcscd() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

}  // namespace loket::test
