#pragma once
// What all benchmarks print and measure with.

#include <chrono>
#include <string_view>
#include <vector>

namespace loket::app {

using Stopwatch = std::chrono::steady_clock;

double ms_since(Stopwatch::time_point start);
/// Of the whole process, user and system.
double cpu_seconds();
/// Resident memory in MiB, as the kernel counts it.
double resident_mib();
/// The value in the middle; 0 of none.
double median(std::vector<double> values);
/// One line: what, figure, unit, target.
void row(std::string_view what, double value, std::string_view unit, std::string_view target = {});

}  // namespace loket::app
