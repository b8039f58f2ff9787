#pragma once
// An emulated system camera with the scene's person before it: what it does, and the two wires on which it does it.

#include <chrono>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "devices/model/address_model.h"
#include "devices/model/scene.h"
#include "devices/model/usb_model.h"
#include "drivers/gphoto2_camera/ptp.h"

namespace loket::drivers::gphoto2_camera {

inline constexpr std::string_view kEmulatedCamera = "ptpip:127.0.0.1:";

/// The camera behind any wire. Words that hold until "reset": "garbage" (its pictures are none), "silent" (its shutter never comes), "no_focus" (it does
/// not release), "full" (its card is), "locked" (its card keeps what it has), "no_view" (its live view shows nothing). All members are safe from any thread.
class CameraModel {
  public:
    explicit CameraModel(model::Scene& scene) : scene_(scene) {}

    ptp::Reply answer(const ptp::Request& request);
    /// What it has to tell by itself, in order.
    std::optional<ptp::Event> next_event();
    bool event(std::string_view what);
    /// Nobody talks to it any more.
    void hang_up();
    [[nodiscard]] std::size_t pictures_kept() const;

  private:
    struct Drawn {
        Bytes photograph, view;
    };
    ptp::Reply release_shutter();
    ptp::Reply about_object(const ptp::Request& request);
    ptp::Reply live_view();
    const Drawn* sight();

    model::Scene& scene_;
    mutable std::mutex mutex_;
    bool session_ = false, view_ = false;
    std::string trouble_;
    std::map<std::uint32_t, Bytes> card_;
    std::uint32_t last_object_ = 0;
    std::optional<std::chrono::steady_clock::time_point> exposed_;  // when the picture of the last release is there
    std::deque<ptp::Event> events_;
    model::SimPerson drawn_person_;
    std::shared_future<Drawn> artist_;
    std::optional<Drawn> drawn_;
};

/// On a port of this machine, in PTP/IP (CIPA DC-005). One caller at a time; others are told that it is busy.
class NetworkCamera final : public model::AddressModel {
  public:
    explicit NetworkCamera(model::Scene& scene);
    ~NetworkCamera() override;
    NetworkCamera(const NetworkCamera&) = delete;
    NetworkCamera& operator=(const NetworkCamera&) = delete;

    [[nodiscard]] std::string address() const override;
    void unplug() override;
    void plug() override;
    bool event(std::string_view what) override { return camera_.event(what); }
    [[nodiscard]] std::size_t pictures_kept() const { return camera_.pictures_kept(); }

  private:
    void serve(const std::stop_token& stop);
    void greet(int caller);
    void answer_command();
    void drop_caller();

    CameraModel camera_;
    int listener_ = -1, port_ = 0, command_ = -1, events_ = -1;
    std::jthread thread_;
};

/// The same camera on USB (still image class 06/01/01, USB-IF 1.0): for programs that are not ours.
std::unique_ptr<model::UsbDeviceModel> camera_on_usb(model::Scene& scene);

}  // namespace loket::drivers::gphoto2_camera
