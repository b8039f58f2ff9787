#include "devices/isolation/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include "devices/base/wait.h"

namespace loket::isolation {
namespace {

std::atomic<bool> helps = false;

/// What a helper finds when it begins: three standard files, its socket, no signal held back, a terminal's Ctrl-C not meant for it.
class Arrangement {
  public:
    explicit Arrangement(int socket) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_adddup2(&files_, socket, kHelperSocket);
        posix_spawn_file_actions_addclosefrom_np(&files_, kHelperSocket + 1);
        posix_spawnattr_init(&manner_);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&manner_, &none);
        posix_spawnattr_setsigdefault(&manner_, &all);
        posix_spawnattr_setpgroup(&manner_, 0);
        posix_spawnattr_setflags(&manner_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~Arrangement() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&manner_);
    }
    Arrangement(const Arrangement&) = delete;
    Arrangement& operator=(const Arrangement&) = delete;

    Result<pid_t> spawn(const std::string& program, const std::string& driver) const {
        std::string name = "loket", word = kHelperWord, id = driver;
        std::array<char*, 4> arguments = {name.data(), word.data(), id.data(), nullptr};
        pid_t pid = 0;
        if (posix_spawn(&pid, program.c_str(), &files_, &manner_, arguments.data(), environ) != 0) return internal("no process for a device: " + program);
        return pid;
    }

  private:
    posix_spawn_file_actions_t files_;
    posix_spawnattr_t manner_;
};

std::string in_words(int status) {
    return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status)) : fmt::format("exit code {}", WEXITSTATUS(status));
}

/// A process that hangs in the kernel cannot even be killed at once: then somebody else waits for it.
std::string end_process(pid_t pid) {
    constexpr int kLooks = 18;
    constexpr Millis kLook{5};
    int status = 0;
    if (waitpid(pid, &status, WNOHANG) == pid) return in_words(status);
    kill(pid, SIGKILL);
    for (int i = 0; i < kLooks; ++i) {
        if (waitpid(pid, &status, WNOHANG) == pid) return in_words(status);
        wait_for(i == 0 ? Millis{1} : kLook, {});
    }
    std::thread([pid] { waitpid(pid, nullptr, 0); }).detach();
    return "it hangs in the kernel";
}

}  // namespace

void this_program_helps() { helps = true; }

Launcher launch_self() {
    return [](std::string_view driver) -> Result<Child> {
        if (!helps) return Error{Fault::Unsupported, "this program is no helper for devices"};
        return launch("/proc/self/exe")(driver);
    };
}

Launcher launch(std::string program) {
    return [program = std::move(program)](std::string_view driver) -> Result<Child> {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return internal("no socket for a device's process");
        auto pid = Arrangement(ends[1]).spawn(program, std::string(driver));
        ::close(ends[1]);
        if (!pid) {
            ::close(ends[0]);
            return pid.error();
        }
        return Child{ends[0], [pid = *pid] { return end_process(pid); }};
    };
}

}  // namespace loket::isolation
