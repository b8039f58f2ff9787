#include "drivers/gphoto2_camera/camera.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gphoto2/gphoto2-abilities-list.h>
#include <gphoto2/gphoto2-port-info-list.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>

#include "devices/base/wait.h"

namespace loket::drivers::gphoto2_camera {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kShutterLimit{20};  // in a dark room a lens hunts for its focus
constexpr std::chrono::seconds kRawLimit{1};       // between a picture and its raw data
constexpr int kEventLimit = 50;                    // ms
constexpr Millis kPause{10};                       // over the network the library does not wait for events, it looks

template <class T, int (*kFree)(T*)>
struct Freed {
    void operator()(T* each) const { kFree(each); }
};
using Abilities = std::unique_ptr<CameraAbilitiesList, Freed<CameraAbilitiesList, gp_abilities_list_free>>;
using Ports = std::unique_ptr<GPPortInfoList, Freed<GPPortInfoList, gp_port_info_list_free>>;
using List = std::unique_ptr<CameraList, Freed<CameraList, gp_list_free>>;
using Widget = std::unique_ptr<CameraWidget, Freed<CameraWidget, gp_widget_free>>;

Abilities load_models(GPContext* context) {
    CameraAbilitiesList* list = nullptr;
    if (gp_abilities_list_new(&list) != GP_OK) return {};
    Abilities owned(list);
    if (gp_abilities_list_load(list, context) != GP_OK) return {};
    return owned;
}

Ports load_ports() {
    GPPortInfoList* list = nullptr;
    if (gp_port_info_list_new(&list) != GP_OK) return {};
    Ports owned(list);
    if (gp_port_info_list_load(list) != GP_OK) return {};
    return owned;
}

Widget setting(::Camera* camera, const char* name, GPContext* context) {
    CameraWidget* widget = nullptr;
    if (gp_camera_get_single_config(camera, name, &widget, context) != GP_OK) return {};
    return Widget(widget);
}

bool is_jpeg(const CameraFilePath& path) {
    std::string name = path.name;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.ends_with(".jpg") || name.ends_with(".jpeg");
}

bool operator==(const CameraFilePath& a, const CameraFilePath& b) { return std::string_view(a.name) == b.name && std::string_view(a.folder) == b.folder; }

/// Whoever takes leave of a network camera also closes descriptor 0 (ptp_ptpip_disconnect, whose third socket is 0 when there is none). Where that is not taken
/// again at once, the next socket of this process is number 0, and is closed by the next leave.
void keep_descriptor_zero() {
    if (::fcntl(STDIN_FILENO, F_GETFD) >= 0) return;
    const int taken = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (taken > STDIN_FILENO) ::close(taken);
}

Error no_picture(std::string context) { return rejected("camera.no_picture", std::move(context)); }

}  // namespace

Error error_of(int result, std::string_view doing) {
    auto context = fmt::format("could not {}: {}", doing, gp_result_as_string(result));
    switch (result) {
        case GP_ERROR_IO:
        case GP_ERROR_IO_INIT:
        case GP_ERROR_IO_READ:
        case GP_ERROR_IO_WRITE:
        case GP_ERROR_IO_UPDATE:
        case GP_ERROR_IO_USB_FIND:
        case GP_ERROR_IO_USB_CLEAR_HALT:
        case GP_ERROR_MODEL_NOT_FOUND:
        case GP_ERROR_UNKNOWN_PORT: return {Fault::Gone, std::move(context), "device.gone"};
        case GP_ERROR_IO_USB_CLAIM:
        case GP_ERROR_IO_LOCK:
        case GP_ERROR_CAMERA_BUSY: return {Fault::Busy, std::move(context), "device.busy"};
        case GP_ERROR_TIMEOUT: return {Fault::TimedOut, std::move(context), "device.timed_out"};
        case GP_ERROR_NOT_SUPPORTED: return {Fault::Unsupported, std::move(context), "device.unsupported"};
        case GP_ERROR_NO_MEMORY:  // what the library says of a full card, too
        case GP_ERROR_NO_SPACE: return {Fault::NeedsOperator, std::move(context), "camera.card"};
        case GP_ERROR_CORRUPTED_DATA: return corrupt(std::move(context));
        case GP_ERROR_CANCEL: return {Fault::Cancelled, std::move(context)};
        default: return no_picture(std::move(context));
    }
}

