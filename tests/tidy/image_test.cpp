// The appliance's lists and units, without starting it: what can be wrong in them is found before a machine is.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace files = std::filesystem;

const files::path kImage = files::path(LOKET_SOURCE_DIR) / "image";
const files::path kUnits = kImage / "rootfs/usr/lib/systemd/system";

std::string text_of(const files::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// First words of the lines that say something; each has a reason after it.
std::vector<std::string> names_in(const files::path& list) {
    std::vector<std::string> names;
    std::ifstream in(list);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::stringstream words(line);
        std::string name, reason;
        words >> name >> reason;
        INFO(list << ": " << line);
        CHECK_FALSE(reason.empty());
        names.push_back(name);
    }
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
    return names;
}

bool is_program(const files::path& file) { return text_of(file).starts_with("#!/bin/sh") || text_of(file).starts_with("#!/usr/bin/env bash"); }

}  // namespace

TEST_CASE("every line of the appliance's lists has a reason, and no unit is both started and masked") {
    for (const auto* list : {"packages/build.txt", "packages/image.txt", "packages/runtime.txt", "udev/touch.txt"}) CHECK(names_in(kImage / list).size() > 5);
    const auto started = names_in(kImage / "services.txt"), masked = names_in(kImage / "masked.txt");
    for (const auto& unit : started) CHECK(std::find(masked.begin(), masked.end(), unit) == masked.end());
    for (const auto* must : {"getty@.service", "debug-shell.service", "emergency.service", "rescue.service"}) CHECK(std::find(masked.begin(), masked.end(), must) != masked.end());
}

namespace {

/// One of our programs starts it.
bool is_started_by_program(const std::string& unit) {
    for (const auto& entry : files::directory_iterator(kImage / "rootfs/usr/lib/loket"))
        if (entry.is_regular_file() && text_of(entry.path()).find("systemctl --no-block start " + unit) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("our units are wanted by somebody, run programs that are there, and are fenced in") {
    const auto started = names_in(kImage / "services.txt");
    int services = 0;
    for (const auto& entry : files::directory_iterator(kUnits)) {
        const auto name = entry.path().filename().string(), text = text_of(entry.path());
        INFO(name);
        for (std::size_t at = text.find("=/usr/lib/loket/"); at != std::string::npos; at = text.find("=/usr/lib/loket/", at + 1)) {
            const auto program = text.substr(at + 2, text.find_first_of(" \n", at) - at - 2);
            if (program != "usr/lib/loket/loket") CHECK(files::exists(kImage / "rootfs" / program));
        }
        if (!name.ends_with(".service")) continue;
        ++services;
        CHECK(text.find("NoNewPrivileges=yes") != std::string::npos);
        CHECK((text.find("ProtectHome=yes") != std::string::npos || text.find("It mounts for everybody") != std::string::npos));
        const bool on_demand = text.find("Conflicts=loket-kiosk.service") != std::string::npos || files::exists(kUnits / (entry.path().stem().string() + ".path")) || is_started_by_program(entry.path().stem().string());
        CHECK((on_demand || std::find(started.begin(), started.end(), name) != started.end()));
    }
    CHECK(services >= 5);
}

TEST_CASE("scripts of the appliance are understood by their shell, and no key is kept with them") {
    int programs = 0;
    for (const auto& entry : files::recursive_directory_iterator(kImage)) {
        if (!entry.is_regular_file()) continue;
        INFO(entry.path());
        CHECK(entry.path().extension() != ".key");
        CHECK(text_of(entry.path()).find("PRIVATE KEY-----") == std::string::npos);
        if (!is_program(entry.path())) continue;
        ++programs;
        CHECK((files::status(entry.path()).permissions() & files::perms::owner_exec) != files::perms::none);
        CHECK(std::system(("bash -n '" + entry.path().string() + "'").c_str()) == 0);
    }
    CHECK(programs >= 8);
}

TEST_CASE("AppArmor understands our profiles, and every unit's profile is there") {
    std::set<std::string> profiles;
    const bool parser = std::system("command -v apparmor_parser >/dev/null 2>&1 || test -x /usr/sbin/apparmor_parser") == 0;
    if (!parser) WARN("SKIPPED: apparmor_parser is not installed (package apparmor)");
    for (const auto& entry : files::directory_iterator(kImage / "apparmor")) {
        INFO(entry.path());
        profiles.insert(entry.path().filename());
        CHECK(text_of(entry.path()).find("profile " + entry.path().filename().string() + " ") != std::string::npos);
        CHECK(text_of(entry.path()).find("complain") == std::string::npos);
        const auto abi = std::string("/etc/apparmor.d/abi/3.0");
        if (parser) CHECK(std::system(("PATH=$PATH:/usr/sbin apparmor_parser -Q -K -S --policy-features " + abi + " --kernel-features " + abi + " '" + entry.path().string() + "' >/dev/null").c_str()) == 0);
    }
    std::set<std::string> used;
    for (const auto& entry : files::directory_iterator(kUnits)) {
        if (entry.path().extension() != ".service") continue;
        const auto text = text_of(entry.path());
        constexpr std::string_view kKey = "\nAppArmorProfile=";
        if (const auto at = text.find(kKey); at != std::string::npos) used.insert(text.substr(at + kKey.size(), text.find('\n', at + 1) - at - kKey.size()));
    }
    CHECK(used == profiles);
}
