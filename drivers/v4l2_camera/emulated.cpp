// The model of a camera as a node that only this process sees.

#include <atomic>
#include <mutex>

#include "devices/base/wait.h"
#include "devices/model/address_model.h"
#include "devices/model/emulations.h"
#include "drivers/v4l2_camera/model.h"
#include "drivers/v4l2_camera/node.h"
#include "drivers/v4l2_camera/v4l2_camera.h"

namespace loket::drivers::v4l2_camera {
namespace {

struct NodeBox {
    NodeBox(model::Scene& scene, Sight sight) : camera(scene, sight) {}
    std::mutex mutex;
    CameraModel camera;
    bool plugged = true;
};

model::Emulations<NodeBox>& node_boxes() {
    static model::Emulations<NodeBox> boxes;
    return boxes;
}

class EmulatedNode final : public Node {
  public:
    explicit EmulatedNode(std::shared_ptr<NodeBox> box) : box_(std::move(box)) {}

    int control(unsigned long request, void* argument) override {
        const std::lock_guard lock(box_->mutex);
        return box_->camera.control(request, argument);
    }
    std::uint8_t* map(std::size_t length, std::uint32_t offset) override {
        const std::lock_guard lock(box_->mutex);
        auto& memory = box_->camera.memory();
        return offset + length <= memory.size() ? memory.data() + offset : nullptr;
    }
    void unmap(std::uint8_t*, std::size_t) override {}
    void wait(Millis patience) override {
        constexpr Millis kLook{5};
        const auto due = [this] {
            const std::lock_guard lock(box_->mutex);
            return box_->camera.due() <= std::chrono::steady_clock::now();
        };
        for (Millis waited = kLook; wait_for(kLook, {}) && waited < patience && !due();) waited += kLook;
    }

  private:
    const std::shared_ptr<NodeBox> box_;
};

class EmulatedCamera final : public model::AddressModel {
  public:
    EmulatedCamera(model::Scene& scene, Sight sight) : box_(std::make_shared<NodeBox>(scene, sight)), address_(node_boxes().add(box_)) {}
    ~EmulatedCamera() override { set_plugged(false); }
    [[nodiscard]] std::string address() const override { return address_; }
    void unplug() override { set_plugged(false); }
    void plug() override { set_plugged(true); }
    bool event(std::string_view what) override {
        const std::lock_guard lock(box_->mutex);
        return box_->camera.event(what);
    }

  private:
    void set_plugged(bool plugged) {
        const std::lock_guard lock(box_->mutex);
        box_->plugged = plugged;
        box_->camera.plug(plugged);
    }
    const std::shared_ptr<NodeBox> box_;
    const std::string address_;
};

}  // namespace

Result<std::unique_ptr<Node>> open_emulated_node(const std::string& address) {
    auto box = node_boxes().find(address);
    if (!box) return Error{Fault::Gone, "no such camera", "device.gone"};
    const std::lock_guard lock(box->mutex);
    if (!box->plugged) return Error{Fault::Gone, "the camera was unplugged", "device.gone"};
    return std::unique_ptr<Node>(std::make_unique<EmulatedNode>(box));
}

std::unique_ptr<model::AddressModel> emulate_node(model::Scene& scene, Sight sight) { return std::make_unique<EmulatedCamera>(scene, sight); }

}  // namespace loket::drivers::v4l2_camera
