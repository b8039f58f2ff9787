#pragma once
// Runs the built program as a person would, and can kill it without warning.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "devices/base/file.h"
#include "kiosk/app/core/reference.h"

namespace loket::test {

inline std::filesystem::path program() { return std::filesystem::path(LOKET_BINARY_DIR) / "kiosk" / "loket"; }

/// A child whose standard output (and, merged, standard error) can be read.
class Process {
  public:
    /// `input`: what it reads from standard input; at most what a pipe holds.
    Process(const std::vector<std::string>& arguments, bool merge_errors, const std::string& input = {}) {
        int ends[2], typed[2];
        if (::pipe(ends) != 0 || ::pipe(typed) != 0) return;
        pid_ = ::fork();
        if (pid_ == 0) {
            ::dup2(typed[0], STDIN_FILENO);
            ::close(typed[1]);
            ::dup2(ends[1], STDOUT_FILENO);
            const int sink = ::open("/dev/null", O_WRONLY);
            ::dup2(merge_errors ? ends[1] : sink, STDERR_FILENO);
            ::close(ends[0]);
            std::vector<char*> argv;
            auto path = program().string();
            argv.push_back(path.data());
            auto copy = arguments;
            for (auto& argument : copy) argv.push_back(argument.data());
            argv.push_back(nullptr);
            ::execv(path.c_str(), argv.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        ::close(typed[0]);
        [[maybe_unused]] const auto written = ::write(typed[1], input.data(), input.size());  // whoever has gone already shows in the outcome
        ::close(typed[1]);
        output_ = ends[0];
    }
    ~Process() {
        if (pid_ > 0) kill_now();
        ::close(output_);
    }
    void kill_now() {
        ::kill(pid_, SIGKILL);
        wait();
    }
    /// Everything until the child closes its output.
    std::string read_all() {
        std::string text;
        std::array<char, 4096> chunk{};
        for (ssize_t count = 0; (count = ::read(output_, chunk.data(), chunk.size())) > 0;) text.append(chunk.data(), static_cast<std::size_t>(count));
        return text;
    }
    /// Exit code; -1 when it was killed.
    int wait() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    pid_t pid_ = -1;
    int output_ = -1;
};

struct Outcome {
    int code = 0;
    std::string text;
};

inline Outcome run_program(const std::vector<std::string>& arguments, bool merge_errors = true, const std::string& input = {}) {
    Process process(arguments, merge_errors, input);
    auto text = process.read_all();
    return {process.wait(), std::move(text)};
}

/// An empty folder that is removed at the end.
class Folder {
  public:
    explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / ("loket-" + name + "-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string str() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// The assets with one file replaced, for as long as it lives.
class OtherAssets {
  public:
    OtherAssets(const Folder& folder, const std::string& file, const std::string& content) {
        const auto copy = folder.path() / "assets";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(app::find_assets(), copy, std::filesystem::copy_options::recursive);
        if (!write_text(copy / file, content)) throw std::runtime_error("cannot write " + file);
        ::setenv("LOKET_ASSETS", copy.c_str(), 1);
    }
    ~OtherAssets() { ::unsetenv("LOKET_ASSETS"); }
};

}  // namespace loket::test
