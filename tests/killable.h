#pragma once
// A program of the tests' own that is killed in the middle of its work and started again.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace loket::test {

class Killable {
  public:
    /// `program` says one line when it is ready and ends with its standard input, so that it never outlives the test.
    explicit Killable(std::string program) : program_(std::move(program)) {}
    ~Killable() { kill(); }
    Killable(const Killable&) = delete;
    Killable& operator=(const Killable&) = delete;

    /// What it says; empty when it ended without a word.
    std::string start(std::vector<std::string> arguments) {
        int out[2], in[2];
        REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
        REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
        std::vector<char*> argv{program_.data()};
        for (auto& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        REQUIRE(posix_spawn(&pid_, program_.c_str(), &actions, nullptr, argv.data(), environ) == 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(out[1]);
        ::close(in[0]);
        hold_ = in[1];
        std::array<char, 64> said{};
        const auto count = ::read(out[0], said.data(), said.size());
        ::close(out[0]);
        return {said.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
    }
    /// kill -9.
    void kill() {
        if (pid_ < 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::close(hold_);
        pid_ = -1;
    }

  private:
    std::string program_;
    pid_t pid_ = -1;
    int hold_ = -1;
};

}  // namespace loket::test
