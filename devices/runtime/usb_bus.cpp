#include "devices/runtime/usb_bus.h"

#include <fmt/format.h>
#include <libusb.h>

#include "devices/base/log.h"
#include "devices/runtime/usb_transport.h"

namespace loket::runtime {
namespace {

constexpr std::size_t kUnreadNews = 256;
constexpr int kMostHubs = 8;  // USB 3.2, 10.2: at most five hubs in a row

/// Where it is plugged in: the same box in the same socket has the same address.
std::string address_of(libusb_device* device) {
    std::uint8_t ports[kMostHubs];
    const int depth = libusb_get_port_numbers(device, ports, kMostHubs);
    std::string id = fmt::format("usb:{}", libusb_get_bus_number(device));
    if (depth <= 0) return id + fmt::format("@{}", libusb_get_device_address(device));
    for (int i = 0; i < depth; ++i) id += fmt::format("{}{}", i == 0 ? '-' : '.', ports[i]);
    return id;
}

}  // namespace

struct UsbBus::Callback {
    static int LIBUSB_CALL on_event(libusb_context*, libusb_device* device, libusb_hotplug_event event, void* self) {
        std::shared_ptr<libusb_device> kept(libusb_ref_device(device), libusb_unref_device);
        const bool arrived = event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED;
        if (!static_cast<UsbBus*>(self)->news_.try_push({std::move(kept), arrived})) log::warn("too many USB boxes at once");
        return 0;
    }
};

Result<std::unique_ptr<UsbBus>> UsbBus::watch(Registry& registry, Wrap wrap) {
    LOKET_ASSIGN(context, UsbContext::create());
    std::unique_ptr<UsbBus> bus(new UsbBus(registry, std::move(context), std::move(wrap)));
    LOKET_TRY(bus->start());
    return bus;
}

UsbBus::UsbBus(Registry& registry, std::shared_ptr<UsbContext> context, Wrap wrap)
    : registry_(registry), context_(std::move(context)), wrap_(std::move(wrap)), news_(kUnreadNews) {}

Status UsbBus::start() {
    if (libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) == 0) return Error{Fault::Unsupported, "this libusb sees no plugging"};
    const int code = libusb_hotplug_register_callback(
        context_->get(), static_cast<libusb_hotplug_event>(LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT),
        LIBUSB_HOTPLUG_ENUMERATE, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, &Callback::on_event,
        this, &callback_);
    if (code != 0) return usb_error(code, "watch the bus");
    while (auto news = news_.try_pop()) tell(*news);
    thread_ = std::jthread([this](const std::stop_token& stop) {
        while (auto news = news_.pop(stop)) tell(*news);
    });
    return {};
}

UsbBus::~UsbBus() {
    if (callback_ != 0) libusb_hotplug_deregister_callback(context_->get(), callback_);
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    for (const auto& [device, id] : here_) registry_.leave(id);
}

void UsbBus::tell(const News& news) {
    auto* device = news.device.get();
    if (!news.arrived) {
        const auto known = here_.find(device);
        if (known == here_.end()) return;
        registry_.leave(known->second);
        here_.erase(known);
        return;
    }
    libusb_device_descriptor said{};
    libusb_get_device_descriptor(device, &said);
    const auto id = address_of(device);
    std::shared_ptr<model::Transport> transport = std::make_shared<UsbTransport>(context_, device);
    if (wrap_) transport = wrap_(id, std::move(transport));
    const auto attached = registry_.arrive({.id = id, .usb = model::UsbId{said.idVendor, said.idProduct}, .driver = {}, .transport = std::move(transport)});
    if (attached) here_[device] = id;
    // Most boxes on a bus (hubs, mice) have no driver of ours and need none.
}

}  // namespace loket::runtime
