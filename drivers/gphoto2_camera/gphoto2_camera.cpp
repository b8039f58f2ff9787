#include <csignal>

#include "devices/base/wait.h"
#include "devices/model/named.h"
#include "devices/model/preview.h"
#include "drivers/gphoto2_camera/camera.h"
#include "drivers/gphoto2_camera/driver.h"
#include "drivers/gphoto2_camera/model.h"
#include "drivers/gphoto2_camera/portrait.h"
#include "drivers/v4l2_camera/pixels.h"

namespace loket::drivers::gphoto2_camera {
namespace {

constexpr int kPreviewWidth = 360;
constexpr int kLooks = 30;    // through the camera before it is released
constexpr int kMisses = 10;  // of its live view, in all; the library itself asks a camera that is busy for some tenths of a second
constexpr Millis kMissPause{20}, kOpenPause{300};
constexpr int kOpenings = 8;
constexpr std::int64_t kMostViewPixels = 4'000'000;

/// The library writes to sockets that may be closed.
class NoPipeSignal {
  public:
    NoPipeSignal() {
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, &before_);
    }
    ~NoPipeSignal() {
        constexpr timespec kNow{};
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        while (sigtimedwait(&pipe, nullptr, &kNow) > 0) {}
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

  private:
    sigset_t before_{};
};

class SystemCamera final : public model::Device {
  public:
    explicit SystemCamera(const model::Surroundings& around) : address_(around.address), name_(around.name) {}
    ~SystemCamera() override { close(); }
    SystemCamera(const SystemCamera&) = delete;
    SystemCamera& operator=(const SystemCamera&) = delete;

    Status open() override {
        close();
        const NoPipeSignal quiet;
        const std::string& model = is_network() ? kNetworkModel : name_;
        auto camera = Camera::open(address_, model);
        // One that was let go a moment ago may not have noticed yet.
        for (int i = 0; i < kOpenings && !camera && camera.error().fault == Fault::Gone; ++i) {
            wait_for(kOpenPause, {});
            camera = Camera::open(address_, model);
        }
        if (!camera) return camera.error();
        camera_ = std::move(camera).value();
        about_ = camera_->about();
        reason_.clear();
        return {};
    }
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override {
        if (!std::holds_alternative<model::PhotoRequest>(request)) return Error{Fault::Unsupported, "not a request of a camera", "device.unsupported"};
        if (!camera_) return Error{Fault::Gone, "the camera is not open", "device.gone"};
        const NoPipeSignal quiet;
        sink.hint("face.look_here");
        auto picture = take(sink, stop);
        if (!picture) return noted(picture.error());
        reason_.clear();
        sink.preview(model::preview_of(*picture, kPreviewWidth));
        return model::Content{model::PhotoOutcome{std::move(picture).value()}};
    }
    model::Health health() override {
        if (!camera_) return {.ready = false, .reasons = {"offline"}, .supplies = {}};
        if (!reason_.empty()) return {.ready = false, .reasons = {reason_}, .supplies = {}};
        return {};
    }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id),
                .vendor = about_.vendor,
                .product = !about_.product.empty() ? about_.product : !name_.empty() ? name_ : "Camera",
                .serial = about_.serial,
                .firmware = about_.firmware,
                .simulated = address_.starts_with(kEmulatedCamera)};
    }
    void close() override {
        const NoPipeSignal quiet;
        camera_.reset();
    }

  private:
    [[nodiscard]] bool is_network() const { return address_.starts_with(kNetwork); }
    Status show(model::Sink& sink, const std::stop_token& stop);
    Result<RgbaImage> take(model::Sink& sink, const std::stop_token& stop);
    Error noted(Error why);

    const std::string address_, name_;
    std::unique_ptr<Camera> camera_;
    About about_;
    std::string reason_;
};

/// What the camera sees, for as long as a person needs to look into it. Cameras without a live view, or with one that stutters, take photographs as well.
Status SystemCamera::show(model::Sink& sink, const std::stop_token& stop) {
    for (int good = 0, missed = 0; good < kLooks && missed < kMisses;) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        const auto jpeg = camera_->look();
        if (!jpeg && jpeg.error().fault == Fault::Unsupported) return {};
        if (!jpeg && (jpeg.error().fault == Fault::Gone || !camera_->card_is_full())) return Error{Fault::Gone, jpeg.error().context, "device.gone"};
        const Result<RgbaImage> picture = jpeg ? v4l2_camera::from_jpeg(*jpeg, kMostViewPixels) : jpeg.error();
        if (picture) {
            sink.preview(model::preview_of(v4l2_camera::portrait_of(*picture), kPreviewWidth));
            constexpr int kAll = 100;
            sink.progress(kAll * ++good / kLooks);
        } else {
            ++missed;
            wait_for(kMissPause, stop);
        }
    }
    return {};
}

Result<RgbaImage> SystemCamera::take(model::Sink& sink, const std::stop_token& stop) {
    LOKET_TRY(show(sink, stop));
    auto jpeg = camera_->shoot(stop);
    if (!jpeg) return jpeg.error();
    camera_->rest();
    return portrait_from(*jpeg);
}

/// The library's general error may be a lens without focus, a full card or a cable that was pulled.
Error SystemCamera::noted(Error why) {
    if (why.fault == Fault::Cancelled) return camera_->rest(), why;
    if (why.fault != Fault::Gone) {
        const auto full = camera_->card_is_full();
        if (!full) why = {Fault::Gone, why.context, "device.gone"};
        else if (*full && why.fault == Fault::Rejected) why = {Fault::NeedsOperator, why.context, "camera.card"};
    }
    if (why.fault == Fault::NeedsOperator) reason_ = "storage-full";
    if (why.fault == Fault::Gone) camera_.reset();
    return why;
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<SystemCamera>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings& settings, const std::stop_token&) {
    std::vector<model::Sighting> all;
    for (const auto& address : model::named_in(settings, kNetworkSetting))
        if (address.starts_with(kNetwork)) all.push_back({address, "Network camera"});
    LOKET_ASSIGN(found, cameras_on_usb());
    for (auto& [name, address] : found) all.push_back({std::move(address), std::move(name)});
    return all;
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<NetworkCamera>(scene); }

}  // namespace loket::drivers::gphoto2_camera
