#pragma once
// What all simulated devices share: pace, faults of the scene, unplugging, and whose body stands before them.

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "devices/model/aside.h"
#include "devices/model/device.h"
#include "devices/model/driver.h"
#include "devices/model/scene.h"

namespace loket::model {

/// One request being worked on: where to tell, and when to stop.
struct Turn {
    Sink& sink;
    std::stop_token stop;
};

/// An ordinary Device whose box is made of code. Faults of the scene that every one of them knows:
/// "unplugged" (Gone at the next step; each further use makes one re-open fail), "slow" (value =
/// milliseconds, waited even at full speed), "garbage" (Corrupt). Surroundings must carry a scene.
class SimDevice : public Device {
  public:
    SimDevice(std::string_view driver, std::string_view product, const Surroundings& around);
    Status open() override;
    Result<Content> perform(const Request& request, Sink& sink, std::stop_token stop) final;
    Health health() override;
    [[nodiscard]] Identity identity() const final { return identity_; }
    void close() override { open_ = false; }

  protected:
    virtual Result<Content> act(const Request& request, Turn& turn) = 0;

    /// Lets `span` pass (nothing at full speed). Cancelled or Gone when that happened meanwhile.
    Status step(Turn& turn, Millis span);
    /// Draws a picture next to this thread; Cancelled at once when that is asked for. `work` owns what it touches: it may
    /// outlast the request. The next drawing waits for it.
    template <class Work>
    auto draw(Turn& turn, Work work) -> Result<decltype(work())> {
        const auto picture = std::make_shared<std::optional<decltype(work())>>();
        if (!aside_.run([picture, work = std::move(work)] { *picture = work(); }, turn.stop)) {
            return Error{Fault::Cancelled, "stopped on request"};
        }
        return std::move(**picture);
    }
    /// `count` in real time, 1 at full speed: how often to repeat what only a screen wants to see.
    [[nodiscard]] int frames(int count) const { return scene_.real_time() ? count : 1; }
    /// Uses up a fault of this device; its value where it is there.
    std::optional<int> fault(const char* name);
    [[nodiscard]] const std::string& id() const { return identity_.driver; }
    /// The person of the scene, or a stranger when the fault "wrong_person" says so.
    SimPerson subject();
    /// A different seed for each request and purpose, the same in each run.
    [[nodiscard]] std::uint64_t take_seed(std::string_view purpose) const;
    [[nodiscard]] Scene& scene() const { return scene_; }

  private:
    Identity identity_;
    Scene& scene_;
    std::uint64_t take_ = 0;  // seed of this request
    bool plugged_ = true;
    bool open_ = false;
    Aside aside_;
};

/// A simulated device that understands one request type and answers Unsupported to all others.
template <class Ask>
class SimDeviceFor : public SimDevice {
  public:
    using SimDevice::SimDevice;

  protected:
    virtual Result<Content> answer(const Ask& ask, Turn& turn) = 0;

  private:
    Result<Content> act(const Request& request, Turn& turn) final {
        const auto* ask = std::get_if<Ask>(&request);
        if (ask == nullptr) return Error{Fault::Unsupported, "not a request of this kind of device"};
        return answer(*ask, turn);
    }
};

}  // namespace loket::model
