#include "tests/drivers/peers/umock_box.h"

#include <fmt/format.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <stdexcept>

namespace loket::test {
namespace {

constexpr const char* kNode = "/dev/bus/usb/001/002";
constexpr const char* kRoot = "/sys/devices/pci0000:00/0000:00:14.0/usb1";
constexpr const char* kPath = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";
constexpr gulong kPollPause = 2000;  // microseconds: an honest kernel would not answer at all
constexpr std::size_t kSetupSize = 8;

/// Upper case: umockdev reads no other.
std::string hex(const Bytes& bytes) {
    std::string text = to_hex(bytes);
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// libgusb and libusb want a root hub above every device.
std::string root_hub() {
    model::UsbDescription hub{.id = {0x1D6B, 0x0002}, .interfaces = {{.of = {9, 0, 0}, .endpoints = {{0x81, 3, 4}}}}};
    return fmt::format(
        "P: /devices/pci0000:00/0000:00:14.0/usb1\nN: bus/usb/001/001={0}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\nE: DEVNUM=001\n"
        "E: DEVNAME=/dev/bus/usb/001/001\nE: PRODUCT=1d6b/2/100\nA: busnum=1\\n\nA: devnum=1\\n\nA: bConfigurationValue=1\\n\nA: speed=480\\n\n"
        "A: idVendor=1d6b\\n\nA: idProduct=0002\\n\nH: descriptors={0}\n\n",
        hex(model::descriptors(hub)));
}

std::string device(const model::UsbDescription& box) {
    return fmt::format(
        "P: /devices/pci0000:00/0000:00:14.0/usb1/1-2\nN: bus/usb/001/002={0}\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\nE: BUSNUM=001\nE: DEVNUM=002\n"
        "E: DEVNAME=/dev/bus/usb/001/002\nE: PRODUCT={1:x}/{2:x}/{3:x}\nA: busnum=1\\n\nA: devnum=2\\n\nA: devpath=2\\n\nA: bConfigurationValue=1\\n\nA: speed=12\\n\n"
        "A: idVendor={1:04x}\\n\nA: idProduct={2:04x}\\n\nH: descriptors={0}\n\n",
        hex(model::descriptors(box)), box.id.vendor, box.id.product, box.release);
}

usbdevfs_urb& urb_of(UMockdevIoctlData* block) { return *reinterpret_cast<usbdevfs_urb*>(block->data); }

/// Calls umockdev and throws what it says.
template <class Call>
void check(const Call& call) {
    GError* error = nullptr;
    if (call(&error) == FALSE) throw std::runtime_error(error != nullptr ? error->message : "umockdev");
}

}  // namespace

UmockBox::UmockBox(UMockdevTestbed* testbed, std::unique_ptr<model::UsbDeviceModel> model)
    : testbed_(testbed), handler_(umockdev_ioctl_base_new()), model_(std::move(model)) {
    g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(&UmockBox::on_ioctl), this);
    check([&](GError** error) { return umockdev_testbed_add_from_string(testbed_, root_hub().c_str(), error); });
}

UmockBox::~UmockBox() { g_object_unref(handler_); }

void UmockBox::plug() {
    {
        const std::lock_guard lock(mutex_);
        plugged_ = true;
        model_->event("reset");
    }
    check([&](GError** error) { return umockdev_testbed_attach_ioctl(testbed_, kNode, handler_, error); });
    check([&](GError** error) { return umockdev_testbed_add_from_string(testbed_, device(model_->description()).c_str(), error); });
}

void UmockBox::unplug() {
    {
        const std::lock_guard lock(mutex_);
        plugged_ = false;
    }
    umockdev_testbed_uevent(testbed_, kPath, "remove");
    umockdev_testbed_remove_device(testbed_, kPath);
    umockdev_testbed_detach_ioctl(testbed_, kNode, nullptr);
}

bool UmockBox::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    return model_->event(what);
}

gboolean UmockBox::on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
    auto& box = *static_cast<UmockBox*>(self);
    const std::lock_guard lock(box.mutex_);
    box.answer(client);
    return TRUE;
}