Camera::~Camera() {
    camera_.reset();
    keep_descriptor_zero();
}

Result<std::unique_ptr<Camera>> Camera::open(const std::string& address, const std::string& model) {
    std::unique_ptr<Camera> opened(new Camera);
    opened->context_.reset(gp_context_new());
    auto* context = opened->context_.get();
    ::Camera* camera = nullptr;
    if (const int result = gp_camera_new(&camera); result != GP_OK) return error_of(result, "make a camera");
    opened->camera_.reset(camera);
    const auto models = load_models(context);
    const auto ports = load_ports();
    if (!models || !ports) return internal("libgphoto2 has no models or ports");
    CameraAbilities abilities{};
    GPPortInfo port = nullptr;
    int result = gp_abilities_list_lookup_model(models.get(), model.c_str());
    if (result >= 0) result = gp_abilities_list_get_abilities(models.get(), result, &abilities);
    if (result >= 0) result = gp_camera_set_abilities(camera, abilities);
    if (result >= 0) result = gp_port_info_list_lookup_path(ports.get(), address.c_str());
    if (result >= 0) result = gp_port_info_list_get_info(ports.get(), result, &port);
    if (result >= 0) result = gp_camera_set_port_info(camera, port);
    if (result >= 0) result = gp_camera_init(camera, context);
    if (result >= 0) return opened;
    auto why = error_of(result, "open the camera");
    return why.fault == Fault::Rejected ? Error{Fault::Gone, why.context, "device.gone"} : why;
}

Result<Bytes> Camera::look() {
    CameraFile* made = nullptr;
    if (const int result = gp_file_new(&made); result != GP_OK) return error_of(result, "make a file");
    const std::unique_ptr<CameraFile, Unref> file(made);
    if (const int result = gp_camera_capture_preview(camera_.get(), made, context_.get()); result != GP_OK) return error_of(result, "see through the camera");
    const char* data = nullptr;
    unsigned long size = 0;
    if (gp_file_get_data_and_size(made, &data, &size) != GP_OK || data == nullptr) return corrupt("no picture of the live view");
    const auto bytes = as_bytes({data, size});
    return Bytes(bytes.begin(), bytes.end());
}

void Camera::rest() {
    const auto view = setting(camera_.get(), "viewfinder", context_.get());
    const int off = 0;
    if (view && gp_widget_set_value(view.get(), &off) == GP_OK) gp_camera_set_single_config(camera_.get(), "viewfinder", view.get(), context_.get());
}

Status Camera::wait_for_files(std::vector<Path>& files, const std::stop_token& stop) {
    auto until = Clock::now() + kShutterLimit;
    while (!stop.stop_requested() && Clock::now() < until) {
        CameraEventType type = GP_EVENT_UNKNOWN;
        void* told = nullptr;
        if (const int result = gp_camera_wait_for_event(camera_.get(), kEventLimit, &type, &told, context_.get()); result != GP_OK) return error_of(result, "hear of the picture");
        const std::unique_ptr<void, decltype(&std::free)> owned(told, &std::free);
        const bool seen = std::ranges::any_of(files, is_jpeg);
        if (type == GP_EVENT_FILE_ADDED && told != nullptr) {
            const auto& path = *static_cast<const Path*>(told);
            if (std::ranges::none_of(files, [&](const auto& each) { return each == path; })) files.push_back(path);
            if (is_jpeg(path)) until = std::min(until, Clock::now() + kRawLimit);
        } else if (type == GP_EVENT_CAPTURE_COMPLETE && seen) {
            return {};
        } else if (type == GP_EVENT_TIMEOUT) {
            wait_for(kPause, stop);
        }
    }
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    if (files.empty()) return no_picture("the camera told of no picture");
    if (std::ranges::none_of(files, is_jpeg)) return Error{Fault::Unsupported, "the camera writes no JPEG", "device.unsupported"};
    return {};
}

Result<Bytes> Camera::fetch(const Path& path) {
    CameraFile* made = nullptr;
    if (const int result = gp_file_new(&made); result != GP_OK) return error_of(result, "make a file");
    const std::unique_ptr<CameraFile, Unref> file(made);
    if (const int result = gp_camera_file_get(camera_.get(), path.folder, path.name, GP_FILE_TYPE_NORMAL, made, context_.get()); result != GP_OK) return error_of(result, "fetch the picture");
    const char* data = nullptr;
    unsigned long size = 0;
    if (gp_file_get_data_and_size(made, &data, &size) != GP_OK || data == nullptr) return corrupt("no picture in the camera's file");
    const auto bytes = as_bytes({data, size});
    return Bytes(bytes.begin(), bytes.end());
}

