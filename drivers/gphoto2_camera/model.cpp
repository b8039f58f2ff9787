#include "drivers/gphoto2_camera/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "devices/biometrics/synth/synth.h"

namespace loket::drivers::gphoto2_camera {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis kExposure{400};  // in real time
constexpr int kWidth = 1500, kHeight = 1000, kViewWidth = 480, kViewHeight = 320;
constexpr std::size_t kViewHeader = 128;  // bytes before a picture of Nikon's live view
constexpr std::string_view kTroubles[] = {"garbage", "silent", "no_focus", "full", "locked", "no_view"};

/// The face in the middle of a grey room, as a camera sees it that is held level.
Bytes photograph(const RgbaImage& face, int width, int height) {
    cv::Mat rows(height, width, CV_8UC3, cv::Scalar::all(150));
    const double scale = static_cast<double>(face.height) / height;
    const int across = static_cast<int>(face.width / scale), left = (width - across) / 2;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < across; ++x) {
            const auto* from = face.at(std::min(face.width - 1, static_cast<int>(x * scale)), std::min(face.height - 1, static_cast<int>(y * scale)));
            rows.at<cv::Vec3b>(y, left + x) = {from[2], from[1], from[0]};
        }
    Bytes bytes;
    cv::imencode(".jpg", rows, bytes, {cv::IMWRITE_JPEG_QUALITY, 90});
    return bytes;
}

std::string name_of(std::uint32_t object) { return fmt::format("LKT_{:04}.JPG", object); }

}  // namespace

/// What the artist has drawn of the scene's person; nothing as long as it draws. A face takes some tenths of a second: nobody's answer waits for it.
const CameraModel::Drawn* CameraModel::sight() {
    if (const auto person = scene_.person(); !artist_.valid() || person != drawn_person_) {
        drawn_.reset();
        drawn_person_ = person;
        artist_ = std::async(std::launch::async, [person, take = scene_.next_take("gphoto2_camera")] {
                      const biometrics::synth::FaceTraits traits{.female = person.female, .age = person.age, .headscarf = person.headscarf};
                      const auto face = biometrics::synth::face(person.seed, traits, {.seed = take});
                      Drawn drawn{photograph(face, kWidth, kHeight), Bytes(kViewHeader)};
                      const auto view = photograph(face, kViewWidth, kViewHeight);
                      drawn.view.insert(drawn.view.end(), view.begin(), view.end());
                      return drawn;
                  }).share();
    }
    if (!drawn_ && artist_.wait_for(Millis{0}) == std::future_status::ready) drawn_ = artist_.get();
    return drawn_ ? &*drawn_ : nullptr;
}

ptp::Reply CameraModel::answer(const ptp::Request& request) {
    const std::lock_guard lock(mutex_);
    if (request.code == ptp::GetDeviceInfo) return {ptp::Ok, ptp::device_info()};
    if (request.code == ptp::OpenSession && session_) return {ptp::SessionAlreadyOpen};
    if (request.code == ptp::OpenSession) return session_ = true, ptp::Reply{};
    if (!session_) return {ptp::SessionNotOpen};
    switch (request.code) {
        case ptp::CloseSession: return session_ = view_ = false, ptp::Reply{};
        case ptp::GetStorageIDs: return {ptp::Ok, ptp::Writer().list(std::vector{ptp::kStore}).take()};
        case ptp::GetStorageInfo: return {ptp::Ok, ptp::storage_info(trouble_ == "full")};
        case ptp::InitiateCapture: return release_shutter();
        case ptp::GetDevicePropValue:
            if (request.parameter(0) != ptp::kLiveViewStatus) return {ptp::DevicePropNotSupported};
            return {ptp::Ok, Bytes{static_cast<std::uint8_t>(view_)}};
        case ptp::DeviceReady: return {};
        case ptp::StartLiveView: return view_ = true, ptp::Reply{};
        case ptp::EndLiveView: return view_ = false, ptp::Reply{};
        case ptp::GetLiveViewImage: return live_view();
        default: return about_object(request);
    }
}

ptp::Reply CameraModel::about_object(const ptp::Request& request) {
    if (request.code == ptp::GetNumObjects || request.code == ptp::GetObjectHandles) {
        std::vector<std::uint32_t> all;
        for (const auto& [object, jpeg] : card_) all.push_back(object);
        return {ptp::Ok, ptp::Writer().list(all).take()};
    }
    const auto found = card_.find(request.parameter(0));
    const bool known = request.code == ptp::GetObjectInfo || request.code == ptp::GetObject || request.code == ptp::DeleteObject;
    if (!known) return {ptp::OperationNotSupported};
    if (found == card_.end()) return {ptp::InvalidObjectHandle};
    if (request.code == ptp::GetObjectInfo) return {ptp::Ok, ptp::object_info(name_of(found->first), found->second.size(), kWidth, kHeight)};
    if (request.code == ptp::GetObject) return {ptp::Ok, found->second};
    if (trouble_ == "locked") return {ptp::ObjectWriteProtected};
    return card_.erase(found), ptp::Reply{};
}

ptp::Reply CameraModel::live_view() {
    if (!view_) return {ptp::NotLiveView};
    const auto* seen = sight();
    if (seen == nullptr || trouble_ == "no_view") return {ptp::DeviceBusy};
    if (trouble_ == "garbage") return {ptp::Ok, Bytes(kViewHeader * 2, 0xD8)};
    return {ptp::Ok, seen->view};
}

ptp::Reply CameraModel::release_shutter() {
    if (trouble_ == "no_focus") return {ptp::GeneralError};
    if (trouble_ == "full") return {ptp::StoreFull};
    if (exposed_) return {ptp::DeviceBusy};
    (void)sight();
    if (trouble_ != "silent") exposed_ = Clock::now() + (scene_.real_time() ? kExposure : Millis{0});
    return {};
}

std::optional<ptp::Event> CameraModel::next_event() {
    const std::lock_guard lock(mutex_);
    if (const auto* seen = exposed_ && *exposed_ <= Clock::now() ? sight() : nullptr; seen != nullptr) {
        exposed_.reset();
        card_[++last_object_] = trouble_ == "garbage" ? Bytes(1000, 0xD8) : seen->photograph;
        events_.push_back({ptp::ObjectAdded, last_object_});
        events_.push_back({ptp::CaptureComplete, 0});
    }
    if (events_.empty()) return {};
    const auto next = events_.front();
    events_.pop_front();
    return next;
}

bool CameraModel::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (what == "reset") {
        session_ = view_ = false;
        trouble_.clear();
        exposed_.reset();
        events_.clear();
        card_.clear();
        return true;
    }
    if (std::ranges::find(kTroubles, what) == std::end(kTroubles)) return false;
    trouble_ = what;
    return true;
}

void CameraModel::hang_up() {
    const std::lock_guard lock(mutex_);
    session_ = view_ = false;
    exposed_.reset();
    events_.clear();
}

std::size_t CameraModel::pictures_kept() const {
    const std::lock_guard lock(mutex_);
    return card_.size();
}

}  // namespace loket::drivers::gphoto2_camera
