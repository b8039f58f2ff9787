#include <fprint.h>

#include <cstdlib>

#include "devices/model/preview.h"
#include "drivers/libfprint_reader/driver.h"
#include "drivers/libfprint_reader/model.h"
#include "drivers/libfprint_reader/picture.h"

namespace loket::drivers::libfprint_reader {
namespace {

constexpr int kPreviewWidth = 384;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// Of the library's own main loop; frees what it was told.
Error error_of(GError* told) {
    const std::unique_ptr<GError, decltype(&g_error_free)> error(told, &g_error_free);
    if (!error) return internal("libfprint says nothing");
    if (g_error_matches(error.get(), G_IO_ERROR, G_IO_ERROR_CANCELLED)) return {Fault::Cancelled, error->message};
    if (error->domain == FP_DEVICE_RETRY) return retry_error(error->code, error->message);
    if (error->domain == FP_DEVICE_ERROR) return device_error(error->code, error->message);
    return {Fault::Gone, error->message, "device.gone"};
}

std::string address_of(FpDevice* device) { return std::string(fp_device_get_driver(device)) + ":" + fp_device_get_device_id(device); }

bool gives_pictures(FpDevice* device) { return fp_device_has_feature(device, FP_DEVICE_FEATURE_CAPTURE) != FALSE; }

class PressReader final : public model::Device {
  public:
    explicit PressReader(const model::Surroundings& around) : address_(around.address), name_(around.name) {}
    ~PressReader() override { close(); }
    PressReader(const PressReader&) = delete;
    PressReader& operator=(const PressReader&) = delete;

    Status open() override;
    Result<model::Content> perform(const model::Request& request, model::Sink& sink, std::stop_token stop) override;
    model::Health health() override {
        if (device_) return {};
        return {.ready = false, .reasons = {"offline"}, .supplies = {}};
    }
    [[nodiscard]] model::Identity identity() const override {
        return {.driver = std::string(kDriver.id), .vendor = {}, .product = name_.empty() ? "Finger reader" : name_, .serial = {}, .firmware = {}, .simulated = address_.starts_with(kVirtual)};
    }
    void close() override {
        if (device_ && fp_device_is_open(device_.get()) != FALSE) fp_device_close_sync(device_.get(), nullptr, nullptr);
        device_.reset();
        context_.reset();
    }

  private:
    FpDevice* find() const;

    const std::string address_, name_;
    Owned<FpContext> context_;
    Owned<FpDevice> device_;
};

FpDevice* PressReader::find() const {
    auto* devices = fp_context_get_devices(context_.get());
    const bool box = address_.starts_with(kVirtual);
    for (guint i = 0; devices != nullptr && i < devices->len; ++i) {
        auto* device = FP_DEVICE(g_ptr_array_index(devices, i));
        if (box ? std::string_view(fp_device_get_driver(device)) == "virtual_image" : address_of(device) == address_) return device;
    }
    return nullptr;
}

Status PressReader::open() {
    close();
    // libfprint's own virtual reader is found by the environment; this is the process of one device.
    if (address_.starts_with(kVirtual)) {
        LOKET_TRY(expect_plugged(address_));
        setenv("FP_VIRTUAL_IMAGE", address_.c_str() + kVirtual.size(), 1);
    }
    context_.reset(fp_context_new());
    auto* found = find();
    if (found == nullptr) return Error{Fault::Gone, "libfprint does not see the reader", "device.gone"};
    GError* error = nullptr;
    if (fp_device_open_sync(found, nullptr, &error) == FALSE) return error_of(error);
    device_.reset(FP_DEVICE(g_object_ref(found)));
    return {};
}

Result<model::Content> PressReader::perform(const model::Request& request, model::Sink& sink, std::stop_token stop) {
    const auto* ask = std::get_if<model::FingerRequest>(&request);
    if (ask == nullptr || ask->slap || ask->fingers.size() != 1) return Error{Fault::Unsupported, "this reader takes one finger at a time", "device.unsupported"};
    if (!device_) return Error{Fault::Gone, "the reader is not open", "device.gone"};
    sink.hint("finger.place_one");
    const Owned<GCancellable> cancel(g_cancellable_new());
    const std::stop_callback on_stop(stop, [&cancel] { g_cancellable_cancel(cancel.get()); });
    GError* error = nullptr;
    const Owned<FpImage> image(fp_device_capture_sync(device_.get(), TRUE, cancel.get(), &error));
    if (!image) {
        auto why = error_of(error);
        if (why.fault == Fault::Gone) close();
        return why;
    }
    gsize size = 0;
    const auto* pixels = fp_image_get_data(image.get(), &size);
    LOKET_ASSIGN(picture, picture_of(ByteView(pixels, size), static_cast<int>(fp_image_get_width(image.get())), static_cast<int>(fp_image_get_height(image.get())), fp_image_get_ppmm(image.get())));
    sink.preview(model::preview_of(picture, kPreviewWidth));
    return model::Content{model::FingerOutcome{picture, {{ask->fingers.front(), picture}}}};
}

}  // namespace

std::unique_ptr<model::Device> create(const model::Surroundings& around) { return std::make_unique<PressReader>(around); }

Result<std::vector<model::Sighting>> look(const model::Settings&, const std::stop_token&) {
    const Owned<FpContext> context(fp_context_new());
    std::vector<model::Sighting> seen;
    auto* devices = fp_context_get_devices(context.get());
    for (guint i = 0; devices != nullptr && i < devices->len; ++i) {
        auto* device = FP_DEVICE(g_ptr_array_index(devices, i));
        if (gives_pictures(device) && !is_ours(fp_device_get_driver(device))) seen.push_back({address_of(device), fp_device_get_name(device)});
    }
    return seen;
}

}  // namespace loket::drivers::libfprint_reader
