#pragma once
// The few statistics the reports need. Every figure of an empty sample is "nothing", never 0 and never NaN.

#include <optional>
#include <span>
#include <vector>

namespace loket::reports {

/// Quantile by linear interpolation between the closest ranks (Hyndman & Fan type 7: what Excel's PERCENTILE
/// gives, so the office can check it). `share` is held to 0..1. `values` in any order; what is not finite is
/// left out.
std::optional<double> quantile(std::span<const double> values, double share);
inline std::optional<double> median(std::span<const double> values) { return quantile(values, 0.5); }
std::optional<double> mean(std::span<const double> values);

/// part / whole x 100; nothing for an empty whole. Above 100 stays above 100: service data run ahead of the
/// consolidated data (DOMAIN §9).
std::optional<double> percentage(double part, double whole);

/// Median, 90th percentile and size of a sample.
struct Spread {
    std::size_t count = 0;
    std::optional<double> median, p90;
};
Spread spread(std::span<const double> values);

}  // namespace loket::reports
