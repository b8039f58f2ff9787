// usb_emulator [--event WORD]… [--plug MS] [--unplug MS] [--card FILE] DRIVER -- PROGRAM ARGUMENTS…
// Runs a program on a machine into which the emulated box of a driver is plugged: from the start, or from the given time on.
// Run it under umockdev-wrapper. --card: the front of the card that was printed last, as PPM. Exits as the program does.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "devices/base/wait.h"
#include "devices/model/scene.h"
#include "drivers/table.h"
#include "tests/drivers/peers/umock_box.h"

using namespace loket;

namespace {

struct Wish {
    std::vector<std::string> events;
    int plug = 0, unplug = -1;
    std::string driver, card;
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
        else if (word == "--plug" && argument[1] != nullptr) wish.plug = std::atoi(*++argument);
        else if (word == "--unplug" && argument[1] != nullptr) wish.unplug = std::atoi(*++argument);
        else if (word == "--card" && argument[1] != nullptr) wish.card = *++argument;
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
    for (const auto* driver : drivers::all())
        if (driver->id == id && driver->emulate != nullptr) return driver->emulate(scene);
    return nullptr;
}

}  // namespace

int main(int, char** arguments) {
    const auto wish = read(arguments + 1);
    model::Scene scene;
    scene.set_real_time(false);
    scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
    auto model = make(wish.driver, scene);
    if (model == nullptr || wish.program == nullptr || *wish.program == nullptr) {
        std::fprintf(stderr, "usb_emulator [--event WORD]... [--plug MS] [--unplug MS] [--card FILE] DRIVER -- PROGRAM ARGUMENTS...\n");
        return 2;
    }
    UMockdevTestbed* testbed = umockdev_testbed_new();
    auto box = std::make_unique<test::UmockBox>(testbed, std::move(model));
    for (const auto& each : wish.events) box->event(each);
    if (wish.plug == 0) box->plug();

    const pid_t child = fork();
    if (child == 0) {
        execvp(*wish.program, wish.program);
        _exit(127);
    }
    std::jthread hand([&](const std::stop_token& over) {
        if (wish.plug > 0 && wait_for(Millis{wish.plug}, over)) box->plug();
        if (wish.unplug >= 0 && wait_for(Millis{wish.unplug - wish.plug}, over)) box->unplug();
    });
    int status = 0;
    waitpid(child, &status, 0);
    hand.request_stop();
    hand.join();
    box.reset();
    keep_card(scene, wish.card);
    g_object_unref(testbed);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
