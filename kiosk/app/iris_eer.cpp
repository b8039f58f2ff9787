#include "kiosk/app/iris_eer.h"

#include <algorithm>
#include <optional>
#include <regex>

#include "devices/biometrics/iris/iris_code.h"
#include "kiosk/app/picture_file.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

struct EyePicture {
    std::filesystem::path path;
    std::string eye;
    std::optional<biometrics::IrisCode> code;
    std::optional<Error> unread;
    double ms = 0;
};
struct EyePair {
    std::size_t a = 0, b = 0;
    double score = 0, ms = 0;  ///< 1 less the distance
};

bool is_picture_name(const std::filesystem::path& path) {
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const auto* known : {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".pgm", ".jp2"})
        if (ending == known) return true;
    return false;
}

Result<std::vector<EyePicture>> eye_pictures(const std::filesystem::path& folder) {
    std::vector<EyePicture> all;
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->is_regular_file() && is_picture_name(it->path()))
            if (auto eye = eye_of_name(it->path().stem().string()); !eye.empty()) all.push_back({it->path(), std::move(eye), {}, {}, 0});
    std::sort(all.begin(), all.end(), [](const EyePicture& a, const EyePicture& b) { return a.eye != b.eye ? a.eye < b.eye : a.path < b.path; });
    if (all.empty() || all.front().eye == all.back().eye)
        return rejected("set.irises", folder.string() + ": pictures named ID_IMPRESSION.png of two eyes at least are needed");
    return all;
}

void encode_all(std::vector<EyePicture>& set, int threads) {
    spread(set.size(), threads, [&](std::size_t i) {
        EyePicture& each = set[i];
        const auto picture = read_grey(each.path);
        if (!picture) {
            each.unread = picture.error();
            return;
        }
        const double start = thread_ms();
        if (auto code = biometrics::iris_code(picture->image)) each.code = *code;
        each.ms = thread_ms() - start;
    });
}

std::vector<EyePair> compare_eyes(const std::vector<EyePicture>& set, int threads) {
    std::vector<EyePair> pairs;
    for (std::size_t i = 0; i < set.size(); ++i)
        for (std::size_t k = i + 1; k < set.size(); ++k) pairs.push_back({i, k, 0, 0});
    spread(pairs.size(), threads, [&](std::size_t i) {
        EyePair& pair = pairs[i];
        const double start = thread_ms();
        const auto &a = set[pair.a].code, &b = set[pair.b].code;
        if (a && b) pair.score = 1 - biometrics::iris_distance(*a, *b);
        pair.ms = thread_ms() - start;
    });
    return pairs;
}

/// Sums until `finish`.
void add_up(IrisSetRates& into, const std::vector<EyePicture>& set, const std::vector<EyePair>& pairs) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        into.eyes += i == 0 || set[i - 1].eye != set[i].eye;
        into.failed += !set[i].code;
        into.ms_encode += set[i].ms;
    }
    into.pictures += static_cast<int>(set.size());
    for (const auto& pair : pairs) into.us_match += 1e3 * pair.ms;
}

void finish(IrisSetRates& into, const ScoreLists& scores) {
    into.rates = match_rates(scores.genuine, scores.impostor);
    const auto passed = [](const std::vector<double>& all) {
        const auto count = std::ranges::count_if(all, [](double score) { return score >= 1 - biometrics::kSameIris; });
        return all.empty() ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(all.size());
    };
    into.fmr_office = passed(scores.impostor);
    into.fnmr_office = scores.genuine.empty() ? 0 : 100 - passed(scores.genuine);
    into.genuine = static_cast<int>(scores.genuine.size());
    into.impostors = static_cast<int>(scores.impostor.size());
    into.ms_encode /= std::max(1, into.pictures);
    into.us_match /= std::max(1, into.genuine + into.impostors);
}

}  // namespace

std::string eye_of_name(const std::string& stem) {
    static const std::regex casia(R"((\d{3})_\d_\d)"), digits(R"((\d+)\d\d)"), plain(R"((.+)_[^_]+)");
    std::smatch match;
    for (const auto* form : {&casia, &digits, &plain})
        if (std::regex_match(stem, match, *form)) return match[1];
    return {};
}

Result<IrisEer> iris_eer(const std::vector<std::filesystem::path>& folders, int threads) {
    IrisEer out;
    ScoreLists all;
    for (const auto& folder : folders) {
        LOKET_ASSIGN(set, eye_pictures(folder));
        encode_all(set, threads);
        const auto pairs = compare_eyes(set, threads);
        ScoreLists own;
        for (const auto& pair : pairs) (set[pair.a].eye == set[pair.b].eye ? own.genuine : own.impostor).push_back(pair.score);
        all.genuine.insert(all.genuine.end(), own.genuine.begin(), own.genuine.end());
        all.impostor.insert(all.impostor.end(), own.impostor.begin(), own.impostor.end());
        IrisSetRates rates;
        add_up(rates, set, pairs);
        add_up(out.pooled, set, pairs);
        finish(rates, own);
        out.sets[set_name(folder, [&](const auto& name) { return out.sets.contains(name); })] = rates;
        for (const auto& each : set)
            if (each.unread) out.unread.push_back(*each.unread);
    }
    finish(out.pooled, all);
    return out;
}

}  // namespace loket::app
