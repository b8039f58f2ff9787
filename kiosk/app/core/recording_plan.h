#pragma once
// What is recorded of a person and in which order: assets/recording.json, read strictly.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/result.h"
#include "devices/biometrics/position.h"

namespace loket::app {

/// One placement before one device. `Verify` captures the fingers for the chip once more.
enum class Stage { Photo, Signature, RightFour, LeftFour, Thumbs, Irises, Verify };

/// "right_four", as in the file and in the keys of the string tables.
std::string_view to_string(Stage stage);
/// Slots of a stage, in the order they lie before the device; none for Verify, where they depend on what was recorded.
std::vector<std::string> slots_of(Stage stage);

std::string slot_of(biometrics::Finger finger);
std::string slot_of(biometrics::Eye eye);
/// The finger of "finger:2"; nothing for other slots.
std::optional<biometrics::Finger> finger_of(const std::string& slot);
std::optional<biometrics::Eye> eye_of(const std::string& slot);

struct RecordingPlan {
    std::vector<Stage> stages;                ///< each once, all of them; the review with its signature always comes last
    int tries = 3;                            ///< captures of a stage, 1–3; the best of each finger is kept
    std::map<std::string, int, std::less<>> quality;  ///< 0–100 by kind: "photo", "signature", "finger", "iris"

    /// Smallest quality that is kept without a further try.
    [[nodiscard]] int threshold(std::string_view slot) const;
};

/// Corrupt ("recording_plan.broken") with place and reason: a stage that is unknown, repeated or missing, verification before
/// the fingers, numbers out of range, keys nobody knows.
Result<RecordingPlan> parse_recording_plan(const std::string& json, const std::string& origin);
Result<RecordingPlan> load_recording_plan(const std::filesystem::path& file);

}  // namespace loket::app
