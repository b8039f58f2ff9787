#pragma once
// An emulated box behind umockdev: programs that use the machine's own libusb find it on a bus that does not exist.

#include <umockdev.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "devices/model/usb_model.h"
#include "tests/drivers/peers/urb.h"

namespace loket::test {

/// Answers the ioctls of usbdevfs (linux/usbdevice_fs.h) with what the model says. Ioctls come from a thread of umockdev's; all
/// else from the owner's. The process must run under `umockdev-wrapper`, and so does every client.
class UmockBox {
  public:
    UmockBox(UMockdevTestbed* testbed, std::unique_ptr<model::UsbDeviceModel> model);
    ~UmockBox();
    UmockBox(const UmockBox&) = delete;
    UmockBox& operator=(const UmockBox&) = delete;

    /// Puts it into, or takes it out of, port 2 of the bus.
    void plug();
    void unplug();
    bool event(std::string_view what);

  private:
    struct Urb {
        UMockdevIoctlData* block = nullptr;
        UMockdevIoctlData* buffer = nullptr;  ///< null for an empty one
    };
    static gboolean on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self);
    void answer(UMockdevIoctlClient* client);
    void submit(UMockdevIoctlClient* client);
    void discard(UMockdevIoctlClient* client);
    void reap(UMockdevIoctlClient* client);
    void advance_all();
    bool serve_one(const Urb& urb);
    void finish(const Urb& urb, const UrbEnd& end);

    UMockdevTestbed* const testbed_;
    UMockdevIoctlBase* const handler_;
    std::mutex mutex_;
    const std::unique_ptr<model::UsbDeviceModel> model_;
    std::deque<Urb> waiting_, done_;
    bool plugged_ = false;
};

}  // namespace loket::test
