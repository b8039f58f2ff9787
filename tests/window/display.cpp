#include "display.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "devices/base/file.h"

namespace loket::test {
namespace {

using namespace std::chrono_literals;

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

std::uint32_t big_endian(const Bytes& bytes, std::size_t word) {
    const auto* at = bytes.data() + word * 4;
    return static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16 | static_cast<std::uint32_t>(at[2]) << 8 | at[3];
}

bool installed(const std::string& program) {
    return std::filesystem::exists("/usr/bin/" + program);
}

}  // namespace

Child Child::start(const std::vector<std::string>& command, const std::filesystem::path& output, const std::vector<std::string>& variables, int keep) {
    Child child;
    child.pid_ = ::fork();
    if (child.pid_ != 0) return child;
    const int sink = ::open(output.empty() ? "/dev/null" : output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(sink, STDOUT_FILENO);
    ::dup2(sink, STDERR_FILENO);
    if (keep >= 0) ::fcntl(keep, F_SETFD, 0);
    for (const auto& variable : variables) ::setenv(variable.substr(0, variable.find('=')).c_str(), variable.substr(variable.find('=') + 1).c_str(), 1);
    std::vector<char*> words;
    auto copy = command;
    for (auto& word : copy) words.push_back(word.data());
    words.push_back(nullptr);
    ::execvp(words.front(), words.data());
    ::_exit(127);
}

Child::~Child() {
    if (pid_ > 0) stop();
}

Child& Child::operator=(Child&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(ended_, other.ended_);
    return *this;
}

bool Child::runs() {
    if (pid_ <= 0) return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == 0) return true;
    pid_ = -1;
    ended_ = code_of(status);
    return false;
}

int Child::stop() {
    if (!runs()) return ended_.value_or(-1);
    ::kill(pid_, SIGTERM);
    for (int i = 0; i < 200; ++i) {
        if (!runs()) return ended_.value_or(-1);
        std::this_thread::sleep_for(50ms);
    }
    ::kill(pid_, SIGKILL);
    wait();
    return -1;
}

void Child::signal(int number) {
    if (runs()) ::kill(pid_, number);
}

void Child::kill() {
    signal(SIGKILL);
    wait();
}

int Child::wait() {
    if (!runs()) return ended_.value_or(-1);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    ended_ = code_of(status);
    return *ended_;
}

std::optional<Display> Display::open(const std::filesystem::path& folder, int width, int height, std::string& why) {
    for (const auto* program : {"Xvfb", "xdotool"})
        if (!installed(program)) {
            why = std::string(program) + " is not installed";
            return std::nullopt;
        }
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    auto server = Child::start({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", std::to_string(width) + "x" + std::to_string(height) + "x24", "-fbdir", folder.string(), "-nolisten", "tcp", "-nocursor", "-noreset"},
                               folder / "server.log", {}, ends[1]);
    ::close(ends[1]);
    pollfd ready{ends[0], POLLIN, 0};
    std::string name(":");
    char sign = 0;
    while (::poll(&ready, 1, 20'000) > 0 && ::read(ends[0], &sign, 1) == 1 && sign != '\n') name += sign;  // it writes in pieces
    ::close(ends[0]);
    if (sign != '\n') {
        why = "Xvfb did not start: " + read_text(folder / "server.log", 1u << 16).value_or("no word");
        return std::nullopt;
    }
    return Display(std::move(server), folder, name);
}

/// The file that Xvfb keeps is an X window dump: a header of big-endian words, colours of twelve bytes, rows of B, G, R and nothing.
RgbaImage Display::picture() const {
    enum Word { HeaderSize = 0, Width = 4, Height = 5, BytesPerLine = 12, Colours = 19 };
    const auto dump = read_file(folder_ / "Xvfb_screen0");
    if (!dump || dump->size() < 100) return {};
    RgbaImage image(static_cast<int>(big_endian(*dump, Width)), static_cast<int>(big_endian(*dump, Height)));
    const std::size_t start = big_endian(*dump, HeaderSize) + std::size_t{12} * big_endian(*dump, Colours), row = big_endian(*dump, BytesPerLine);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const auto* from = dump->data() + start + row * static_cast<std::size_t>(y) + static_cast<std::size_t>(x) * 4;
            auto* to = image.at(x, y);
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
            to[3] = 255;
        }
    return image;
}

bool Display::hand(std::vector<std::string> words) const {
    words.insert(words.begin(), "xdotool");
    return Child::start(words, {}, {"DISPLAY=" + name_}).wait() == 0;
}

}  // namespace loket::test
