#include <algorithm>

#include "devices/base/random.h"
#include "devices/biometrics/synth/synth.h"
#include "devices/model/preview.h"
#include "devices/model/sim_device.h"
#include "drivers/sim_fingerprint/driver.h"
#include "drivers/sim_fingerprint/fingers.h"

namespace loket::drivers::sim_fingerprint {
namespace {

using biometrics::Finger;
using biometrics::Slap;
using biometrics::synth::Impression;
using model::FingerRequest;

constexpr int kPreviewWidth = 400;
constexpr Millis kFrame{66};
constexpr int kFramesEmpty = 5;     // the glass before the hand comes
constexpr int kFramesSettling = 8;  // contact grows
constexpr int kFramesHolding = 6;
constexpr int kFramesWaiting = 60;  // of nobody touching it, then it gives up
constexpr double kMuch = 0.85;      // dry or wet enough to spoil the picture

std::string_view name_of(Finger finger) {
    static constexpr std::string_view kNames[] = {
        "unknown",    "right_thumb", "right_index", "right_middle", "right_ring", "right_little",
        "left_thumb", "left_index",  "left_middle", "left_ring",    "left_little"};
    return kNames[static_cast<std::size_t>(finger) % std::size(kNames)];
}

std::string_view invitation(const FingerRequest& ask) {
    if (!ask.slap) return "finger.place_one";
    switch (*ask.slap) {
        case Slap::RightFour:
            return "finger.place_right_four";
        case Slap::LeftFour:
            return "finger.place_left_four";
        default:
            return "finger.place_thumbs";
    }
}

Finger other_hand(Finger finger) {
    const int code = static_cast<int>(finger);
    return static_cast<Finger>(code > 5 ? code - 5 : code + 5);
}

bool is_slap_of_four(const FingerRequest& ask) { return ask.slap && *ask.slap != Slap::Thumbs; }

/// The same glass as the contact grows: `percent` of the darkness of the full impression.
GrayImage faded(GrayImage image, int percent) {
    for (auto& grey : image.pixels) grey = static_cast<std::uint8_t>(255 - (255 - grey) * percent / 100);
    return image;
}

/// What lies on the glass in this attempt.
struct Hand {
    std::vector<Finger> shown;    // whose ridges, in the order requested
    std::vector<Finger> missing;  // requested, but not on the glass
    std::uint64_t person = 0;
    std::uint64_t seed = 0;  // of this attempt
    double dryness = 0, wetness = 0;
    bool heavy = false;  // pressed so hard that the valleys close
    double tilt = 0;  // degrees
};

Impression impression(const Hand& hand, Finger finger) {
    SeededRandom random(hand.seed, "impression", static_cast<std::uint64_t>(finger));
    return {.seed = random.next(),
            .dryness = hand.dryness,
            .wetness = hand.wetness,
            .rotation_deg = hand.tilt + random.normal() * 1.5,  // fingers of one hand turn together
            .coverage = 0.9 + 0.1 * random.unit()};
}

/// The hand put down instead of the one asked for, left to right as it lies there.
std::vector<Finger> swapped(const FingerRequest& ask) {
    std::vector<Finger> shown = ask.fingers;
    std::transform(shown.begin(), shown.end(), shown.begin(), other_hand);
    if (is_slap_of_four(ask)) std::reverse(shown.begin(), shown.end());
    return shown;
}

model::FingerOutcome see(const FingerRequest& ask, const Hand& hand, Fingers& fingers) {
    model::FingerOutcome outcome;
    std::vector<GrayImage> images;
    std::vector<Finger> lying;
    for (std::size_t i = 0; i < ask.fingers.size(); ++i) {
        if (std::find(hand.missing.begin(), hand.missing.end(), hand.shown[i]) != hand.missing.end())
            continue;
        images.push_back(fingers.lay_down(hand.person, hand.shown[i], impression(hand, hand.shown[i])));
        lying.push_back(hand.shown[i]);
        outcome.fingers.push_back({ask.fingers[i], images.back()});
    }
    const bool single = !ask.slap && images.size() == 1;
    outcome.plate = single ? images.front() : biometrics::synth::slap_plate(lying, images, hand.seed);
    return outcome;
}

class Scanner final : public model::SimDeviceFor<FingerRequest> {
  public:
    explicit Scanner(const model::Surroundings& around)
        : SimDeviceFor(kDriver.id, "Simulated slap scanner", around) {}

