#include "drivers/v4l2_camera/stream.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>

#include "drivers/v4l2_camera/pixels.h"

namespace loket::drivers::v4l2_camera {
namespace {

constexpr std::uint32_t kWantedBuffers = 4, kMostBuffers = 32, kMostEntries = 64;  // a broken driver may list for ever
constexpr Mode kGuess{.width = 1280, .height = 720};
constexpr Millis kStep{40};

bool readable(std::uint32_t format) { return format == V4L2_PIX_FMT_MJPEG || format == V4L2_PIX_FMT_YUYV; }

template <std::size_t Size>
std::string text_of(const std::uint8_t (&field)[Size]) {
    return {field, std::find(std::begin(field), std::end(field), 0)};
}

void add_sizes(Node& node, std::uint32_t format, std::vector<Mode>& modes) {
    const auto before = modes.size();
    for (std::uint32_t i = 0; i < kMostEntries; ++i) {
        v4l2_frmsizeenum size{};
        size.index = i;
        size.pixel_format = format;
        if (node.control(VIDIOC_ENUM_FRAMESIZES, &size) != 0 || size.type != V4L2_FRMSIZE_TYPE_DISCRETE) break;
        modes.push_back({format, static_cast<int>(size.discrete.width), static_cast<int>(size.discrete.height)});
    }
    if (modes.size() == before) modes.push_back({format, kGuess.width, kGuess.height});
}

long worth(const Mode& mode, int most) {
    const long area = static_cast<long>(mode.width) * mode.height;
    if (area > most) return -area;  // better too large than nothing
    return mode.format == V4L2_PIX_FMT_MJPEG ? area : area * 2 / 5;
}

}  // namespace

Mode best_mode(const std::vector<Mode>& modes, int most) {
    const auto best = std::max_element(modes.begin(), modes.end(), [&](const Mode& a, const Mode& b) { return worth(a, most) < worth(b, most); });
    return best == modes.end() ? Mode{} : *best;
}

std::vector<Mode> modes_of(Node& node) {
    std::vector<Mode> modes;
    for (std::uint32_t i = 0; i < kMostEntries; ++i) {
        v4l2_fmtdesc said{};
        said.index = i;
        said.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (node.control(VIDIOC_ENUM_FMT, &said) != 0) break;
        if (readable(said.pixelformat)) add_sizes(node, said.pixelformat, modes);
    }
    return modes;
}

Result<About> about(Node& node) {
    v4l2_capability said{};
    if (const int error = node.control(VIDIOC_QUERYCAP, &said); error != 0) return node_error(error, "what the node is");
    const auto caps = (said.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? said.device_caps : said.capabilities;
    if ((caps & V4L2_CAP_VIDEO_CAPTURE) == 0 || (caps & V4L2_CAP_STREAMING) == 0) return Error{Fault::Unsupported, "the node gives no pictures", "device.unsupported"};
    return About{text_of(said.card), text_of(said.bus_info), text_of(said.driver)};
}

Result<std::unique_ptr<Camera>> Camera::open(std::unique_ptr<Node> node, int most_pixels) {
    LOKET_ASSIGN(who, v4l2_camera::about(*node));
    std::unique_ptr<Camera> camera(new Camera(std::move(node), who));
    LOKET_TRY(camera->choose(most_pixels));
    return camera;
}

Status Camera::choose(int most_pixels) {
    const auto best = best_mode(modes_of(*node_), most_pixels);
    if (best.format == 0) return Error{Fault::Unsupported, "the camera sends neither MJPEG nor YUYV", "device.unsupported"};
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.pixelformat = best.format;
    format.fmt.pix.width = static_cast<std::uint32_t>(best.width);
    format.fmt.pix.height = static_cast<std::uint32_t>(best.height);
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (const int error = node_->control(VIDIOC_S_FMT, &format); error != 0) return node_error(error, "format of the pictures");
    const auto& got = format.fmt.pix;
    constexpr std::uint32_t kMostSide = 16'384;
    if (!readable(got.pixelformat) || got.width == 0 || got.height == 0 || got.width > kMostSide || got.height > kMostSide) return corrupt("the camera agrees to an impossible picture");
    mode_ = {got.pixelformat, static_cast<int>(got.width), static_cast<int>(got.height), std::max<std::size_t>(got.bytesperline, std::size_t{got.width} * 2)};
    return {};
}

void Camera::set(std::uint32_t control, int value) {
    v4l2_control wanted{.id = control, .value = value};
    (void)node_->control(VIDIOC_S_CTRL, &wanted);
}

Status Camera::check() {
    v4l2_capability said{};
    const int error = node_->control(VIDIOC_QUERYCAP, &said);
    return error == 0 ? Status{} : Status{node_error(error, "what the node is")};
}

Status Camera::map_buffers() {
    v4l2_requestbuffers wanted{};
    wanted.count = kWantedBuffers;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    if (const int error = node_->control(VIDIOC_REQBUFS, &wanted); error != 0) return node_error(error, "buffers");
    if (wanted.count == 0 || wanted.count > kMostBuffers) return corrupt("the camera has no buffers");
    for (std::uint32_t i = 0; i < wanted.count; ++i) {
        v4l2_buffer place{};
        place.index = i;
        place.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        place.memory = V4L2_MEMORY_MMAP;
        if (const int error = node_->control(VIDIOC_QUERYBUF, &place); error != 0) return node_error(error, "place of a buffer");
        auto* memory = node_->map(place.length, place.m.offset);
        if (memory == nullptr) return internal("the memory of a buffer cannot be mapped");
        buffers_.push_back({memory, place.length});
        LOKET_TRY(queue(i));
    }
    return {};
}

Status Camera::queue(std::uint32_t index) {
    v4l2_buffer place{};
    place.index = index;
    place.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    place.memory = V4L2_MEMORY_MMAP;
    const int error = node_->control(VIDIOC_QBUF, &place);
    return error == 0 ? Status{} : Status{node_error(error, "giving a buffer back")};
}

Status Camera::start() {
    stop();
    streaming_ = true;  // from here on there is something to undo
    LOKET_TRY(map_buffers());
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    const int error = node_->control(VIDIOC_STREAMON, &type);
    return error == 0 ? Status{} : Status{node_error(error, "begin of the pictures")};
}

void Camera::stop() {
    if (!streaming_) return;
    streaming_ = false;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    (void)node_->control(VIDIOC_STREAMOFF, &type);
    for (const auto& buffer : buffers_) node_->unmap(buffer.memory, buffer.length);
    buffers_.clear();
    v4l2_requestbuffers none{};
    none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    none.memory = V4L2_MEMORY_MMAP;
    (void)node_->control(VIDIOC_REQBUFS, &none);
}

Result<Bytes> Camera::take() {
    v4l2_buffer got{};
    got.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    got.memory = V4L2_MEMORY_MMAP;
    const int error = node_->control(VIDIOC_DQBUF, &got);
    if (error == EAGAIN) return Error{Fault::TimedOut, "no picture yet", "device.timed_out"};
    if (error != 0) return node_error(error, "a picture");
    if (got.index >= buffers_.size()) return corrupt("a picture in a buffer that is not there");
    const auto& buffer = buffers_[got.index];
    const bool spoilt = (got.flags & V4L2_BUF_FLAG_ERROR) != 0 || got.bytesused > buffer.length;
    Bytes bytes;
    if (!spoilt) bytes.assign(buffer.memory, buffer.memory + got.bytesused);
    LOKET_TRY(queue(got.index));
    if (spoilt) return corrupt("the camera says that a picture is spoilt");
    return bytes;
}

Result<Bytes> Camera::await(Millis patience, const std::stop_token& stop) {
    using Time = std::chrono::steady_clock;
    for (const auto end = Time::now() + patience;;) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "stopped on request"};
        auto bytes = take();
        if (bytes || bytes.error().fault != Fault::TimedOut || Time::now() >= end) return bytes;
        node_->wait(kStep);
    }
}

Result<RgbaImage> Camera::next(Millis patience, const std::stop_token& stop) {
    LOKET_ASSIGN(bytes, await(patience, stop));
    return mode_.format == V4L2_PIX_FMT_MJPEG ? from_mjpeg(bytes, mode_.width, mode_.height) : from_yuyv(bytes, mode_.width, mode_.height, mode_.stride);
}

Status Camera::skip(Millis patience, const std::stop_token& stop) {
    const auto bytes = await(patience, stop);
    return bytes || bytes.error().fault == Fault::Corrupt ? Status{} : Status{bytes.error()};
}

}  // namespace loket::drivers::v4l2_camera
