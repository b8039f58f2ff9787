#include "drivers/v4l2_camera/v4l2_camera.h"

#include <fmt/format.h>
#include <unistd.h>
#include <linux/videodev2.h>

#include <charconv>

#include "devices/model/emulations.h"
#include "devices/model/preview.h"
#include "drivers/v4l2_camera/driver.h"
#include "drivers/v4l2_camera/pixels.h"
#include "drivers/v4l2_camera/stream.h"

namespace loket::drivers::v4l2_camera {
namespace {

constexpr int kPreviewWidth = 360;
constexpr int kPortraitWidth = 480, kPortraitHeight = 640;  // ISO/IEC 19794-5: enough between the eyes
constexpr int kPaperSide = 1000;                            // an A4 sheet can be read
constexpr int kMostSpoilt = 30;                             // in a row
constexpr Millis kFrameLimit{2000};                         // cameras take a moment to begin
constexpr int kMostNodes = 64;

class VideoDevice final : public model::Device {
  public:
    VideoDevice(const Purpose& purpose, const model::Surroundings& around) : purpose_(purpose), address_(around.address), name_(around.name), settings_(around.settings) {}

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override;
    [[nodiscard]] model::Identity identity() const override;
    void close() override { camera_.reset(); }

  private:
    void adjust();
    [[nodiscard]] std::optional<int> number(std::string_view key) const;
    [[nodiscard]] RgbaImage wanted_part(RgbaImage picture) const { return purpose_.kind == model::Kind::Camera ? portrait_of(picture) : std::move(picture); }
    [[nodiscard]] bool large_enough() const;
    Result<RgbaImage> watch(model::Sink& sink, const std::stop_token& stop);

