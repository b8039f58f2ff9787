// Portraits from files: the checks of ISO/IEC 19794-5, and the photo of the card.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/face/life_signs.h"
#include "devices/biometrics/face/photo_quality.h"
#include "devices/biometrics/face/portrait_cut.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/faces.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/picture_file.h"
#include "kiosk/app/spread.h"
#include "kiosk/ui/strings.h"
#include "workflow/documents/portrait.h"

namespace loket::app {
namespace {

using nlohmann::json;

struct FaceWish {
    std::vector<std::filesystem::path> files;
    std::filesystem::path out;
    std::string ratio = "2:3";
    int birth_year = 0;
    bool json = false;
};

json face_report(const std::filesystem::path& file, const biometrics::PhotoQuality& quality, double ms, const ui::Strings& words) {
    json out{{"path", file.string()}, {"found", quality.eyes.has_value()}, {"score", quality.score}, {"causes", quality.causes}, {"finder", quality.by_networks ? "networks" : "pattern"}, {"ms", ms}, {"checks", json::array()}, {"say", json::array()}};
    for (const auto& check : quality.checks) out["checks"].push_back({{"name", check.name}, {"value", check.value}, {"good", check.good()}});
    for (const auto& cause : quality.causes) out["say"].push_back(words.text("hint." + cause));
    if (quality.eyes) out["eyes"] = {{"x", quality.eyes->x}, {"y", quality.eyes->y}, {"distance", quality.eyes->distance}, {"tilt_degrees", quality.eyes->tilt_degrees}};
    return out;
}

int check_faces(const FaceWish& wish) {
    const auto words = ui::Strings::load(find_assets() / "strings", "en");
    if (!words) return fail(words.error());
    int code = 0;
    json pictures = json::array();
    for (const auto& file : wish.files) {
        const auto picture = read_colour(file);
        if (!picture) {
            code = fail(picture.error());
            continue;
        }
        const double start = thread_ms();
        const auto quality = biometrics::photo_quality(*picture, seen_faces(*picture));
        const auto report = face_report(file, quality, thread_ms() - start, *words);
        if (wish.json) {
            pictures.push_back(report);
            continue;
        }
        fmt::print("{}\t{}\t{}\t{:.1f}\n", file.string(), quality.score, quality.causes.empty() ? "-" : fmt::format("{}", fmt::join(quality.causes, ",")), report["ms"].get<double>());
        for (const auto& sentence : report["say"]) fmt::print("  {}\n", sentence.get<std::string>());
    }
    if (wish.json) fmt::print("{}\n", json{{"pictures", pictures}}.dump(2));
    return code;
}

/// Pictures of a preview, in order.
int watch_life(const FaceWish& wish) {
    biometrics::LifeSigns signs;
    for (const auto& file : wish.files) {
        const auto picture = read_colour(file);
        if (!picture) return fail(picture.error());
        if (const auto faces = seen_faces(*picture); !faces.empty()) signs.see(faces.front());
    }
    fmt::print("{}\n", json{{"pictures", wish.files.size()}, {"faces", signs.pictures()}, {"blinked", signs.blinked()}, {"turned", signs.turned()}, {"frozen", signs.frozen()}}.dump());
    return 0;
}

Status write_portrait(const FaceWish& wish) {
    constexpr int kHeight = 720;
    const bool narrow = wish.ratio == "2:3";
    const documents::PixelSize size{narrow ? kHeight * 2 / 3 : kHeight * 3 / 4, kHeight};
    const auto& file = wish.files.front();
    LOKET_ASSIGN(photo, read_colour(file));
    const auto cut = biometrics::portrait_cut(photo, static_cast<double>(size.width) / size.height, seen_faces(photo));
    if (!cut) return rejected("face.not_found", file.string() + ": no face to cut a portrait round");
    LOKET_ASSIGN(portrait, documents::portrait_for_card(biometrics::cut_out(photo, *cut), wish.birth_year, size));
    LOKET_ASSIGN(png, encode_png(portrait.image));
    LOKET_TRY(write_file(wish.out, png));
    if (!portrait.ground_replaced) return rejected("face.ground_kept", wish.out.string() + ": written with its own ground, which cannot be told from the person");
    return {};
}

}  // namespace

void add_face(CLI::App& app, Exit& exit) {
    auto* face = app.add_subcommand("face", "Portraits from files: checks and the photo of the card.");
    face->require_subcommand(1);
    auto wish = std::make_shared<FaceWish>();
    auto* check = face->add_subcommand("check", "Checks portraits after ISO/IEC 19794-5. Prints path, score 0-100, causes, milliseconds, and a sentence for each cause.");
    check->add_option("IMG", wish->files, "Pictures")->required();
    check->add_flag("--json", wish->json, "One JSON object, with every check");
    check->callback([wish, &exit] { exit.code = check_faces(*wish); });
    auto* live = face->add_subcommand("live", "Signs of life in pictures of a preview, in order: blinked, turned, frozen (JSON). Hints, never a proof: a film shows them too.");
    live->add_option("IMG", wish->files, "Pictures, five a second or more")->required();
    live->callback([wish, &exit] { exit.code = watch_life(*wish); });
    auto* portrait = face->add_subcommand("portrait", "Cuts the photo of the card (PNG) round the face and sets it before red (odd year of birth) or blue (even).\n"
                                                      "The picture itself stays as it is. Exit code 1 where the ground had to be kept: an officer must look.");
    portrait->add_option("IMG", wish->files, "Picture")->required()->expected(1);
    portrait->add_option("--birth-year", wish->birth_year, "Year of birth")->required()->check(CLI::Range(1800, 2200));
    portrait->add_option("--out", wish->out, "PNG file to write")->required();
    portrait->add_option("--ratio", wish->ratio, "Width to height")->check(CLI::IsMember({"2:3", "3:4"}))->capture_default_str();
    portrait->callback([wish, &exit] { exit.code = code_of(write_portrait(*wish)); });
}

}  // namespace loket::app
