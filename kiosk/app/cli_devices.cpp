// devices: what is attached to this station, whether it works, and what could be.

#include <fmt/format.h>

#include <map>

#include "devices/base/file.h"
#include "devices/base/wait.h"
#include "devices/model/address_model.h"
#include "devices/model/scene.h"
#include "devices/runtime/address_watch.h"
#include "devices/runtime/emulated_transport.h"
#include "devices/runtime/recording.h"
#include "devices/runtime/session.h"
#include "devices/runtime/settings.h"
#include "devices/runtime/usb_bus.h"
#include "drivers/supported.h"
#include "drivers/table.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/device_request.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/desk/self_test.h"

namespace loket::app {
namespace {

constexpr std::string_view kEmulated = "emulated:", kReplay = "replay:";
constexpr std::string_view kDriverLine = "# driver ";  // first line of a recording's file
constexpr std::size_t kRecordingLimit = 1u << 24;

struct DevicesWish {
    bool udev = false, supported = false;
    double watch = 0;
    std::string id;
    std::filesystem::path out, record;
};

/// The devices of this machine, outside the kiosk: simulated ones where nothing is plugged in.
struct DeviceBench {
    /// What is said to the device `recorded` is remembered in `recording`. `attached`: those that are plugged in or named are looked for.
    explicit DeviceBench(std::string recorded = {}, bool attached = true) : registry(drivers::all(), clock, &scene, settings()) {
        registry.tap([this, recorded = std::move(recorded)](const std::string& id, std::shared_ptr<model::Transport> wire) -> std::shared_ptr<model::Transport> {
            if (id != recorded) return wire;
            return std::make_shared<runtime::Recorder>(std::move(wire), recording);
        });
        if (!attached) return;
        auto watched = runtime::UsbBus::watch(registry);
        if (watched) bus = std::move(*watched);
        else fmt::print(stderr, "no USB on this machine: {}\n", watched.error().context);
        constexpr Millis kFirstLook{5000};
        addresses.emplace(registry);
        if (!addresses->looked(kFirstLook)) fmt::print(stderr, "some drivers are still looking for their boxes\n");
    }
    static model::Settings settings() {
        auto loaded = runtime::load_settings(find_assets() / "devices.json", drivers::all());
        if (!loaded) fmt::print(stderr, "{}\n", loaded.error().context);
        return loaded.value_or({});
    }
    /// `emulated:DRIVER` plugs an emulated box in, `replay:FILE` one that was recorded.
    Status plug(const std::string& id) {
        if (id.starts_with(kReplay)) return plug_recorded(id);
        if (!id.starts_with(kEmulated)) return {};
        const auto name = id.substr(kEmulated.size());
        for (const auto* driver : drivers::all()) {
            if (driver->id != name) continue;
            if (driver->emulate_at != nullptr) box = driver->emulate_at(scene);
            if (box) return registry.arrive({.id = id, .usb = {}, .driver = name, .transport = nullptr, .seen = {box->address()}});
            if (driver->emulate == nullptr) continue;
            auto wire = std::make_shared<runtime::EmulatedTransport>(driver->emulate(scene));
            return registry.arrive({.id = id, .usb = {}, .driver = name, .transport = std::move(wire)});
        }
        return rejected("device.none", "no driver " + name + " with an emulated box");
    }
    Status plug_recorded(const std::string& id) {
        LOKET_ASSIGN(text, read_text(id.substr(kReplay.size()), kRecordingLimit));
        if (!text.starts_with(kDriverLine)) return corrupt("a recording begins with \"# driver NAME\"");
        LOKET_ASSIGN(steps, runtime::parse_recording(text));
        replayer = std::make_shared<runtime::Replayer>(steps);
        const auto name = text.substr(kDriverLine.size(), text.find('\n') - kDriverLine.size());
        return registry.arrive({.id = id, .usb = std::nullopt, .driver = name, .transport = replayer});
    }

