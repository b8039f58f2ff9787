#pragma once
// A screen that nobody sees, a kiosk that runs on it as its own program, and a hand that touches it: all from outside.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/image.h"

namespace loket::test {

/// A child with its own environment; stopped by its number, never by its name.
class Child {
  public:
    Child() = default;
    /// `output`: a file that takes what it says; empty: nowhere. `variables`: "NAME=value". `keep`: a descriptor that it inherits.
    static Child start(const std::vector<std::string>& command, const std::filesystem::path& output = {}, const std::vector<std::string>& variables = {}, int keep = -1);
    ~Child();
    Child(Child&& other) noexcept : pid_(other.pid_) { other.pid_ = -1; }
    Child& operator=(Child&& other) noexcept;
    [[nodiscard]] bool runs();
    /// Asks it to end and waits at most ten seconds. Its exit code; -1 if it had to be killed or died of a signal.
    int stop();
    /// At once, as a power cut would.
    void kill();
    void signal(int number);
    /// Waits until it ends by itself.
    int wait();

  private:
    pid_t pid_ = -1;
    std::optional<int> ended_;
};

/// An X server without a screen on a free number. Its picture is a file that is read like any other.
class Display {
  public:
    /// Nothing if Xvfb or xdotool is missing or does not start; `why` says which.
    static std::optional<Display> open(const std::filesystem::path& folder, int width, int height, std::string& why);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// What is on the screen now, without a pointer.
    [[nodiscard]] RgbaImage picture() const;
    /// One call of xdotool. False if it fails.
    bool hand(std::vector<std::string> words) const;

  private:
    Display(Child server, std::filesystem::path folder, std::string name) : server_(std::move(server)), folder_(std::move(folder)), name_(std::move(name)) {}
    Child server_;
    std::filesystem::path folder_;
    std::string name_;
};

}  // namespace loket::test
