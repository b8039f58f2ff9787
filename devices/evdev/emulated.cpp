#include "devices/evdev/emulated.h"

#include <linux/input.h>

#include <mutex>

#include "devices/base/wait.h"
#include "devices/model/emulations.h"

namespace loket::evdev {
namespace {

using Time = std::chrono::steady_clock;

struct Box {
    explicit Box(std::unique_ptr<Hand> moved_by) : hand(std::move(moved_by)) {}
    std::mutex mutex;
    const std::unique_ptr<Hand> hand;
    bool plugged = true, grabbed = false, dropped = false, cut = false;
    Time::time_point last = Time::now();
};

model::Emulations<Box>& boxes() {
    static model::Emulations<Box> all;
    return all;
}

Error unplugged() { return {Fault::Gone, "the input node was unplugged", "device.gone"}; }

class EmulatedNode final : public Node {
  public:
    explicit EmulatedNode(std::shared_ptr<Box> box) : box_(std::move(box)) {}
    ~EmulatedNode() override {
        const std::lock_guard lock(box_->mutex);
        if (mine_) box_->grabbed = false;
    }
    Status grab() override {
        const std::lock_guard lock(box_->mutex);
        if (!box_->plugged) return unplugged();
        if (box_->grabbed) return Error{Fault::Busy, "somebody else has the keys", "device.busy"};
        return mine_ = box_->grabbed = true, Status{};
    }
    Result<bool> switched(std::uint16_t code) override {
        const std::lock_guard lock(box_->mutex);
        if (!box_->plugged) return unplugged();
        return box_->hand->switched(code);
    }
    Status check() override {
        const std::lock_guard lock(box_->mutex);
        return box_->plugged ? Status{} : Status{unplugged()};
    }
    Result<Bytes> read(Millis patience, const std::stop_token& stop) override {
        constexpr Millis kLook{2};
        for (const auto begin = Time::now();;) {
            if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
            LOKET_ASSIGN(bytes, look());
            if (!bytes.empty()) return bytes;
            if (Time::now() - begin >= patience) return Error{Fault::TimedOut, "no key was pressed", "device.timed_out"};
            wait_for(kLook, stop);
        }
    }

  private:
    Result<Bytes> look() {
        const std::lock_guard lock(box_->mutex);
        if (!box_->plugged) return unplugged();
        const auto now = Time::now();
        Bytes bytes;
        for (const auto& event : box_->hand->next(std::chrono::duration_cast<Millis>(now - box_->last))) {
            if (std::exchange(box_->dropped, false)) add(bytes, {EV_SYN, SYN_DROPPED, 0});
            add(bytes, event);
        }
        if (!bytes.empty()) box_->last = now;
        if (!bytes.empty() && std::exchange(box_->cut, false)) bytes.resize(bytes.size() - sizeof(input_event) / 2);
        return bytes;
    }
    static void add(Bytes& bytes, const Event& event) {
        const auto more = to_bytes(event);
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    const std::shared_ptr<Box> box_;
    bool mine_ = false;
};

class EmulatedInput final : public model::AddressModel {
  public:
    explicit EmulatedInput(std::unique_ptr<Hand> hand) : box_(std::make_shared<Box>(std::move(hand))), address_(boxes().add(box_)) {}
    ~EmulatedInput() override { unplug(); }
    [[nodiscard]] std::string address() const override { return address_; }
    void unplug() override {
        const std::lock_guard lock(box_->mutex);
        box_->plugged = false;
    }
    void plug() override {
        const std::lock_guard lock(box_->mutex);
        box_->plugged = true;
        box_->dropped = box_->cut = false;
        box_->last = Time::now();
        box_->hand->event("reset");
    }
    bool event(std::string_view what) override {
        const std::lock_guard lock(box_->mutex);
        if (what == "dropped") return box_->dropped = true;
        if (what == "short") return box_->cut = true;
        return box_->hand->event(what);
    }

  private:
    const std::shared_ptr<Box> box_;
    const std::string address_;
};

}  // namespace

Result<std::unique_ptr<Node>> open_emulated(const std::string& address) {
    auto box = boxes().find(address);
    if (!box) return Error{Fault::Gone, "no such input node", "device.gone"};
    const std::lock_guard lock(box->mutex);
    if (!box->plugged) return unplugged();
    box->last = Time::now();
    return std::unique_ptr<Node>(std::make_unique<EmulatedNode>(box));
}

std::unique_ptr<model::AddressModel> emulate(std::unique_ptr<Hand> hand) { return std::make_unique<EmulatedInput>(std::move(hand)); }

}  // namespace loket::evdev
