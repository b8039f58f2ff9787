// What the maintenance page shows.

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/log_memory.h"
#include "kiosk/app/desk/health_recorder.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/link_words.h"
#include "kiosk/app/flows/maintenance_flow.h"
#include "kiosk/app/flows/office_words.h"
#include "kiosk/app/update/machine.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Listing;
using viewmodels::Maintenance;
using viewmodels::Tone;

namespace {

std::string gigabytes(std::uintmax_t bytes) { return reports::decimal(static_cast<double>(bytes) / 1e9, 1) + " GB"; }
std::string megabytes(std::uintmax_t bytes) { return reports::decimal(static_cast<double>(bytes) / 1e6, 1) + " MB"; }

Tone tone_of(Condition condition) { return condition == Condition::Ready ? Tone::Good : condition == Condition::NeedsOperator ? Tone::Warning : Tone::Bad; }

/// The last self-test of a device; null if there was none.
const HealthLine* last_test(const std::vector<HealthLine>& lines, const std::string& device) {
    const HealthLine* found = nullptr;
    for (const auto& line : lines)
        if (line.device == device && line.self_test) found = &line;
    return found;
}

}  // namespace

Maintenance MaintenanceFlow::view() const {
    Maintenance view;
    view.desk = desk("maintenance.title", "maintenance.title");
    view.part = part_;
    view.working = context_.worker.busy();
    view.volume = volume_;
    view.caption = caption_;
    view.notice = notice_;
    view.pin = pin_.view();
    add_devices(view);
    if (part_.empty()) add_tiles(view);
    if (part_ == "storage") add_storage(view);
    if (const auto& link = context_.equipment.link) view.sync = link_facts(context_, *link->view());
    else view.sync_alone = context_.say("maintenance.sync_alone");
    view.may_stick = stick_.possible();
    if (part_ == "stick") stick_.add(view);
    view.may_backup = backup_.possible();
    if (part_ == "backup") backup_.add(view);
    add_office(view);
    add_appliance(view);
    if (part_ == "screen" && screen_) view.screen = Maintenance::Screen{screen_->turn ? std::to_string(ui::degrees_of(*screen_->turn)) : std::string(), screen_->brightness, may_dim_};
    view.list = list();
    if ((part_ == "exit" || part_ == "reset" || part_ == "epoch" || part_ == "service") && machine_)
        for (const auto& officer : machine_->officers)
            if (!officer.suspended && officer.user != context_.actor().user && trust::may_vouch(officer.role, trust::Authority::Maintenance))
                view.officers.push_back({officer.user, fmt::format("{}, {}", officer.name, role_words(context_, officer.role))});
    return view;
}

void MaintenanceFlow::add_devices(Maintenance& view) const {
    for (const auto& device : context_.equipment.registry.list()) {
        const auto line = health_line(device, context_.equipment.clock.now());
        const auto* test = machine_ ? last_test(machine_->health, device.id) : nullptr;
        Maintenance::Device one{.id = device.id, .name = context_.say("device.kind." + line.kind), .product = line.simulated ? context_.say("device.simulated", {{"device", line.product}}) : line.product,
                                .state = context_.say("device.condition." + std::string(to_string(line.condition))), .tone = tone_of(line.condition), .testing = testing_ == "*" || testing_ == device.id};
        for (const auto& reason : line.reasons) one.state += ", " + device_reason(context_, reason);
        one.tested = test == nullptr ? context_.say("maintenance.never_tested") : context_.say(*test->self_test ? "maintenance.passed" : "maintenance.failed", {{"when", short_time(test->at)}});
        if (test != nullptr && !*test->self_test) one.tone = std::max(one.tone, Tone::Warning);
        view.devices.push_back(std::move(one));
    }
}

