#include "kiosk/app/core/recording_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "devices/base/file.h"
#include "workflow/engine/decide.h"
#include "workflow/engine/json_reader.h"

namespace loket::app {
namespace {

using biometrics::Slap;

constexpr std::array<std::string_view, 7> kNames = {"photo", "signature", "right_four", "left_four", "thumbs", "irises", "verify"};
constexpr std::array kKinds = {"photo", "signature", "finger", "iris"};

std::optional<int> code_of(const std::string& slot, std::string_view kind, int most) {
    if (!slot.starts_with(kind)) return std::nullopt;
    int code = 0;
    const auto* end = slot.data() + slot.size();
    const auto read = std::from_chars(slot.data() + kind.size(), end, code);
    return read.ec == std::errc{} && read.ptr == end && code >= 1 && code <= most ? std::optional(code) : std::nullopt;
}

std::vector<Stage> read_stages(engine::JsonObject& object) {
    std::vector<Stage> stages;
    const auto names = object.texts("stages");
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto place = fmt::format("{}/{}", object.place_of("stages"), i);
        const auto found = std::ranges::find(kNames, names[i]);
        const auto stage = static_cast<Stage>(found - kNames.begin());
        if (found == kNames.end()) object.problem().report(place, "no stage is called '" + names[i] + "'");
        else if (std::ranges::count(stages, stage) > 0) object.problem().report(place, "'" + names[i] + "' comes twice");
        else stages.push_back(stage);
    }
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (std::ranges::count(stages, static_cast<Stage>(i)) == 0) object.problem().report(object.place_of("stages"), fmt::format("'{}' is missing", kNames[i]));
    const auto at = [&](Stage stage) { return std::ranges::find(stages, stage); };
    for (const auto fingers : {Stage::RightFour, Stage::LeftFour, Stage::Thumbs})
        if (at(Stage::Verify) < at(fingers)) object.problem().report(object.place_of("stages"), "'verify' comes after all fingers");
    return stages;
}

}  // namespace

std::string_view to_string(Stage stage) { return kNames[static_cast<std::size_t>(stage)]; }

std::string slot_of(biometrics::Finger finger) { return fmt::format("finger:{}", static_cast<int>(finger)); }
std::string slot_of(biometrics::Eye eye) { return fmt::format("iris:{}", static_cast<int>(eye)); }

std::optional<biometrics::Finger> finger_of(const std::string& slot) {
    const auto code = code_of(slot, "finger:", 10);
    return code ? std::optional(static_cast<biometrics::Finger>(*code)) : std::nullopt;
}

std::optional<biometrics::Eye> eye_of(const std::string& slot) {
    const auto code = code_of(slot, "iris:", 2);
    return code ? std::optional(static_cast<biometrics::Eye>(*code)) : std::nullopt;
}

std::vector<std::string> slots_of(Stage stage) {
    std::vector<std::string> slots;
    const auto add = [&](Slap slap) {
        for (const auto finger : biometrics::fingers_of(slap)) slots.push_back(slot_of(finger));
    };
    switch (stage) {
        case Stage::Photo: return {"photo"};
        case Stage::Signature: return {"signature"};
        case Stage::RightFour: add(Slap::RightFour); break;
        case Stage::LeftFour: add(Slap::LeftFour); break;
        case Stage::Thumbs: add(Slap::Thumbs); break;
        case Stage::Irises: return {slot_of(biometrics::Eye::Right), slot_of(biometrics::Eye::Left)};
        case Stage::Verify: break;
    }
    return slots;
}

int RecordingPlan::threshold(std::string_view slot) const {
    const auto found = quality.find(slot.substr(0, slot.find(':')));
    return found == quality.end() ? 0 : found->second;
}

Result<RecordingPlan> parse_recording_plan(const std::string& json, const std::string& origin) {
    LOKET_ASSIGN(document, engine::parse_json(json, origin));
    engine::JsonProblem problem{origin, std::nullopt};
    RecordingPlan plan;
    {
        engine::JsonObject object(document, "", problem);
        plan.stages = read_stages(object);
        plan.tries = object.number("tries", 1, engine::kMaxTries);
        if (const auto* part = object.member("quality", true)) {
            engine::JsonObject quality(*part, object.place_of("quality"), problem);
            for (const auto* kind : kKinds) plan.quality[kind] = quality.number(kind, 0, 100);
        }
    }
    if (problem.text) return Error{Fault::Corrupt, *problem.text, "recording_plan.broken"};
    return plan;
}

Result<RecordingPlan> load_recording_plan(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 1u << 20));
    return parse_recording_plan(text, file.filename().string());
}

}  // namespace loket::app
