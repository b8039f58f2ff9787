#include "devices/biometrics/face_nets/face_nets.h"

#include <algorithm>
#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

namespace loket::biometrics {

struct FaceNets::Nets {
    cv::dnn::Net detector, landmarks, eyes;
};

namespace {

constexpr int kSeenWidth = 320, kSeenHeight = 240;  // of the detector
constexpr int kMarkSize = 64, kEyeSize = 24;
constexpr std::size_t kLookedAt = 8;  // faces with marks and eyes

Result<cv::dnn::Net> read_net(ByteView onnx, const char* inputs) {
    try {
        auto net = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(onnx.data()), onnx.size());
        if (net.empty()) return corrupt(std::string("an empty network for ") + inputs);
        return net;
    } catch (const cv::Exception& e) {
        return corrupt(std::string("not a network for ") + inputs + ": " + e.err);
    }
}

/// What the detector is surest of, without what lies over something surer.
std::vector<SeenFace> detected(cv::dnn::Net& net, const cv::Mat& rgb) {
    constexpr float kSure = 0.65F, kOver = 0.3F;
    const double scale = std::min(static_cast<double>(kSeenWidth) / rgb.cols, static_cast<double>(kSeenHeight) / rgb.rows);
    cv::Mat small, seen(kSeenHeight, kSeenWidth, CV_8UC3, cv::Scalar::all(127));
    const cv::Size size(std::clamp(static_cast<int>(rgb.cols * scale), 1, kSeenWidth), std::clamp(static_cast<int>(rgb.rows * scale), 1, kSeenHeight));
    cv::resize(rgb, small, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    small.copyTo(seen(cv::Rect({0, 0}, size)));
    net.setInput(cv::dnn::blobFromImage(seen, 1 / 128.0, {}, cv::Scalar::all(127)));
    std::vector<cv::Mat> out;
    net.forward(out, std::vector<cv::String>{"scores", "boxes"});
    const int count = static_cast<int>(out[0].total() / 2);
    const cv::Mat scores = out[0].reshape(1, count), boxes = out[1].reshape(1, count);
    std::vector<cv::Rect2d> places;
    std::vector<float> sure;
    for (int i = 0; i < count; ++i) {
        const auto* box = boxes.ptr<float>(i);
        if (scores.at<float>(i, 1) < kSure || !(box[2] > box[0]) || !(box[3] > box[1])) continue;
        places.emplace_back(box[0] * kSeenWidth / scale, box[1] * kSeenHeight / scale, (box[2] - box[0]) * kSeenWidth / scale, (box[3] - box[1]) * kSeenHeight / scale);
        sure.push_back(scores.at<float>(i, 1));
    }
    std::vector<int> kept;
    cv::dnn::NMSBoxes(places, sure, kSure, kOver, kept);
    std::vector<SeenFace> faces;
    for (const int i : kept) {
        const auto& p = places[static_cast<std::size_t>(i)];
        faces.push_back({p.x, p.y, p.width, p.height, sure[static_cast<std::size_t>(i)], {}, 0, 0});
    }
    return faces;
}

/// A square of the picture, as far as the picture goes.
cv::Rect square(const cv::Mat& grey, double x, double y, double side) {
    const cv::Rect wanted(static_cast<int>(std::lround(x - side / 2)), static_cast<int>(std::lround(y - side / 2)), static_cast<int>(std::lround(side)), static_cast<int>(std::lround(side)));
    return wanted & cv::Rect(0, 0, grey.cols, grey.rows);
}

void mark(cv::dnn::Net& net, const cv::Mat& grey, SeenFace& face) {
    const cv::Rect part = square(grey, face.x + face.width / 2, face.y + face.height / 2, face.height);
    if (part.empty()) return;
    cv::Mat small;
    cv::resize(grey(part), small, {kMarkSize, kMarkSize}, 0, 0, cv::INTER_AREA);
    net.setInput(cv::dnn::blobFromImage(small, 1 / 256.0));
    const cv::Mat out = net.forward();
    if (out.total() != 2 * face.marks.size()) return;
    const auto* at = out.ptr<float>();
    for (std::size_t i = 0; i < face.marks.size(); ++i) face.marks[i] = {part.x + at[2 * i] * part.width, part.y + at[2 * i + 1] * part.height};
}

/// How surely the eye with its marks from `first` on is shut.
double shut(cv::dnn::Net& net, const cv::Mat& grey, const SeenFace& face, std::size_t first) {
    constexpr double kAround = 1.6;  // of the eye's width
    const auto& m = face.marks;
    const double x = (m[first + 1].x + m[first + 2].x + m[first + 4].x + m[first + 5].x) / 4, y = (m[first + 1].y + m[first + 2].y + m[first + 4].y + m[first + 5].y) / 4;
    const cv::Rect part = square(grey, x, y, kAround * std::hypot(m[first + 3].x - m[first].x, m[first + 3].y - m[first].y));
    if (part.empty()) return 0;
    cv::Mat small;
    cv::resize(grey(part), small, {kEyeSize, kEyeSize}, 0, 0, cv::INTER_AREA);
    net.setInput(cv::dnn::blobFromImage(small, 1 / 255.0));
    const cv::Mat out = net.forward();
    return out.total() == 2 ? 1 / (1 + std::exp(static_cast<double>(out.ptr<float>()[1] - out.ptr<float>()[0]))) : 0;
}

}  // namespace

FaceNets::FaceNets(std::unique_ptr<Nets> nets) : nets_(std::move(nets)) {}
FaceNets::~FaceNets() = default;

Result<std::unique_ptr<FaceNets>> FaceNets::read(ByteView detector, ByteView landmarks, ByteView eyes) {
    auto nets = std::make_unique<Nets>();
    LOKET_ASSIGN(finds, read_net(detector, "faces"));
    LOKET_ASSIGN(marks, read_net(landmarks, "landmarks"));
    LOKET_ASSIGN(looks, read_net(eyes, "eyes"));
    nets->detector = finds, nets->landmarks = marks, nets->eyes = looks;
    return std::unique_ptr<FaceNets>(new FaceNets(std::move(nets)));
}

std::vector<SeenFace> FaceNets::look(const RgbaImage& picture) {
    if (picture.width <= 0 || picture.height <= 0) return {};
    const cv::Mat rgba(picture.height, picture.width, CV_8UC4, const_cast<std::uint8_t*>(picture.pixels.data()));
    cv::Mat rgb, grey;
    cv::cvtColor(rgba, rgb, cv::COLOR_RGBA2RGB);
    cv::cvtColor(rgba, grey, cv::COLOR_RGBA2GRAY);
    auto faces = detected(nets_->detector, rgb);
    std::stable_sort(faces.begin(), faces.end(), [](const SeenFace& a, const SeenFace& b) { return a.height > b.height; });
    for (std::size_t i = 0; i < std::min(faces.size(), kLookedAt); ++i) {
        mark(nets_->landmarks, grey, faces[i]);
        faces[i].left_shut = shut(nets_->eyes, grey, faces[i], 36);
        faces[i].right_shut = shut(nets_->eyes, grey, faces[i], 42);
    }
    return faces;
}

}  // namespace loket::biometrics