void MaintenanceFlow::add_tiles(Maintenance& view) const {
    const auto ready = std::ranges::count(view.devices, Tone::Good, &Maintenance::Device::tone);
    const auto all = static_cast<std::ptrdiff_t>(view.devices.size());
    const auto* touch = machine_ ? last_test(machine_->health, "layar") : nullptr;
    const auto title = [&](const char* part) { return context_.say(std::string("maintenance.part.") + part); };
    const std::string unknown = "…";
    view.tiles.push_back({"devices", title("devices"), fmt::format("{} / {}", ready, all), context_.say(ready == all ? "maintenance.all_ready" : "maintenance.look_devices"), ready == all ? Tone::Good : Tone::Warning});
    view.tiles.push_back({"touch", title("touch"), context_.say(touch == nullptr ? "maintenance.not_yet" : *touch->self_test ? "maintenance.good" : "maintenance.bad"),
                          touch == nullptr ? context_.say("maintenance.touch_hint") : short_time(touch->at), touch == nullptr ? Tone::Info : *touch->self_test ? Tone::Good : Tone::Warning});
    view.tiles.push_back({"aim", title("aim"), context_.say("maintenance.five"), context_.say("maintenance.aim_hint"), Tone::Info});
    view.tiles.push_back({"sound", title("sound"), fmt::format("{} %", volume_), context_.say("maintenance.sound_tile"), Tone::Info});
    if (context_.equipment.machine) view.tiles.push_back({"screen", title("screen"), fmt::format("{} %", screen_.value_or(ScreenSettings{}).brightness), context_.say("maintenance.screen_tile"), Tone::Info});
    if (machine_) {
        const auto& storage = machine_->storage;
        constexpr std::uintmax_t kScarce = 5'000'000'000;
        const auto wrong = std::ranges::count_if(machine_->files, [](const auto& file) { return !file.problem.empty(); });
        const auto up = std::ranges::count_if(machine_->links, &NetworkLink::up);
        view.tiles.push_back({"storage", title("storage"), gigabytes(storage.free_bytes), context_.say("maintenance.free"), !storage.sound ? Tone::Bad : storage.free_bytes < kScarce ? Tone::Warning : Tone::Good});
        view.tiles.push_back({"data", title("data"), std::to_string(machine_->files.size()), wrong == 0 ? context_.say("maintenance.files_valid") : context_.say("maintenance.files_wrong", {{"count", std::to_string(wrong)}}), wrong == 0 ? Tone::Good : Tone::Bad});
        view.tiles.push_back({"network", title("network"), std::to_string(up), context_.say("maintenance.links"), Tone::Info});
    }
    if (const auto& link = context_.equipment.link) {
        const auto seen = link->view();
        view.tiles.push_back(link_tile(context_, *seen));
        view.tiles.push_back({"recordings", title("recordings"), std::to_string(seen->packets.packets), context_.say("sync.recordings_wait"), Tone::Info});
        view.tiles.push_back({"notices", title("notices"), std::to_string(seen->notices.size() + seen->held.entries.size()), context_.say("sync.notices_here"), Tone::Info});
    } else view.tiles.push_back({"sync", title("sync"), reports::kDash, context_.say("maintenance.alone"), Tone::Info});
    view.tiles.push_back(office_tile(context_));
    view.tiles.push_back({"log", title("log"), std::to_string(log::recent().size()), context_.say("maintenance.lines"), Tone::Info});
    const bool back = update_.stage() == update::Stage::WentBack;
    const auto* appliance = back ? "maintenance.update_tile_back" : update_.waits_for_start() ? "maintenance.update_tile_waits" : "maintenance.appliance_tile";
    view.tiles.push_back({"appliance", title("appliance"), context_.say(context_.equipment.machine ? "maintenance.appliance" : "maintenance.no_appliance"), context_.say(appliance), back || update_.waits_for_start() ? Tone::Warning : Tone::Info});
    view.tiles.push_back({"exit", title("exit"), context_.say("maintenance.two"), context_.say("maintenance.exit_tile"), Tone::Info});
}