void UmockBox::answer(UMockdevIoctlClient* client) {
    const auto request = umockdev_ioctl_client_get_request(client);
    if (!plugged_ && request != USBDEVFS_REAPURBNDELAY && request != USBDEVFS_DISCARDURB) return umockdev_ioctl_client_complete(client, -1, ENODEV);
    switch (request) {
        case USBDEVFS_GET_CAPABILITIES: {
            std::uint32_t all = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM | USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
            auto* place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof all, nullptr);
            umockdev_ioctl_data_update(place, 0, reinterpret_cast<guint8*>(&all), sizeof all);
            umockdev_ioctl_data_unref(place);
            return umockdev_ioctl_client_complete(client, 0, 0);
        }
        case USBDEVFS_SUBMITURB:
            return submit(client);
        case USBDEVFS_DISCARDURB:
            return discard(client);
        case USBDEVFS_REAPURB:
        case USBDEVFS_REAPURBNDELAY:
            return reap(client);
        case USBDEVFS_GETDRIVER:
            return umockdev_ioctl_client_complete(client, -1, ENODATA);
        case USBDEVFS_CLAIMINTERFACE:
        case USBDEVFS_RELEASEINTERFACE:
        case USBDEVFS_DISCONNECT_CLAIM:
        case USBDEVFS_SETCONFIGURATION:
        case USBDEVFS_SETINTERFACE:
        case USBDEVFS_CLEAR_HALT:
        case USBDEVFS_RESETEP:
        case USBDEVFS_RESET:
        case USBDEVFS_IOCTL:
            return umockdev_ioctl_client_complete(client, 0, 0);
        default:
            return umockdev_ioctl_client_complete(client, -1, ENOTTY);
    }
}

void UmockBox::submit(UMockdevIoctlClient* client) {
    Urb urb{.block = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(usbdevfs_urb), nullptr)};
    const auto size = urb_of(urb.block).buffer_length;
    if (size > 0) urb.buffer = umockdev_ioctl_data_resolve(urb.block, offsetof(usbdevfs_urb, buffer), static_cast<gsize>(size), nullptr);
    waiting_.push_back(urb);
    umockdev_ioctl_client_complete(client, 0, 0);
    advance_all();
}

void UmockBox::discard(UMockdevIoctlClient* client) {
    const auto address = *reinterpret_cast<gulong*>(umockdev_ioctl_client_get_arg(client)->data);
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Urb& urb) { return urb.block->client_addr == address; });
    if (found == waiting_.end()) return umockdev_ioctl_client_complete(client, -1, EINVAL);
    finish(*found, {.status = -ENOENT});
    done_.push_back(*found);
    waiting_.erase(found);
    umockdev_ioctl_client_complete(client, 0, 0);
}

void UmockBox::reap(UMockdevIoctlClient* client) {
    advance_all();
    if (done_.empty()) {
        if (!plugged_) return umockdev_ioctl_client_complete(client, -1, ENODEV);
        g_usleep(kPollPause);
        return umockdev_ioctl_client_complete(client, -1, EAGAIN);
    }
    auto* place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void*), nullptr);
    const auto urb = done_.front();
    done_.pop_front();
    umockdev_ioctl_data_set_ptr(place, 0, urb.block);
    umockdev_ioctl_client_complete(client, 0, 0);
    umockdev_ioctl_data_unref(place);
    if (urb.buffer != nullptr) umockdev_ioctl_data_unref(urb.buffer);
    umockdev_ioctl_data_unref(urb.block);
}

void UmockBox::advance_all() {
    advance(waiting_, [](const Urb& urb) { return urb_of(urb.block).endpoint; }, [this](const Urb& urb) {
        if (!serve_one(urb)) return false;
        done_.push_back(urb);
        return true;
    });
}

/// False when the model has nothing to say yet.
bool UmockBox::serve_one(const Urb& urb) {
    if (!plugged_) return finish(urb, {.status = -ESHUTDOWN}), true;
    const auto& block = urb_of(urb.block);
    const ByteView bytes = urb.buffer == nullptr ? ByteView{} : ByteView(urb.buffer->data, static_cast<std::size_t>(urb.buffer->data_len));
    model::Transfer transfer{.endpoint = block.endpoint, .out = bytes, .max = bytes.size()};
    if (block.type == USBDEVFS_URB_TYPE_CONTROL) {
        const auto u16 = [&](std::size_t at) { return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8); };
        const bool in = (bytes[0] & 0x80) != 0;
        const auto data = bytes.subspan(kSetupSize);
        transfer = {.endpoint = 0, .setup = {bytes[0], bytes[1], u16(2), u16(4)}, .out = in ? ByteView{} : data, .max = in ? data.size() : 0};
    }
    const auto end = serve(*model_, transfer);
    if (end) finish(urb, *end);
    return end.has_value();
}

void UmockBox::finish(const Urb& urb, const UrbEnd& end) {
    if (!end.bytes.empty()) {
        const gsize at = urb_of(urb.block).type == USBDEVFS_URB_TYPE_CONTROL ? kSetupSize : 0;
        Bytes copy = end.bytes;
        umockdev_ioctl_data_update(urb.buffer, at, copy.data(), static_cast<gint>(copy.size()));
    }
    auto status = end.status, length = static_cast<int>(end.length);
    umockdev_ioctl_data_update(urb.block, offsetof(usbdevfs_urb, status), reinterpret_cast<guint8*>(&status), sizeof status);
    umockdev_ioctl_data_update(urb.block, offsetof(usbdevfs_urb, actual_length), reinterpret_cast<guint8*>(&length), sizeof length);
}

}  // namespace loket::test
