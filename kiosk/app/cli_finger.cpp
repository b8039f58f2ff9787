// Fingerprints from files: minutiae, quality, comparison. Also the way by which anybody can check the matcher.

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "devices/base/file.h"
#include "devices/biometrics/iso/finger_record.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/finger_eer.h"
#include "kiosk/app/finger_file.h"
#include "kiosk/app/finger_search.h"
#include "kiosk/app/picture_file.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

using biometrics::FingerTemplate;
using biometrics::PreparedFinger;
using Paths = std::vector<std::filesystem::path>;

struct FingerWish {
    Paths files, sets;
    std::filesystem::path out, pairs, gallery, probes;
    int dpi = 0, threads = all_threads(), most = 10;
    bool json = false;
};
using Wish = std::shared_ptr<FingerWish>;

/// Nothing, and a word on standard error, where a file gives no finger.
template <class T>
std::optional<T> or_say(Result<T> result, int& code) {
    if (result) return std::move(*result);
    code = fail(result.error());
    return {};
}

Status write_record(const std::filesystem::path& from, const FingerWish& wish) {
    LOKET_ASSIGN(image, finger_image(from, wish.dpi));
    auto finger = biometrics::extract_minutiae(image);
    if (!finger) return in_file(from, finger.error());
    LOKET_ASSIGN(record, biometrics::iso::encode_record(biometrics::iso::record_of(*finger, biometrics::Finger::Unknown, biometrics::finger_quality(image).score)));
    const auto to = wish.out / from.stem().concat(".fmr");
    LOKET_TRY(write_file(to, record));
    fmt::print("{}\t{}\t{}\n", from.string(), to.string(), finger->minutiae.size());
    return {};
}

int extract(const FingerWish& wish) {
    std::map<std::string, std::filesystem::path> names;
    for (const auto& file : wish.files)
        if (const auto [other, fresh] = names.emplace(file.stem().string(), file); !fresh)
            return fail(rejected("", fmt::format("{} and {} would be written to the same record; take them in two runs", other->second.string(), file.string())));
    if (const auto made = make_folder(wish.out); !made) return fail(made.error());
    int code = 0;
    for (const auto& file : wish.files)
        if (const auto written = write_record(file, wish); !written) code = fail(written.error());
    return code;
}

/// "finger.dry" and "finger.wet" as "dry,wet".
std::string causes_of(const biometrics::FingerQuality& quality) {
    std::string text;
    for (const auto& cause : quality.causes) text += (text.empty() ? "" : ",") + cause.substr(cause.find('.') + 1);
    return text.empty() ? "-" : text;
}

int quality(const FingerWish& wish) {
    int code = 0;
    for (const auto& file : wish.files) {
        const auto image = or_say(finger_image(file, wish.dpi), code);
        if (!image) continue;
        const double start = thread_ms();
        const auto found = biometrics::finger_quality(*image);
        fmt::print("{}\t{}\t{}\t{:.2f}\n", file.string(), found.score, causes_of(found), thread_ms() - start);
    }
    return code;
}

int match(const FingerWish& wish) {
    int code = 0;
    const auto a = or_say(finger_of_file(wish.files[0], wish.dpi), code), b = or_say(finger_of_file(wish.files[1], wish.dpi), code);
    if (!a || !b) return code;
    const double score = biometrics::match_score(*a, *b);
    if (wish.json) fmt::print("{}\n", nlohmann::json{{"score", score}, {"threshold", biometrics::kVerifyThreshold}, {"match", score >= biometrics::kVerifyThreshold}}.dump());
    else fmt::print("{:.3f}\n", score);
    return code;
}

struct NamedPair {
    std::string a, b;  // as they are written
};

Result<std::vector<NamedPair>> pairs_in(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file));
    std::vector<NamedPair> pairs;
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        const auto tab = line.find('\t');
        if (tab == 0 || tab == std::string::npos || tab + 1 == line.size()) return rejected("", fmt::format("{}:{}: two paths with a tab between them are needed", file.string(), number));
        pairs.push_back({line.substr(0, tab), line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1)});
    }
    return pairs;
}