void MaintenanceFlow::add_storage(Maintenance& view) const {
    if (!machine_) return;
    const auto& s = machine_->storage;
    view.storage = {{context_.say("maintenance.store_size"), megabytes(s.store_bytes)},
                    {context_.say("maintenance.disk"), context_.say("maintenance.free_of", {{"free", gigabytes(s.free_bytes)}, {"all", gigabytes(s.disk_bytes)}})},
                    {context_.say("maintenance.events"), reports::grouped(s.counts.events)},
                    {context_.say("maintenance.audits"), reports::grouped(s.counts.audits)},
                    {context_.say("maintenance.pictures"), reports::grouped(s.counts.blobs)},
                    {context_.say("maintenance.residents"), reports::grouped(s.counts.residents)},
                    {context_.say("maintenance.open_cases"), reports::grouped(s.counts.open_cases)},
                    {context_.say("maintenance.sealed"), s.sealed ? short_time(*s.sealed) : context_.say("maintenance.not_yet")},
                    {context_.say("maintenance.checked"), s.checked ? short_time(*s.checked) + " · " + context_.say(s.sound ? "maintenance.good" : "maintenance.bad") : context_.say("maintenance.not_yet")},
                    {context_.say("maintenance.sync"), context_.equipment.link ? link_tile(context_, *context_.equipment.link->view()).detail : context_.say("maintenance.alone")},
                    {context_.say("maintenance.backup"), s.backup ? short_time(*s.backup) : context_.say("maintenance.no_backup")}};
}

std::optional<Listing> MaintenanceFlow::list() const {
    if (part_ == "history") return history();
    Listing list{.title = {}, .empty_text = context_.say("dashboard.list_empty")};
    const auto column = [&](const char* name) { list.columns.push_back(context_.say(std::string("maintenance.col.") + name)); };
    if (part_ == "log") {
        column("line");
        for (const auto& line : log::recent()) list.lines.push_back({{line}, Tone::Info});
        std::ranges::reverse(list.lines);
    } else if (part_ == "data") {
        for (const auto* name : {"file", "valid", "digest", "size"}) column(name);
        if (machine_)
            for (const auto& file : machine_->files)
                list.lines.push_back({{file.name, file.problem.empty() ? context_.say("maintenance.valid") : file.problem, file.digest, megabytes(file.bytes)}, Tone::Info});
    } else if (part_ == "network") {
        for (const auto* name : {"link", "address", "state"}) column(name);
        if (machine_)
            for (const auto& link : machine_->links)
                list.lines.push_back({{link.name, link.address.empty() ? reports::kDash : link.address, context_.say(link.up ? "maintenance.up" : "maintenance.down")}, link.up ? Tone::Good : Tone::Info});
    } else if (const auto& link = context_.equipment.link; link && part_ == "recordings") return packet_list(context_, *link->view());
    else if (link && part_ == "notices") return centre_notices(context_, *link->view());
    else return std::nullopt;
    return list;
}

/// What the devices said, newest first.
Listing MaintenanceFlow::history() const {
    constexpr std::size_t kShown = 300;
    Listing list{.title = {}, .empty_text = context_.say("dashboard.list_empty")};
    for (const auto* name : {"when", "device", "what", "supplies", "state"}) list.columns.push_back(context_.say(std::string("maintenance.col.") + name));
    if (!machine_) return list;
    for (auto line = machine_->health.rbegin(); line != machine_->health.rend() && list.lines.size() < kShown; ++line) {
        std::string what = line->self_test ? context_.say(*line->self_test ? "maintenance.test_passed" : "maintenance.test_failed") : context_.say("maintenance.changed"), supplies;
        for (const auto& reason : line->reasons) what += ", " + device_reason(context_, reason);
        for (const auto& [name, percent] : line->supplies) supplies += fmt::format("{}{} {} %", supplies.empty() ? "" : ", ", context_.say("supply." + name), percent);
        list.lines.push_back({{short_time(line->at), context_.say("device.kind." + line->kind), what, supplies, context_.say("device.condition." + std::string(to_string(line->condition)))}, tone_of(line->condition)});
    }
    return list;
}

}  // namespace loket::app
