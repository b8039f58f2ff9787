#pragma once
// libfprint's own virtual reader (driver virtual_image) with a person before it: pictures through a socket.

#include <mutex>
#include <string>
#include <thread>

#include "devices/base/image.h"
#include "devices/base/result.h"
#include "devices/model/address_model.h"
#include "devices/model/scene.h"

namespace loket::drivers::libfprint_reader {

inline constexpr std::string_view kVirtual = "virtual:";  ///< followed by the path of the socket

/// Gone when the virtual reader of this address is not plugged in: libfprint itself cannot know.
Status expect_plugged(const std::string& address);

/// The scene's person lays the right index finger down, again and again. Words that hold until "reset": "short" (each touch too short), "error" (the
/// reader fails each time), "silent" (nobody comes). What the reader tells while nobody captures may be lost, or heard by the next capture.
class VirtualReader final : public model::AddressModel {
  public:
    explicit VirtualReader(model::Scene& scene);
    ~VirtualReader() override;
    VirtualReader(const VirtualReader&) = delete;
    VirtualReader& operator=(const VirtualReader&) = delete;

    [[nodiscard]] std::string address() const override { return std::string(kVirtual) + path_; }
    void unplug() override;
    void plug() override;
    bool event(std::string_view what) override;

  private:
    void serve(const std::stop_token& stop);
    void wait_for_next(int socket, const std::stop_token& stop);
    /// One thing that happens at the reader; false when the connection is of no more use.
    bool act(int socket);
    GrayImage finger();

    model::Scene& scene_;
    std::string folder_, path_;
    std::mutex mutex_;
    std::string trouble_;
    bool plugged_ = true, silent_ = false;
    bool gone_ = false;  // and the library knows
    std::jthread thread_;
};

}  // namespace loket::drivers::libfprint_reader
