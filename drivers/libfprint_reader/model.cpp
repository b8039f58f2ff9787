#include "drivers/libfprint_reader/model.h"

#include <fprint.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "devices/base/wait.h"
#include "devices/biometrics/synth/synth.h"
#include "drivers/libfprint_reader/driver.h"

namespace loket::drivers::libfprint_reader {
namespace {

namespace fs = std::filesystem;

// Of its socket (libfprint/drivers/virtual-image.c, examples/sendvirtimg.py): two numbers, width and height before pixels, or one of these and a code.
constexpr std::int32_t kRetry = -1, kError = -2, kRemoved = -5;

constexpr Millis kLook{20}, kOften{100}, kSeldom{1000};  // of a person

bool send_all(int socket, const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    while (size > 0) {
        const auto count = ::send(socket, bytes, size, MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool send_numbers(int socket, std::int32_t one, std::int32_t two) {
    const std::array<std::int32_t, 2> numbers{one, two};
    return send_all(socket, numbers.data(), sizeof numbers);
}

int connect_to(const std::string& path) {
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    std::strncpy(where.sun_path, path.c_str(), sizeof where.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{.tv_sec = 0, .tv_usec = 200'000};  // of a library that does not read on
    if (socket >= 0) ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return socket;
    if (socket >= 0) ::close(socket);
    return -1;
}

/// Whether the library has read what was sent: it does so only while it captures.
bool heard_out(int socket) {
    int left = 0;
    return ::ioctl(socket, SIOCOUTQ, &left) != 0 || left == 0;
}

/// A mark beside the socket: there as long as the reader is plugged in, for processes other than this one, too.
std::string plug_of(const std::string& socket) { return socket + ".plug"; }

}  // namespace

Status expect_plugged(const std::string& address) {
    if (fs::exists(plug_of(address.substr(kVirtual.size())))) return {};
    return Error{Fault::Gone, "the virtual reader was unplugged", "device.gone"};
}

VirtualReader::VirtualReader(model::Scene& scene) : scene_(scene) {
    auto pattern = (fs::temp_directory_path() / "loket-finger-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data()) != nullptr ? pattern : std::string();
    path_ = folder_ + "/socket";
    plug();
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

VirtualReader::~VirtualReader() {
    thread_.request_stop();
    thread_.join();
    std::error_code none;
    if (!folder_.empty()) fs::remove_all(folder_, none);
}

void VirtualReader::unplug() {
    const std::lock_guard lock(mutex_);
    plugged_ = false;
    std::error_code none;
    fs::remove(plug_of(path_), none);
}

void VirtualReader::plug() {
    const std::lock_guard lock(mutex_);
    plugged_ = true;
    gone_ = false;
    trouble_.clear();
    silent_ = false;
    if (std::FILE* mark = std::fopen(plug_of(path_).c_str(), "w")) std::fclose(mark);
}

bool VirtualReader::event(std::string_view what) {
    const std::lock_guard lock(mutex_);
    if (what == "reset") return trouble_.clear(), silent_ = false, true;
    if (what == "silent") return silent_ = true;
    if (what != "short" && what != "error") return false;
    return trouble_ = what, true;
}

GrayImage VirtualReader::finger() {
    namespace synth = biometrics::synth;
    const auto master = synth::finger_master(scene_.person().seed, biometrics::Finger::RightIndex);
    return synth::render_impression(master, {.seed = scene_.next_take(std::string(kDriver.id))});
}

bool VirtualReader::act(int socket) {
    std::string what;
    {
        const std::lock_guard lock(mutex_);
        if (!plugged_) return gone_ = send_numbers(socket, kRemoved, 0), false;
        if (silent_ && trouble_.empty()) return true;
        what = trouble_;
    }
    if (what == "short") return send_numbers(socket, kRetry, FP_DEVICE_RETRY_TOO_SHORT);
    if (what == "error") return send_numbers(socket, kError, FP_DEVICE_ERROR_PROTO);
    const auto picture = finger();
    return send_numbers(socket, picture.width, picture.height) && send_all(socket, picture.pixels.data(), picture.pixels.size());
}

void VirtualReader::wait_for_next(int socket, const std::stop_token& stop) {
    const auto pause = [this] { return scene_.real_time() ? kSeldom : kOften; };  // asked anew: the scene may slow down meanwhile
    for (Millis waited{0}; waited < pause() || !heard_out(socket); waited += kLook) {
        if (!wait_for(kLook, stop)) return;
        const std::lock_guard lock(mutex_);
        if (!plugged_ || !fs::exists(path_)) return;
    }
}

/// The library listens while the reader is open; the person does not know when it looks and lays the finger down time and again.
void VirtualReader::serve(const std::stop_token& stop) {
    while (wait_for(kLook, stop)) {
        if (const std::lock_guard lock(mutex_); gone_) continue;
        const int socket = connect_to(path_);
        if (socket < 0) continue;
        do wait_for_next(socket, stop);
        while (!stop.stop_requested() && act(socket));
        ::close(socket);
    }
}

std::unique_ptr<model::AddressModel> emulate_at(model::Scene& scene) { return std::make_unique<VirtualReader>(scene); }

}  // namespace loket::drivers::libfprint_reader
