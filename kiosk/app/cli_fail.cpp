#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/ui/strings.h"

namespace loket::app {
namespace {

std::string sentence(const std::string& language, const Error& error) {
    const auto words = ui::Strings::load(find_assets() / "strings", language);
    if (!words) return {};
    for (const auto& key : {"error." + error.code, "error." + std::string(to_string(error.fault))})
        if (words->has(key)) return words->text(key);
    return {};
}

}  // namespace

void say(const std::string& key) {
    for (const auto* language : {"id", "en"}) {
        const auto words = ui::Strings::load(find_assets() / "strings", language);
        if (words && words->has(key)) fmt::print(stderr, "  {}\n", words->text(key));
    }
}

std::string read_pin(const std::string& of) { return read_secret(fmt::format("PIN{}{} (six digits): ", of.empty() ? "" : " of ", of)); }

std::string read_secret(const std::string& prompt) {
    const bool terminal = isatty(STDIN_FILENO) != 0;
    termios before{};
    if (terminal) {
        fmt::print(stderr, "{}", prompt);
        tcgetattr(STDIN_FILENO, &before);
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string secret;
    std::getline(std::cin, secret);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fmt::print(stderr, "\n");
    }
    return secret;
}

int fail(const Error& error) {
    fmt::print(stderr, "loket: {}\n", error.context);
    for (const auto* language : {"id", "en"})
        if (const auto words = sentence(language, error); !words.empty()) fmt::print(stderr, "  {}\n", words);
    return 1;
}

int code_of(const Status& done) { return done ? 0 : fail(done.error()); }

}  // namespace loket::app
