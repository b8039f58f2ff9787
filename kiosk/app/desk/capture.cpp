#include "kiosk/app/desk/capture.h"

#include <algorithm>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iris/iris_code.h"
#include "kiosk/app/desk/judging.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/desk/slap_split.h"

namespace loket::app {
namespace {

using biometrics::Finger;
using biometrics::Hand;
using biometrics::Slap;

std::optional<Slap> slap_of(Stage stage) {
    switch (stage) {
        case Stage::RightFour: return Slap::RightFour;
        case Stage::LeftFour: return Slap::LeftFour;
        case Stage::Thumbs: return Slap::Thumbs;
        default: return std::nullopt;
    }
}

model::Kind kind_for(Stage stage) {
    switch (stage) {
        case Stage::Photo: return model::Kind::Camera;
        case Stage::Signature: return model::Kind::SignaturePad;
        case Stage::Irises: return model::Kind::IrisScanner;
        default: return model::Kind::FingerScanner;
    }
}

model::Request request_for(Stage stage, const std::vector<std::string>& slots) {
    if (stage == Stage::Photo) return model::PhotoRequest{};
    if (stage == Stage::Signature) return model::SignatureRequest{};
    model::IrisRequest eyes;
    model::FingerRequest fingers{.fingers = {}, .slap = slap_of(stage)};
    for (const auto& slot : slots) {
        if (const auto eye = eye_of(slot)) eyes.eyes.push_back(*eye);
        if (const auto finger = finger_of(slot)) fingers.fingers.push_back(*finger);
    }
    if (stage == Stage::Irises) return eyes;
    return fingers;
}

Result<Captured> run_and_judge(Equipment& equipment, Stage stage, model::Request request, model::Sink& sink, const std::stop_token& stop) {
    const auto* fingers = std::get_if<model::FingerRequest>(&request);
    const auto asked = fingers != nullptr ? *fingers : model::FingerRequest{};
    LOKET_ASSIGN(outcome, runtime::run(equipment.registry, kind_for(stage), std::move(request), sink, stop));
    const auto slap = slap_of(stage);
    auto* seen = std::get_if<model::FingerOutcome>(&outcome.content);
    if (seen != nullptr && slap && *slap != Slap::Thumbs) {
        const auto lies = biometrics::slap_hand(seen->plate);
        if (lies != Hand::Unknown && lies != (*slap == Slap::RightFour ? Hand::Right : Hand::Left))
            return rejected("finger.wrong_hand", "the other hand lies on the glass");
    }
    if (seen != nullptr) LOKET_TRY(split_plate(*seen, asked));
    return judge(outcome);
}

/// A missing set is never taken for a whole one, whatever the device thinks.
Status check_complete(const Captured& captured, const std::vector<std::string>& asked) {
    for (const auto& slot : asked)
        if (std::ranges::find(captured.samples, slot, &CapturedSample::slot) == captured.samples.end())
            return rejected(eye_of(slot) ? "iris.missing" : finger_of(slot) ? "finger.missing" : "sample.empty", slot);
    return {};
}

Result<GrayImage> gray_of(const CapturedSample& sample) { return decode_gray_png(sample.png); }

/// One eye before both lenses.
Status check_eyes(const Captured& captured) {
    std::vector<biometrics::IrisCode> codes;
    for (const auto& sample : captured.samples) {
        LOKET_ASSIGN(image, gray_of(sample));
        if (auto code = biometrics::iris_code(image)) codes.push_back(*code);
    }
    if (codes.size() == 2 && biometrics::iris_distance(codes[0], codes[1]) <= biometrics::kSameIris) return rejected("iris.same_eye", "both pictures show one eye");
    return {};
}

std::optional<biometrics::PreparedFinger> prepared(const GrayImage& image) {
    const auto minutiae = biometrics::extract_minutiae(image);
    return minutiae ? std::optional(biometrics::prepare(*minutiae)) : std::nullopt;
}

}  // namespace

Result<Captured> capture_signature(Equipment& equipment, model::Sink& sink, std::stop_token stop) {
    return run_and_judge(equipment, Stage::Signature, model::SignatureRequest{}, sink, stop);
}

Result<Captured> capture_photo(Equipment& equipment, model::Sink& sink, std::stop_token stop) {
    return run_and_judge(equipment, Stage::Photo, model::PhotoRequest{}, sink, stop);
}

Status CaptureDesk::follow(const Samples& kept) {
    std::erase_if(known_, [&](const auto& entry) {
        const auto sample = kept.find(entry.first);
        return sample == kept.end() || sample->second.digest != entry.second.digest;
    });
    for (const auto& [slot, sample] : kept) {
        if (!finger_of(slot) || !sample.excused.empty() || known_.contains(slot)) continue;
        auto bytes = equipment_.core.ask([digest = sample.digest](Core& core) { return core.blob(digest); }).get();
        if (!bytes) return bytes.error();
        LOKET_ASSIGN(image, decode_gray_png(*bytes));
        known_[slot] = {sample.digest, prepared(image)};
    }
    return {};
}

std::vector<biometrics::NamedFinger> CaptureDesk::known_fingers() const {
    std::vector<biometrics::NamedFinger> fingers;
    for (const auto& [slot, known] : known_)
        if (known.prepared) fingers.push_back({*finger_of(slot), *known.prepared});
    return fingers;
}

Status CaptureDesk::check_fingers(Captured& captured) const {
    std::vector<biometrics::NamedFinger> fresh;
    for (const auto& sample : captured.samples) {
        LOKET_ASSIGN(image, gray_of(sample));
        if (auto finger = prepared(image)) fresh.push_back({*finger_of(sample.slot), *finger});
    }
    const auto same = biometrics::same_fingers(known_fingers(), fresh);
    if (same.empty()) return {};
    const auto of_other_hand = std::ranges::count_if(same, [](const auto& pair) { return biometrics::hand_of(pair.fresh) != biometrics::hand_of(pair.known); });
    if (of_other_hand > 1) return rejected("finger.wrong_hand", "these fingers were recorded as the other hand's");
    captured.samples.clear();
    captured.repeated = {slot_of(same.front().fresh), slot_of(same.front().known)};
    return {};
}

Result<Captured> CaptureDesk::stage(Stage stage, const Samples& kept, model::Sink& sink, const std::stop_token& stop) {
    LOKET_TRY(follow(kept));
    auto asked = slots_of(stage);
    std::erase_if(asked, [&](const auto& slot) { return kept.contains(slot); });
    LOKET_ASSIGN(captured, run_and_judge(equipment_, stage, request_for(stage, asked), sink, stop));
    LOKET_TRY(check_complete(captured, asked));
    if (slap_of(stage)) LOKET_TRY(check_fingers(captured));
    if (stage == Stage::Irises) LOKET_TRY(check_eyes(captured));
    return captured;
}

Result<Again> CaptureDesk::again(const std::string& slot, const Samples& kept, model::Sink& sink, const std::stop_token& stop) {
    LOKET_TRY(follow(kept));
    const auto known = known_.find(slot);
    if (known == known_.end()) return rejected("sample.slot", "not a recorded finger: " + slot);
    LOKET_ASSIGN(captured, run_and_judge(equipment_, Stage::Verify, request_for(Stage::Verify, {slot}), sink, stop));
    LOKET_TRY(check_complete(captured, {slot}));
    auto& sample = captured.samples.front();
    LOKET_ASSIGN(image, gray_of(sample));
    const auto live = prepared(image);
    Again again{.score = 0, .match = false, .picture = std::move(sample.picture), .causes = std::move(sample.causes)};
    if (live && known->second.prepared) again.score = biometrics::match_score(*live, *known->second.prepared);
    again.match = again.score >= biometrics::kVerifyThreshold;
    return again;
}

Result<Captured> CaptureDesk::evidence(const std::string& slot, int attempt, model::Sink& sink, const std::stop_token& stop) {
    constexpr Finger kThumbs[] = {Finger::LeftThumb, Finger::RightThumb};
    const bool mark = slot == "signature" && attempt < static_cast<int>(std::size(kThumbs));
    if (!mark) return capture_photo(equipment_, sink, stop);
    const auto thumb = slot_of(kThumbs[attempt]);
    LOKET_ASSIGN(captured, run_and_judge(equipment_, Stage::Verify, request_for(Stage::Verify, {thumb}), sink, stop));
    LOKET_TRY(check_complete(captured, {thumb}));
    return captured;
}

}  // namespace loket::app
