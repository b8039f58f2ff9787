#include "drivers/v4l2_camera/model.h"

#include <linux/videodev2.h>

#include <qrencode.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/biometrics/synth/synth.h"

namespace loket::drivers::v4l2_camera {
namespace {

constexpr std::chrono::milliseconds kFrameTime{33};
constexpr int kSways = 3;
constexpr std::uint32_t kFormats[] = {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV};
struct Size {
    int width, height;
};
constexpr Size kSizes[] = {{1280, 720}, {640, 480}};
constexpr std::string_view kMischief[] = {"short", "garbage", "flagged"};

/// The face in the middle of a grey room.
RgbaImage room_with(const RgbaImage& face, Size size, int sway) {
    constexpr std::uint8_t kWall = 150;
    RgbaImage room(size.width, size.height);
    std::fill(room.pixels.begin(), room.pixels.end(), kWall);
    const double scale = static_cast<double>(face.height) / size.height;
    const int across = static_cast<int>(face.width / scale), left = (size.width - across) / 2 + sway;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < across; ++x)
            if (left + x >= 0 && left + x < size.width) std::copy_n(face.at(std::min(face.width - 1, static_cast<int>(x * scale)), std::min(face.height - 1, static_cast<int>(y * scale))), 4, room.at(left + x, y));
    return room;
}

/// A sheet with a QR code (Denso's, drawn by libqrencode) in the middle of an empty table.
RgbaImage table_with(const std::string& code, Size size) {
    constexpr std::uint8_t kTable = 190, kInk = 30;
    constexpr int kQuiet = 4;  // modules around it (ISO/IEC 18004 6.3.8)
    RgbaImage table(size.width, size.height);
    std::fill(table.pixels.begin(), table.pixels.end(), kTable);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> drawn(QRcode_encodeData(static_cast<int>(code.size()), reinterpret_cast<const unsigned char*>(code.data()), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!drawn || code.empty()) return table;
    const int modules = drawn->width + 2 * kQuiet, side = std::max(1, size.height * 3 / 4 / modules);
    const int left = (size.width - modules * side) / 2, top = (size.height - modules * side) / 2;
    for (int y = 0; y < modules * side; ++y)
        for (int x = 0; x < modules * side; ++x) {
            const int column = x / side - kQuiet, row = y / side - kQuiet;
            const bool inside = column >= 0 && row >= 0 && column < drawn->width && row < drawn->width;
            const bool dark = inside && (drawn->data[row * drawn->width + column] & 1) != 0;
            if (auto* pixel = table.at(std::min(left + x, size.width - 1), std::min(top + y, size.height - 1)); pixel != nullptr) std::fill_n(pixel, 3, dark ? kInk : std::uint8_t{250});
        }
    return table;
}

Bytes to_yuyv(const RgbaImage& picture) {
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(picture.width) * picture.height * 2);
    const auto luma = [](const std::uint8_t* p) { return static_cast<std::uint8_t>(16 + (66 * p[0] + 129 * p[1] + 25 * p[2] + 128) / 256); };
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; x += 2) {
            const auto* p = picture.at(x, y);
            const int u = 128 + (-38 * p[0] - 74 * p[1] + 112 * p[2]) / 256, v = 128 + (112 * p[0] - 94 * p[1] - 18 * p[2]) / 256;
            bytes.insert(bytes.end(), {luma(p), static_cast<std::uint8_t>(u), luma(picture.at(x + 1, y)), static_cast<std::uint8_t>(v)});
        }
    }
    return bytes;
}

Bytes to_jpeg(const RgbaImage& picture) {
    cv::Mat rows(picture.height, picture.width, CV_8UC3);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const auto* from = picture.at(x, y);
            rows.at<cv::Vec3b>(y, x) = {from[2], from[1], from[0]};
        }
    Bytes bytes;
    cv::imencode(".jpg", rows, bytes, {cv::IMWRITE_JPEG_QUALITY, 90});
    return bytes;
}

std::size_t frame_size(int width, int height) { return static_cast<std::size_t>(width) * height * 2; }

template <class Text>
void put_text(Text& field, const char* text) {
    std::memcpy(field, text, std::min(sizeof field - 1, std::strlen(text)));
}

int say_capability(void* argument) {
    auto& said = *static_cast<v4l2_capability*>(argument);
    said = {};
    put_text(said.driver, "uvcvideo");
    put_text(said.card, "Loket emulated camera");
    put_text(said.bus_info, "usb-emulated-1");
    said.version = 0x060100;
    said.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    said.capabilities = said.device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

int say_input(void* argument) {
    auto& said = *static_cast<v4l2_input*>(argument);
    if (said.index != 0) return EINVAL;
    said = {};
    put_text(said.name, "Camera 1");
    said.type = V4L2_INPUT_TYPE_CAMERA;
    return 0;
}

int say_rate(void* argument) {
    auto& said = *static_cast<v4l2_streamparm*>(argument);
    if (said.type != V4L2_BUF_TYPE_VIDEO_CAPTURE) return EINVAL;
    said.parm.capture = {.capability = V4L2_CAP_TIMEPERFRAME, .capturemode = 0, .timeperframe = {.numerator = 1, .denominator = 30}, .extendedmode = 0, .readbuffers = 0, .reserved = {}};
    return 0;
}

}  // namespace

