// Irises from files: quality, codes, comparison, error rates.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/iris/iris_code.h"
#include "devices/biometrics/iris/iris_quality.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/iris_eer.h"
#include "kiosk/app/picture_file.h"
#include "kiosk/app/spread.h"

namespace loket::app {
namespace {

using nlohmann::json;

struct IrisWish {
    std::vector<std::filesystem::path> files, sets;
    std::filesystem::path out;
    int threads = all_threads();
    bool json = false;
};

/// A picture, or a code that `iris encode` wrote.
Result<biometrics::IrisCode> iris_of_file(const std::filesystem::path& path) {
    LOKET_ASSIGN(bytes, read_file(path));
    const bool coded = bytes.size() > 4 && as_text(ByteView(bytes).first(4)) == "LKIC";
    const auto code = [&]() -> Result<biometrics::IrisCode> {
        if (coded) return biometrics::iris_code_from(bytes);
        LOKET_ASSIGN(picture, grey_of_file(bytes));
        return biometrics::iris_code(picture.image);
    }();
    if (!code) return in_file(path, code.error());
    return code;
}

std::string side_name(const std::optional<biometrics::Eye>& eye) { return !eye ? "unknown" : *eye == biometrics::Eye::Right ? "right" : "left"; }

json to_json(const std::string& path, const biometrics::IrisQuality& q, double ms) {
    return {{"path", path}, {"score", q.score}, {"causes", q.causes}, {"ms", ms}, {"eye", side_name(q.eye)},
            {"pupil", {{"x", q.pupil_x}, {"y", q.pupil_y}, {"radius", q.pupil_radius}}}, {"iris_radius", q.iris_radius}, {"iris_across", 2 * q.iris_radius},
            {"usable_area", q.usable_area}, {"sharpness", q.sharpness}, {"pupil_ratio", q.pupil_ratio}, {"iris_pupil_contrast", q.pupil_contrast},
            {"iris_sclera_contrast", q.limbus_contrast}, {"gaze", q.gaze}, {"concentricity", q.concentricity}, {"margin", q.margin}};
}

int iris_quality_of(const IrisWish& wish) {
    int code = 0;
    json pictures = json::array();
    for (const auto& file : wish.files) {
        const auto picture = read_grey(file);
        if (!picture) {
            code = fail(picture.error());
            continue;
        }
        const double start = thread_ms();
        const auto q = biometrics::iris_quality(picture->image);
        const double ms = thread_ms() - start;
        if (wish.json) pictures.push_back(to_json(file.string(), q, ms));
        else fmt::print("{}\t{}\t{}\t{:.1f}\n", file.string(), q.score, q.causes.empty() ? "-" : fmt::format("{}", fmt::join(q.causes, ",")), ms);
    }
    if (wish.json) fmt::print("{}\n", json{{"pictures", pictures}}.dump(2));
    return code;
}

int iris_encode(const IrisWish& wish) {
    const auto code = iris_of_file(wish.files.front());
    if (!code) return fail(code.error());
    const auto written = write_file(wish.out, biometrics::to_bytes(*code));
    return written ? 0 : fail(written.error());
}

int iris_match(const IrisWish& wish) {
    const auto a = iris_of_file(wish.files[0]), b = iris_of_file(wish.files[1]);
    if (!a) return fail(a.error());
    if (!b) return fail(b.error());
    const double distance = biometrics::iris_distance(*a, *b);
    const bool same = distance <= biometrics::kSameIris;
    if (wish.json) fmt::print("{}\n", json{{"distance", distance}, {"threshold", biometrics::kSameIris}, {"same", same}}.dump());
    else fmt::print("{:.4f}\t{}\n", distance, same ? "same" : "different");
    return 0;
}

json to_json(const IrisSetRates& of) {
    auto out = json_of(of.rates);
    out.update({{"fmr_office", of.fmr_office}, {"fnmr_office", of.fnmr_office}, {"eyes", of.eyes},
            {"pictures", of.pictures}, {"failed", of.failed}, {"genuine", of.genuine}, {"impostors", of.impostors}, {"ms_encode", of.ms_encode}, {"us_match", of.us_match}});
    return out;
}

void print_iris_rates(const std::string& name, const IrisSetRates& of) {
    fmt::print("{}\t{:.2f}\t{:.2f}\t{:.2f}\t{:.2f}\t{}\t{}\t{}\t{:.1f}\t{:.0f}\n", name, of.rates.eer, of.rates.fmr100, of.rates.fmr1000, of.rates.fmr10000, of.pictures, of.failed, of.genuine,
               of.ms_encode, of.us_match);
}

int iris_rates(const IrisWish& wish) {
    const auto found = iris_eer(wish.sets, wish.threads);
    if (!found) return fail(found.error());
    if (wish.json) {
        json sets = json::object();
        for (const auto& [name, rates] : found->sets) sets[name] = to_json(rates);
        fmt::print("{}\n", json{{"sets", sets}, {"pooled", to_json(found->pooled)}}.dump(2));
    } else {
        fmt::print("set\teer %\tfmr100\tfmr1000\tfmr10000\tpictures\tfailed\tgenuine\tms encode\tus match\n");
        for (const auto& [name, rates] : found->sets) print_iris_rates(name, rates);
        if (found->sets.size() > 1) print_iris_rates("pooled", found->pooled);
    }
    int code = 0;
    for (const auto& error : found->unread) code = fail(error);
    return code;
}

}  // namespace

void add_iris(CLI::App& app, Exit& exit) {
    auto* iris = app.add_subcommand("iris", "Irises from near-infrared pictures: quality, codes, comparison, error rates.");
    iris->require_subcommand(1);
    auto wish = std::make_shared<IrisWish>();
    const auto add = [&](const char* name, const char* help, int (*run)(const IrisWish&)) {
        auto* command = iris->add_subcommand(name, help);
        command->callback([wish, &exit, run] { exit.code = run(*wish); });
        return command;
    };
    auto* quality = add("quality", "Judges pictures by the measures of ISO/IEC 29794-6. Prints path, score 0-100, causes, milliseconds; with --json all measures.", iris_quality_of);
    quality->add_option("IMG", wish->files, "Pictures")->required();
    quality->add_flag("--json", wish->json, "One JSON object");
    auto* encode = add("encode", "Writes the code of one iris. It is as private as the picture.", iris_encode);
    encode->add_option("IMG", wish->files, "Picture")->required()->expected(1);
    encode->add_option("--out", wish->out, "File to write")->required();
    auto* match = add("match", "Compares two irises: pictures or files of `iris encode`. Prints the distance (0 alike, about 0.46 by chance) and whether they are the same eye.", iris_match);
    match->add_option("A_B", wish->files, "Two files")->required()->expected(2);
    match->add_flag("--json", wish->json, "One JSON object");
    auto* eer = add("eer", "Error rates over all pairs of a folder's pictures, sub-folders too. Names: ID_IMPRESSION.png; those of CASIA 1.0\n"
                           "(001_1_1.jpg) and MMU2 (010101.bmp) are known. A picture without a code counts as no match.", iris_rates);
    eer->add_option("--set", wish->sets, "Folder; may be given again")->required()->check(CLI::ExistingDirectory);
    eer->add_option("--threads", wish->threads, "Threads")->check(CLI::Range(1, 256))->capture_default_str();
    eer->add_flag("--json", wish->json, "One JSON object");
}

}  // namespace loket::app
