// Benchmarks. Figures depend on the machine; ratios and counts beside them hold on a noisy one.

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "kiosk/app/bench_figures.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/cli_bench_biometrics.h"
#include "kiosk/app/cli_bench_card.h"
#include "kiosk/app/cli_bench_sync.h"
#include "kiosk/app/cli_bench_devices.h"
#include "kiosk/app/cli_bench_screens.h"
#include "kiosk/app/cli_bench_workflow.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/samples/applicant_samples.h"
#include "kiosk/screens/applicant.h"
#include "kiosk/ui/headless.h"
#include "workflow/register/postgres/private_server.h"
#include "workflow/store/bench.h"

namespace loket::app {
namespace {

viewmodels::Home home_of(const engine::Services& services) {
    viewmodels::Home home;
    for (const auto& service : services.all()) home.services.push_back({service.id, service.name.id(), ""});
    return home;
}

/// Share of one processor that a kiosk nobody touches takes: it looks at its state twice a second, as the window does.
double idle_percent(ui::Headless& headless) {
    constexpr auto kPace = std::chrono::milliseconds(500);
    constexpr int kLooks = 12;
    const auto start = Stopwatch::now();
    const double before = cpu_seconds();
    for (int i = 0; i < kLooks; ++i) {
        std::this_thread::sleep_for(kPace);
        headless.frame();
        (void)headless.image();
    }
    return (cpu_seconds() - before) * 1e5 / ms_since(start);
}

Status bench_screen() {
    const auto start = Stopwatch::now();
    LOKET_ASSIGN(words, ui::Strings::load(find_assets() / "strings", "id"));
    LOKET_ASSIGN(services, engine::Services::load(find_assets() / "services"));
    const auto home = home_of(services);
    int minute = 0;
    bool other_page = false;
    const auto draw = [&](ui::Ui& ui) {
        viewmodels::Chrome chrome;
        chrome.office = words.text("chrome.office");
        chrome.place = words.text("chrome.place");
        chrome.time = fmt::format("10.{:02} WIB", minute);
        viewmodels::Intents ignored;
        if (other_page) screens::draw(ui, words, chrome, viewmodels::Message{viewmodels::Tone::Info, words.text("opening.title"), words.text("opening.text"), ""}, ignored);
        else screens::draw(ui, words, chrome, home, ignored);
    };
    LOKET_ASSIGN(headless, ui::Headless::create(draw));
    headless->frame();
    (void)headless->image();
    row("cold start to first frame (1080p, CPU)", ms_since(start), "ms", "target <= 250");
    headless->settle();
    constexpr int kFrames = 60;
    const auto frames = [&](bool whole_page) {
        const auto begun = Stopwatch::now();
        for (int i = 0; i < kFrames; ++i) {
            minute = i;
            other_page = whole_page && i % 2 == 0;
            headless->frame();
            (void)headless->image();
        }
        other_page = false;
        return ms_since(begun) / kFrames;
    };
    row("frame, another page each time", frames(true), "ms", "target <= 16");
    row("frame, only the clock changed", frames(false), "ms");
    const auto build_start = Stopwatch::now();
    for (int i = 0; i < kFrames; ++i) headless->frame();
    row("frame without rasterising (interface only)", ms_since(build_start) / kFrames, "ms");
    minute = 0;
    LOKET_ASSIGN(display, ui::Headless::create([page = samples::page("id", "display"), chrome = samples::chrome("id")](ui::Ui& ui) {
        viewmodels::Intents ignored;
        page.draw(ui, samples::words("id"), chrome, ignored);
    }));
    row("idle: processor time with the public display on", idle_percent(*display), "%", "target <= 0.6");
    row("idle: processor time with the clock showing", idle_percent(*headless), "%", "target <= 0.6");
    row("resident memory with the interface up", resident_mib(), "MiB", "target <= 150");
    return {};
}

void show_store(const store::BenchFigures& figures) {
    row("durable events, one by one", figures.single_per_second, "/s", "target >= 200");
    row("  p50 / commit", figures.single_p50_ms, "ms");
    row("  p99 / commit", figures.single_p99_ms, "ms");
    row("durable events, a hundred a commit", figures.hundreds_per_second, "/s", "target >= 2000");
    row("durable events, fifty stations grouped", figures.grouped_per_second, "/s");
    row("batched : one by one", figures.hundreds_per_second / figures.single_per_second, "x");
    row("import 160,000 residents", figures.import_seconds, "s");
    row("look-up by NIK", figures.look_up_us, "us");
    row("open, every page read", figures.open_seconds * 1000, "ms");
    row("verify the whole store", figures.verify_seconds * 1000, "ms");
}

/// A file, then the same on a PostgreSQL on the same disk.
Status bench_disk(const std::filesystem::path& folder) {
    SystemRandom random;
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    LOKET_ASSIGN(file, store::bench_store(folder, random));
    show_store(file);
    const auto cluster = std::filesystem::absolute(folder) / "bench-postgres";
    {
        LOKET_ASSIGN(server, centre::PrivateServer::start(cluster));
        LOKET_ASSIGN(shared, store::bench_store(folder, random, server->conninfo()));
        fmt::print("\nthe same store on a PostgreSQL of its own (no follower)\n");
        show_store(shared);
        row("PostgreSQL : file, one by one", shared.single_per_second / file.single_per_second, "x");
        row("PostgreSQL : file, fifty grouped", shared.grouped_per_second / file.grouped_per_second, "x");
    }
    std::filesystem::remove_all(cluster, ignored);
    return {};
}

Status bench_visit(const std::filesystem::path& folder) {
    DemoOptions options;
    options.out = folder / "visit";
    options.assets = find_assets();
    options.quiet = true;
    options.pictures = false;
    options.residents = 20000;
    const auto once = [&](int visits) -> Result<double> {
        options.visits = visits;
        const double before = cpu_seconds();
        LOKET_ASSIGN(handed_over, run_demo(options));
        if (handed_over != visits) return internal("the benchmark's visits did not all end");
        return cpu_seconds() - before;
    };
    LOKET_ASSIGN(one, once(1));
    LOKET_ASSIGN(ten, once(10));
    row("a whole visit with recording, processor time", one, "s");
    row("each further visit (4 in 10 with recording)", (ten - one) / 9, "s");
    row("resident memory after eleven visits", resident_mib(), "MiB");
    std::error_code ignored;
    std::filesystem::remove_all(options.out, ignored);
    return {};
}

struct BenchSizes {
    std::int64_t events = 1'000'000;
    int visits = 1'000;
    std::uint64_t people = 160'000, pairs = 100'000, pictures = 200, searches = 100;
};

int run(const std::string& what, const std::filesystem::path& folder, const BenchSizes& sizes) {
    const auto wants = [&](std::string_view part) { return what == "all" || what == part; };
    Status status;
    if (wants("screen")) status = bench_screen();
    if (status && wants("pages")) status = bench_pages();
    if (status && wants("touch")) status = bench_touch();
    if (status && wants("window")) status = bench_window();
    if (status && wants("devices")) status = bench_devices();
    if (status && wants("visitors")) status = bench_visitors(folder, sizes.visits);
    if (status && wants("biometrics")) status = bench_biometrics({sizes.people, sizes.pairs, sizes.pictures, sizes.searches});
    if (status && wants("card")) status = bench_card();
    if (status && wants("sync")) status = bench_sync();
    if (status && wants("store")) status = bench_disk(folder);
    if (status && wants("visit")) status = bench_visit(folder);
    if (status && wants("workflow")) status = bench_workflow(folder, sizes.events);
    return status ? 0 : fail(status.error());
}

}  // namespace

void add_bench(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("bench", "Measures this machine: what is seen, the store, whole visits. Prints a figure, its unit and the target");
    auto what = std::make_shared<std::string>("all");
    auto folder = std::make_shared<std::filesystem::path>("out/bench");
    command->add_option("WHAT", *what, "screen (start, idle), pages (each page), touch (and camera), window, devices (emulated boxes), visitors (memory), biometrics (fingers, gallery of an office), card (chip), sync (gateway, PostgreSQL), store, visit, workflow or all")
        ->capture_default_str()
        ->check(CLI::IsMember({"screen", "pages", "touch", "window", "devices", "visitors", "biometrics", "card", "sync", "store", "visit", "workflow", "all"}));
    command->add_option("--folder", *folder, "On the disk to be measured")->capture_default_str();
    auto sizes = std::make_shared<BenchSizes>();
    command->add_option("--events", sizes->events, "Of the store that workflow measures")->capture_default_str()->check(CLI::Range(1'000, 10'000'000));
    command->add_option("--visits", sizes->visits, "Of visitors")->capture_default_str()->check(CLI::Range(100, 5'000));
    command->add_option("--people", sizes->people, "In the index of biometrics, two fingers each")->capture_default_str()->check(CLI::Range(100, 1'000'000));
    command->add_option("--pairs", sizes->pairs, "Of strangers for the thresholds of biometrics; ten million take some minutes")->capture_default_str()->check(CLI::Range(1'000, 50'000'000));
    command->add_option("--pictures", sizes->pictures, "Fingers drawn for the threshold of one to one with ridges, each against half as many others; 4,500 (ten million pairs) take half an hour")->capture_default_str()->check(CLI::Range(100, 20'000));
    command->add_option("--searches", sizes->searches, "Of people who are not in the index of biometrics, two seconds each for 160,000 people")->capture_default_str()->check(CLI::Range(10, 100'000));
    command->callback([=, &exit] { exit.code = run(*what, *folder, *sizes); });
}

}  // namespace loket::app
