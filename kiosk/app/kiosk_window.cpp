#include "kiosk/app/kiosk_window.h"

#include <atomic>
#include <future>

#include "devices/base/log.h"
#include "devices/runtime/address_watch.h"
#include "devices/runtime/scenario.h"
#include "devices/runtime/usb_bus.h"
#include "devices/evdev/node.h"
#include "drivers/table.h"
#include "kiosk/app/clock_check.h"
#include "kiosk/app/closed_page.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/opening_times.h"
#include "kiosk/app/desk/device_watch.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/desk/sim_person.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/app/lan/office_line.h"
#include "kiosk/app/night.h"
#include "kiosk/app/service_manager.h"
#include "kiosk/app/setup.h"
#include "kiosk/app/speech/audio_speaker.h"
#include "kiosk/app/update/machine.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/ui/window.h"
#include "workflow/register/simulated_centre.h"
#include "workflow/store/failure.h"

namespace loket::app {
namespace {

Result<std::shared_ptr<OpenOffice>> open_for(const WindowRun& run, const Clock& clock, model::Scene& scene, std::atomic<int>& percent) {
    CoreOptions options;
    options.data = run.data;
    options.assets = run.assets;
    options.residents = run.residents;
    options.profile = run.profile;
    options.apply_rules = !run.always_open;
    options.simulated_numbers = !run.numbers_by_hand;
    options.progress = [&percent](const std::string&, int done) { percent = done; };
    SystemRandom random;
    LOKET_ASSIGN(office, open_office(options, clock, random, &scene));
    if (const auto machine = update::this_machine()) {
        office->equipment->machine = std::make_shared<const update::Machine>(*machine);
        const auto line = appliance_line(machine->number, machine->version, to_hex(machine->root_hash), clock.now());
        if (const auto noted = office->core->ask([line](Core& core) { return note_health(core, line); }).get(); !noted) log::warn("this machine is not in the log of devices: {}", noted.error().context);
    }
    const auto& line = office->equipment->lan;
    if (const auto& machine = office->equipment->machine; line && machine) care_for_versions(*line, clock, version_care(machine));
    if (line && line->station) return std::shared_ptr<OpenOffice>(std::move(office));  // the induk speaks for the office
    auto link = start_link(*office->core, clock, office->equipment->machine);
    if (link) office->equipment->link = std::move(*link);
    else log::error("nothing is sent to the register: {} ({})", link.error().context, link.error().code);  // the office works on without it
    return std::shared_ptr<OpenOffice>(std::move(office));
}

ui::ThemeOptions theme_of(const Appearance& look, ui::Vec2 screen) {
    static constexpr float kScales[] = {1.0F, 1.25F, 1.5F};
    ui::ThemeOptions theme;
    theme.text_scale = kScales[look.text_step];
    theme.high_contrast = look.high_contrast;
    theme.left_handed = look.left_handed;
    theme.px_per_mm = ui::fitting_density(screen.x, screen.y);
    return theme;
}

/// The page shown while the office is being opened.
void draw_opening(ui::Ui& ui, const ui::Strings& words, int percent) {
    viewmodels::Chrome chrome;
    chrome.office = words.text("chrome.office");
    chrome.place = words.text("chrome.place");
    chrome.back = false;
    const auto text = percent > 0 ? words.text("opening.population", {{"percent", std::to_string(percent)}}) : words.text("opening.text");
    viewmodels::Intents ignored;
    screens::draw(ui, words, chrome, viewmodels::Message{viewmodels::Tone::Info, words.text("opening.title"), text, ""}, ignored);
}

class Kiosk {
  public:
    Kiosk(const WindowRun& run, const StationStrings& strings) : run_(run), strings_(strings) {}

    Status show() {
        LOKET_ASSIGN(window, ui::Window::create(clock_, {.fullscreen = run_.fullscreen, .show_pointer = !run_.fullscreen, .turn = load_screen(run_.data).turn}));
        LOKET_TRY(add_faults());
        if (key_unconfirmed(run_.data)) setup_ = make_setup(Setup::Step::Recovery, false);
        else if (is_new_machine()) setup_ = make_setup(Setup::Step::Welcome, true);
        std::future<Result<std::shared_ptr<OpenOffice>>> opening;
        for (int frame = 0; !window->closing() && !display_ && !(station_ && station_->exit_requested()) && (run_.frames == 0 || frame < run_.frames); ++frame) {
            if (!station_ && !setup_ && !opening.valid() && may_open()) opening = std::async(std::launch::async, [this] { return open_for(run_, clock_, scene_, percent_); });
            if (!station_ && opening.valid() && opening.wait_for(std::chrono::seconds(0)) == std::future_status::ready) LOKET_TRY(start_or_say_why(opening.get(), *window));
            LOKET_TRY(step(*window));
            hear_restoring();
            life_.beat(station_ ? ask_core_ : setup_ ? SignOfLife::nobody() : SignOfLife::Ask{});
        }
        station_.reset();
        speaker_.reset();  // before the window takes SDL down
        return {};
    }

