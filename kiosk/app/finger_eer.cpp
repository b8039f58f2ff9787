#include "kiosk/app/finger_eer.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kiosk/app/finger_file.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

struct Impression {
    std::filesystem::path path;
    std::string finger;
    int number = 0;
    std::optional<biometrics::PreparedFinger> ready;
    double ms = 0;
    std::optional<Error> unread;
};

struct ImpressionPair {
    std::size_t a = 0, b = 0;
    bool genuine = false, first = false;  // both the first of their finger
    double score = 0, ms = 0;
};

std::optional<Impression> impression_of(const std::filesystem::path& path) {
    const auto stem = path.stem().string();
    const auto line = stem.rfind('_');
    Impression out{path, stem.substr(0, line), 0, {}, 0, {}};
    if (line == std::string::npos || line == 0 || line + 1 == stem.size()) return {};
    const auto read = std::from_chars(stem.data() + line + 1, stem.data() + stem.size(), out.number);
    if (read.ec != std::errc() || read.ptr != stem.data() + stem.size()) return {};
    return out;
}

/// In the order of fingers, then impressions.
Result<std::vector<Impression>> set_of(const std::filesystem::path& folder) {
    LOKET_ASSIGN(files, finger_files(folder));
    std::vector<Impression> all;
    for (const auto& file : files)
        if (auto impression = impression_of(file)) all.push_back(std::move(*impression));
    std::stable_sort(all.begin(), all.end(), [](const Impression& a, const Impression& b) { return a.finger != b.finger ? a.finger < b.finger : a.number < b.number; });
    if (all.empty() || all.front().finger == all.back().finger)
        return rejected("set.fingers", folder.string() + ": files named ID_IMPRESSION.png of two fingers at least are needed");
    return all;
}

void extract_all(std::vector<Impression>& set, int dpi, int threads) {
    spread(set.size(), threads, [&](std::size_t i) {
        Impression& each = set[i];
        const double start = thread_ms();
        const auto finger = finger_of_file(each.path, dpi);
        if (finger) each.ready = biometrics::prepare(*finger);
        else if (!finger.error().code.starts_with("finger.")) each.unread = finger.error();
        each.ms = thread_ms() - start;
    });
}

std::vector<ImpressionPair> pairs_of(const std::vector<Impression>& set) {
    const auto first = [&](std::size_t i) { return i == 0 || set[i - 1].finger != set[i].finger; };
    std::vector<ImpressionPair> pairs;
    for (std::size_t i = 0; i < set.size(); ++i)
        for (std::size_t j = i + 1; j < set.size(); ++j) pairs.push_back({i, j, set[i].finger == set[j].finger, first(i) && first(j), 0, 0});
    return pairs;
}

void compare_all(const std::vector<Impression>& set, std::vector<ImpressionPair>& pairs, int threads) {
    spread(pairs.size(), threads, [&](std::size_t i) {
        ImpressionPair& pair = pairs[i];
        const double start = thread_ms();
        const auto &a = set[pair.a].ready, &b = set[pair.b].ready;
        if (a && b) pair.score = biometrics::match_score(*a, *b);
        pair.ms = thread_ms() - start;
    });
}

void rate(FingerSetRates& into, const ScoreLists& scores) {
    into.rates = match_rates(scores.genuine, scores.impostor);
    into.genuine = static_cast<int>(scores.genuine.size());
    into.impostors = static_cast<int>(scores.impostor.size());
}

/// What a set is, beside its rates; times are sums until `settle`.
void count_in(FingerSetRates& into, const std::vector<Impression>& set, const std::vector<ImpressionPair>& pairs) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        into.fingers += i == 0 || set[i - 1].finger != set[i].finger;
        into.failed += !set[i].ready;
        into.ms_extract += set[i].ms;
    }
    into.impressions += static_cast<int>(set.size());
    for (const auto& pair : pairs) into.ms_match += pair.ms;
}

void settle(FingerSetRates& of, std::size_t pairs) {
    of.ms_extract /= std::max(1, of.impressions);
    of.ms_match /= static_cast<double>(std::max<std::size_t>(1, pairs));
}

}  // namespace

Result<FingerEer> finger_eer(const std::vector<std::filesystem::path>& folders, int dpi, int threads) {
    FingerEer out;
    FingerSetRates totals;
    ScoreLists all;
    std::size_t compared = 0;
    for (const auto& folder : folders) {
        LOKET_ASSIGN(set, set_of(folder));
        extract_all(set, dpi, threads);
        auto pairs = pairs_of(set);
        compare_all(set, pairs, threads);
        ScoreLists own;
        for (const auto& pair : pairs) {
            (pair.genuine ? all.genuine : all.impostor).push_back(pair.score);
            if (pair.genuine || pair.first) (pair.genuine ? own.genuine : own.impostor).push_back(pair.score);
        }
        FingerSetRates rates;
        rate(rates, own);
        count_in(rates, set, pairs);
        count_in(totals, set, pairs);
        settle(rates, pairs.size());
        compared += pairs.size();
        out.sets[set_name(folder, [&](const auto& name) { return out.sets.contains(name); })] = rates;
        for (const auto& each : set)
            if (each.unread) out.unread.push_back(*each.unread);
    }
    rate(totals, all);
    settle(totals, compared);
    out.pooled = totals;
    return out;
}

}  // namespace loket::app