/// As written from here; else beside the list.
std::filesystem::path found_from(const std::string& written, const std::filesystem::path& list) {
    std::error_code ignored;
    const auto beside = list.parent_path() / written;
    return !std::filesystem::exists(written, ignored) && std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(written);
}

using PreparedFiles = std::map<std::string, std::optional<PreparedFinger>>;

/// Each file once, whatever the number of its pairs.
PreparedFiles prepared_files(const std::vector<NamedPair>& pairs, const FingerWish& wish, int& code) {
    PreparedFiles ready;
    for (const auto& pair : pairs) ready[pair.a] = ready[pair.b] = std::nullopt;
    std::vector<PreparedFiles::value_type*> places;
    for (auto& each : ready) places.push_back(&each);
    std::vector<std::optional<Error>> errors(places.size());
    spread(places.size(), wish.threads, [&](std::size_t i) {
        const auto finger = finger_of_file(found_from(places[i]->first, wish.pairs), wish.dpi);
        if (finger) places[i]->second = biometrics::prepare(*finger);
        else errors[i] = finger.error();
    });
    for (const auto& error : errors)
        if (error) code = fail(*error);
    return ready;
}

int verify(const FingerWish& wish) {
    const auto pairs = pairs_in(wish.pairs);
    if (!pairs) return fail(pairs.error());
    int code = 0;
    const auto ready = prepared_files(*pairs, wish, code);
    std::vector<double> scores(pairs->size());
    spread(scores.size(), wish.threads, [&](std::size_t i) {
        const auto &a = ready.at((*pairs)[i].a), &b = ready.at((*pairs)[i].b);
        if (a && b) scores[i] = biometrics::match_score(*a, *b);
    });
    for (std::size_t i = 0; i < scores.size(); ++i) fmt::print("{}\t{}\t{:.3f}\n", (*pairs)[i].a, (*pairs)[i].b, scores[i]);
    return code;
}

int search(const FingerWish& wish) {
    const auto found = finger_search(wish.gallery, wish.probes, wish.dpi, static_cast<std::size_t>(wish.most), wish.threads);
    if (!found) return fail(found.error());
    if (wish.json) {
        auto hits = nlohmann::json::array();
        for (const auto& hit : found->hits) hits.push_back({{"probe", hit.probe.string()}, {"found", hit.found.string()}, {"score", hit.score}});
        fmt::print("{}\n", nlohmann::json{{"hits", hits}, {"threshold", biometrics::kVerifyThreshold}, {"ms_search", found->ms_search}, {"ms_compare", found->ms_compare}}.dump(2));
    } else {
        for (const auto& hit : found->hits) fmt::print("{}\t{}\t{:.3f}\n", hit.probe.string(), hit.found.string(), hit.score);
    }
    for (const auto& error : found->unread) fail(error);
    return found->unread.empty() ? 0 : 1;
}

nlohmann::json json_of(const FingerSetRates& set) {
    auto out = json_of(set.rates);
    out.update({{"fingers", set.fingers}, {"impressions", set.impressions}, {"genuine", set.genuine}, {"impostors", set.impostors}, {"failed", set.failed},
                {"ms", set.ms_extract + set.ms_match}, {"ms_extract", set.ms_extract}, {"ms_match", set.ms_match}});
    return out;
}

void print_rates(const std::string& name, const FingerSetRates& set) {
    fmt::print("{:<20} {:>6} {:>9} {:>7.3f} {:>8.3f} {:>8.3f} {:>9.3f} {:>6} {:>11.2f} {:>9.3f}\n", name, set.genuine, set.impostors, set.rates.eer, set.rates.fmr100, set.rates.fmr1000,
               set.rates.fmr10000, set.failed, set.ms_extract, set.ms_match);
}