  private:
    Status add_faults() {
        if (run_.scenario.empty()) return {};
        LOKET_ASSIGN(scenario, runtime::load_scenario(run_.scenario, drivers::all()));
        for (const auto& fault : scenario.at(0)) scene_.add_fault(fault);
        return {};
    }

    /// The clock is right, and what kept the office closed may have passed. What does not pass by itself waits for the next start.
    bool may_open() {
        const Millis again = shares_store() ? Millis{2'000} : Millis{10'000};
        const auto now = clock_.now();
        if (machine_ && clock_is_behind(now, known_past(run_.data, machine_->version))) {
            if (closed_.code() != ClosedPage::kClock) log::error("the clock says {}, which is past for certain: the office stays closed", iso_instant(now));
            closed_.because(ClosedPage::kClock);
            return false;
        }
        if (closed_.code() == ClosedPage::kClock) closed_.because("");
        if (closed_.code().empty()) return true;
        return may_pass(closed_.code()) && (now < failed_ || now - failed_ > again);
    }
    [[nodiscard]] bool may_pass(const std::string& code) const {
        if (shares_store()) return code != store::kCorrupt && code != store::kNewerSchema && code != store::kUnsafeServer;
        return code == store::kDiskFull || code == store::kLocked;
    }
    /// Machines that share a store on a server wait for it, and for their turn.
    [[nodiscard]] bool shares_store() const { return std::filesystem::exists(run_.data / kServerFile); }

    /// A kiosk whose office cannot be opened says so on its screen, not in the log of a program that starts again and again.
    Status start_or_say_why(Result<std::shared_ptr<OpenOffice>> opened, ui::Window& window) {
        if (opened) return closed_.because(""), start(*opened, window);
        if (!run_.fullscreen && !(shares_store() && may_pass(opened.error().code))) return opened.error();
        if (closed_.code() != opened.error().code) log::error("the office is not opened: {} ({})", opened.error().context, opened.error().code);
        closed_.because(opened.error().code.empty() ? "internal" : opened.error().code);
        failed_ = clock_.now();
        return {};
    }

    Status set_clock(Instant at) {
        if (!machine_) return Error{Fault::Unsupported, "not an appliance", "clock.set"};
        log::warn("somebody sets the clock from {} to {}", iso_instant(clock_.now()), iso_instant(at));
        LOKET_TRY(believe_clock(run_.data, at));
        return update::ask_system(*machine_, update::kClock, std::to_string(to_millis(at) / 1000));
    }

    Status start(const std::shared_ptr<OpenOffice>& opened, ui::Window& window) {
        office_ = opened;
        watch_boxes();
        LOKET_ASSIGN(speaker, speech::make_speaker(run_.assets, {viewmodels::kLanguages.begin(), viewmodels::kLanguages.end()}));
        speaker_ = std::move(speaker);
        watch_ = std::make_unique<DeviceWatch>(*office_->registry);
        station_ = std::make_unique<Station>(*office_->equipment, strings_, speaker_.get());
        if (!office_->refused.empty()) station_->tell(Error{Fault::NeedsOperator, office_->refused, "reference.refused"});
        station_->on_news([&window] { window.wake(); });
        if (run_.display_only) station_->show_display();
        if (new_machine_) setup_ = make_setup(joined_ || restored_ ? Setup::Step::Ready : Setup::Step::Url, true);
        return {};
    }

    [[nodiscard]] bool is_new_machine() const { return (run_.setup || machine_) && !has_office(run_.data); }

    [[nodiscard]] const update::Machine* machine() const { return machine_ ? &*machine_ : nullptr; }