    SystemClock clock;
    model::Scene scene{1};
    const std::shared_ptr<runtime::Recording> recording = std::make_shared<runtime::Recording>();
    std::shared_ptr<runtime::Replayer> replayer;
    std::unique_ptr<model::AddressModel> box;  // outlives its device
    runtime::Registry registry;
    std::optional<runtime::AddressWatch> addresses;
    std::unique_ptr<runtime::UsbBus> bus;
};

/// Opens it for a moment: only then it says its firmware and its supplies.
runtime::DeviceInfo ask_state(runtime::Registry& registry, const runtime::DeviceInfo& device) {
    constexpr Millis kLook{10}, kPatience{3000};
    const auto session = runtime::Session::open(registry, device.id);
    if (!session) return device;
    auto now = (*session)->device();
    for (Millis waited{0}; waited < kPatience && now.state == runtime::State::Idle; waited += kLook) {
        wait_for(kLook, {});
        now = (*session)->device();
    }
    return now;
}

std::string supplies_of(const model::Health& health) {
    std::string text;
    for (const auto& each : health.supplies) text += fmt::format("{}{} {} %", text.empty() ? "" : ", ", each.name, each.percent);
    for (const auto& each : health.reasons) text += fmt::format("{}{}", text.empty() ? "" : ", ", each);
    return text.empty() ? "-" : text;
}

void print_device(const runtime::DeviceInfo& device) {
    fmt::print("{:22} {:16} {:20} {:8} {:14} {:24} {}{}\n", device.id, model::to_string(device.kind), device.identity.driver, runtime::to_string(device.state),
               device.identity.firmware.empty() ? "-" : device.identity.firmware, supplies_of(device.health), device.identity.product,
               device.identity.simulated ? " (simulated)" : "");
}

int list_devices() {
    DeviceBench bench;
    fmt::print("{:22} {:16} {:20} {:8} {:14} {:24} {}\n", "id", "kind", "driver", "state", "firmware", "supplies, trouble", "device");
    for (const auto& device : bench.registry.list()) print_device(ask_state(bench.registry, device));
    return 0;
}

int watch_devices(double seconds) {
    using What = runtime::RegistryEvent::What;
    DeviceBench bench;
    fmt::print("watching for {} s: plug in, pull out\n", seconds);
    std::fflush(stdout);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration_cast<Millis>(std::chrono::duration<double>(seconds));
    while (std::chrono::steady_clock::now() < end) {
        const auto event = bench.registry.events().pop({}, Millis{50});
        if (!event || event->what == What::Changed) continue;
        fmt::print("{:8} {:22} {}\n", event->what == What::Arrived ? "arrived" : "left", event->device.id, event->device.identity.product);
        std::fflush(stdout);
    }
    return 0;
}

/// Pictures by name; a signature has none, and no picture of a person is kept unless asked for.
std::map<std::string, GrayImage> pictures_of(const model::Content& content) {
    if (const auto* finger = std::get_if<model::FingerOutcome>(&content)) return {{"plate", finger->plate}};
    std::map<std::string, GrayImage> all;
    if (const auto* iris = std::get_if<model::IrisOutcome>(&content))
        for (const auto& eye : iris->eyes) all.emplace(eye.eye == model::Eye::Left ? "left_eye" : "right_eye", eye.image);
    return all;
}

Status keep_pictures(const model::Content& content, const std::filesystem::path& folder) {
    if (folder.empty()) return {};
    for (const auto& [name, picture] : pictures_of(content)) LOKET_TRY(write_png(folder / (name + ".png"), picture));
    if (const auto* photo = std::get_if<model::PhotoOutcome>(&content)) LOKET_TRY(write_png(folder / "photo.png", photo->image));
    if (const auto* paper = std::get_if<model::PaperOutcome>(&content)) {
        LOKET_TRY(write_png(folder / "paper.png", paper->image));
        for (std::size_t i = 0; i < paper->further.size(); ++i) LOKET_TRY(write_png(folder / fmt::format("paper_{}.png", i + 2), paper->further[i]));
    }
    if (const auto* signature = std::get_if<model::SignatureOutcome>(&content)) fmt::print("{} samples on {} x {}\n", signature->samples.size(), signature->width, signature->height);
    return {};
}

Result<model::Outcome> perform_once(runtime::Registry& registry, const std::string& id, model::Request request) {
    constexpr Millis kLimit{30'000};
    LOKET_ASSIGN(session, runtime::Session::open(registry, id));
    LOKET_ASSIGN(job, session->submit(std::move(request), kLimit));
    while (auto event = session->events().pop({})) {
        if (const auto* hint = std::get_if<runtime::Hint>(&event->body)) fmt::print("  {}\n", hint->code);
        if (const auto* done = std::get_if<runtime::Done>(&event->body); done != nullptr && event->job == job) return done->result;
    }
    return internal("the session ended without a result");
}

/// What was said, without the person who sat for it.
Status keep_recording(const DeviceBench& bench, const std::string& driver, const std::filesystem::path& path) {
    const auto rows = drivers::all();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto* each) { return each->id == driver; });
    if (bench.recording->empty()) return rejected("device.unsupported", "nothing passed a wire: simulated devices have none");
    LOKET_ASSIGN(clean, runtime::without_persons(**row, *bench.recording));
    LOKET_TRY(write_text(path, fmt::format("{}{}\n# made by `loket devices test --record`: what it held of a person was replaced\n{}", kDriverLine, driver, runtime::to_text(clean))));
    fmt::print("recorded: {} steps in {}\n", clean.size(), path.string());
    return {};
}

/// A recorded box has to be told all that was said to it, and nothing else.
int replayed_as_recorded(const DeviceBench& bench) {
    if (bench.replayer == nullptr || bench.replayer->finished()) return 0;
    fmt::print("failed: not as recorded: {}\n", bench.replayer->mistake().value_or("it was not told everything"));
    return 1;
}

int test_one(DeviceBench& bench, const DevicesWish& wish);

int test_device(const DevicesWish& wish) {
    const bool attached = !wish.id.starts_with(kEmulated) && !wish.id.starts_with(kReplay);
    DeviceBench bench(wish.record.empty() ? std::string() : wish.id, attached);
    const int code = test_one(bench, wish);
    if (code != 0) return code;
    if (const int strayed = replayed_as_recorded(bench)) return strayed;
    if (wish.record.empty()) return 0;
    const auto devices = bench.registry.list();
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const auto& each) { return each.id == wish.id; });
    const auto kept = keep_recording(bench, found == devices.end() ? std::string() : found->identity.driver, wish.record);
    return kept ? 0 : fail(kept.error());
}

