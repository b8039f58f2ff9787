#include "devices/runtime/usb_transport.h"

#include <libusb.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "devices/base/clock.h"
#include "devices/model/usb_model.h"
#include "devices/runtime/usb_hub.h"

namespace loket::runtime {
namespace {

constexpr Millis kTextLimit{250}, kDark{1'000};
constexpr unsigned kHubLimit = 400;  // ms for each request to a hub
constexpr std::size_t kTextSize = 255;

/// One libusb transfer under way; the event thread says when it is over.
class Flight {
  public:
    Flight(libusb_device_handle* handle, const model::Transfer& what) : transfer_(libusb_alloc_transfer(0)) {
        what.endpoint == 0 ? fill_control(handle, what) : fill_data(handle, what);
    }
    ~Flight() { libusb_free_transfer(transfer_); }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;

    int submit() { return libusb_submit_transfer(transfer_); }
    /// False when the deadline or `stop` came first: then the transfer was called back, and nothing of it counts.
    bool land(model::Transport::Time deadline, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        const bool over = landed_.wait_until(lock, stop, deadline, [this] { return over_; });
        if (over) return true;
        lock.unlock();
        libusb_cancel_transfer(transfer_);
        lock.lock();
        landed_.wait(lock, [this] { return over_; });
        return false;
    }
    [[nodiscard]] libusb_transfer_status status() const { return transfer_->status; }
    [[nodiscard]] Bytes answer() const {
        const auto* first = control_ ? libusb_control_transfer_get_data(transfer_) : transfer_->buffer;
        return in_ ? Bytes(first, first + transfer_->actual_length) : Bytes{};
    }
    [[nodiscard]] std::size_t taken() const { return static_cast<std::size_t>(transfer_->actual_length); }

  private:
    void fill_control(libusb_device_handle* handle, const model::Transfer& what) {
        control_ = true;
        in_ = (what.setup.type & LIBUSB_ENDPOINT_IN) != 0;
        const auto size = in_ ? what.max : what.out.size();
        buffer_.resize(LIBUSB_CONTROL_SETUP_SIZE + size);
        libusb_fill_control_setup(buffer_.data(), what.setup.type, what.setup.request, what.setup.value, what.setup.index,
                                  static_cast<std::uint16_t>(size));
        if (!in_) std::copy(what.out.begin(), what.out.end(), buffer_.begin() + LIBUSB_CONTROL_SETUP_SIZE);
        libusb_fill_control_transfer(transfer_, handle, buffer_.data(), &Flight::on_landed, this, 0);
    }
    void fill_data(libusb_device_handle* handle, const model::Transfer& what) {
        in_ = (what.endpoint & LIBUSB_ENDPOINT_IN) != 0;
        in_ ? buffer_.resize(what.max) : buffer_.assign(what.out.begin(), what.out.end());
        libusb_fill_bulk_transfer(transfer_, handle, what.endpoint, buffer_.data(), static_cast<int>(buffer_.size()),
                                  &Flight::on_landed, this, 0);
    }
    static void LIBUSB_CALL on_landed(libusb_transfer* transfer) {
        auto& self = *static_cast<Flight*>(transfer->user_data);
        const std::lock_guard lock(self.mutex_);  // notified inside: the flight may end as soon as it is free
        self.over_ = true;
        self.landed_.notify_all();
    }

    libusb_transfer* const transfer_;
    Bytes buffer_;
    bool control_ = false, in_ = false;
    std::mutex mutex_;
    std::condition_variable_any landed_;
    bool over_ = false;
};

/// A configuration descriptor, freed when it goes out of scope.
struct Configuration {
    explicit Configuration(libusb_device* device) { code = libusb_get_active_config_descriptor(device, &content); }
    ~Configuration() { libusb_free_config_descriptor(content); }
    Configuration(const Configuration&) = delete;
    Configuration& operator=(const Configuration&) = delete;
    int code = 0;
    libusb_config_descriptor* content = nullptr;
};

/// A device that is opened for one remedy.
struct Opened {
    explicit Opened(libusb_device* device) { code = libusb_open(device, &handle); }
    ~Opened() {
        if (code == 0) libusb_close(handle);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    int code = 0;
    libusb_device_handle* handle = nullptr;
};

const libusb_interface_descriptor* find_interface(const libusb_config_descriptor& all, model::UsbClass wanted) {
    for (int i = 0; i < all.bNumInterfaces; ++i) {
        if (all.interface[i].num_altsetting < 1) continue;
        const auto& each = all.interface[i].altsetting[0];
        if (model::UsbClass{each.bInterfaceClass, each.bInterfaceSubClass, each.bInterfaceProtocol} == wanted) return &each;
    }
    return nullptr;
}

}  // namespace

UsbTransport::UsbTransport(std::shared_ptr<UsbContext> context, libusb_device* device)
    : context_(std::move(context)), device_(libusb_ref_device(device)) {}

UsbTransport::~UsbTransport() {
    close();
    libusb_unref_device(device_);
}

Result<model::UsbBox> UsbTransport::open(model::UsbClass wanted) {
    close();
    if (const int code = libusb_open(device_, &handle_); code != 0) {
        handle_ = nullptr;
        return usb_error(code, "open");
    }
    auto box = claim(wanted);
    if (!box) close();
    return box;
}

Result<model::UsbBox> UsbTransport::claim(model::UsbClass wanted) {
    libusb_device_descriptor said{};
    libusb_get_device_descriptor(device_, &said);
    const Configuration configuration(device_);
    if (configuration.code != 0) return usb_error(configuration.code, "read the configuration");
    const auto* found = find_interface(*configuration.content, wanted);
    if (found == nullptr) return Error{Fault::Unsupported, "the box has no interface of this class", "device.unsupported"};
    libusb_set_auto_detach_kernel_driver(handle_, 1);
    const int code = libusb_claim_interface(handle_, found->bInterfaceNumber);
    if (code != 0) return usb_error(code, "claim the interface");
    interface_ = found->bInterfaceNumber;
    model::UsbBox box{.vendor_id = said.idVendor,
                      .product_id = said.idProduct,
                      .release = said.bcdDevice,
                      .vendor = text(said.iManufacturer),
                      .product = text(said.iProduct),
                      .serial = text(said.iSerialNumber),
                      .interface = found->bInterfaceNumber};
    for (int i = 0; i < found->bNumEndpoints; ++i)
        model::add_endpoint(box, found->endpoint[i].bEndpointAddress, found->endpoint[i].bmAttributes);
    return box;
}

/// A box that keeps its name to itself works, too.
std::string UsbTransport::text(std::uint8_t number) {
    if (number == 0) return {};
    const auto deadline = std::chrono::steady_clock::now() + kTextLimit;
    const auto said = exchange({.setup = model::string_request(number), .max = kTextSize}, deadline, {});
    return said ? model::usb_text(*said) : std::string{};
}

Result<Bytes> UsbTransport::exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) {
    if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    if (handle_ == nullptr) return Error{Fault::Gone, "exchange with a box that is not open", "device.gone"};
    Flight flight(handle_, transfer);
    if (const int code = flight.submit(); code != 0) return usb_error(code, "submit a transfer");
    if (!flight.land(deadline, stop)) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        return Error{Fault::TimedOut, "no answer in time", "device.timed_out"};
    }
    switch (flight.status()) {
        case LIBUSB_TRANSFER_COMPLETED:
            if (flight.taken() < transfer.out.size()) return corrupt("the box took only a part");
            return flight.answer();
        case LIBUSB_TRANSFER_STALL:
            if (transfer.endpoint != 0) libusb_clear_halt(handle_, transfer.endpoint);
            return usb_error(LIBUSB_ERROR_PIPE, "transfer");
        case LIBUSB_TRANSFER_NO_DEVICE:
            return usb_error(LIBUSB_ERROR_NO_DEVICE, "transfer");
        case LIBUSB_TRANSFER_OVERFLOW:
            return usb_error(LIBUSB_ERROR_OVERFLOW, "transfer");
        default:
            return usb_error(LIBUSB_ERROR_IO, "transfer");
    }
}

Status UsbTransport::recover(model::Remedy remedy) {
    close();
    return remedy == model::Remedy::Reset ? reset() : power_cycle();
}

Status UsbTransport::reset() {
    const Opened box(device_);
    if (box.code != 0) return usb_error(box.code, "open to reset");
    const int code = libusb_reset_device(box.handle);
    // Another box than before, or none yet: it arrives anew.
    return code == 0 || code == LIBUSB_ERROR_NOT_FOUND ? Status{} : Status{usb_error(code, "reset")};
}

Status UsbTransport::power_cycle() {
    auto* const parent = libusb_get_parent(device_);
    if (parent == nullptr) return Error{Fault::Unsupported, "the box hangs on no hub"};
    const Opened hub(parent);
    if (hub.code != 0) return usb_error(hub.code, "open the hub");
    const auto ask = [&](const model::UsbSetup& setup, std::size_t max) -> Result<Bytes> {
        Bytes said(max);
        const int got = libusb_control_transfer(hub.handle, setup.type, setup.request, setup.value, setup.index, said.data(), static_cast<std::uint16_t>(max), kHubLimit);
        if (got < 0) return usb_error(got, "ask the hub");
        said.resize(static_cast<std::size_t>(got));
        return said;
    };
    const bool superspeed = libusb_get_device_speed(parent) >= LIBUSB_SPEED_SUPER;
    return cycle_port(ask, libusb_get_port_number(device_), superspeed, [] { std::this_thread::sleep_for(kDark); });
}

void UsbTransport::close() {
    if (handle_ == nullptr) return;
    if (interface_ >= 0) libusb_release_interface(handle_, interface_);
    libusb_close(handle_);
    handle_ = nullptr;
    interface_ = -1;
}

}  // namespace loket::runtime
