// slap segment: a plate of four fingers or thumbs, taken apart.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/slap/slap.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/picture_file.h"

namespace loket::app {
namespace {

using biometrics::Hand;
using biometrics::Slap;

struct SlapOptions {
    std::vector<std::string> pictures;
    std::string hand;
    int dpi = 0;
    bool json = false;
};

std::string name_of_finger(biometrics::Finger finger) {
    static constexpr const char* kNames[] = {"unknown",    "right_thumb", "right_index", "right_middle", "right_ring", "right_little",
                                             "left_thumb", "left_index",  "left_middle", "left_ring",    "left_little"};
    return kNames[static_cast<std::size_t>(finger)];
}

const char* name_of_hand(Hand hand) { return hand == Hand::Right ? "right" : hand == Hand::Left ? "left" : "unknown"; }

double tenth(double value) { return std::round(value * 10) / 10; }

nlohmann::ordered_json finger_json(const GrayImage& plate, const biometrics::SlapSegmentation& slap, std::size_t index) {
    const auto& finger = slap.fingers[index];
    auto corners = nlohmann::ordered_json::array();
    for (const auto& corner : finger.corners) corners.push_back({tenth(corner.x), tenth(corner.y)});
    nlohmann::ordered_json out{{"position", name_of_finger(finger.finger)}, {"code", static_cast<int>(finger.finger)}, {"x", finger.x}, {"y", finger.y}, {"w", finger.w},
                               {"h", finger.h}, {"corners", corners}, {"angle", tenth(finger.angle)}, {"sure", finger.sure}};
    biometrics::FingerQuality quality;
    if (const auto cut = biometrics::cut_finger(plate, slap, index)) quality = biometrics::finger_quality(*cut);
    out["quality"] = quality.score;
    out["causes"] = quality.causes;
    return out;
}

nlohmann::ordered_json slap_json(const std::string& path, const GrayImage& plate, const biometrics::SlapSegmentation& slap) {
    auto fingers = nlohmann::ordered_json::array(), missing = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < slap.fingers.size(); ++i) fingers.push_back(finger_json(plate, slap, i));
    for (const auto finger : slap.missing) missing.push_back({{"position", name_of_finger(finger)}, {"code", static_cast<int>(finger)}});
    return {{"file", path}, {"width", plate.width}, {"height", plate.height}, {"dpi", plate.dpi}, {"hand", name_of_hand(slap.hand)}, {"hand_sure", slap.hand_sure},
            {"angle", tenth(slap.angle)}, {"fingers", fingers}, {"missing", missing}, {"warnings", slap.warnings}};
}

void print_slap(const nlohmann::ordered_json& slap) {
    fmt::print("{}: hand {} ({} %), angle {}\n", slap["file"].get<std::string>(), slap["hand"].get<std::string>(), slap["hand_sure"].get<int>(), slap["angle"].get<double>());
    for (const auto& f : slap["fingers"])
        fmt::print("  {:<13} x {} y {} w {} h {} angle {} quality {}\n", f["position"].get<std::string>(), f["x"].get<int>(), f["y"].get<int>(), f["w"].get<int>(), f["h"].get<int>(),
                   f["angle"].get<double>(), f["quality"].get<int>());
    for (const auto& finger : slap["missing"]) fmt::print("  missing: {}\n", finger["position"].get<std::string>());
    for (const auto& warning : slap["warnings"]) fmt::print("  warning: {}\n", warning.get<std::string>());
}

std::optional<Slap> asked_slap(const std::string& hand) {
    if (hand == "right") return Slap::RightFour;
    if (hand == "left") return Slap::LeftFour;
    if (hand == "thumbs") return Slap::Thumbs;
    return std::nullopt;
}

Status segment_file(const SlapOptions& options, const std::string& path) {
    LOKET_ASSIGN(picture, read_grey(path));
    if (options.dpi > 0) picture.image.dpi = options.dpi;
    const auto slap = biometrics::segment_slap(picture.image, {.slap = asked_slap(options.hand), .excused = {}});
    if (!slap) return Error{slap.error().fault, path + ": " + slap.error().context, slap.error().code};
    const auto json = slap_json(path, picture.image, *slap);
    options.json ? fmt::print("{}\n", json.dump()) : print_slap(json);
    return {};
}

int segment_files(const SlapOptions& options) {
    int code = 0;
    for (const auto& path : options.pictures)
        if (const auto done = segment_file(options, path); !done) code = fail(done.error());
    return code;
}

}  // namespace

void add_slap(CLI::App& app, Exit& exit) {
    auto* slap = app.add_subcommand("slap", "Plates of four fingers or two thumbs");
    slap->require_subcommand(1);
    auto* command = slap->add_subcommand("segment",
                                         "Finds the fingertips of a slap, names hand and fingers, and tells what is missing or wrong.\n"
                                         "Exit code 1 if a picture could not be read or shows no finger; the others are still told.");
    auto options = std::make_shared<SlapOptions>();
    command->add_option("IMG", options->pictures, "Pictures of plates (PNG, JPEG, JPEG 2000, BMP, TIFF, PGM, WSQ)")->required();
    command->add_flag("--json", options->json, "One JSON object a line for each picture");
    command->add_option("--hand", options->hand, "What is expected on the glass; the wrong hand is told")->check(CLI::IsMember({"right", "left", "thumbs"}));
    command->add_option("--dpi", options->dpi, "Resolution, if the picture does not say it or says it wrongly (500 otherwise)")->check(CLI::Range(250, 1000));
    command->callback([options, &exit] { exit.code = segment_files(*options); });
}

}  // namespace loket::app
