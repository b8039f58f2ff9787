#include "kiosk/app/cli_bench_screens.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <thread>

#include "devices/base/random.h"
#include "devices/model/scene.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/equipment.h"
#include "kiosk/samples/applicant_samples.h"
#include "kiosk/samples/gallery.h"
#include "kiosk/samples/staff_samples.h"
#include "kiosk/screens/staff_memory.h"
#include "kiosk/ui/window.h"

namespace loket::app {
namespace {

using screens::samples::recording;
using viewmodels::Recording;

/// A screen on which benchmarks exchange what is drawn.
class Board {
  public:
    static Result<std::unique_ptr<Board>> create() {
        std::unique_ptr<Board> board(new Board);
        LOKET_ASSIGN(screen, ui::Headless::create([raw = board.get()](ui::Ui& ui) {
            viewmodels::Intents ignored;
            if (raw->page != nullptr) raw->page->draw(ui, samples::words("id"), raw->page->chrome, ignored);
            else ui.screen("nothing");
        }));
        board->screen = std::move(screen);
        return board;
    }
    void show(const samples::Page* next) {
        screens::staff::forget();
        page = next;
        screen->frame();
        screen->wait(Millis{600});
        screen->settle();
        if (next == nullptr) return;
        for (const auto& node : next->taps) screen->tap(node);
        screen->settle();
    }

    const samples::Page* page = nullptr;
    std::unique_ptr<ui::Headless> screen;
};

struct PageCost {
    std::string name;
    double build = 0, frame = 0;  ///< ms
};

/// The whole page is drawn: an empty one was there before.
PageCost measure(Board& board, const samples::Page& page) {
    constexpr int kSamples = 7;
    std::vector<double> builds, frames;
    for (int i = 0; i < kSamples; ++i) {
        board.show(nullptr);
        (void)board.screen->image();
        board.show(&page);
        const auto start = Stopwatch::now();
        board.screen->frame();
        builds.push_back(ms_since(start));
        (void)board.screen->image();
        frames.push_back(ms_since(start));
    }
    return {page.name, median(builds), median(frames)};
}

/// Pictures as a camera sends them, each other than the last.
std::vector<viewmodels::Picture> camera(int width, int height) {
    std::vector<viewmodels::Picture> all;
    for (int n = 0; n < 8; ++n) {
        auto image = std::make_shared<RgbaImage>(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                auto* pixel = image->at(x, y);
                pixel[0] = static_cast<std::uint8_t>(x + 16 * n);
                pixel[1] = static_cast<std::uint8_t>(y + 8 * n);
                pixel[2] = static_cast<std::uint8_t>((x * y) >> 8);
            }
        all.push_back({std::move(image), n + 1});
    }
    return all;
}

/// The page of photographs while the camera runs.
class PhotoPage {
  public:
    PhotoPage() : chrome_(screens::samples::chrome("id")), pictures_(camera(640, 800)) {
        view_ = recording(Recording::Stage::Photo);
        view_.capturing = true;
    }
    void draw(ui::Ui& ui) {
        viewmodels::Intents ignored;
        screens::draw(ui, samples::words("id"), chrome_, view_, screens::samples::desk("recording", ""), ignored);
    }
    void next_picture() { view_.preview = pictures_[static_cast<std::size_t>(++shown_) % pictures_.size()]; }

