// The house keeps its own rules: floors, sizes, READMEs.

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = LOKET_SOURCE_DIR;

std::vector<fs::path> sources() {
    std::vector<fs::path> files;
    for (const auto* top : {"devices", "drivers", "workflow", "kiosk", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / top))
            if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") files.push_back(entry.path());
    return files;
}

std::vector<std::string> own_includes(const fs::path& file) {
    std::vector<std::string> includes;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("#include \"")) includes.push_back(line.substr(10, line.find('"', 10) - 10));
    return includes;
}

/// What each folder may include, longest prefix first (ARCHITECTURE: floors).
struct Floor {
    std::string folder;
    std::vector<std::string> may;
};
const std::vector<Floor> kFloors = {
    {"devices/base", {"devices/base"}},
    {"devices/biometrics", {"devices/base", "devices/biometrics"}},
    {"devices/card", {"devices/base", "devices/biometrics/position.h", "devices/card"}},
    {"devices/sim_card", {"devices/base", "devices/sim_card", "devices/card/profile.h", "devices/card/sam_profile.h", "devices/card/aes.h", "devices/card/tlv.h", "devices/card/apdu.h"}},
    {"devices/model", {"devices/base", "devices/biometrics", "devices/card", "devices/sim_card", "devices/model"}},
    {"devices/evdev", {"devices/base", "devices/model", "devices/evdev"}},
    {"devices/isolation", {"devices/base", "devices/biometrics", "devices/model", "devices/isolation"}},
    {"devices/runtime", {"devices/base", "devices/biometrics", "devices/model", "devices/isolation", "devices/runtime"}},
    {"workflow", {"devices/base", "devices/biometrics", "workflow"}},
    {"kiosk/ui", {"devices/base", "devices/biometrics/position.h", "kiosk/ui"}},
    {"kiosk/viewmodels", {"devices/base", "kiosk/viewmodels"}},
    {"kiosk/screens", {"devices/base", "kiosk/ui", "kiosk/viewmodels", "kiosk/screens"}},
};

/// Several rows of the table for one sort of box.
bool shared_between_drivers(const std::string& file, const std::string& include) {
    if (file.starts_with("drivers/sbi_")) return include == "drivers/sbi/sbi.h";
    if (file.starts_with("drivers/v4l2_document_camera/") || file.starts_with("drivers/zxing_camera/")) return include.starts_with("drivers/v4l2_camera/");
    if (file.starts_with("drivers/gphoto2_camera/")) return include == "drivers/v4l2_camera/pixels.h";
    if (file.starts_with("drivers/ipp_card_printer/")) return include.starts_with("drivers/ipp_printer/");
    return file.starts_with("drivers/evdev_headset/") && include == "drivers/evdev_keypad/keys.h";
}

bool allowed(const std::string& file, const std::string& include) {
    if (file.starts_with("drivers/")) {
        const auto own = file.substr(0, file.find('/', 8));
        return include.starts_with("devices/base") || include.starts_with("devices/biometrics") || include.starts_with("devices/model") || include.starts_with("devices/evdev") || include == "devices/card/apdu.h" ||
               include.starts_with(own) || include == "drivers/table.h" || own == file || shared_between_drivers(file, include);
    }
    for (const auto& floor : kFloors) {
        if (!file.starts_with(floor.folder + "/")) continue;
        for (const auto& below : floor.may)
            if (include == below || include.starts_with(below + "/")) return true;
        return false;
    }
    return true;
}

}  // namespace

TEST_CASE("no folder includes what lies above it") {
    for (const auto& file : sources()) {
        const auto name = fs::relative(file, kRoot).string();
        for (const auto& include : own_includes(file)) {
            if (include.find('/') == std::string::npos) continue;
            INFO(name << " includes " << include);
            CHECK(allowed(name, include));
        }
    }
}

TEST_CASE("no file is longer than 500 lines") {
    for (const auto& file : sources()) {
        std::ifstream in(file);
        int lines = 0;
        for (std::string line; std::getline(in, line);) ++lines;
        INFO(fs::relative(file, kRoot).string());
        CHECK(lines <= 500);
    }
}

TEST_CASE("only the ground floor asks the machine for time or sleeps") {
    for (const auto& file : sources()) {
        const auto name = fs::relative(file, kRoot).string();
        if (name.starts_with("devices/base/") || name.starts_with("tests/") || name.ends_with("bench.cpp")) continue;
        std::ifstream in(file);
        std::stringstream text;
        text << in.rdbuf();
        INFO(name);
        CHECK(text.str().find("system_clock") == std::string::npos);
    }
}

TEST_CASE("who refers into a snapshot holds it") {
    // A snapshot is replaced while others read: a reference through the pointer that snapshot() returns dangles at once.
    const std::regex loop(R"(for \(.* : [^(]*snapshot\(\)->)"), bound(R"(& \S+ = [^(]*snapshot\(\)->)");
    for (const auto& file : sources()) {
        std::ifstream in(file);
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            if (std::regex_search(line, loop) || std::regex_search(line, bound)) FAIL_CHECK(file.string() << ":" << number << ": " << line);
        }
    }
}

TEST_CASE("every test has a name that CTest can ask for") {
    // CMake's lists end a name at a semicolon, and an open bracket swallows all names after it: what is left of them names no test.
    const std::regex name(R"re(TEST_CASE\(\s*"((?:[^"\\]|\\.)*)")re");
    int seen = 0;
    for (const auto& file : sources()) {
        std::ifstream in(file);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        for (auto at = std::sregex_iterator(text.begin(), text.end(), name); at != std::sregex_iterator(); ++at, ++seen) {
            INFO(file.string() << ": " << (*at)[1]);
            CHECK((*at)[1].str().find_first_of(";[]") == std::string::npos);
        }
    }
    CHECK(seen > 1000);
}

TEST_CASE("every driver explains itself, and every header is guarded once") {
    for (const auto& entry : fs::directory_iterator(kRoot / "drivers"))
        if (entry.is_directory()) {
            INFO(entry.path().string());
            CHECK(fs::exists(entry.path() / "README.md"));
        }
    for (const auto& file : sources()) {
        if (file.extension() != ".h") continue;
        std::ifstream in(file);
        std::string first;
        std::getline(in, first);
        INFO(file.string());
        CHECK(first == "#pragma once");
    }
}
