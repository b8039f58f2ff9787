#include "kiosk/app/desk/judging.h"

#include "devices/biometrics/face/photo_quality.h"
#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iris/iris_quality.h"
#include "devices/biometrics/iso/signature_picture.h"
#include "devices/biometrics/iso/signature_record.h"
#include "kiosk/app/desk/faces.h"
#include "kiosk/app/desk/pictures.h"

namespace loket::app {
namespace {

constexpr auto kFingerAlgorithm = "loket-finger-quality/2";
constexpr auto kIrisAlgorithm = "loket-iris-quality/1";
constexpr auto kPhotoAlgorithm = "loket-photo-quality/2";
constexpr auto kSignatureAlgorithm = "loket-signature/1";

Result<CapturedSample> sample_of(std::string slot, const GrayImage& image, int quality, std::vector<std::string> causes, const char* algorithm) {
    LOKET_ASSIGN(png, encode_png(image));
    return CapturedSample{std::move(slot), std::make_shared<const RgbaImage>(to_rgba(image)), std::move(png), quality, std::move(causes), algorithm};
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
        const auto quality = biometrics::photo_quality(outcome.image, seen_faces(outcome.image));
        LOKET_ASSIGN(png, encode_png(outcome.image));
        out.samples.push_back({"photo", std::make_shared<const RgbaImage>(outcome.image), std::move(png), quality.score, quality.causes, kPhotoAlgorithm});
        return {};
    }
    Status operator()(const model::SignatureOutcome& outcome) const {
        constexpr double kFullPressure = 1023;
        constexpr int kInkWidth = 600, kInkHeight = 360;
        constexpr std::size_t kShortest = 20;  // samples: less is a touch
        std::vector<documents::PenPoint> points;
        std::vector<biometrics::iso::PenSample> way;
        for (const auto& pen : outcome.samples) {
            const double x = pen.x, y = pen.y, pressure = pen.pressure / kFullPressure;
            out.ink.push_back({x / outcome.width, y / outcome.height, pressure});
            points.push_back({x, y, pressure});
            way.push_back({x, y, pressure, static_cast<double>(pen.millis)});
        }
        const bool written = outcome.samples.size() >= kShortest;
        const auto causes = written ? std::vector<std::string>{} : std::vector<std::string>{"signature.too_short"};
        LOKET_ASSIGN(sample, sample_of("signature", documents::signature_image(points, kInkWidth, kInkHeight), written ? 100 : 0, causes, kSignatureAlgorithm));
        if (written) {
            LOKET_ASSIGN(both, biometrics::iso::with_signature(sample.png, biometrics::iso::encode_signature(biometrics::iso::signature_of(way))));
            sample.png = std::move(both);
        }
        out.samples.push_back(std::move(sample));
        return {};
    }
    template <class Other>
    Status operator()(const Other&) const {
        return Error{Fault::Corrupt, "the device answered something else than it was asked", "device.wrong_answer"};
    }
};

}  // namespace

Result<Captured> judge(const model::Outcome& outcome) {
    Captured captured;
    captured.device = outcome.device.product;
    captured.simulated = outcome.device.simulated;
    LOKET_TRY(std::visit(Judge{captured}, outcome.content));
    return captured;
}

}  // namespace loket::app
