// usb_emulator [--event WORD]… [--plug-on WORD] [--unplug-on WORD] [--end-on WORD] [--card FILE] DRIVER -- PROGRAM ARGUMENTS…
// Runs a program on a machine into which the emulated box of a driver is plugged: from the start, or when the program says the word.
// Run it under umockdev-wrapper. --card: the front of the card that was printed last, as PPM. Exits as the program does.
// usb_emulator --usbip PORT [--event WORD]… DRIVER
// Serves the box over USB/IP on loopback, without a wrapper, until it is ended; says the port (0: any free one). The person before it is
// that of `loket devices test emulated:DRIVER`.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "devices/model/scene.h"
#include "drivers/gphoto2_camera/driver.h"
#include "drivers/gphoto2_camera/model.h"
#include "drivers/table.h"
#include "tests/drivers/peers/umock_box.h"
#include "tests/drivers/peers/usbip_box.h"

using namespace loket;

namespace {

struct Wish {
    std::vector<std::string> events;
    std::string plug, unplug, end;  ///< lines of the program begin so; empty: from the start, never, by itself
    std::string driver, card, usbip;
    char** program = nullptr;
};

Wish read(char** argument) {
    Wish wish;
    for (; *argument != nullptr; ++argument) {
        const std::string_view word = *argument;
        if (word == "--") {
            wish.program = argument + 1;
            break;
        }
        if (word == "--event" && argument[1] != nullptr) wish.events.emplace_back(*++argument);
        else if (word == "--plug-on" && argument[1] != nullptr) wish.plug = *++argument;
        else if (word == "--unplug-on" && argument[1] != nullptr) wish.unplug = *++argument;
        else if (word == "--end-on" && argument[1] != nullptr) wish.end = *++argument;
        else if (word == "--card" && argument[1] != nullptr) wish.card = *++argument;
        else if (word == "--usbip" && argument[1] != nullptr) wish.usbip = *++argument;
        else wish.driver = word;
    }
    return wish;
}

void keep_card(const model::Scene& scene, const std::string& path) {
    const auto print = scene.last_print();
    std::FILE* file = print && !path.empty() ? std::fopen(path.c_str(), "wb") : nullptr;
    if (file == nullptr) return;
    const auto& side = print->data_side;
    std::fprintf(file, "P6\n%d %d\n255\n", side.width, side.height);
    for (std::size_t i = 0; i < side.pixels.size(); i += 4) std::fwrite(&side.pixels[i], 1, 3, file);
    std::fclose(file);
}

std::unique_ptr<model::UsbDeviceModel> make(const std::string& id, model::Scene& scene) {
    if (id == drivers::gphoto2_camera::kDriver.id) return drivers::gphoto2_camera::camera_on_usb(scene);  // libgphoto2 is its transport
    for (const auto* driver : drivers::all())
        if (driver->id == id && driver->emulate != nullptr) return driver->emulate(scene);
    return nullptr;
}

/// The program with its words passed on; the box comes and goes, and the program is ended, when they are said.
int run(const Wish& wish, test::UmockBox& box) {
    std::array<int, 2> said{};
    if (pipe(said.data()) != 0) return 1;
    const pid_t child = fork();
    if (child == 0) {
        dup2(said[1], STDOUT_FILENO);
        close(said[0]), close(said[1]);
        execvp(*wish.program, wish.program);
        _exit(127);
    }
    close(said[1]);
    std::FILE* words = fdopen(said[0], "r");
    std::array<char, 4096> line{};
    bool ended = false;
    std::chrono::steady_clock::time_point plugged_at;
    for (bool plugged = wish.plug.empty(), pulled = wish.unplug.empty(); std::fgets(line.data(), line.size(), words) != nullptr;) {
        const std::string_view text = line.data();
        std::fputs(line.data(), stdout);
        std::fflush(stdout);
        if (!plugged && text.starts_with(wish.plug)) plugged_at = std::chrono::steady_clock::now(), box.plug(), plugged = true;
        else if (plugged && !pulled && text.starts_with(wish.unplug)) {
            std::printf("plugged in, seen after %.1f ms\n", std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - plugged_at).count());
            box.unplug(), pulled = true;
        }
        if (!ended && !wish.end.empty() && text.starts_with(wish.end)) kill(child, SIGTERM), ended = true;
    }
    std::fclose(words);
    int status = 0;
    waitpid(child, &status, 0);
    if (ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) return 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int serve_over_ip(const Wish& wish) {
    model::Scene scene(1);
    scene.set_real_time(false);
    auto model = make(wish.driver, scene);
    if (model == nullptr) return std::fprintf(stderr, "no driver %s with an emulated box\n", wish.driver.c_str()), 2;
    for (const auto& each : wish.events) model->event(each);
    test::UsbipBox box(std::move(model), std::atoi(wish.usbip.c_str()));
    std::printf("port %d\n", box.port());
    std::fflush(stdout);
    box.serve();
}

}  // namespace

int main(int, char** arguments) {
    const auto wish = read(arguments + 1);
    if (!wish.usbip.empty()) return serve_over_ip(wish);
    model::Scene scene;
    scene.set_real_time(false);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    auto model = make(wish.driver, scene);
    if (model == nullptr || wish.program == nullptr || *wish.program == nullptr) {
        std::fprintf(stderr, "usb_emulator [--event WORD]... [--plug-on WORD] [--unplug-on WORD] [--end-on WORD] [--card FILE] DRIVER -- PROGRAM ARGUMENTS...\n");
        return 2;
    }
    UMockdevTestbed* testbed = umockdev_testbed_new();
    auto box = std::make_unique<test::UmockBox>(testbed, std::move(model));
    for (const auto& each : wish.events) box->event(each);
    if (wish.plug.empty()) box->plug();
    const int code = run(wish, *box);
    box.reset();
    keep_card(scene, wish.card);
    g_object_unref(testbed);
    return code;
}