    std::unique_ptr<Setup> make_setup(Setup::Step first, bool new_machine) {
        return std::make_unique<Setup>(first, new_machine, strings_,
                                       SetupWorld{.clock = clock_, .data = run_.data, .recovery_key = recovery_key_of(run_.data),
                                                  .enrol = [this](const auto& url, const auto& code) { return enrol_office(*office_->core, url, code); },
                                                  .seek_stick = [this] { return ask_for_stick(machine()); }, .let_stick_go = [this] { return let_stick_go(machine()); }, .stick = [this] { return find_stick(machine()); }});
    }

    /// Its pages stand before the office's; when they end the office opens, or sends from now on.
    Status step_setup(ui::Window& window) {
        constexpr Millis kBusy{50}, kIdle{500};
        LOKET_TRY(window.step([this](ui::Ui& ui) { setup_->draw(ui); }, setup_->busy() ? kBusy : kIdle));
        if (!setup_->done()) return {};
        new_machine_ = !station_ && setup_->of_new_machine();
        joined_ = setup_->joined();
        display_ = setup_->is_display() || display_place(run_.data);
        if (setup_->restored()) restored_ = true, closed_.because("");
        setup_.reset();
        if (!station_ || office_->equipment->link) return {};
        auto link = start_link(*office_->core, clock_, office_->equipment->machine);
        if (link) office_->equipment->link = std::move(*link);
        else station_->tell(link.error());
        return {};
    }

    /// From now on real boxes take the place of simulated ones.
    void watch_boxes() {
        addresses_ = std::make_unique<runtime::AddressWatch>(*office_->registry);
        auto bus = runtime::UsbBus::watch(*office_->registry);
        if (bus) usb_ = std::move(*bus);
        else log::info("no USB on this machine: {}", bus.error().context);
    }

    Status step(ui::Window& window) {
        constexpr Millis kBusy{16}, kIdle{500};
        if (station_ && lost_store()) setup_.reset();
        LOKET_TRY(window.ui().set_theme(theme_of(station_ ? station_->appearance() : Appearance{}, window.size())));
        if (setup_) return step_setup(window);
        if (!station_ && !closed_.code().empty()) return window.step([this](ui::Ui& ui) { closed_.draw(ui); }, kIdle);
        if (!station_) return window.step([this](ui::Ui& ui) { draw_opening(ui, strings_.in("id"), percent_); }, Millis{50});
        station_->poll();
        station_->maintenance().watch();
        if (const auto& officer = station_->session().at_devices; !officer.empty()) scene_.set_person(sim_officer(officer));
        else follow_person(scene_, *office_->core->snapshot());
        hear_centre();
        if (station_->maintenance().take_setup_request()) setup_ = make_setup(Setup::Step::Url, false);
        window.set_touch_map(station_->maintenance().touch_map());
        if (const auto& screen = station_->maintenance().screen()) window.set_turn(screen->turn);
        check_screen(window);
        check_touch();
        rest();
        return window.step([this](ui::Ui& ui) {
            if (!ui.scan().empty()) station_->code_read(ui.scan());
            station_->draw(ui);
        }, station_->busy() ? kBusy : kIdle);
    }

    /// Another machine owns the store by now, or what became of a commit shows only when it is opened again: the office is closed here, and this
    /// machine waits for its turn.
    bool lost_store() {
        const auto trouble = office_->core->snapshot()->trouble;
        if (trouble != store::kTaken && !(trouble == store::kDiskFailed && shares_store())) return false;
        log::error("the store on the server is given up: {}", trouble);
        close_office(trouble == store::kTaken ? store::kLocked : store::kUnreachable);
        return true;
    }

    void close_office(const std::string& why) {
        station_.reset();
        watch_.reset();
        usb_.reset();
        addresses_.reset();
        office_.reset();
        speaker_.reset();
        closed_.because(why);
        failed_ = clock_.now();
    }

    /// A copy is to take the place of the damaged office, which nobody works in meanwhile.
    void hear_restoring() {
        const bool wanted = station_ ? station_->take_restore_request() : closed_.take_restore_request();
        if (!wanted) return;
        if (station_) close_office(store::kCorrupt);
        setup_ = make_setup(Setup::Step::Stick, false);
    }

