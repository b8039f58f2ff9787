#include "kiosk/app/desk/screen_settings.h"
#include "kiosk/app/display_window.h"

#include "kiosk/app/desk/equipment.h"
#include "kiosk/app/flows/display_board.h"
#include "kiosk/app/flows/station.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/display_line.h"
#include "kiosk/app/service_manager.h"
#include "kiosk/app/speech/audio_speaker.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/ui/window.h"

namespace loket::app {
namespace {

constexpr auto kLanguage = "id";

/// What the line has told, and what it has not.
class Shown {
  public:
    Shown(const WindowRun& run, const StationStrings& strings, speech::Speaker& speaker, const Clock& clock) : words_(strings.in(kLanguage)), speaker_(speaker), clock_(clock) {
        if (auto data = load_display_data(run.assets / "display.json")) board_.set(std::move(*data));
        board_.begin(clock.now(), Instant::max());
    }

    void draw(ui::Ui& ui, const DisplayNews& news) {
        const auto now = clock_.now();
        if (news.ever && !begun_) {  // what was called before is not called again
            board_.begin(now, news.state.calls.empty() ? Instant{} : news.state.calls.front().at);
            begun_ = true;
        }
        viewmodels::Intents ignored;
        auto chrome = public_chrome(words_, kLanguage, now);
        chrome.back = false;
        const auto view = board_.show(news.state, {.at = now, .language = kLanguage, .answered = news.ever ? std::optional(news.heard) : std::nullopt}, words_, speaker_);
        screens::draw(ui, words_, chrome, view, ignored);
    }

  private:
    const ui::Strings& words_;
    speech::Speaker& speaker_;
    const Clock& clock_;
    DisplayBoard board_;
    bool begun_ = false;
};

}  // namespace

Status run_display_window(const WindowRun& run, const LanPlace& place) {
    constexpr Millis kFrame{250};
    LOKET_ASSIGN(strings, StationStrings::load(run.assets));
    LOKET_ASSIGN(head, load_office_head(run.assets));
    const SystemClock clock;
    LOKET_ASSIGN(window, ui::Window::create(clock, {.fullscreen = run.fullscreen, .show_pointer = !run.fullscreen, .turn = load_screen(run.data).turn}));
    LOKET_ASSIGN(speaker, speech::make_speaker(run.assets, {viewmodels::kLanguages.begin(), viewmodels::kLanguages.end()}));
    Shown shown(run, strings, *speaker, clock);
    const auto line = DisplayLine::start(place, clock, OnNetwork{.office = head.government}, [&window] { window->wake(); });
    SignOfLife life(ServiceManager::from_environment(), clock);
    for (int frame = 0; !window->closing() && (run.frames == 0 || frame < run.frames); ++frame) {
        ui::ThemeOptions theme;
        theme.px_per_mm = ui::fitting_density(window->size().x, window->size().y);
        LOKET_TRY(window->ui().set_theme(theme));
        LOKET_TRY(window->step([&](ui::Ui& ui) { shown.draw(ui, line->now()); }, kFrame));
        life.beat(SignOfLife::nobody());
    }
    return {};
}

}  // namespace loket::app
