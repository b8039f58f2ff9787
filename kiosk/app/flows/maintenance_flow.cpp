#include "kiosk/app/flows/maintenance_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <future>

#include "devices/base/file.h"
#include "kiosk/app/desk/health_recorder.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/desk/self_test.h"
#include "kiosk/app/update/machine.h"
#include "kiosk/screens/office.h"
#include "workflow/reports/number.h"
#include "workflow/reports/paper.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {

constexpr auto kTouchMeta = "station/touch";

int number_of(const std::string& text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

MaintenanceFlow::MaintenanceFlow(FlowContext& context)
    : StaffFlow(context), pin_(context), update_(context, pin_, [this](Tone tone, std::string text) { tell_user(tone, std::move(text)); }),
      stick_(context, pin_, [this](Tone tone, std::string text) { tell_user(tone, std::move(text)); }),
      backup_(context, pin_, [this](Tone tone, std::string text) { tell_user(tone, std::move(text)); }) {
    using Kept = Result<std::optional<std::string>>;
    context_.asks.then<Kept>(context_.equipment.core.ask([](Core& core) { return core.store().meta(kTouchMeta); }), [this](Kept kept) {
        if (kept && *kept) touch_map_ = ui::touch_map_of(**kept).value_or(ui::TouchMap{});
    });
    using Screen = std::pair<std::filesystem::path, ScreenSettings>;
    context_.asks.then<Screen>(context_.equipment.core.ask([](Core& core) { return Screen{core.folder(), load_screen(core.folder())}; }), [this](Screen kept) {
        office_ = std::move(kept.first);
        screen_ = kept.second;
        if (screen_->brightness != ScreenSettings{}.brightness) dim();
    });
}

void MaintenanceFlow::enter(Page page, const std::string& argument) {
    StaffFlow::enter(page, argument);
    part_.clear();
    notice_.reset();
    look();
}

void MaintenanceFlow::wipe() {
    StaffFlow::wipe();
    part_.clear();
    machine_.reset();
    members_.reset();
    attestation_ = {};
    notice_.reset();
    caption_.clear();
    pin_.wipe();
    update_.wipe();
    stick_.wipe();
    backup_.wipe();
}

void MaintenanceFlow::look() {
    using Answer = Result<std::shared_ptr<const Machine>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) -> Answer {
        auto machine = std::make_shared<Machine>();
        LOKET_ASSIGN(health, health_lines(core.store()));
        std::erase_if(health, [&core](const auto& line) { return line.machine != core.machine(); });  // the others' devices stand at the others
        LOKET_ASSIGN(storage, storage_state(core));
        LOKET_ASSIGN(officers, core.accounts().all());
        machine->health = std::move(health);
        machine->storage = storage;
        machine->officers = std::move(officers);
        machine->files = data_files(find_assets());
        machine->links = network_links();
        return std::shared_ptr<const Machine>(std::move(machine));
    }), [this](Answer answer) {
        if (answer) machine_ = std::move(*answer);
        else tell_user(Tone::Bad, context_.explain(answer.error()));
    });
}

void MaintenanceFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy() || pin_.handle(intent)) return;
    if (intent.name == "show" || intent.name == "leave") {
        part_ = intent.name == "show" ? intent.value : part_ == "history" ? "devices" : part_ == "reset" || part_ == "update" || part_ == "service" ? "appliance" : part_ == "stick" || part_ == "epoch" ? "sync" : part_ == "backup" ? "storage" : "";
        caption_.clear();
        if (intent.name == "show") notice_.reset();
        if (part_ == "office") look_office();
        if (part_ == "appliance") attest();
        if (part_ == "stick") stick_.open();
        if (part_ == "backup") backup_.open();
        if (part_ == "screen") may_dim_ = has_backlight(context_.equipment.machine ? context_.equipment.machine->root : "/");
        return look();
    }
    if (act_office(intent.name) || (!stick_.trading() && !backup_.copying() && update_.handle(intent.name)) || (!backup_.copying() && stick_.handle(intent.name)) || (!stick_.trading() && backup_.handle(intent.name))) return;
    if (intent.name == "test") return test(intent.value);
    if (intent.name == "check") return check();
    if (intent.name == "report") return report();
    if (intent.name == "sync_now" && context_.equipment.link) {
        context_.equipment.link->try_now();
        tell_user(Tone::Info, context_.say("maintenance.sync_trying"));
    }
    if (intent.name == "enrol" && may_enrol()) setup_ = true;
    if (intent.name == "tone") return tone();
    if (intent.name == "volume") volume_ = std::clamp(volume_ + number_of(intent.value), 0, 100);
    if (intent.name == "turn" && screen_) return set_screen({ui::turn_of(number_of(intent.value)), screen_->brightness});
    if (intent.name == "brightness" && screen_) return set_screen({screen_->turn, std::clamp(screen_->brightness + number_of(intent.value), kDimmest, 100)});
    if (intent.name == "touch_tested") note_touch(intent.value == "pass");
    if (intent.name == "aimed") aimed(intent.value);
    if (intent.name == "second") second_agrees(intent.value);
}

