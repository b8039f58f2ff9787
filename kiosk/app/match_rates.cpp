#include "kiosk/app/match_rates.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace loket::app {
namespace {

constexpr double kPerCent = 100;

/// Ascending scores; how many lie below a threshold.
struct Scores {
    std::vector<double> list;
    explicit Scores(std::vector<double> scores) : list(std::move(scores)) { std::sort(list.begin(), list.end()); }
    [[nodiscard]] double share_below(double threshold) const {
        return static_cast<double>(std::lower_bound(list.begin(), list.end(), threshold) - list.begin()) / static_cast<double>(list.size());
    }
};

struct Point {
    double fnmr = 0, fmr = 0;
    [[nodiscard]] double sum() const { return fnmr + fmr; }
};

/// The two thresholds between which the curves cross; of the better one the middle of both rates.
double equal_rate(const Scores& genuine, const Scores& impostor) {
    Point before{0, 1};
    auto thresholds = genuine.list;
    thresholds.insert(thresholds.end(), impostor.list.begin(), impostor.list.end());
    std::sort(thresholds.begin(), thresholds.end());
    for (const double threshold : thresholds) {
        const Point here{genuine.share_below(threshold), 1 - impostor.share_below(threshold)};
        if (here.fnmr >= here.fmr) return (before.sum() <= here.sum() ? before.sum() : here.sum()) / 2;
        before = here;
    }
    const Point beyond{1, 0};
    return std::min(before.sum(), beyond.sum()) / 2;
}

double refused_at(const Scores& genuine, const Scores& impostor, std::size_t one_in) {
    const std::size_t accepted = impostor.list.size() / one_in;
    if (accepted >= impostor.list.size()) return 0;
    const double beaten = impostor.list[impostor.list.size() - 1 - accepted];  // the best impostor that must not get in
    const auto in = std::upper_bound(genuine.list.begin(), genuine.list.end(), beaten);
    return static_cast<double>(in - genuine.list.begin()) / static_cast<double>(genuine.list.size());
}

}  // namespace

MatchRates match_rates(std::vector<double> genuine, std::vector<double> impostor) {
    if (genuine.empty() || impostor.empty()) return {};
    const Scores in(std::move(genuine)), out(std::move(impostor));
    return {kPerCent * equal_rate(in, out), kPerCent * refused_at(in, out, 100), kPerCent * refused_at(in, out, 1000), kPerCent * refused_at(in, out, 10000)};
}

nlohmann::json json_of(const MatchRates& rates) { return {{"eer", rates.eer}, {"fmr100", rates.fmr100}, {"fmr1000", rates.fmr1000}, {"fmr10000", rates.fmr10000}}; }

std::string set_name(const std::filesystem::path& folder, const std::function<bool(const std::string&)>& taken) {
    const auto whole = std::filesystem::weakly_canonical(folder);
    const auto name = whole.filename().string();
    return taken(name) ? whole.parent_path().filename().string() + "/" + name : name;
}

}  // namespace loket::app
