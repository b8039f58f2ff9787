#pragma once
// A camera of USB Video Class as its video node shows it, call by call. Stands behind the driver within this process, and behind umockdev
// where programs that are not ours open it.

#include <chrono>
#include <deque>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/model/scene.h"
#include "drivers/v4l2_camera/v4l2_camera.h"

namespace loket::drivers::v4l2_camera {

/// Not thread-safe. Sees the face of the scene's person, swaying a little from frame to frame; or an empty table, then the code that the
/// person holds for as long, and again.
class CameraModel {
  public:
    static constexpr std::uint32_t kBuffers = 4;

    explicit CameraModel(model::Scene& scene, Sight sight = Sight::Person) : scene_(scene), sight_(sight) {}
    /// VIDIOC_* with its structure. 0, or a positive errno; ENODEV once unplugged.
    int control(unsigned long request, void* argument);
    /// All buffers, one after the other; offset 0 is the first.
    [[nodiscard]] Bytes& memory() { return memory_; }
    /// When the next picture is due; now at full speed.
    [[nodiscard]] std::chrono::steady_clock::time_point due() const { return due_; }
    bool event(std::string_view what);
    void plug(bool plugged);

  private:
    int list_format(void* argument) const;
    int list_size(void* argument) const;
    struct Shape {
        std::uint32_t format = 0;
        int width = 0, height = 0;
    };
    [[nodiscard]] Shape agreed(const void* argument) const;
    int set_format(void* argument);
    static int answer_format(void* argument, const Shape& shape);
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(now_.width) * now_.height * 2; }
    void draw_pictures();
    [[nodiscard]] std::vector<RgbaImage> views();
    [[nodiscard]] const Bytes& picture_now();
    int request_buffers(void* argument);
    int query_buffer(void* argument) const;
    int take_picture(void* argument);
    void stream(bool on);
    std::size_t draw(std::uint8_t* into, bool& flagged);

    model::Scene& scene_;
    const Sight sight_;
    bool plugged_ = true, streaming_ = false, stalled_ = false, only_yuyv_ = false, small_ = false;
    Shape now_;
    model::SimPerson drawn_;
    std::string drawn_code_;
    Bytes memory_;
    std::deque<std::uint32_t> queued_;
    std::uint32_t sequence_ = 0;
    std::string_view mischief_;  // to the next picture
    std::chrono::steady_clock::time_point due_{};
    std::vector<Bytes> pictures_;  // of this person in this shape, one for each place of the head; or without and with the code
    std::uint32_t seen_ = 0;       // since it streams
};

}  // namespace loket::drivers::v4l2_camera
