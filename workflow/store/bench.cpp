#include "workflow/store/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "workflow/store/store.h"

namespace loket::store {
namespace {

using Stopwatch = std::chrono::steady_clock;
double seconds_since(Stopwatch::time_point start) {
    return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

constexpr double kMeasureSeconds = 1.0;
constexpr int kResidents = 160'000;
constexpr int kFamilies = 50'000;

Batch desk_batch(int number, int events) {
    Batch batch;
    const auto now = from_millis(1'700'000'000'000 + number);
    for (int i = 0; i < events; ++i) {
        auto id = fmt::format("case-{}", number + i);
        batch.add(NewEvent{id, "StepDone", "bench",
                           fmt::format(R"({{"step":"verify","number":{},"counter":4}})", number + i), now});
        batch.put(CaseRow{.case_id = id,
                          .resi = "",
                          .nik = "",
                          .service = "KTP",
                          .state = "OPEN",
                          .step = "verify",
                          .opened_at = now,
                          .updated_at = now});
    }
    return batch;
}

/// Runs `step(number)`, which handles `events` events, for a while; events a second.
template <class Step>
Result<double> rate(int& number, int events, const Step& step) {
    const auto start = Stopwatch::now();
    const int first = number;
    for (; seconds_since(start) < kMeasureSeconds; number += events) LOKET_TRY(step(number));
    return (number - first) / seconds_since(start);
}

Status measure_single(Store& store, int& number, BenchFigures& figures) {
    std::vector<double> times;
    LOKET_ASSIGN(speed, rate(number, 1, [&](int at) -> Status {
                     const auto start = Stopwatch::now();
                     if (auto done = store.commit(desk_batch(at, 1)); !done) return done.error();
                     times.push_back(seconds_since(start) * 1e3);
                     return {};
                 }));
    std::sort(times.begin(), times.end());
    figures.single_per_second = speed;
    figures.single_p50_ms = times[times.size() / 2];
    figures.single_p99_ms = times[times.size() * 99 / 100];
    return {};
}

Status measure_many(Store& store, int& number, BenchFigures& figures) {
    LOKET_ASSIGN(hundreds, rate(number, 100, [&](int at) -> Status {
                     auto done = store.commit(desk_batch(at, 100));
                     return done ? Status{} : Status(done.error());
                 }));
    figures.hundreds_per_second = hundreds;
    LOKET_ASSIGN(grouped, rate(number, 50, [&](int at) -> Status {
                     std::vector<Batch> batches;
                     for (int i = 0; i < 50; ++i) batches.push_back(desk_batch(at + i, 1));
                     for (const auto& done : store.commit_all(batches)) LOKET_TRY(done);
                     return {};
                 }));
    figures.grouped_per_second = grouped;
    return {};
}

std::string nik_of(int number) { return fmt::format("210104{:010}", number); }

/// People in NIK order with two of a thousand name words each and a document of the usual size.
Store::ImportRow import_row(int number) {
    if (number < kFamilies)
        return FamilyRow{fmt::format("2101{:012}", number), nik_of(number), R"({"members":3})"};
    const int person = number - kFamilies;
    const auto draw = mix64(static_cast<std::uint64_t>(person));
    auto name = fmt::format("NAMA{} MARGA{}", draw % 1000, draw / 1000 % 1000);
    return ResidentRow{nik_of(person), fmt::format("2101{:012}", person / 3), std::move(name),
                       "PRINT_READY_RECORD", fmt::format(R"({{"number":{},"rest":"{:x<500}"}})", person, "")};
}

Status measure_people(Store& store, BenchFigures& figures) {
    auto start = Stopwatch::now();
    const auto everybody = [](const Store::Import& put) -> Status {
        for (int number = 0; number < kResidents + kFamilies; ++number) LOKET_TRY(put(import_row(number)));
        return {};
    };
    if (auto count = store.import_residents(everybody); !count) return count.error();
    figures.import_seconds = seconds_since(start);
    start = Stopwatch::now();
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        if (auto found = store.resident(nik_of(static_cast<int>(mix64(i) % kResidents))); !found)
            return found.error();
    }
    figures.look_up_us = seconds_since(start) * 1e6 / 10'000;
    start = Stopwatch::now();
    for (int i = 0; i < 100; ++i) {
        if (auto found = store.search_residents(fmt::format("nama{} marga{}", i, 9 - i % 10)); !found)
            return found.error();
    }
    figures.search_ms = seconds_since(start) * 1e3 / 100;
    return {};
}

Status measure_all(const StoreOptions& options, Random& random, BenchFigures& figures) {
    int number = 0;
    {
        LOKET_ASSIGN(store, Store::open(options, random));
        LOKET_TRY(measure_single(*store, number, figures));
        LOKET_TRY(measure_many(*store, number, figures));
        LOKET_TRY(measure_people(*store, figures));
    }
    std::error_code unknown;
    if (options.server.empty()) figures.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(options.path, unknown));
    auto start = Stopwatch::now();
    LOKET_ASSIGN(store, Store::open(options, random));
    figures.open_seconds = seconds_since(start);
    start = Stopwatch::now();
    LOKET_ASSIGN(report, store->verify());
    figures.verify_seconds = seconds_since(start);
    return report.sound()
               ? Status{}
               : Status(corrupt("the store measured is not sound: " + report.findings.front().words));
}

}  // namespace

Result<BenchFigures> bench_store(const std::filesystem::path& folder, Random& random, const std::string& server) {
    const auto place = folder / fmt::format("loket-bench-{:016x}", random.next());
    StoreOptions options{.path = place / "store.db", .server = server, .owner = "bench"};
    for (auto& byte : options.key) byte = static_cast<std::uint8_t>(random.next());
    BenchFigures figures;
    const auto status = measure_all(options, random, figures);
    std::error_code ignored;
    std::filesystem::remove_all(place, ignored);
    if (!status) return status.error();
    return figures;
}

}  // namespace loket::store
