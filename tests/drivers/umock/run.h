#pragma once
// Runs a program on a machine with an emulated USB box.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "devices/base/image.h"

namespace loket::test {

struct Ran {
    int code = -1;
    std::string said;
};

inline Ran run(const std::string& command) {
    Ran ran;
    std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return ran;
    std::array<char, 4096> part{};
    while (const auto count = std::fread(part.data(), 1, part.size(), pipe)) ran.said.append(part.data(), count);
    const int status = pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 255;
    return ran;
}

/// Whether the machine lacks a program that is not ours; says so.
inline bool lacks(const std::string& program) {
    const bool none = run("command -v " + program).code != 0;
    if (none) std::fprintf(stderr, "SKIPPED: %s is not installed (image/packages/build.txt)\n", program.c_str());
    return none;
}

inline const std::string kTests = std::string(LOKET_BINARY_DIR) + "/tests/";
inline const std::string kLoket = std::string(LOKET_BINARY_DIR) + "/kiosk/loket";

/// Without the backends of SANE that try /dev/scanner, /dev/parport7 and the like at each look: umockdev keeps every node that could not be opened,
/// and ends a program at the fiftieth.
inline const std::string kFewScanners = "SANE_CONFIG_DIR=" LOKET_SOURCE_DIR "/tests/drivers/peers/sane.d ";

/// `arguments` as usb_emulator takes them.
inline Ran run_emulated(const std::string& arguments) { return run(kFewScanners + "LIBUSB_DEBUG=0 timeout 60 umockdev-wrapper " + kTests + "usb_emulator " + arguments); }

/// A folder of this process's own, gone with it.
struct Folder {
    Folder() : path(std::filesystem::temp_directory_path() / ("loket-umock-" + std::to_string(getpid()))) { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path path;
};

}  // namespace loket::test
