#pragma once
// An emulated box on a wire inside this process.

#include <memory>
#include <mutex>
#include <string_view>

#include "devices/model/usb_model.h"

namespace loket::runtime {

/// The transport belongs to a driver; `event`, `plug`, `unplug` and `with` may come from any thread.
class EmulatedTransport final : public model::Transport {
  public:
    explicit EmulatedTransport(std::unique_ptr<model::UsbDeviceModel> box) : box_(std::move(box)) {}

    Result<model::UsbBox> open(model::UsbClass wanted) override;
    Result<Bytes> exchange(const model::Transfer& transfer, Time deadline, std::stop_token stop) override;
    void close() override;
    Status recover(model::Remedy remedy) override;

    bool event(std::string_view what);
    /// From now on everything is Gone, until it is plugged in again (and powers up).
    void unplug();
    void plug();
    /// `act` has the box for itself.
    template <class Model, class Act>
    auto with(const Act& act) {
        const std::lock_guard lock(mutex_);
        return act(dynamic_cast<Model&>(*box_));
    }

  private:
    Result<model::UsbReply> ask(const model::Transfer& transfer);

    std::mutex mutex_;
    const std::unique_ptr<model::UsbDeviceModel> box_;
    bool plugged_ = true;
    bool open_ = false;
};

}  // namespace loket::runtime