/// One device, or all of them one after the other; each result is a line of the health log.
void MaintenanceFlow::test(const std::string& id) {
    auto devices = context_.equipment.registry.list();
    std::erase_if(devices, [&](const auto& device) { return !id.empty() && device.id != id; });
    struct Tested {
        runtime::DeviceInfo device;
        Result<SelfTest> result;
    };
    auto tested = std::make_shared<std::vector<Tested>>();
    testing_ = id.empty() ? "*" : id;
    context_.worker.start(
        [this, devices, tested](TaskFeed&, std::stop_token stop) {
            for (const auto& device : devices) {
                if (stop.stop_requested()) return;
                auto result = self_test(context_.equipment.registry, device, stop);
                if (result) {
                    auto line = health_line(device, context_.equipment.clock.now());
                    line.self_test = result->passed;
                    line.condition = result->passed ? Condition::Ready : result->code.starts_with("printer.") || result->code.starts_with("scanner.") ? Condition::NeedsOperator : Condition::Down;
                    if (!result->passed) line.reasons = {result->code.substr(result->code.find('.') + 1)};
                    if (const auto kept = context_.equipment.core.ask([line](Core& core) { return note_health(core, line); }).get(); !kept) result = kept.error();
                }
                tested->push_back({device, std::move(result)});
            }
        },
        [this, tested] {
            testing_.clear();
            std::size_t passed = 0;
            std::string trouble;
            for (const auto& one : *tested) {
                if (one.result && one.result->passed) ++passed;
                else if (trouble.empty())
                    trouble = fmt::format("{}: {}", context_.say("device.kind." + std::string(model::to_string(one.device.kind))),
                                          context_.explain(one.result ? Error{Fault::NeedsOperator, one.device.id, one.result->code == "no_picture" ? "device.timed_out" : one.result->code} : one.result.error()));
            }
            if (trouble.empty()) tell_user(Tone::Good, context_.say("maintenance.all_passed", {{"count", std::to_string(passed)}}));
            else tell_user(Tone::Warning, context_.say("maintenance.some_failed", {{"count", std::to_string(passed)}, {"trouble", trouble}}));
            look();
        });
}

void MaintenanceFlow::note_touch(bool passed) {
    const HealthLine line{.device = "layar", .kind = "touch_screen", .product = "Layar sentuh", .serial = {}, .condition = passed ? Condition::Ready : Condition::NeedsOperator,
                          .self_test = passed, .at = context_.equipment.clock.now()};
    context_.asks.then<Status>(context_.equipment.core.ask([line](Core& core) { return note_health(core, line); }), [this](Status noted) {
        if (!noted) tell_user(Tone::Bad, context_.explain(noted.error()));
    });
    tell_user(passed ? Tone::Good : Tone::Warning, context_.say(passed ? "maintenance.touch_passed" : "maintenance.touch_failed"));
}

void MaintenanceFlow::aimed(const std::string& misses) {
    constexpr int kFair = 50;  // tenths of a millimetre: less than half of the smallest gap between two buttons is lost
    const auto colon = misses.find(':');
    const int mean = number_of(misses.substr(0, colon)), largest = number_of(misses.substr(colon + 1));
    const auto words = std::pair(reports::decimal(mean / 10.0, 1), reports::decimal(largest / 10.0, 1));
    const auto second = misses.find(':', colon + 1);
    const auto more = second == std::string::npos ? std::nullopt : ui::touch_map_of(misses.substr(second + 1));
    const auto map = more ? ui::touch_map_of(ui::to_text(touch_map_.then(*more))) : std::nullopt;
    if (largest > kFair && map) return calibrate(*map, words.first, words.second);
    note_touch(largest <= kFair);
    tell_user(largest <= kFair ? Tone::Good : Tone::Warning, context_.say(largest <= kFair ? "maintenance.aim_good" : "maintenance.aim_bad", {{"mean", words.first}, {"largest", words.second}}));
}

/// From now on, and after every start, touches are read through the map; whether they are exact now a second measurement says.
void MaintenanceFlow::calibrate(const ui::TouchMap& map, const std::string& mean, const std::string& largest) {
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([map](Core& core) { return core.store().commit(store::Batch().put_meta(kTouchMeta, ui::to_text(map))); }), [this, map, mean, largest](Answer kept) {
        if (!kept) return tell_user(Tone::Bad, context_.explain(kept.error()));
        touch_map_ = map;
        tell_user(Tone::Good, context_.say("maintenance.aim_set", {{"mean", mean}, {"largest", largest}}));
    });
}

