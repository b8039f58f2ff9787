#include "workflow/reports/stats.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loket::reports {
namespace {

std::vector<double> sorted_finite(std::span<const double> values) {
    std::vector<double> sorted;
    sorted.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted),
                 [](double v) { return std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

std::optional<double> quantile_of(const std::vector<double>& sorted, double share) {
    if (sorted.empty()) return std::nullopt;
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<double> quantile(std::span<const double> values, double share) {
    return quantile_of(sorted_finite(values), share);
}

std::optional<double> mean(std::span<const double> values) {
    if (values.empty()) return std::nullopt;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<double> percentage(double part, double whole) {
    if (whole == 0) return std::nullopt;
    return part / whole * 100;
}

Spread spread(std::span<const double> values) {
    const auto sorted = sorted_finite(values);
    return {sorted.size(), quantile_of(sorted, 0.5), quantile_of(sorted, 0.9)};
}

}  // namespace loket::reports