    /// Outside the hours of service the appliance sleeps. An induk does not: the others may need it.
    void rest() {
        constexpr Millis kBetween{2000}, kJustTouched{60'000};
        const auto& equipment = *office_->equipment;
        const auto now = clock_.now();
        if (!equipment.machine || now - rested_ < kBetween) return;
        rested_ = now;
        Evening evening{.now = now, .opens = next_tickets(office_->core->reference(), now)};
        evening.in_use = station_->busy() || station_->session().officer || station_->untouched() < kJustTouched || (equipment.lan && equipment.lan->induk);
        if (equipment.link) {
            const auto seen = equipment.link->view();
            evening.sending = seen->moving();
            evening.sends_at = seen->packets_at;
        }
        const auto until = night_.look(evening);
        if (!until) return;
        if (station_->maintenance().update_waits()) {  // while nobody needs the machine
            log::info("the office is closed: the new version is tried");
            if (const auto asked = update::ask_system(*equipment.machine, update::kRestart, equipment.machine->number); !asked) log::warn("cannot start anew: {}", asked.error().context);
            return;
        }
        log::info("the office is closed: sleeping until {}", iso_instant(*until));
        if (const auto asked = update::ask_system(*equipment.machine, update::kSleep, std::to_string(to_millis(*until) / 1000)); !asked) log::warn("cannot sleep: {}", asked.error().context);
    }

    /// What is wrong with the screen is said on it, once.
    void check_screen(ui::Window& window) {
        const auto size = window.size();
        const bool small = ui::fitting_density(size.x, size.y) < ui::kSmallestDensity, coarse = window.ui().substitute_fonts();
        if (small && !small_screen_) station_->tell(Error{Fault::Unsupported, "the screen is small", "ui.small_screen"});
        if (coarse && !coarse_fonts_) station_->tell(Error{Fault::Gone, "typefaces are missing", "ui.font_missing"});
        small_screen_ = small;
        coarse_fonts_ = coarse;
    }

    /// The simulated centre answers recordings, thirty times as fast as a day at the office would like.
    void hear_centre() {
        constexpr int kFaster = 30;
        constexpr std::uint64_t kSeed = 1;
        if (office_->equipment->link || office_->core->pending() > 0 || (office_->equipment->lan && office_->equipment->lan->station)) return;  // a real register answers for itself
        const auto snapshot = office_->core->snapshot();
        for (const auto& [id, c] : snapshot->office.cases) {
            const auto answer = centre::next_answer(kSeed, id, c->record_state);
            if (!answer || !c->recording_approved || clock_.now() < c->updated + answer->after / kFaster) continue;
            office_->core->execute(engine::ReportRecordState{id, answer->state}, {"pusat-simulasi", engine::Role::Pusat});
            return;
        }
    }

    /// A panel that is unplugged takes no complaint: the screen says it for it. A desk that works with a mouse never had one.
    void check_touch() {
        constexpr Millis kBetween{2000};
        const auto now = clock_.now();
        if (!machine_ || (now >= felt_ && now - felt_ < kBetween)) return;
        felt_ = now;
        const auto [touch, mouse] = evdev::pointers();
        if (touch != touch_) log::warn("{}", touch ? "the touch screen is there again" : "no touch screen is there");  // the log has both ends of it
        station_->touch_missing(!touch && (had_touch_ || !mouse));
        had_touch_ |= touch;
        touch_ = touch;
    }

    const WindowRun& run_;
    const StationStrings& strings_;
    SystemClock clock_;
    const std::optional<update::Machine> machine_ = update::this_machine();
    ClosedPage closed_{strings_, clock_, built_at(machine_ ? machine_->version : ""), [this](Instant at) { return set_clock(at); }};
    Instant failed_{}, felt_{};
    bool touch_ = true, had_touch_ = false;
    SignOfLife life_{ServiceManager::from_environment(), clock_};
    const SignOfLife::Ask ask_core_ = [this] { return office_->core->ask([](Core&) { return true; }); };
    model::Scene scene_;
    std::unique_ptr<Setup> setup_;  ///< its pages are on the screen
    bool new_machine_ = false, joined_ = false, restored_ = false, display_ = false;
    Night night_;
    Instant rested_{};
    bool small_screen_ = false, coarse_fonts_ = false;
    std::atomic<int> percent_ = 0;
    std::shared_ptr<OpenOffice> office_;
    std::unique_ptr<DeviceWatch> watch_;
    std::unique_ptr<runtime::UsbBus> usb_;
    std::unique_ptr<runtime::AddressWatch> addresses_;
    std::unique_ptr<speech::Speaker> speaker_;
    std::unique_ptr<Station> station_;
};

}  // namespace

Status run_window(const WindowRun& run) {
    LOKET_ASSIGN(strings, StationStrings::load(run.assets));
    return Kiosk(run, strings).show();
}

}  // namespace loket::app