Result<Bytes> Camera::shoot(const std::stop_token& stop) {
    if (const int result = gp_camera_trigger_capture(camera_.get(), context_.get()); result != GP_OK) return error_of(result, "release the shutter");
    std::vector<Path> files;
    const auto waited = wait_for_files(files, stop);
    Result<Bytes> picture = waited ? corrupt("no picture") : waited.error();
    if (waited) picture = fetch(*std::ranges::find_if(files, is_jpeg));
    bool kept = false;  // pictures of people stay nowhere but in the office
    for (const auto& each : files) kept |= !removed(each);
    if (picture && kept) return Error{Fault::NeedsOperator, "a picture could not be deleted from the camera", "camera.card"};
    return picture;
}

Result<bool> Camera::card_is_full() {
    CameraStorageInformation* made = nullptr;
    int count = 0;
    const int result = gp_camera_get_storageinfo(camera_.get(), &made, &count, context_.get());
    const std::unique_ptr<CameraStorageInformation, decltype(&std::free)> stores(made, &std::free);
    if (result == GP_ERROR_NOT_SUPPORTED) return false;
    if (result != GP_OK) return error_of(result, "ask for the card");
    return std::any_of(made, made + count, [](const auto& store) {
        const bool full = (store.fields & GP_STORAGEINFO_FREESPACEIMAGES) != 0 && store.freeimages == 0;
        const bool locked = (store.fields & GP_STORAGEINFO_ACCESS) != 0 && store.access == GP_STORAGEINFO_AC_READONLY;
        return full || locked;
    });
}

/// What deleting comes to is not always told.
bool Camera::removed(const Path& path) {
    if (gp_camera_file_delete(camera_.get(), path.folder, path.name, context_.get()) != GP_OK) return false;
    CameraList* made = nullptr;
    if (gp_list_new(&made) != GP_OK) return false;
    const List files(made);
    gp_filesystem_reset(camera_->fs);
    const bool listed = gp_camera_folder_list_files(camera_.get(), path.folder, made, context_.get()) == GP_OK;
    return !listed || gp_list_find_by_name(made, nullptr, path.name) != GP_OK;
}

std::string Camera::word(const char* name) {
    const auto widget = setting(camera_.get(), name, context_.get());
    const char* text = nullptr;
    CameraWidgetType type = GP_WIDGET_WINDOW;
    if (!widget || gp_widget_get_type(widget.get(), &type) != GP_OK || type != GP_WIDGET_TEXT) return {};
    return gp_widget_get_value(widget.get(), &text) == GP_OK && text != nullptr ? text : "";
}

About Camera::about() { return {.vendor = word("manufacturer"), .product = word("cameramodel"), .serial = word("serialnumber"), .firmware = word("deviceversion")}; }

Result<std::vector<std::pair<std::string, std::string>>> cameras_on_usb() {
    const std::unique_ptr<GPContext, decltype(&gp_context_unref)> context(gp_context_new(), &gp_context_unref);
    const auto models = load_models(context.get());
    const auto ports = load_ports();
    CameraList* made = nullptr;
    if (!models || !ports || gp_list_new(&made) != GP_OK) return internal("libgphoto2 does not say what is there");
    const List found(made);
    if (const int result = gp_abilities_list_detect(models.get(), ports.get(), made, context.get()); result != GP_OK) return error_of(result, "look for cameras");
    std::vector<std::pair<std::string, std::string>> all;
    for (int i = 0; i < gp_list_count(made); ++i) {
        const char *model = nullptr, *address = nullptr;
        CameraAbilities abilities{};
        if (gp_list_get_name(made, i, &model) != GP_OK || gp_list_get_value(made, i, &address) != GP_OK) continue;
        const int at = gp_abilities_list_lookup_model(models.get(), model);
        if (at < 0 || gp_abilities_list_get_abilities(models.get(), at, &abilities) != GP_OK || !std::string_view(address).starts_with("usb:")) continue;
        if ((abilities.operations & GP_OPERATION_CAPTURE_IMAGE) != 0) all.emplace_back(model, address);
    }
    return all;
}

}  // namespace loket::drivers::gphoto2_camera
