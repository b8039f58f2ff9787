#include "devices/runtime/emulated_transport.h"

#include "devices/base/wait.h"

namespace loket::runtime {
namespace {

constexpr Millis kFrame{1};  // how often a full-speed bus asks again

Error unplugged() { return {Fault::Gone, "the emulated box is unplugged", "device.gone"}; }

model::UsbBox describe(const model::UsbDescription& said, std::size_t interface) {
    model::UsbBox box{.vendor_id = said.id.vendor,
                      .product_id = said.id.product,
                      .release = said.release,
                      .vendor = said.vendor,
                      .product = said.product,
                      .serial = said.serial,
                      .interface = static_cast<std::uint8_t>(interface),
                      .emulated = true};
    for (const auto& each : said.interfaces[interface].endpoints) add_endpoint(box, each.address, each.attributes);
    return box;
}

}  // namespace

Result<model::UsbBox> EmulatedTransport::open(model::UsbClass wanted) {
    const std::lock_guard lock(mutex_);
    if (!plugged_) return unplugged();
    if (open_) return Error{Fault::Busy, "the emulated box is open", "device.busy"};
    const auto& said = box_->description();
    for (std::size_t i = 0; i < said.interfaces.size(); ++i) {
        if (said.interfaces[i].of != wanted) continue;
        open_ = true;
        return describe(said, i);
    }
    return Error{Fault::Unsupported, "the box has no interface of this class"};
}

Result<Bytes> EmulatedTransport::exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) {
    while (true) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        LOKET_ASSIGN(reply, ask(transfer));
        if (reply.kind == model::UsbReply::Kind::Stall) return Error{Fault::Unsupported, "the box refuses the request"};
        if (reply.kind == model::UsbReply::Kind::Done) {
            if (reply.bytes.size() > transfer.max) return corrupt("the box sent more than was asked for");
            return std::move(reply.bytes);
        }
        if (std::chrono::steady_clock::now() >= deadline) return Error{Fault::TimedOut, "no answer in time", "device.timed_out"};
        wait_for(kFrame, stop);
    }
}

Result<model::UsbReply> EmulatedTransport::ask(const model::Transfer& transfer) {
    constexpr std::uint8_t kIn = 0x80;
    const std::lock_guard lock(mutex_);
    if (!plugged_) return unplugged();
    if (!open_) return internal("exchange before open");
    if (transfer.endpoint == 0) return control(*box_, transfer.setup, transfer.out, transfer.max);
    if ((transfer.endpoint & kIn) != 0) return box_->in(transfer.endpoint, transfer.max);
    return box_->out(transfer.endpoint, transfer.out);
}

void EmulatedTransport::close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
}

Status EmulatedTransport::recover(model::Remedy) {
    const std::lock_guard lock(mutex_);
    if (!plugged_) return unplugged();
    open_ = false;
    box_->event("reset");
    return {};
}

bool EmulatedTransport::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    return box_->event(what);
}

void EmulatedTransport::unplug() {
    const std::lock_guard lock(mutex_);
    plugged_ = open_ = false;
}

void EmulatedTransport::plug() {
    const std::lock_guard lock(mutex_);
    plugged_ = true;
    box_->event("reset");
}

}  // namespace loket::runtime