int test_one(DeviceBench& bench, const DevicesWish& wish) {
    if (const auto plugged = bench.plug(wish.id); !plugged) return fail(plugged.error());
    const auto devices = bench.registry.list();
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const auto& each) { return each.id == wish.id; });
    if (found == devices.end()) return fail({Fault::Gone, wish.id + " is not attached; `loket devices` lists what is", "device.none"});
    auto request = test_request(found->kind);
    if (!request) return fail(request.error());
    if (!*request) {
        const auto tested = self_test(bench.registry, *found, {});
        if (!tested) return fail(tested.error());
        fmt::print("{}: {}\n", tested->passed ? "passed" : "failed", tested->code);
        return tested->passed ? 0 : 1;
    }
    const auto outcome = perform_once(bench.registry, wish.id, std::move(**request));
    if (!outcome) return fail(outcome.error());
    if (const auto kept = keep_pictures(outcome->content, wish.out); !kept) return fail(kept.error());
    fmt::print("passed: {} {}\n", outcome->device.product, outcome->device.firmware);
    return 0;
}

int run_devices(const DevicesWish& wish) {
    if (wish.udev) return fmt::print("{}", drivers::udev_rules()), 0;
    if (wish.supported) return fmt::print("{}", drivers::supported_table()), 0;
    return wish.watch > 0 ? watch_devices(wish.watch) : list_devices();
}

}  // namespace

void add_devices(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("devices", "Without a sub-command: what is attached to this station, with driver, firmware, state, supplies. `emulated:DRIVER` and `replay:FILE` name boxes made of code");
    auto wish = std::make_shared<DevicesWish>();
    command->add_flag("--udev", wish->udev, "Prints the udev rules for all supported boxes");
    command->add_flag("--supported", wish->supported, "Prints the tables of supported boxes and of the settings");
    command->add_option("--watch", wish->watch, "For so many seconds: what is plugged in and pulled out");
    auto* one = command->add_subcommand("test", "Opens a device and has it do what it is for (card printers: only asked how they are)");
    one->add_option("ID", wish->id, "As `loket devices` lists it, emulated:DRIVER for a box made of code, or replay:FILE for a recorded one")->required();
    one->add_option("--out", wish->out, "Folder that exists: what was captured is kept there as PNG");
    one->add_option("--record", wish->record, "File for all that is said to the box, without the person: `test replay:FILE` runs it again");
    one->callback([wish, &exit] { exit.code = test_device(*wish); });
    command->callback([wish, one, &exit] {
        if (!one->parsed()) exit.code = run_devices(*wish);
    });
}

}  // namespace loket::app
