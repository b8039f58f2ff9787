#include "devices/model/wire.h"

#include <algorithm>

#include "devices/base/wait.h"
#include "devices/model/driver.h"

namespace loket::model {

Status Wire::open(UsbClass wanted, unsigned needs, const std::function<Status()>& start_up) {
    LOKET_ASSIGN(box, transport_.open(wanted));
    box_ = box;
    open_ = true;
    const unsigned has = (box.bulk_in != 0 ? BulkIn : 0U) | (box.bulk_out != 0 ? BulkOut : 0U) | (box.interrupt_in != 0 ? InterruptIn : 0U);
    const auto started = (needs & ~has) != 0 ? Status{Error{Fault::Unsupported, "the box lacks an endpoint"}} : start_up();
    if (!started) close();
    return started;
}

void Wire::close() {
    open_ = false;
    transport_.close();
}

Status Wire::expect_open() const {
    if (open_) return {};
    return Error{Fault::Gone, "the box is not open", "device.gone"};
}

void Wire::Work::part() { wire_.last_word_ = std::chrono::steady_clock::now() + kLastWords; }

Result<Bytes> Wire::exchange(const Transfer& transfer, Millis limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    auto answer = last_word_ ? transport_.exchange(transfer, std::min(deadline, *last_word_), {}) : transport_.exchange(transfer, deadline, stop_);
    if (answer) return answer;
    if (answer.error().fault == Fault::Gone) open_ = false;
    if (answer.error().fault == Fault::TimedOut && stop_.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
    return answer;
}

Status Wire::send(ByteView bytes, Millis limit) {
    LOKET_TRY(exchange({.endpoint = box_.bulk_out, .out = bytes}, limit));
    return {};
}

Result<Bytes> Wire::receive(std::size_t max, Millis limit) { return exchange({.endpoint = box_.bulk_in, .max = max}, limit); }

Status Wire::drain(std::size_t max, Millis limit) {
    while (true) {
        const auto stale = receive(max, limit);
        if (!stale && stale.error().fault != Fault::TimedOut) return stale.error();
        if (!stale || stale->empty()) return {};
    }
}

Status Wire::suggest(const UsbSetup& setup, Millis limit) {
    const auto done = exchange({.setup = setup}, limit);
    return done || done.error().fault == Fault::Unsupported ? Status{} : Status{done.error()};
}

Result<Bytes> Wire::listen(std::size_t max, Millis limit) { return exchange({.endpoint = box_.interrupt_in, .max = max}, limit); }

Status Wire::pause(Millis span) const {
    if (wait_for(span, stop_)) return {};
    return Error{Fault::Cancelled, "stopped on request"};
}

Identity Wire::identity(const Driver& row, std::string_view otherwise) const {
    const auto known = std::find_if(row.usb.begin(), row.usb.end(), [this](const auto& id) { return id.fits(box_.vendor_id, box_.product_id); });
    return {.driver = std::string(row.id),
            .vendor = box_.vendor,
            .product = std::string(known != row.usb.end() ? known->name : otherwise),
            .serial = box_.serial,
            .firmware = {},
            .simulated = box_.emulated};
}

}  // namespace loket::model
