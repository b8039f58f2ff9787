#pragma once
// Recording of one person at the devices of a station: ask the device, judge what it gives, say what to do better.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/biometrics/finger/same_finger.h"
#include "kiosk/app/core/recording_plan.h"
#include "kiosk/app/desk/desk.h"
#include "workflow/documents/signature.h"

namespace loket::app {

using Samples = std::map<std::string, engine::Sample>;

struct CapturedSample {
    std::string slot;
    std::shared_ptr<const RgbaImage> picture;  ///< for the screen
    Bytes png;           ///< what is kept
    int quality = 0;
    std::vector<std::string> causes;  ///< what the person could do better, worst first
    std::string algorithm;
};

struct Captured {
    std::vector<CapturedSample> samples;   ///< all that was asked for, or none where a finger is repeated
    std::vector<documents::PenPoint> ink;  ///< signature only, 0–1 in both directions
    std::string device;
    bool simulated = false;
    /// A finger on the glass that was recorded as another one before: slots of both.
    struct Repeated {
        std::string fresh, known;
    };
    std::optional<Repeated> repeated;
};

/// A recorded finger, captured once more and compared.
struct Again {
    double score = 0;
    bool match = false;
    std::shared_ptr<const RgbaImage> picture;
    std::vector<std::string> causes;
};

/// The applicant's signature: for the recording, for its approval, for a card. Quality 0 is a pad that nobody wrote on.
Result<Captured> capture_signature(Equipment& equipment, model::Sink& sink, std::stop_token stop);
/// A picture of a person or of what they show.
Result<Captured> capture_photo(Equipment& equipment, model::Sink& sink, std::stop_token stop);

/// Blocking; one call at a time. Failures are those of the devices and, always with words for the person:
/// Rejected "finger.missing", "iris.missing" (less came than was asked for), "finger.wrong_hand" (by the arc of the fingertips, or
/// because the fingers are known as the other hand's), "iris.same_eye".
class CaptureDesk {
  public:
    explicit CaptureDesk(Equipment& equipment) : equipment_(equipment) {}

    /// What of this stage is not in `kept` yet.
    Result<Captured> stage(Stage stage, const Samples& kept, model::Sink& sink, const std::stop_token& stop);
    /// One finger of `kept`, captured once more; a match at kVerifyThreshold.
    Result<Again> again(const std::string& slot, const Samples& kept, model::Sink& sink, const std::stop_token& stop);
    /// A picture that shows why `slot` is not recorded: of the hand or the face; instead of a signature the mark of a thumb, left
    /// before right, with the camera where both are missing. `attempt` counts from 0 and goes on where a thumb is missing.
    Result<Captured> evidence(const std::string& slot, int attempt, model::Sink& sink, const std::stop_token& stop);

  private:
    struct Known {
        std::string digest;
        std::optional<biometrics::PreparedFinger> prepared;  ///< nothing where the picture shows no ridges
    };
    Status follow(const Samples& kept);
    [[nodiscard]] std::vector<biometrics::NamedFinger> known_fingers() const;
    Status check_fingers(Captured& captured) const;

    Equipment& equipment_;
    std::map<std::string, Known> known_;  ///< fingers of `kept`, read back from the store once
};

}  // namespace loket::app
