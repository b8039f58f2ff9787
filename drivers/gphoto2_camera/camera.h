#pragma once
// One camera of libgphoto2. All calls from one thread; each may block as long as the library likes (a process of its own bears that).

#include <gphoto2/gphoto2-camera.h>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/result.h"

namespace loket::drivers::gphoto2_camera {

inline constexpr std::string_view kNetwork = "ptpip:";           ///< how libgphoto2 calls a camera of the network
inline const std::string kNetworkModel = "PTP/IP Camera";      ///< of its list of models

/// What the caller can do about a result of libgphoto2 (gphoto2-result.h, gphoto2-port-result.h), which is below 0; `doing` completes "could not …".
Error error_of(int result, std::string_view doing);

struct About {
    std::string vendor, product, serial, firmware;
};

class Camera {
  public:
    ~Camera();
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    /// `model` as its list of models calls it. Gone, Busy (another program has it).
    static Result<std::unique_ptr<Camera>> open(const std::string& address, const std::string& model);

    /// The next picture (JPEG) of its live view. Unsupported when it has none.
    Result<Bytes> look();
    /// Its mirror, or what it has instead, comes down again.
    void rest();
    /// Releases the shutter. The picture (JPEG) comes from the camera, and nothing of it stays there. Rejected `camera.no_picture` when the shutter
    /// was not released (nothing in focus); NeedsOperator `camera.card` when its card is full, or keeps the picture.
    Result<Bytes> shoot(const std::stop_token& stop);
    /// Full, or locked against writing. Fails when the camera does not answer any more.
    Result<bool> card_is_full();
    About about();

  private:
    struct Unref {
        void operator()(::Camera* camera) const { gp_camera_unref(camera); }
        void operator()(GPContext* context) const { gp_context_unref(context); }
        void operator()(CameraFile* file) const { gp_file_unref(file); }
    };
    using Path = CameraFilePath;

    Camera() = default;
    /// Waits for what the shutter leaves on the camera: a picture, or a picture and its raw data.
    Status wait_for_files(std::vector<Path>& files, const std::stop_token& stop);
    Result<Bytes> fetch(const Path& path);
    bool removed(const Path& path);
    std::string word(const char* name);

    std::unique_ptr<GPContext, Unref> context_;
    std::unique_ptr<::Camera, Unref> camera_;
};

/// Model and address of each camera on USB that can be released.
Result<std::vector<std::pair<std::string, std::string>>> cameras_on_usb();

}  // namespace loket::drivers::gphoto2_camera
