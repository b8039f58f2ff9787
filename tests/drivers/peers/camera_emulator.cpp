// camera_emulator [--event WORD]… -- PROGRAM ARGUMENTS…: runs a program on a machine with our emulated camera as /dev/video0. Run it under
// umockdev-wrapper. Exits as the program does.
// camera_emulator --take FILE: our driver finds the camera of such a machine and takes a portrait (PNG).

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <string>

#include "drivers/v4l2_camera/driver.h"
#include "drivers/v4l2_camera/model.h"

using namespace loket;

namespace {

constexpr std::size_t kMostMemory = 4 * 1280 * 720 * 2;
constexpr const char* kCamera =
    "P: /devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0/video4linux/video0\nN: video0=00\nE: DEVNAME=/dev/video0\nE: SUBSYSTEM=video4linux\n"
    "E: MAJOR=81\nE: MINOR=0\nE: ID_V4L_CAPABILITIES=:capture:\nA: dev=81:0\\n\nA: name=Loket emulated camera\\n\nA: index=0\\n\n\n";

/// The model's answers, and its memory as the file that stands for the node: programs map that.
struct Wire {
    drivers::v4l2_camera::CameraModel& model;
    std::uint8_t* file = nullptr;
    std::mutex mutex;
};

void answer(Wire& wire, UMockdevIoctlClient* client) {
    const auto request = umockdev_ioctl_client_get_request(client);
    const gsize size = _IOC_SIZE(request);
    auto* place = umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, size, nullptr);
    if (place == nullptr) return umockdev_ioctl_client_complete(client, -1, EFAULT);
    Bytes argument(place->data, place->data + size);
    const int error = wire.model.control(request, argument.data());
    if (error == EAGAIN) g_usleep(2000);
    if (error == 0 && request == VIDIOC_DQBUF) {
        v4l2_buffer got{};
        std::memcpy(&got, argument.data(), sizeof got);
        std::memcpy(wire.file + got.m.offset, wire.model.memory().data() + got.m.offset, got.bytesused);
    }
    if (error == 0) umockdev_ioctl_data_update(place, 0, argument.data(), size);
    umockdev_ioctl_data_unref(place);
    umockdev_ioctl_client_complete(client, error == 0 ? 0 : -1, error);
}

gboolean on_ioctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
    auto& wire = *static_cast<Wire*>(self);
    const std::lock_guard lock(wire.mutex);
    answer(wire, client);
    return TRUE;
}

std::uint8_t* mapped_node(UMockdevTestbed* testbed) {
    gchar* root = umockdev_testbed_get_root_dir(testbed);
    const auto path = std::string(root) + "/dev/video0";
    g_free(root);
    const int file = open(path.c_str(), O_RDWR);
    if (file < 0 || ftruncate(file, kMostMemory) != 0) return nullptr;
    void* memory = mmap(nullptr, kMostMemory, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return memory == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(memory);
}

class Unseen final : public model::Sink {
  public:
    void preview(const RgbaImage&) override {}
    void hint(std::string_view) override {}
    void progress(int) override {}
};

int take(const char* file) {
    const auto seen = drivers::v4l2_camera::look({}, {});
    if (!seen || seen->size() != 1) return 4;
    std::printf("found: %s %s\n", seen->front().address.c_str(), seen->front().name.c_str());
    const auto camera = drivers::v4l2_camera::create({.address = seen->front().address, .name = seen->front().name});
    if (!camera->open()) return 5;
    Unseen sink;
    auto content = camera->perform(model::PhotoRequest{}, sink, {});
    camera->close();
    if (!content) return 6;
    const auto& photo = std::get<model::PhotoOutcome>(*content).image;
    cv::Mat rows(photo.height, photo.width, CV_8UC3);
    for (int y = 0; y < photo.height; ++y)
        for (int x = 0; x < photo.width; ++x) rows.at<cv::Vec3b>(y, x) = {photo.at(x, y)[2], photo.at(x, y)[1], photo.at(x, y)[0]};
    return cv::imwrite(file, rows) ? 0 : 7;
}

}  // namespace

int main(int, char** argument) {
    if (argument[1] != nullptr && argument[2] != nullptr && std::strcmp(argument[1], "--take") == 0) return take(argument[2]);
    model::Scene scene;
    scene.set_real_time(false);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    drivers::v4l2_camera::CameraModel model(scene);
    for (++argument; *argument != nullptr && std::strcmp(*argument, "--") != 0; ++argument)
        if (std::strcmp(*argument, "--event") == 0 && argument[1] != nullptr) model.event(*++argument);
    if (*argument == nullptr || argument[1] == nullptr) return std::fprintf(stderr, "camera_emulator [--event WORD]… -- PROGRAM…\n"), 2;

    auto* testbed = umockdev_testbed_new();
    auto* handler = umockdev_ioctl_base_new();
    Wire wire{.model = model, .file = nullptr, .mutex = {}};
    g_signal_connect(handler, "handle-ioctl", G_CALLBACK(&on_ioctl), &wire);
    if (umockdev_testbed_attach_ioctl(testbed, "/dev/video0", handler, nullptr) == FALSE) return 3;
    if (umockdev_testbed_add_from_string(testbed, kCamera, nullptr) == FALSE) return 3;
    wire.file = mapped_node(testbed);
    if (wire.file == nullptr) return 3;

    const pid_t child = fork();
    if (child == 0) {
        execvp(argument[1], argument + 1);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    g_object_unref(handler);
    g_object_unref(testbed);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
