#include "devices/model/emulations.h"
#include "devices/model/preview.h"
#include "drivers/v4l2_camera/node.h"
#include "drivers/v4l2_camera/stream.h"
#include "drivers/v4l2_camera/v4l2_camera.h"
#include "drivers/zxing_camera/codes.h"
#include "drivers/zxing_camera/driver.h"

namespace loket::drivers::zxing_camera {
namespace {

constexpr int kMostPixels = 1280 * 720;
constexpr int kEach = 4;  // of thirty pictures a second seven are looked at: a hand holds a code for half a second at least
constexpr int kMostSpoilt = 30, kPreviewWidth = 360;
constexpr Millis kFrameLimit{2000};

class CodeCamera final : public model::Device {
  public:
    explicit CodeCamera(const model::Surroundings& around) : address_(around.address), name_(around.name) {}

    Status open() override {
        close();
        auto node = model::is_emulated(address_) ? v4l2_camera::open_emulated_node(address_) : v4l2_camera::open_node(address_);
        if (!node) return node.error();
        LOKET_ASSIGN(camera, v4l2_camera::Camera::open(std::move(node).value(), kMostPixels));
        camera_ = std::move(camera);
        return {};
    }
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override {
        if (!std::holds_alternative<model::CodeRequest>(request)) return Error{Fault::Unsupported, "not a request of a code reader", "device.unsupported"};
        if (!camera_) return Error{Fault::Gone, "the camera is not open", "device.gone"};
        auto code = watch(sink, stop);
        camera_->stop();
        if (!code && code.error().fault == Fault::Gone) close();
        if (!code) return code.error();
        return model::Content{model::CodeOutcome{std::move(code).value()}};
    }
    model::Health health() override {
        if (camera_ && camera_->check()) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        const auto product = camera_ ? camera_->about().name : name_;
        return {.driver = std::string(kDriver.id),
                .vendor = {},
                .product = product.empty() ? "Camera" : product,
                .serial = camera_ ? camera_->about().bus : std::string(),
                .firmware = {},
                .simulated = model::is_emulated(address_)};
    }
    void close() override {
        camera_.reset();
        news_ = {};
    }

  private:
    /// Looks until there is a code that was not there lately.
    Result<std::string> watch(model::Sink& sink, const std::stop_token& stop) {
        LOKET_TRY(camera_->start());
        for (int number = 0, spoilt = 0;; ++number) {
            if (number % kEach != 0) {
                LOKET_TRY(camera_->skip(kFrameLimit, stop));
                continue;
            }
            const auto frame = camera_->next(kFrameLimit, stop);
            if (!frame && frame.error().fault == Fault::Corrupt && ++spoilt <= kMostSpoilt) continue;
            if (!frame) return frame.error();
            spoilt = 0;
            sink.preview(model::preview_of(*frame, kPreviewWidth));
            if (auto code = news_.of(codes_in(*frame)); !code.empty()) return code;
        }
    }

    const std::string address_, name_;
    std::unique_ptr<v4l2_camera::Camera> camera_;
    News news_;
};

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<CodeCamera>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop) { return v4l2_camera::cameras_named("zxing_camera.name", settings, stop); }

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return v4l2_camera::emulate_node(scene, v4l2_camera::Sight::Code); }

}  // namespace loket::drivers::zxing_camera