void MaintenanceFlow::check() {
    auto outcome = std::make_shared<std::optional<Result<store::VerifyReport>>>();
    tell_user(Tone::Info, context_.say("maintenance.checking"));
    context_.worker.start(
        [this, outcome, by = context_.actor(), now = context_.equipment.clock.now()](TaskFeed&, std::stop_token) {
            outcome->emplace(context_.equipment.core.ask([by, now](Core& core) { return check_store(core, by, now); }).get());
        },
        [this, outcome] {
            if (!outcome->has_value()) return;
            const auto& result = **outcome;
            if (!result) tell_user(Tone::Bad, context_.explain(result.error()));
            else if (result->sound()) tell_user(Tone::Good, context_.say("maintenance.sound_store", {{"count", reports::grouped(result->events)}}));
            else tell_user(Tone::Bad, context_.say("maintenance.broken_store"));
            look();
        });
}

void MaintenanceFlow::report() {
    if (!machine_) return;
    Readiness state{last_of_each(machine_->health), machine_->files, machine_->storage, machine_->links, context_.session.officer->name, context_.equipment.clock.now()};
    auto written = std::make_shared<Result<std::filesystem::path>>(std::filesystem::path());
    context_.worker.start(
        [this, state, written](TaskFeed&, std::stop_token) {
            *written = [&]() -> Result<std::filesystem::path> {
                LOKET_ASSIGN(pdf, reports::report_pdf(readiness_report(state), context_.equipment.office_head, state.at));
                const auto folder = context_.equipment.core.ask([](Core& core) { return core.folder() / "laporan"; }).get();
                LOKET_TRY(make_folder(folder));
                const auto wall = wib_time(state.at);
                const auto file = folder / fmt::format("kesiapan-{}-{:02}{:02}.pdf", iso_date(wall.date), wall.hour, wall.minute);
                LOKET_TRY(write_file(file, pdf));
                const auto& print = context_.equipment.paperwork ? context_.equipment.paperwork->print_a4 : nullptr;
                if (print) LOKET_TRY(print(pdf, 1));
                return file;
            }();
        },
        [this, written] {
            if (*written) tell_user(Tone::Good, context_.say("maintenance.reported", {{"file", (*written)->filename().string()}}));
            else tell_user(Tone::Bad, context_.explain(written->error()));
        });
}

/// Seen at once; kept for the next start. What was measured of the panel before it was turned lies along other axes now.
void MaintenanceFlow::set_screen(const ScreenSettings& settings) {
    const bool dimmed = settings.brightness != screen_->brightness, turned = settings.turn != screen_->turn;
    screen_ = settings;
    context_.asks.then<Status>(std::async(std::launch::async, [office = office_, settings] { return save_screen(office, settings); }), [this](const Status& kept) {
        if (!kept) tell_user(Tone::Bad, context_.explain(kept.error()));
    });
    if (dimmed) dim();
    if (turned && touch_map_ != ui::TouchMap{}) forget_touch_map();
}

void MaintenanceFlow::forget_touch_map() {
    touch_map_ = {};
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.store().commit(store::Batch().put_meta(kTouchMeta, ui::to_text(ui::TouchMap{}))); }), [this](const Answer& kept) {
        if (!kept) return tell_user(Tone::Bad, context_.explain(kept.error()));
        tell_user(Tone::Warning, context_.say("maintenance.measure_again"));
    });
}

/// The light behind a panel is the system's.
void MaintenanceFlow::dim() {
    const auto machine = context_.equipment.machine;
    if (!machine) return;
    context_.asks.then<Status>(std::async(std::launch::async, [machine, percent = screen_->brightness] { return update::ask_system(*machine, update::kBrightness, std::to_string(percent)); }), [this](const Status& asked) {
        if (!asked) tell_user(Tone::Bad, context_.explain(asked.error()));
    });
}

/// The caption comes with the tone, whether or not anybody hears it.
void MaintenanceFlow::tone() {
    context_.speaker.adjust({.volume = static_cast<float>(volume_) / 100});
    context_.speaker.play(speech::Sound::Call);
    caption_ = context_.say(context_.speaker.problem().empty() ? "maintenance.tone_played" : "maintenance.no_sound");
}

/// The one who is signed in first, then the other one: the kiosk ends, is emptied or opened for service, or its disk is the office from now on.
void MaintenanceFlow::second_agrees(const std::string& second) {
    const auto what = part_;
    if (what == "reset" && !waits_elsewhere().empty()) return tell_user(Tone::Bad, waits_elsewhere());
    const auto me = context_.actor().user;
    const auto agreed = context_.say("maintenance." + what + "_mine_text");
    pin_.ask(me, context_.say("maintenance.exit_mine"), agreed, [this, second, what, agreed] {
        const auto then = [this, second, what] {
            if (what == "reset") reset();
            else if (what == "service") open_for_service(second);
            else if (what == "epoch") begin_epoch(second);
            else exit_ = true;
        };
        pin_.ask(second, context_.say("maintenance.exit_second"), agreed + " " + context_.say("maintenance.exit_second_text", {{"user", second}}), then, "kiosk_" + what);
    });
}

void MaintenanceFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

}  // namespace loket::app