int CameraModel::control(unsigned long request, void* argument) {
    if (!plugged_) return ENODEV;
    switch (request) {
        case VIDIOC_QUERYCAP: return say_capability(argument);
        case VIDIOC_ENUMINPUT: return say_input(argument);
        case VIDIOC_G_INPUT: return *static_cast<int*>(argument) = 0, 0;
        case VIDIOC_S_INPUT: return *static_cast<int*>(argument) == 0 ? 0 : EINVAL;
        case VIDIOC_ENUM_FMT: return list_format(argument);
        case VIDIOC_ENUM_FRAMESIZES: return list_size(argument);
        case VIDIOC_G_FMT: return answer_format(argument, now_);
        case VIDIOC_S_FMT: return set_format(argument);
        case VIDIOC_TRY_FMT: return answer_format(argument, agreed(argument));
        case VIDIOC_G_PARM:
        case VIDIOC_S_PARM: return say_rate(argument);
        case VIDIOC_S_CTRL: return static_cast<v4l2_control*>(argument)->id == V4L2_CID_AUTO_WHITE_BALANCE ? 0 : EINVAL;
        case VIDIOC_REQBUFS: return request_buffers(argument);
        case VIDIOC_QUERYBUF: return query_buffer(argument);
        case VIDIOC_QBUF: return queued_.push_back(static_cast<v4l2_buffer*>(argument)->index), 0;
        case VIDIOC_DQBUF: return take_picture(argument);
        case VIDIOC_STREAMON: return stream(true), 0;
        case VIDIOC_STREAMOFF: return stream(false), 0;
        default: return ENOTTY;
    }
}

int CameraModel::list_format(void* argument) const {
    auto& said = *static_cast<v4l2_fmtdesc*>(argument);
    const auto index = said.index + (only_yuyv_ ? 1U : 0U);
    if (said.type != V4L2_BUF_TYPE_VIDEO_CAPTURE || index >= std::size(kFormats)) return EINVAL;
    said.pixelformat = kFormats[index];
    said.flags = said.pixelformat == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0;
    put_text(said.description, said.pixelformat == V4L2_PIX_FMT_MJPEG ? "Motion-JPEG" : "YUYV 4:2:2");
    return 0;
}

int CameraModel::list_size(void* argument) const {
    auto& said = *static_cast<v4l2_frmsizeenum*>(argument);
    const auto index = said.index + (small_ ? 1U : 0U);
    if (index >= std::size(kSizes)) return EINVAL;
    said.type = V4L2_FRMSIZE_TYPE_DISCRETE;
    said.discrete = {static_cast<std::uint32_t>(kSizes[index].width), static_cast<std::uint32_t>(kSizes[index].height)};
    return 0;
}

CameraModel::Shape CameraModel::agreed(const void* argument) const {
    const auto& pix = static_cast<const v4l2_format*>(argument)->fmt.pix;
    const auto& size = kSizes[!small_ && pix.width > static_cast<std::uint32_t>(kSizes[1].width) ? 0 : 1];
    return {pix.pixelformat == V4L2_PIX_FMT_YUYV || only_yuyv_ ? V4L2_PIX_FMT_YUYV : V4L2_PIX_FMT_MJPEG, size.width, size.height};
}

int CameraModel::set_format(void* argument) {
    if (streaming_) return EBUSY;
    now_ = agreed(argument);
    draw_pictures();
    return answer_format(argument, now_);
}

int CameraModel::answer_format(void* argument, const Shape& shape) {
    auto& said = *static_cast<v4l2_format*>(argument);
    if (said.type != V4L2_BUF_TYPE_VIDEO_CAPTURE) return EINVAL;
    said.fmt.pix = {};
    said.fmt.pix.width = static_cast<std::uint32_t>(shape.width);
    said.fmt.pix.height = static_cast<std::uint32_t>(shape.height);
    said.fmt.pix.pixelformat = shape.format;
    said.fmt.pix.field = V4L2_FIELD_NONE;
    said.fmt.pix.bytesperline = shape.format == V4L2_PIX_FMT_YUYV ? static_cast<std::uint32_t>(shape.width) * 2 : 0;
    said.fmt.pix.sizeimage = static_cast<std::uint32_t>(frame_size(shape.width, shape.height));
    said.fmt.pix.colorspace = V4L2_COLORSPACE_SRGB;
    return 0;
}

int CameraModel::request_buffers(void* argument) {
    auto& said = *static_cast<v4l2_requestbuffers*>(argument);
    if (said.type != V4L2_BUF_TYPE_VIDEO_CAPTURE || said.memory != V4L2_MEMORY_MMAP) return EINVAL;
    if (said.count > 0 && pictures_.empty()) return EINVAL;
    said.count = said.count == 0 ? 0 : kBuffers;
    said.capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP;
    queued_.clear();
    memory_.resize(said.count * size());
    return 0;
}

