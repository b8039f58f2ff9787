#include "kiosk/app/desk/capture.h"

#include <fmt/format.h>

#include <charconv>

#include "devices/biometrics/face/photo_quality.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iris/iris_quality.h"
#include "devices/runtime/run.h"
#include "kiosk/app/desk/pictures.h"

namespace loket::app {
namespace {

using biometrics::Finger;
using biometrics::Slap;

constexpr auto kFingerAlgorithm = "loket-finger-quality/1";
constexpr auto kIrisAlgorithm = "loket-iris-quality/1";
constexpr auto kPhotoAlgorithm = "loket-photo-quality/1";
constexpr auto kSignatureAlgorithm = "loket-signature/1";

Slap slap_of(Stage stage) { return stage == Stage::RightFour ? Slap::RightFour : stage == Stage::LeftFour ? Slap::LeftFour : Slap::Thumbs; }

std::string slot_of(Finger finger) { return fmt::format("finger:{}", static_cast<int>(finger)); }
std::string slot_of(biometrics::Eye eye) { return fmt::format("iris:{}", static_cast<int>(eye)); }

Result<CapturedSample> sample_of(std::string slot, const GrayImage& image, int quality, std::vector<std::string> causes, const char* algorithm) {
    LOKET_ASSIGN(png, encode_png(image));
    return CapturedSample{std::move(slot), to_rgba(image), std::move(png), quality, std::move(causes), algorithm};
}

struct Judge {
    Captured& out;

    Status operator()(const model::FingerOutcome& outcome) const {
        for (const auto& [finger, image] : outcome.fingers) {
            const auto quality = biometrics::finger_quality(image);
            LOKET_ASSIGN(sample, sample_of(slot_of(finger), image, quality.score, quality.causes, kFingerAlgorithm));
            out.samples.push_back(std::move(sample));
        }
        return {};
    }
    Status operator()(const model::IrisOutcome& outcome) const {
        for (const auto& [eye, image] : outcome.eyes) {
            const auto quality = biometrics::iris_quality(image);
            LOKET_ASSIGN(sample, sample_of(slot_of(eye), image, quality.score, quality.causes, kIrisAlgorithm));
            out.samples.push_back(std::move(sample));
        }
        return {};
    }
    Status operator()(const model::PhotoOutcome& outcome) const {
        const auto quality = biometrics::photo_quality(outcome.image);
        LOKET_ASSIGN(png, encode_png(outcome.image));
        out.samples.push_back({"photo", outcome.image, std::move(png), quality.score, quality.causes, kPhotoAlgorithm});
        return {};
    }
    Status operator()(const model::SignatureOutcome& outcome) const {
        constexpr double kFullPressure = 1023;
        constexpr int kInkWidth = 600, kInkHeight = 360;
        for (const auto& pen : outcome.samples)
            out.ink.push_back({static_cast<double>(pen.x) / outcome.width, static_cast<double>(pen.y) / outcome.height, pen.pressure / kFullPressure});
        std::vector<documents::PenPoint> points;
        for (const auto& pen : outcome.samples) points.push_back({static_cast<double>(pen.x), static_cast<double>(pen.y), pen.pressure / kFullPressure});
        const auto image = documents::signature_image(points, kInkWidth, kInkHeight);
        const bool written = outcome.samples.size() >= 20;
        LOKET_ASSIGN(sample, sample_of("signature", image, written ? 100 : 0, written ? std::vector<std::string>{} : std::vector<std::string>{"signature.too_short"}, kSignatureAlgorithm));
        out.samples.push_back(std::move(sample));
        return {};
    }
    template <class Other>
    Status operator()(const Other&) const {
        return Error{Fault::Corrupt, "the device answered something else than it was asked", "device.wrong_answer"};
    }
};

model::Request request_for(Stage stage, const std::set<std::string>& excused) {
    if (stage == Stage::Photo) return model::PhotoRequest{};
    if (stage == Stage::Signature) return model::SignatureRequest{};
    if (stage == Stage::Irises) {
        model::IrisRequest request;
        for (const auto eye : {biometrics::Eye::Right, biometrics::Eye::Left})
            if (!excused.contains(slot_of(eye))) request.eyes.push_back(eye);
        return request;
    }
    model::FingerRequest request{.fingers = {}, .slap = slap_of(stage)};
    for (const auto finger : biometrics::fingers_of(slap_of(stage)))
        if (!excused.contains(slot_of(finger))) request.fingers.push_back(finger);
    return request;
}

model::Kind kind_for(Stage stage) {
    switch (stage) {
        case Stage::Photo: return model::Kind::Camera;
        case Stage::Signature: return model::Kind::SignaturePad;
        case Stage::Irises: return model::Kind::IrisScanner;
        default: return model::Kind::FingerScanner;
    }
}

}  // namespace

std::vector<std::string> slots_of(Stage stage) {
    switch (stage) {
        case Stage::Photo: return {"photo"};
        case Stage::Signature: return {"signature"};
        case Stage::Irises: return {slot_of(biometrics::Eye::Right), slot_of(biometrics::Eye::Left)};
        default: break;
    }
    std::vector<std::string> slots;
    for (const auto finger : biometrics::fingers_of(slap_of(stage))) slots.push_back(slot_of(finger));
    return slots;
}

int quality_threshold(const std::string& slot) {
    if (slot.starts_with("finger")) return 60;
    if (slot.starts_with("iris")) return 50;
    if (slot == "photo") return 60;
    return 50;
}

Result<Captured> capture(Stage stage, const std::set<std::string>& excused, runtime::Registry& registry, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(outcome, runtime::run(registry, kind_for(stage), request_for(stage, excused), sink, stop));
    Captured captured;
    captured.device = outcome.device.product;
    captured.simulated = outcome.device.simulated;
    LOKET_TRY(std::visit(Judge{captured}, outcome.content));
    return captured;
}

}  // namespace loket::app
