#include "kiosk/app/cli_bench_devices.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/wait.h"
#include "devices/model/address_model.h"
#include "devices/model/scene.h"
#include "devices/runtime/address_watch.h"
#include "devices/runtime/emulated_transport.h"
#include "devices/runtime/session.h"
#include "drivers/table.h"
#include "kiosk/app/bench_figures.h"
#include "kiosk/app/device_request.h"

namespace loket::app {
namespace {

constexpr int kRounds = 5, kCommands = 1000;
constexpr Millis kPatience{20'000};

/// One emulated box, plugged into a registry without simulated devices.
struct Plugged {
    explicit Plugged(const model::Driver& driver) : registry(drivers::all(), clock, nullptr) {
        scene.set_real_time(false);
        scene.set_person({.seed = 7, .missing_fingers = {}, .missing_eyes = {}});
        if (driver.emulate_at != nullptr) box = driver.emulate_at(scene);
        runtime::Found found{.id = std::string(driver.id), .usb = {}, .driver = std::string(driver.id), .transport = nullptr};
        if (box) found.seen = {box->address()};
        else found.transport = std::make_shared<runtime::EmulatedTransport>(driver.emulate(scene));
        arrived = registry.arrive(std::move(found));
    }

    SystemClock clock;
    model::Scene scene{1};
    std::unique_ptr<model::AddressModel> box;  // outlives its device
    runtime::Registry registry;
    Status arrived;
};

struct Job {
    double ms = 0, processor = 0;  ///< processor: share of a core in percent
    std::vector<double> pictures;                         ///< when they came, in ms

    /// In ms; of a camera with 30 pictures a second 33 when none was left out, 67 when one was.
    [[nodiscard]] double longest_gap() const {
        double longest = 0;
        for (std::size_t i = 1; i < pictures.size(); ++i) longest = std::max(longest, pictures[i] - pictures[i - 1]);
        return longest;
    }
    [[nodiscard]] double rate() const { return pictures.size() < 2 ? 0 : static_cast<double>(pictures.size() - 1) * 1000 / (pictures.back() - pictures.front()); }
};

Result<double> open_ms(Plugged& plugged, const std::string& id, std::unique_ptr<runtime::Session>& session) {
    const auto start = Stopwatch::now();
    LOKET_ASSIGN(opened, runtime::Session::open(plugged.registry, id));
    session = std::move(opened);
    while (session->device().state != runtime::State::Ready) {
        if (ms_since(start) > static_cast<double>(kPatience.count())) return Error{Fault::TimedOut, id + " does not open"};
        wait_for(Millis{1}, {});
    }
    return ms_since(start);
}

Result<Job> one_job(runtime::Session& session, model::Request request) {
    const auto start = Stopwatch::now();
    const double before = cpu_seconds();
    LOKET_ASSIGN(job, session.submit(std::move(request), kPatience));
    Job result;
    while (auto event = session.events().pop({})) {
        if (std::holds_alternative<runtime::Preview>(event->body)) result.pictures.push_back(ms_since(start));
        const auto* done = std::get_if<runtime::Done>(&event->body);
        if (done == nullptr || event->job != job) continue;
        if (!done->result) return done->result.error();
        result.ms = ms_since(start);
        result.processor = (cpu_seconds() - before) * 1e5 / result.ms;
        return result;
    }
    return internal("the session ended without a result");
}

/// The stream as a person sees it: the box takes the time that it takes.
Status measure_stream(Plugged& plugged, const model::Driver& driver) {
    plugged.scene.set_real_time(true);
    std::unique_ptr<runtime::Session> session;
    LOKET_TRY(open_ms(plugged, std::string(driver.id), session));
    LOKET_ASSIGN(request, test_request(driver.kind));
    LOKET_ASSIGN(job, one_job(*session, std::move(*request)));
    if (job.pictures.size() < 3) return {};
    row("  its first picture", job.pictures.front(), "ms");
    row("  pictures", job.rate(), "/s", "target >= 15");
    row("  longest gap between two", job.longest_gap(), "ms");
    row("  processor time meanwhile", job.processor, "%");
    return {};
}

/// Selections of our application, one after the other in one request.
Status measure_commands(Plugged& plugged, const model::Driver& driver) {
    std::unique_ptr<runtime::Session> session;
    LOKET_TRY(open_ms(plugged, std::string(driver.id), session));
    plugged.scene.place_card("04a1b2c3d4e5f6");
    const Bytes select{0x00, 0xA4, 0x04, 0x00, 0x07, 0xF0, 0x4C, 0x4F, 0x4B, 0x45, 0x54, 0x02};
    LOKET_ASSIGN(job, one_job(*session, model::ApduRequest{std::vector<Bytes>(kCommands, select)}));
    row("  commands to a chip", kCommands * 1000 / job.ms, "/s");
    return {};
}

Status measure(const model::Driver& driver) {
    Plugged plugged(driver);
    LOKET_TRY(plugged.arrived);
    const std::string id(driver.id);
    std::vector<double> opens, jobs;
    std::size_t pictures = 0;
    for (int i = 0; i < kRounds; ++i) {
        std::unique_ptr<runtime::Session> session;
        LOKET_ASSIGN(opened, open_ms(plugged, id, session));
        opens.push_back(opened);
        LOKET_ASSIGN(request, test_request(driver.kind));
        if (!request) continue;
        LOKET_ASSIGN(job, one_job(*session, std::move(*request)));
        jobs.push_back(job.ms);
        pictures = std::max(pictures, job.pictures.size());
    }
    row(fmt::format("{}: a session is open", id), median(opens), "ms", "target <= 1000");
    if (!jobs.empty()) row(fmt::format("  one {}", model::to_string(driver.kind)), median(jobs), "ms");
    if (driver.kind == model::Kind::CardReader) LOKET_TRY(measure_commands(plugged, driver));
    if (pictures > 0) LOKET_TRY(measure_stream(plugged, driver));
    return {};
}

}  // namespace

Status bench_devices() {
    for (const auto* driver : drivers::all()) {
        if (driver->emulate == nullptr && driver->emulate_at == nullptr) continue;
        if (const auto measured = measure(*driver); !measured) fmt::print("{}: not measured: {}\n", driver->id, measured.error().context);
    }
    SystemClock clock;
    runtime::Registry registry(drivers::all(), clock, nullptr);
    const auto start = Stopwatch::now();
    runtime::AddressWatch watch(registry);
    const bool all = watch.looked(kPatience);
    row(all ? "all finders have looked once" : "some finders still look after", ms_since(start), "ms");
    return {};
}

}  // namespace loket::app
