#pragma once
// Somebody who touches everything: random taps, keys, codes and strokes over all roles of a small synthetic office, whose people go on
// with their work in between, so that every desk has files. Whatever they do, the program must not fall, every page must lead on and
// home, nothing may happen where nothing is drawn, and the log stays whole.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "devices/base/result.h"

namespace loket::app {

struct MonkeyOptions {
    std::filesystem::path out;     ///< folder of the office it plays in; replaced
    std::filesystem::path assets;
    int inputs = 20'000;
    std::uint64_t seed = 1;        ///< the same seed does the same
    int residents = 1'500;
    bool quiet = false;
};

struct MonkeyReport {
    int inputs = 0;
    std::map<std::string, int> pages;  ///< inputs on each page
    std::map<std::string, int> roles;  ///< inputs of each role; "" = nobody signed in
    std::int64_t events = 0;           ///< facts in the log at the end
    int longest_way_home = 0;          ///< touches from anywhere to the first page
};

/// Internal, with seed, number of the input and page, at the first thing that must not be.
Result<MonkeyReport> run_monkey(const MonkeyOptions& options);

}  // namespace loket::app
