#include "kiosk/app/cli_bench_devices.h"

#include <fmt/format.h>

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

constexpr int kRounds = 5;
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
    double ms = 0, pictures = 0, processor = 0;  ///< pictures a second; share of a core in percent
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
    int pictures = 0;
    while (auto event = session.events().pop({})) {
        if (std::holds_alternative<runtime::Preview>(event->body)) ++pictures;
        const auto* done = std::get_if<runtime::Done>(&event->body);
        if (done == nullptr || event->job != job) continue;
        if (!done->result) return done->result.error();
        const double ms = ms_since(start);
        return Job{ms, pictures * 1000.0 / ms, (cpu_seconds() - before) * 1e5 / ms};
    }
    return internal("the session ended without a result");
}

Status measure(const model::Driver& driver) {
    Plugged plugged(driver);
    LOKET_TRY(plugged.arrived);
    const std::string id(driver.id);
    std::vector<double> opens, jobs;
    Job last;
    for (int i = 0; i < kRounds; ++i) {
        std::unique_ptr<runtime::Session> session;
        LOKET_ASSIGN(opened, open_ms(plugged, id, session));
        opens.push_back(opened);
        LOKET_ASSIGN(request, test_request(driver.kind));
        if (!request) continue;
        LOKET_ASSIGN(job, one_job(*session, std::move(*request)));
        jobs.push_back(job.ms);
        last = job;
    }
    row(fmt::format("{}: a session is open", id), median(opens), "ms", "target <= 1000");
    if (!jobs.empty()) row(fmt::format("  one {}", model::to_string(driver.kind)), median(jobs), "ms");
    if (last.pictures > 0) {
        row("  pictures on the way", last.pictures, "/s", "target >= 15");
        row("  processor time meanwhile", last.processor, "%");
    }
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
    row(all ? "all finders have looked once" : "some finders still look after", ms_since(start), "ms", "target <= 500");
    return {};
}

}  // namespace loket::app
