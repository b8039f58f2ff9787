#include "devices/runtime/usb_context.h"

#include <libusb.h>
#include <sys/time.h>

#include <string>

namespace loket::runtime {

Error usb_error(int code, const char* doing) {
    const std::string context = std::string(doing) + ": " + libusb_error_name(code);
    switch (code) {
        case LIBUSB_ERROR_NO_DEVICE:
        case LIBUSB_ERROR_NOT_FOUND:
            return {Fault::Gone, context, "device.gone"};
        case LIBUSB_ERROR_BUSY:
            return {Fault::Busy, context, "device.busy"};
        case LIBUSB_ERROR_TIMEOUT:
            return {Fault::TimedOut, context, "device.timed_out"};
        case LIBUSB_ERROR_PIPE:
        case LIBUSB_ERROR_NOT_SUPPORTED:
            return {Fault::Unsupported, context, "device.unsupported"};
        case LIBUSB_ERROR_ACCESS:
            return internal(context + " (no permission: are the udev rules of `loket devices --udev` installed?)");
        case LIBUSB_ERROR_IO:
        case LIBUSB_ERROR_OVERFLOW:
            return corrupt(context);
        default:
            return internal(context);
    }
}

Result<std::shared_ptr<UsbContext>> UsbContext::create() {
    libusb_context* context = nullptr;
    const int code = libusb_init(&context);
    if (code != 0) return Error{Fault::Unsupported, std::string("libusb: ") + libusb_error_name(code)};
    return std::shared_ptr<UsbContext>(new UsbContext(context));
}

UsbContext::UsbContext(libusb_context* context)
    : context_(context), thread_([this](const std::stop_token& stop) { serve(stop); }) {}

UsbContext::~UsbContext() {
    thread_.request_stop();
    libusb_interrupt_event_handler(context_);
    thread_.join();
    libusb_exit(context_);
}

void UsbContext::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        timeval patience{.tv_sec = 1, .tv_usec = 0};
        libusb_handle_events_timeout_completed(context_, &patience, nullptr);
    }
}

}  // namespace loket::runtime
