// update: what a new version of the appliance is, its installation into the other slot, and the word that it works.

#include <fmt/format.h>
#include <linux/input-event-codes.h>
#include <spawn.h>
#include <sys/wait.h>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "devices/evdev/press.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/update/boot_entries.h"
#include "kiosk/app/update/installer.h"
#include "kiosk/app/update/machine.h"
#include "kiosk/app/update/outcome.h"
#include "kiosk/app/update/supply.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;

/// Defaults are the appliance's own places.
struct UpdateWish {
    fs::path bundle, key = "/usr/lib/loket/update.pub", slot;
    fs::path esp = "/efi", floor = "/data/update/floor", kernel, root, release = "/usr/lib/os-release", booted = "/run/loket/slot", outcome;
    std::string running, check_kernel;
    int seconds = 60;
    update::Manifest manifest;
};

std::string first_line(const fs::path& file) {
    const auto text = read_text(file).value_or("");
    return text.substr(0, text.find('\n'));
}

std::string running_version(const UpdateWish& wish) { return wish.running.empty() ? update::image_version(wish.release) : wish.running; }

fs::path other_slot(const UpdateWish& wish) {
    if (!wish.slot.empty()) return wish.slot;
    return fs::path("/dev/disk/by-partlabel") / (first_line(wish.booted) == "loket-a" ? "loket-b" : "loket-a");
}

update::Places places_of(const UpdateWish& wish) { return {wish.esp, other_slot(wish), 0, running_version(wish), wish.floor}; }

/// Runs `program FILE`; exit 0 is yes.
bool program_agrees(const std::string& program, const fs::path& file) {
    std::string name = program, path = file.string();
    char* arguments[] = {name.data(), path.data(), nullptr};
    pid_t pid = 0;
    int status = 0;
    if (posix_spawn(&pid, program.c_str(), nullptr, nullptr, arguments, environ) != 0) return false;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Exit 0: yes.
int storage_only(const UpdateWish& wish) {
    const auto descriptors = read_file(wish.bundle, 1u << 16);
    return descriptors && update::is_only_storage(*descriptors) ? 0 : 1;
}

/// Exit 0: somebody stands at the machine.
int power_button(const UpdateWish& wish) {
    const auto pressed = evdev::wait_for_press(evdev::power_buttons(), KEY_POWER, std::chrono::seconds(wish.seconds), {});
    return pressed && *pressed ? 0 : 1;
}

void print_manifest(const update::Manifest& manifest) {
    fmt::print("version    {}\nroot hash  {}\nsize       {} MB\n", manifest.version, manifest.root_hash, (manifest.kernel.size + manifest.root.size) >> 20);
    for (const auto& change : manifest.changes) fmt::print("  - {}\n", change);
    for (const auto& touched : manifest.touches) fmt::print("  touches: {}\n", touched);
}

int show_bundle(const UpdateWish& wish) {
    const auto key = update::read_key(wish.key);
    if (!key) return fail(key.error());
    const auto head = update::inspect(wish.bundle, *key);
    if (!head) return fail(head.error());
    print_manifest(head->manifest);
    return 0;
}

/// For the kiosk. What cannot be told changes nothing about the update.
void tell_outcome(const UpdateWish& wish, const update::Outcome& outcome) {
    if (wish.outcome.empty()) return;
    if (const auto told = update::write_outcome(wish.outcome, outcome); !told) log::warn("update: {}", told.error().context);
}

Result<update::Manifest> install_told(const UpdateWish& wish, const sync::PublicKey& key) {
    constexpr int kStep = 5;
    update::Outcome outcome{update::Stage::Installing, {}, -kStep, {}};
    if (const auto head = update::inspect(wish.bundle, key)) outcome.version = head->manifest.version;
    const auto good = [&](const fs::path& kernel) { return wish.check_kernel.empty() || program_agrees(wish.check_kernel, kernel); };
    auto installed = update::install(wish.bundle, key, places_of(wish), good, [&](int percent) {
        if (percent < outcome.percent + kStep) return;
        outcome.percent = percent;
        tell_outcome(wish, outcome);
    });
    outcome = {installed ? update::Stage::Installed : update::Stage::Refused, outcome.version, 100, installed ? "" : installed.error().code};
    tell_outcome(wish, outcome);
    return installed;
}

int install_bundle(const UpdateWish& wish) {
    const auto key = update::read_key(wish.key);
    if (!key) return fail(key.error());
    const auto installed = install_told(wish, *key);
    if (!installed) return fail(installed.error());
    print_manifest(*installed);
    fmt::print("installed; the next start tries it\n");
    return 0;
}

int show_entries(const UpdateWish& wish) {
    const auto running = running_version(wish);
    fmt::print("running    {} from {}\n", running, first_line(wish.booted));
    for (const auto& entry : update::list_entries(wish.esp)) {
        const auto state = !entry.left ? "good" : *entry.left > 0 ? fmt::format("on trial, {} attempts left", *entry.left) : fmt::format("did not work in {} attempts", entry.done);
        fmt::print("{:10} {}{}\n", "", fmt::format("{}: {}", entry.version, state), entry.version == running ? " (running)" : "");
    }
    return 0;
}

int accept_running(const UpdateWish& wish) {
    const auto accepted = update::accept(places_of(wish));
    if (!accepted) return fail(accepted.error());
    if (const auto before = update::read_outcome(wish.outcome); before.stage == update::Stage::Installed)
        tell_outcome(wish, update::after_start(before, running_version(wish), update::list_entries(wish.esp)));
    fmt::print("version {} works\n", running_version(wish));
    return 0;
}

int give_up_running(const UpdateWish& wish) {
    const auto given_up = update::give_up(wish.esp, running_version(wish));
    if (!given_up) return fail(given_up.error());
    tell_outcome(wish, {update::Stage::WentBack, running_version(wish), 100, "update.kiosk_fell"});
    fmt::print("version {} is given up; the next start goes back\n", running_version(wish));
    return 0;
}

int pack_bundle(const UpdateWish& wish) {
    const auto seed = update::read_key(wish.key);
    if (!seed) return fail(seed.error());
    const auto made = update::make_bundle(wish.bundle, wish.manifest, wish.kernel, wish.root, sync::SigningKey(*seed));
    if (!made) return fail(made.error());
    print_manifest(*made);
    return 0;
}

void add_places(CLI::App& command, UpdateWish& wish) {
    command.add_option("--esp", wish.esp, "The mounted EFI partition")->capture_default_str();
    command.add_option("--running", wish.running, "The version that runs; otherwise /usr/lib/os-release says it");
    command.add_option("--outcome", wish.outcome, "File in which the kiosk reads how it goes; none: nothing is written");
    command.add_option("--floor", wish.floor, "File with the newest version that ever worked: nothing older is taken")->capture_default_str();
}

void add_key(CLI::App& command, UpdateWish& wish, const char* what) { command.add_option("--key", wish.key, what)->capture_default_str(); }

}  // namespace