    const Purpose purpose_;
    const std::string address_, name_;
    const model::Settings settings_;
    std::unique_ptr<Camera> camera_;
};

std::optional<int> VideoDevice::number(std::string_view key) const {
    const auto found = settings_.find(fmt::format("{}.{}", purpose_.driver, key));
    if (found == settings_.end()) return std::nullopt;
    int value = 0;
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Automatic, unless the station says otherwise: a fixed light wants a fixed exposure. Mains of 50 Hz do not flicker in the picture.
void VideoDevice::adjust() {
    camera_->set(V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    const auto exposure = number("exposure"), white = number("white_balance");
    camera_->set(V4L2_CID_EXPOSURE_AUTO, exposure ? V4L2_EXPOSURE_MANUAL : V4L2_EXPOSURE_APERTURE_PRIORITY);
    if (exposure) camera_->set(V4L2_CID_EXPOSURE_ABSOLUTE, *exposure);
    camera_->set(V4L2_CID_AUTO_WHITE_BALANCE, white ? 0 : 1);
    if (white) camera_->set(V4L2_CID_WHITE_BALANCE_TEMPERATURE, *white);
}

bool VideoDevice::large_enough() const {
    const auto& mode = camera_->mode();
    if (purpose_.kind == model::Kind::Camera) return mode.width >= kPortraitWidth && mode.height >= kPortraitHeight;
    return std::max(mode.width, mode.height) >= kPaperSide;
}

Status VideoDevice::open() {
    close();
    auto node = model::is_emulated(address_) ? open_emulated_node(address_) : open_node(address_);
    if (!node) return node.error();
    LOKET_ASSIGN(camera, Camera::open(std::move(node).value(), purpose_.most_pixels));
    camera_ = std::move(camera);
    adjust();
    return {};
}

/// Shows what the camera sees, and gives the last picture. A spoilt one is left out; cameras that send nothing else are broken.
Result<RgbaImage> VideoDevice::watch(model::Sink& sink, const std::stop_token& stop) {
    LOKET_TRY(camera_->start());
    RgbaImage last;
    for (int good = 0, spoilt = 0; good < purpose_.frames;) {
        auto frame = camera_->next(kFrameLimit, stop);
        if (!frame && frame.error().fault == Fault::Corrupt && ++spoilt <= kMostSpoilt) continue;
        if (!frame) return frame.error();
        spoilt = 0;
        last = wanted_part(std::move(frame).value());
        sink.preview(model::preview_of(last, kPreviewWidth));
        constexpr int kAll = 100;
        sink.progress(kAll * ++good / purpose_.frames);
    }
    return last;
}

Result<model::Content> VideoDevice::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const bool portrait = std::holds_alternative<model::PhotoRequest>(request), paper = std::holds_alternative<model::PaperRequest>(request);
    if (purpose_.kind == model::Kind::Camera ? !portrait : !paper) return Error{Fault::Unsupported, "not a request of this kind of camera", "device.unsupported"};
    if (!camera_) return Error{Fault::Gone, "the camera is not open", "device.gone"};
    if (!large_enough()) return Error{Fault::Unsupported, "the pictures of this camera are too small", "device.unsupported"};
    if (!purpose_.hint.empty()) sink.hint(purpose_.hint);
    auto picture = watch(sink, stop);
    camera_->stop();
    if (!picture && picture.error().fault == Fault::Gone) close();
    if (!picture) return picture.error();
    if (portrait) return model::Content{model::PhotoOutcome{std::move(picture).value()}};
    return model::Content{model::PaperOutcome{std::move(picture).value()}};
}

model::Health VideoDevice::health() {
    if (camera_ && camera_->check()) return {};
    return {.ready = false, .reasons = {"offline"}, .supplies = {}};
}

model::Identity VideoDevice::identity() const {
    const auto product = camera_ ? camera_->about().name : name_;
    return {.driver = std::string(purpose_.driver),
            .vendor = {},
            .product = product.empty() ? std::string("Camera") : product,
            .serial = camera_ ? camera_->about().bus : std::string(),
            .firmware = {},
            .simulated = model::is_emulated(address_)};
}

}  // namespace

std::unique_ptr<model::Device> make_camera(const Purpose& purpose, const model::Surroundings& around) { return std::make_unique<VideoDevice>(purpose, around); }

Result<std::vector<model::Sighting>> cameras(const std::stop_token& stop) {
    std::vector<model::Sighting> seen;
    for (int i = 0; i < kMostNodes && !stop.stop_requested(); ++i) {
        const auto path = fmt::format("/dev/video{}", i);
        if (::access(path.c_str(), F_OK) != 0) continue;
        auto node = open_node(path);
        if (!node) continue;
        if (const auto who = about(**node)) seen.push_back({path, who->name});
    }
    return seen;
}

bool is_named(const model::Sighting& camera, const std::string& setting, const model::Settings& settings) {
    const auto wanted = settings.find(setting);
    if (wanted == settings.end() || wanted->second.empty()) return false;
    return camera.address == wanted->second || camera.name.find(wanted->second) != std::string::npos;
}

Result<std::vector<model::Sighting>> cameras_named(const std::string& setting, const model::Settings& settings, const std::stop_token& stop) {
    if (!settings.contains(setting)) return std::vector<model::Sighting>{};
    LOKET_ASSIGN(seen, cameras(stop));
    std::erase_if(seen, [&](const auto& each) { return !is_named(each, setting, settings); });
    return std::move(seen);
}

std::unique_ptr<model::Device> create(const model::Surroundings& around) {
    constexpr Purpose kPortraits{.kind = model::Kind::Camera, .driver = kDriver.id, .most_pixels = 1920 * 1080, .frames = 60, .hint = "face.look_here"};
    return make_camera(kPortraits, around);
}

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token& stop) {
    LOKET_ASSIGN(seen, cameras(stop));
    std::erase_if(seen, [&](const auto& each) { return is_named(each, "v4l2_document_camera.name", settings) || is_named(each, "zxing_camera.name", settings); });
    return std::move(seen);
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return emulate_node(scene); }

}  // namespace loket::drivers::v4l2_camera
