#pragma once
// A video node that streams into mapped memory: Linux media documentation, "Streaming I/O (Memory Mapping)".

#include <stop_token>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/image.h"
#include "drivers/v4l2_camera/node.h"

namespace loket::drivers::v4l2_camera {

/// How a camera is to send its pictures.
struct Mode {
    std::uint32_t format = 0;  ///< V4L2_PIX_FMT_MJPEG or _YUYV
    int width = 0, height = 0;
    std::size_t stride = 0;  ///< bytes a line; of no meaning for MJPEG
};

/// Of all modes the one with most pixels up to `most`. YUYV, slow over USB 2, counts two fifths: 720 lines
/// of it come before 480 of MJPEG, but 1080 after 720.
Mode best_mode(const std::vector<Mode>& modes, int most);
/// The modes a node offers that we can read; one guess where it does not list its sizes.
std::vector<Mode> modes_of(Node& node);

/// What the node says of itself. Unsupported where it gives no pictures (metadata, radio, encoders).
struct About {
    std::string name, bus, driver;
};
Result<About> about(Node& node);

class Camera {
  public:
    /// Sets the best mode up to `most_pixels`. Busy, Gone, Unsupported.
    static Result<std::unique_ptr<Camera>> open(std::unique_ptr<Node> node, int most_pixels);
    ~Camera() { stop(); }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    [[nodiscard]] const About& about() const { return about_; }
    [[nodiscard]] const Mode& mode() const { return mode_; }
    /// Sets one control; a camera that lacks it is left as it is.
    void set(std::uint32_t control, int value);
    /// Is it still there?
    Status check();
    Status start();
    /// The next picture. Corrupt for a spoilt one (the next may be good); TimedOut after `patience`; Cancelled; Gone.
    Result<RgbaImage> next(Millis patience, const std::stop_token& stop);
    /// Lets one picture go by unread: TimedOut, Cancelled, Gone.
    Status skip(Millis patience, const std::stop_token& stop);
    /// Harmless when it does not stream.
    void stop();

  private:
    struct Buffer {
        std::uint8_t* memory = nullptr;
        std::size_t length = 0;
    };
    Camera(std::unique_ptr<Node> node, About about) : node_(std::move(node)), about_(std::move(about)) {}
    Status choose(int most_pixels);
    Status map_buffers();
    Status queue(std::uint32_t index);
    /// Takes one picture out and gives its buffer back; nothing when there is none yet.
    Result<Bytes> take();
    Result<Bytes> await(Millis patience, const std::stop_token& stop);

    const std::unique_ptr<Node> node_;
    const About about_;
    Mode mode_;
    std::vector<Buffer> buffers_;
    bool streaming_ = false;
};

}  // namespace loket::drivers::v4l2_camera