void add_update(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("update",
                                       "The appliance's next version: a signed bundle goes into the slot that is not running, is tried by the next start,\n"
                                       "and stays only if the kiosk works there; otherwise the machine goes back by itself. Defaults are the appliance's places.");
    command->require_subcommand(1);
    auto wish = std::make_shared<UpdateWish>();
    const auto add = [&](const char* name, const char* what, int (*run)(const UpdateWish&)) {
        auto* one = command->add_subcommand(name, what);
        one->callback([=, &exit] { exit.code = run(*wish); });
        return one;
    };
    auto* inspect = add("inspect", "Version, root hash and changes of a bundle, if its signature is good", show_bundle);
    inspect->add_option("BUNDLE", wish->bundle)->required();
    add_key(*inspect, *wish, "File with the public key");
    auto* install = add("install", "Checks all of a bundle, writes it into the other slot, reads it back, and has the next start try it", install_bundle);
    install->add_option("BUNDLE", wish->bundle)->required();
    add_key(*install, *wish, "File with the public key");
    add_places(*install, *wish);
    install->add_option("--slot", wish->slot, "The slot to write; otherwise the one that is not running");
    install->add_option("--check-kernel", wish->check_kernel, "Program that says whether the firmware takes a kernel file (exit 0)");
    add_places(*add("status", "What runs, what is on trial, what did not work", show_entries), *wish);
    add_places(*add("bless", "The running version works: it stays, and nothing older is taken from now on", accept_running), *wish);
    add_places(*add("give-up", "The running version, on trial, does not work: the next start goes back to the one before", give_up_running), *wish);
    add("storage-only", "Whether a USB box is nothing but storage (exit 0): the only sort of box that an officer may let in", storage_only)->add_option("DESCRIPTORS", wish->bundle, "The box's file in /sys")->required();
    add("power-button", "Waits for somebody at the machine to press its power button (exit 0)", power_button)->add_option("--seconds", wish->seconds)->capture_default_str()->check(CLI::Range(1, 600));
    auto* make = add("make", "Puts a bundle together and signs it", pack_bundle);
    make->add_option("BUNDLE", wish->bundle, "File to write")->required();
    add_key(*make, *wish, "File with the secret key (64 hexadecimal digits)");
    make->add_option("--kernel", wish->kernel, "Signed kernel file (UKI)")->required()->check(CLI::ExistingFile);
    make->add_option("--root", wish->root, "Bytes of the slot")->required()->check(CLI::ExistingFile);
    make->add_option("--for-version", wish->manifest.version, "Dotted numbers")->required();
    make->add_option("--root-hash", wish->manifest.root_hash, "dm-verity's")->required();
    make->add_option("--change", wish->manifest.changes, "A sentence for the operator; may be given often");
    make->add_option("--touches", wish->manifest.touches, "What is replaced or changes its ways, for the operator; may be given often");
}

}  // namespace loket::app
