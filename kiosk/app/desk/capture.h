#pragma once
// One capture of a recording: ask the device, judge what it gives, say what to do better. Runs on the desk's thread.

#include <set>
#include <string>
#include <vector>

#include "devices/model/device.h"
#include "devices/runtime/registry.h"
#include "workflow/documents/signature.h"

namespace loket::app {

enum class Stage { Photo, Signature, RightFour, LeftFour, Thumbs, Irises };

/// Slots of a stage, in the order they lie before the device.
std::vector<std::string> slots_of(Stage stage);

struct CapturedSample {
    std::string slot;
    RgbaImage picture;   ///< for the screen
    Bytes png;           ///< what is kept
    int quality = 0;
    std::vector<std::string> causes;  ///< what the person could do better, worst first
    std::string algorithm;
};

struct Captured {
    std::vector<CapturedSample> samples;
    std::vector<documents::PenPoint> ink;  ///< signature only, 0–1 in both directions
    std::string device;
    bool simulated = false;
};

/// Smallest quality that is kept without a further try.
int quality_threshold(const std::string& slot);

/// Fails as the device does. `excused` slots are not asked for.
Result<Captured> capture(Stage stage, const std::set<std::string>& excused, runtime::Registry& registry, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app