  private:
    viewmodels::Chrome chrome_;
    std::vector<viewmodels::Picture> pictures_;
    Recording view_;
    int shown_ = 0;
};

Status bench_preview() {
    constexpr int kFrames = 60;
    PhotoPage page;
    LOKET_ASSIGN(screen, ui::Headless::create([&page](ui::Ui& ui) { page.draw(ui); }));
    screen->wait(Millis{600});
    screen->settle();
    (void)screen->image();
    std::vector<double> frames;
    for (int i = 0; i < kFrames; ++i) {
        page.next_picture();
        const auto start = Stopwatch::now();
        screen->frame();
        (void)screen->image();
        frames.push_back(ms_since(start));
    }
    row("frame with a new picture of the camera, median", median(frames), "ms", "target <= 8");
    row("  the worst of sixty", *std::ranges::max_element(frames), "ms");
    return {};
}

}  // namespace

Status bench_pages() {
    LOKET_ASSIGN(board, Board::create());
    std::vector<PageCost> costs;
    for (const auto& page : samples::every_page("id")) costs.push_back(measure(*board, page));
    std::ranges::sort(costs, std::greater{}, &PageCost::frame);
    fmt::print("{:44} {:>12} {:>12}\n", "page (medians of 7)", "interface ms", "frame ms");
    for (const auto& cost : costs) fmt::print("{:44} {:>12.2f} {:>12.2f}\n", cost.name, cost.build, cost.frame);
    std::vector<double> builds, frames;
    for (const auto& cost : costs) {
        builds.push_back(cost.build);
        frames.push_back(cost.frame);
    }
    row(fmt::format("a whole frame, median of {} pages", costs.size()), median(frames), "ms", "target <= 16");
    row("  the dearest page: " + costs.front().name, costs.front().frame, "ms", "target <= 16");
    row("building the interface, median", median(builds), "ms");
    row("  the dearest", *std::ranges::max_element(builds), "ms");
    return {};
}

Status bench_touch() {
    constexpr int kTouches = 40;
    LOKET_ASSIGN(board, Board::create());
    const auto pages = samples::every_page("id");
    const auto found = std::ranges::find(pages, "nik", &samples::Page::name);
    if (found == pages.end()) return internal("the samples have no page nik");
    board->show(&*found);
    std::vector<double> answers;
    for (int i = 0; i < kTouches; ++i) {
        auto& screen = *board->screen;
        const auto at = screen.find("digit:5")->rect.centre();
        screen.wait(Millis{600});
        screen.settle();
        (void)screen.image();
        const auto start = Stopwatch::now();
        screen.ui().input().push(ui::InputEvent::down(at, screen.now()));
        screen.frame();
        (void)screen.image();  // the key is pressed
        answers.push_back(ms_since(start));
        screen.ui().input().push(ui::InputEvent::up(at, screen.now()));
        screen.settle();
    }
    row("from a finger to the picture of the pressed key, median", median(answers), "ms", "next frame: <= 16");
    row("  the worst of forty", *std::ranges::max_element(answers), "ms");
    return bench_preview();
}

Status bench_window() {
    SystemClock clock;
    auto window = ui::Window::create(clock, {.title = "Loket bench"});
    if (!window) {
        fmt::print("{:54} no display\n", "pictures a second in a real window");
        return window.error().code == "ui.no_display" ? Status{} : Status{window.error()};
    }
    PhotoPage page;
    constexpr auto kSpan = std::chrono::seconds(4);
    constexpr Millis kCamera{33};  // thirty a second is what cameras send
    int shown = 0;
    const double before = cpu_seconds();
    const auto start = Stopwatch::now();
    for (auto due = start; Stopwatch::now() - start < kSpan; due += kCamera) {
        std::this_thread::sleep_until(due);
        page.next_picture();
        LOKET_TRY((*window)->step([&page](ui::Ui& ui) { page.draw(ui); }, Millis{0}));
        ++shown;
    }
    const double seconds = ms_since(start) / 1000;
    row("pictures a second in a real window, camera at 30", shown / seconds, "/s", "target >= 15");
    row("  processor time of it", (cpu_seconds() - before) * 100 / seconds, "%");
    return {};
}

namespace {

/// One applicant: a new card for a damaged one, then the page is left as people leave it.
Status visit(Puppet& hands, Station& station, const std::string& nik) {
    using Act = std::pair<const char*, const char*>;
    const auto all = [&](std::initializer_list<Act> acts) -> Status {
        for (const auto& [name, value] : acts) LOKET_TRY(hands.act(name, value));
        return {};
    };
    LOKET_TRY(all({{"begin", ""}, {"service", "S02"}, {"next", ""}}));
    LOKET_TRY(hands.type(nik));
    LOKET_TRY(all({{"next", ""}, {"confirm", ""}, {"answer", "RUSAK"}, {"next", ""}, {"answer", "none"}, {"next", ""}, {"next", ""}, {"next", ""}}));
    if (station.page() != Page::Ticket) return internal(fmt::format("the visitor of the benchmark stands on page {}", to_string(station.page())));
    LOKET_TRY(hands.act("done"));
    station.handle({"timeout.leave", ""});
    return hands.settle();
}

Result<std::vector<std::string>> adults(CoreThread& core, int count) {
    return core.ask([count](Core& open) -> Result<std::vector<std::string>> {
        std::vector<std::string> all, fit;
        LOKET_TRY(open.store().each_resident([&](const store::ResidentRow& row) -> Status {
            all.push_back(row.nik);
            return {};
        }));
        for (const auto& nik : all) {
            if (static_cast<int>(fit.size()) == count) break;
            LOKET_ASSIGN(person, open.resident(nik, {"bench", engine::Role::Sistem}, "bench"));
            if (person->life == population::LifeStatus::Active && person->nationality == population::Nationality::Wni && person->shdk == population::Shdk::KepalaKeluarga && person->marital == population::Marital::Married) fit.push_back(nik);
        }
        return fit;
    }).get();
}

}  // namespace

Status bench_visitors(const std::filesystem::path& folder, int visits) {
    constexpr int kADay = 100;
    const auto place = folder / "visitors";
    std::error_code ignored;
    std::filesystem::remove_all(place, ignored);
    ManualClock clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(2)}, 8));
    SystemRandom random;
    model::Scene scene;
    scene.set_real_time(false);
    CoreOptions options;
    options.data = place;
    options.assets = find_assets();
    options.residents = 8 * visits + 2'000;
    LOKET_ASSIGN(strings, StationStrings::load(options.assets));
    LOKET_ASSIGN(office, open_office(options, clock, random, &scene));
    Station station(*office->equipment, strings);
    LOKET_ASSIGN(hands, Puppet::create(station, {}, place / "screens"));
    LOKET_ASSIGN(people, adults(*office->core, visits));
    if (static_cast<int>(people.size()) < visits) return internal("too few people for the benchmark");
    const auto start = Stopwatch::now();
    for (int i = 0; i < visits; ++i) {
        LOKET_TRY(visit(*hands, station, people[static_cast<std::size_t>(i)]));
        clock.advance(std::chrono::minutes(4));
        if ((i + 1) % kADay == 0) clock.set(wib_instant(Date{std::chrono::sys_days{wib_date(clock.now())} + std::chrono::days{1}}, 8));
        if (i + 1 == 100 || i + 1 == visits) row(fmt::format("resident memory after {} visits", i + 1), resident_mib(), "MiB", i + 1 == visits ? "flat" : "");
    }
    row("  a visit of sixty touches, drawn and written", ms_since(start) / visits, "ms");
    hands.reset();
    std::filesystem::remove_all(place, ignored);
    return {};
}

}  // namespace loket::app