int CameraModel::query_buffer(void* argument) const {
    auto& said = *static_cast<v4l2_buffer*>(argument);
    const auto each = size();
    if ((said.index + 1) * each > memory_.size()) return EINVAL;
    said.length = static_cast<std::uint32_t>(each);
    said.m.offset = static_cast<std::uint32_t>(said.index * each);
    said.memory = V4L2_MEMORY_MMAP;
    return 0;
}

void CameraModel::stream(bool on) {
    if (on && (drawn_ != scene_.person() || drawn_code_ != scene_.held_code())) draw_pictures();
    streaming_ = on;
    seen_ = 0;
    due_ = std::chrono::steady_clock::now();
    if (!on) queued_.clear();
}

/// Not while somebody waits for a picture: a face takes some tenths of a second.
void CameraModel::draw_pictures() {
    drawn_ = scene_.person();
    drawn_code_ = scene_.held_code();
    pictures_.clear();
    for (const auto& picture : views()) pictures_.push_back(now_.format == V4L2_PIX_FMT_YUYV ? to_yuyv(picture) : to_jpeg(picture));
}

std::vector<RgbaImage> CameraModel::views() {
    const Size size{now_.width, now_.height};
    if (sight_ == Sight::Code) return {table_with({}, size), table_with(drawn_code_, size)};
    const biometrics::synth::FaceTraits traits{.female = drawn_.female, .age = drawn_.age, .headscarf = drawn_.headscarf};
    const auto face = biometrics::synth::face(drawn_.seed, traits, {.seed = scene_.next_take("v4l2_camera")});
    std::vector<RgbaImage> all;
    for (int i = 0; i < kSways; ++i) all.push_back(room_with(face, size, i * 2));
    return all;
}

/// A code stays away for a second of pictures, and for as few as a reader wants to miss it at full speed.
const Bytes& CameraModel::picture_now() {
    constexpr std::uint32_t kSecond = 36, kShort = 24;
    const auto each = sight_ == Sight::Person ? 1 : scene_.real_time() ? kSecond : kShort;
    return pictures_[seen_++ / each % pictures_.size()];
}

/// How many bytes were written.
std::size_t CameraModel::draw(std::uint8_t* into, bool& flagged) {
    const auto& picture = picture_now();
    std::size_t count = std::min(picture.size(), size());
    std::copy_n(picture.begin(), count, into);
    if (mischief_ == "short") count /= 2;
    if (mischief_ == "garbage") std::fill_n(into, count, std::uint8_t{0xD8});
    if (mischief_ == "garbage" && now_.format == V4L2_PIX_FMT_YUYV) count = 3;
    flagged = mischief_ == "flagged";
    mischief_ = {};
    return count;
}

int CameraModel::take_picture(void* argument) {
    auto& said = *static_cast<v4l2_buffer*>(argument);
    if (!streaming_) return EINVAL;
    const auto now = std::chrono::steady_clock::now();
    if (queued_.empty() || stalled_ || now < due_) return EAGAIN;
    const auto index = queued_.front();
    if ((index + 1) * size() > memory_.size()) return EINVAL;
    queued_.pop_front();
    due_ = scene_.real_time() ? std::max(due_, now - kFrameTime) + kFrameTime : now;
    bool flagged = false;
    const auto count = draw(memory_.data() + index * size(), flagged);
    said.index = index;
    said.bytesused = static_cast<std::uint32_t>(count);
    said.flags = V4L2_BUF_FLAG_MAPPED | V4L2_BUF_FLAG_DONE | V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC | (flagged ? V4L2_BUF_FLAG_ERROR : 0U);
    said.field = V4L2_FIELD_NONE;
    said.sequence = sequence_++;
    const auto stamp = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    constexpr long kSecond = 1'000'000;
    said.timestamp = {.tv_sec = stamp / kSecond, .tv_usec = stamp % kSecond};
    said.memory = V4L2_MEMORY_MMAP;
    said.length = static_cast<std::uint32_t>(size());
    said.m.offset = static_cast<std::uint32_t>(index * size());
    return 0;
}

bool CameraModel::event(std::string_view what) {
    const auto* known = std::find(std::begin(kMischief), std::end(kMischief), what);
    if (known != std::end(kMischief)) return mischief_ = *known, true;
    if (what == "reset") return stalled_ = only_yuyv_ = small_ = false, mischief_ = {}, true;
    if (what == "stall") return stalled_ = true;
    if (what == "yuyv") return only_yuyv_ = true;
    if (what == "small") return small_ = true;
    return false;
}

void CameraModel::plug(bool plugged) {
    plugged_ = plugged;
    streaming_ = false;
    queued_.clear();
    if (plugged) event("reset");
}

}  // namespace loket::drivers::v4l2_camera
