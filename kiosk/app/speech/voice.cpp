#include "kiosk/app/speech/voice.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>

#include "devices/base/clock.h"

extern char** environ;

namespace loket::speech {

namespace {

constexpr Millis kPatience{5000}, kPipeGlance{20};

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }
    void set(int number) { number_ = number; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

Error no_voice(const std::string& why) { return {Fault::Unsupported, "voice: " + why, "speech.no_voice"}; }

/// A running child; killed if nobody waited for it.
class Child {
  public:
    ~Child() {
        if (pid_ <= 0) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    /// Both ends of the child's standard input and output are `socket`.
    Status start(const std::string& program, std::vector<std::string> arguments, int socket) {
        std::vector<char*> raw;
        for (auto& argument : arguments) raw.push_back(argument.data());
        raw.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        const int failed = posix_spawnp(&pid_, program.c_str(), &actions, nullptr, raw.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) pid_ = 0;
        return failed == 0 ? Status{} : no_voice(program + " cannot be started");
    }
    /// Its exit code; it has closed its output, so it is about to end.
    int wait() {
        int state = 0;
        waitpid(pid_, &state, 0);
        pid_ = 0;
        return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
    }

  private:
    pid_t pid_ = 0;
};

Status send_all(int socket, std::string_view text) {
    while (!text.empty()) {
        const auto sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return no_voice("it does not listen");
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    shutdown(socket, SHUT_WR);
    return {};
}

Result<std::string> receive_all(int socket, const std::stop_token& stop) {
    std::string all;
    std::array<char, 16384> piece;
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "voice: stopped"};
        pollfd waiting{socket, POLLIN, 0};
        if (poll(&waiting, 1, static_cast<int>(kPipeGlance.count())) <= 0) continue;
        const auto got = recv(socket, piece.data(), piece.size(), 0);
        if (got == 0) return all;
        if (got < 0) return no_voice("its answer broke off");
        all.append(piece.data(), static_cast<std::size_t>(got));
    }
    return Error{Fault::TimedOut, "voice: no answer", "speech.no_voice"};
}

}  // namespace

Result<Samples> render(const std::string& text, const std::string& language, int rate, const std::stop_token& stop, const std::string& program) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return internal("voice: no socket");
    const Descriptor ours(ends[0]);
    Descriptor theirs(ends[1]);
    Child child;
    LOKET_TRY(child.start(program, {program, "-v", language, "-s", std::to_string(rate), "-b", "1", "--stdin", "--stdout"}, theirs.get()));
    theirs.close();
    LOKET_TRY(send_all(ours.get(), text));
    LOKET_ASSIGN(wav, receive_all(ours.get(), stop));
    if (child.wait() != 0 || wav.empty()) return no_voice("no voice for \"" + language + "\"");
    return parse_wav(wav);
}

}  // namespace loket::speech