int eer(const FingerWish& wish) {
    const auto found = finger_eer(wish.sets, wish.dpi, wish.threads);
    if (!found) return fail(found.error());
    if (wish.json) {
        nlohmann::json out{{"sets", nlohmann::json::object()}, {"pooled", json_of(found->pooled)}};
        for (const auto& [name, set] : found->sets) out["sets"][name] = json_of(set);
        fmt::print("{}\n", out.dump(2));
    } else {
        fmt::print("{:<20} {:>6} {:>9} {:>7} {:>8} {:>8} {:>9} {:>6} {:>11} {:>9}\n", "set", "pairs", "impostors", "EER %", "FMR100 %", "FMR1000", "FMR10000", "failed", "extract ms", "match ms");
        for (const auto& [name, set] : found->sets) print_rates(name, set);
        print_rates("pooled", found->pooled);
    }
    for (const auto& error : found->unread) fail(error);
    return found->unread.empty() ? 0 : 1;
}

CLI::App* tool(CLI::App& finger, const Wish& wish, Exit& exit, const char* name, const char* text, int (*run)(const FingerWish&)) {
    auto* command = finger.add_subcommand(name, text);
    command->add_option("--dpi", wish->dpi, "Resolution of the pictures; else as their headers say, else 500. Where ridges then lie as on no finger, half or twice that is taken")->check(CLI::Range(100, 2000));
    command->callback([wish, run, &exit] { exit.code = run(*wish); });
    return command;
}

void take_threads(CLI::App* command, const Wish& wish) { command->add_option("--threads", wish->threads, "At the same time; else as many as there are processors")->check(CLI::Range(1, 256)); }

}  // namespace

void add_finger(CLI::App& app, Exit& exit) {
    auto* finger = app.add_subcommand("finger", "Fingerprints from files (PNG, JPEG, JPEG 2000, WSQ, BMP, TIFF, PGM; ISO/IEC 19794-2:2005 records where they are compared)");
    finger->require_subcommand(1);
    const auto wish = std::make_shared<FingerWish>();
    auto* command = tool(*finger, wish, exit, "extract", "Writes minutiae as ISO/IEC 19794-2:2005 records (.fmr). Prints path, record, number of minutiae", extract);
    command->add_option("IMG", wish->files, "Pictures of one finger each")->required();
    command->add_option("--out", wish->out, "Folder of the records")->required();
    command = tool(*finger, wish, exit, "quality", "Prints path, score 0-100, causes (worst first, - for none) and milliseconds, with tabs between", quality);
    command->add_option("IMG", wish->files, "Pictures of one finger each")->required();
    command = tool(*finger, wish, exit, "match", "Prints the score of two fingers; 40 and more is a match (no pair of 11,520 real strangers; about four in ten thousand drawn ones)", match);
    command->add_option("FILE", wish->files, "Two pictures or records")->required()->expected(2);
    command->add_flag("--json", wish->json, "One object: score, threshold, match");
    command = tool(*finger, wish, exit, "verify", "Compares many pairs. Prints path, path, score with tabs between; 0 where a file gives no finger", verify);
    command->add_option("--pairs", wish->pairs, "Two paths a line with a tab between them")->required();
    take_threads(command, wish);
    command = tool(*finger, wish, exit, "search", "Looks for each finger of one folder among those of another. Prints probe, found, score with tabs between, best first", search);
    command->add_option("--gallery", wish->gallery, "Folder of pictures or records")->required();
    command->add_option("--probes", wish->probes, "Folder of pictures or records")->required();
    command->add_option("--most", wish->most, "Lines for each probe")->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_flag("--json", wish->json, "One object: hits, threshold, milliseconds of one probe");
    take_threads(command, wish);
    command = tool(*finger, wish, exit, "eer",
                   "Error rates by the FVC protocol. Of each set: all pairs of a finger against the first impressions of all fingers.\n"
                   "Pooled: one threshold for all sets, against every pair of impressions of different fingers of a set.",
                   eer);
    command->add_option("--set", wish->sets, "Folder with ID_IMPRESSION.png; may be given again")->required();
    command->add_flag("--json", wish->json, "One object: sets, pooled; in per cent");
    take_threads(command, wish);
}

}  // namespace loket::app