  private:
    Result<model::Content> answer(const FingerRequest& ask, model::Turn& turn) override;
    Hand hand_for(const FingerRequest& ask);
    Status nobody_comes(model::Turn& turn);
    Status show(model::Turn& turn, const GrayImage& plate, const Hand& hand);

    const std::shared_ptr<Fingers> fingers_ = std::make_shared<Fingers>();  // drawing may outlast a request
};

Hand Scanner::hand_for(const FingerRequest& ask) {
    const auto person = subject();
    Hand hand{.shown = ask.fingers, .missing = {}, .person = person.seed, .seed = take_seed("hand")};
    if (fault("swapped_hands")) hand.shown = swapped(ask);
    if (const auto twice = fault("same_finger")) hand.shown.front() = static_cast<Finger>(*twice);
    const auto lifted = scene().take_fault(id(), "missing_finger", [&](const model::SimFault& each) {
        return std::find(hand.shown.begin(), hand.shown.end(), static_cast<Finger>(each.value)) !=
               hand.shown.end();
    });
    for (const auto finger : hand.shown) {
        const bool lifts = lifted && finger == static_cast<Finger>(lifted->value);
        if (lifts || person.missing_fingers.contains(finger)) hand.missing.push_back(finger);
    }
    hand.tilt = SeededRandom(hand.seed, "tilt").normal() * 4;
    if (fault("dry_finger")) hand.dryness = kMuch;
    if (fault("wet_finger")) hand.wetness = kMuch;
    hand.heavy = fault("heavy_finger").has_value();
    if (hand.heavy) hand.wetness = kMuch;
    return hand;
}

Status Scanner::nobody_comes(model::Turn& turn) {
    for (int i = 0; i < frames(kFramesWaiting); ++i) LOKET_TRY(step(turn, kFrame));
    return Error{Fault::TimedOut, "no finger touched the glass", "finger.no_finger"};
}

Status Scanner::show(model::Turn& turn, const GrayImage& plate, const Hand& hand) {
    const auto empty = model::preview_of(faded(plate, 0), kPreviewWidth);
    for (int i = 0; i < frames(kFramesEmpty); ++i) {
        turn.sink.preview(empty);
        LOKET_TRY(step(turn, kFrame));
    }
    const int settling = frames(kFramesSettling);
    for (int i = 1; i <= settling; ++i) {
        turn.sink.preview(model::preview_of(faded(plate, 100 * i / settling), kPreviewWidth));
        LOKET_TRY(step(turn, kFrame));
    }
    turn.sink.hint(hand.heavy         ? "finger.press_less"
                   : hand.dryness > 0 ? "finger.press_harder"
                   : hand.wetness > 0 ? "finger.wipe_dry"
                                      : "finger.hold_still");
    for (int i = 0; i < frames(kFramesHolding); ++i) LOKET_TRY(step(turn, kFrame));
    return {};
}

Result<model::Content> Scanner::answer(const FingerRequest& ask, model::Turn& turn) {
    if (ask.fingers.empty()) return Error{Fault::Unsupported, "no finger requested"};
    turn.sink.hint(invitation(ask));
    if (fault("no_finger")) LOKET_TRY(nobody_comes(turn));

    const Hand hand = hand_for(ask);
    LOKET_ASSIGN(outcome, draw(turn, [ask, hand, fingers = fingers_] { return see(ask, hand, *fingers); }));
    LOKET_TRY(show(turn, outcome.plate, hand));

    if (!hand.missing.empty()) return rejected("finger.missing", std::string(name_of(hand.missing.front())));
    turn.sink.hint("finger.lift");
    return model::Content{std::move(outcome)};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    return std::make_unique<Scanner>(around);
}

}  // namespace loket::drivers::sim_fingerprint
