#pragma once
// What every population test starts from: the shipped tables, loaded once.

#include <catch2/catch.hpp>
#include <filesystem>

#include "devices/base/clock.h"
#include "workflow/population/enumerations.h"
#include "workflow/population/regions.h"

namespace loket::population::test {

inline std::filesystem::path assets() { return std::filesystem::path(LOKET_SOURCE_DIR) / "assets"; }

inline const Regions& regions() {
    static const auto loaded = Regions::load(assets() / "regions");
    REQUIRE(loaded.ok());
    return loaded.value();
}

inline const Enumerations& enumerations() {
    static const auto loaded = Enumerations::load(assets() / "enumerations.json");
    REQUIRE(loaded.ok());
    return loaded.value();
}

inline Date day(const char* iso) {
    const auto date = parse_iso_date(iso);
    REQUIRE(date.has_value());
    return *date;
}

/// The day on which the checks of numbers and people are made.
inline const Date kToday = *parse_iso_date("2026-11-23");

/// A folder of its own under the build folder, emptied at both ends.
class Scratch {
  public:
    explicit Scratch(const char* name) : path(std::filesystem::path(LOKET_BINARY_DIR) / "scratch" / name) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~Scratch() { std::filesystem::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::filesystem::path path;
};

}  // namespace loket::population::test
