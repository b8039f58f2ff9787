#include "workflow/reports/kpi.h"

#include <algorithm>
#include <chrono>

namespace loket::reports {
namespace {

/// Minutes may be a hair above the standard because seconds are rounded; half a minute is forgiven to nobody else.
constexpr double kSlack = 1e-9;

std::vector<StepFigures> measure_steps(const ServiceStandard& standard, const WorkRecords& records, const Period& period) {
    std::vector<StepFigures> out;
    for (const auto& step : standard.steps) {
        StepFigures figures{.standard = step, .minutes = {}};
        std::vector<double> minutes;
        for (const auto& pass : records.steps) {
            if (pass.service != standard.id || pass.step != step.no || !period.contains(pass.begun)) continue;
            minutes.push_back(pass.minutes);
            figures.within += pass.minutes <= pass.standard_minutes + kSlack ? 1 : 0;
        }
        figures.minutes = spread(minutes);
        out.push_back(std::move(figures));
    }
    return out;
}

/// Of a case that is ready: what stood still before that.
double hours_stopped(const CaseRecord& record) {
    std::chrono::milliseconds sum{0};
    for (const auto& pause : record.pauses) {
        const Instant end = std::min(pause.to.value_or(*record.ready), *record.ready);
        sum += std::max(end - pause.from, std::chrono::milliseconds{0});
    }
    return std::chrono::duration<double, std::ratio<3600>>(sum).count();
}

/// Registered, but neither ready nor closed when the period ended.
bool open_at_end(const CaseRecord& record, const Period& period) {
    const auto by_then = [&](const std::optional<Instant>& at) { return at && wib_date(*at) <= period.last; };
    return by_then(record.registered) && !by_then(record.ready) && !by_then(record.closed);
}

/// What is gathered while the cases go by.
struct Samples {
    std::vector<double> minutes, days, stopped;
};

void finish(ServiceFigures& figures, const CaseRecord& record, const CaseDays& days, Samples& samples,
            const std::map<std::string, double>& minutes) {
    ++figures.finished;
    const bool late = days.counted() > figures.standard.promise_days;
    ++(late ? figures.late : figures.in_time);
    if (late) figures.late_cases.push_back(record.id);
    figures.late_stopped += !late && days.days > figures.standard.promise_days ? 1 : 0;
    samples.days.push_back(days.counted());
    if (const double hours = hours_stopped(record); hours > 0) samples.stopped.push_back(hours);
    if (const auto worked = minutes.find(record.id); worked != minutes.end()) samples.minutes.push_back(worked->second);
}

}  // namespace

ServiceFigures measure_service(const ServiceStandard& standard, const WorkRecords& records, const Period& period,
                               const population::WorkCalendar& calendar) {
    ServiceFigures figures{.standard = standard, .steps = measure_steps(standard, records, period)};
    std::map<std::string, double> minutes;
    for (const auto& pass : records.steps)
        if (pass.service == standard.id) minutes[pass.case_id] += pass.minutes;
    Samples samples;
    for (const auto& record : records.cases) {
        if (record.service != standard.id) continue;
        if (period.contains(record.opened)) {
            ++figures.opened;
            figures.complete += record.incomplete == 0 ? 1 : 0;
            figures.unreturned += record.returns == 0 ? 1 : 0;
            figures.returns += static_cast<std::size_t>(std::max(0, record.returns));
        }
        const auto days = case_days(record, calendar, period.last);
        if (!days) continue;
        if (!figures.year_missing) figures.year_missing = days->year_missing;
        if (record.ready && period.contains(*record.ready)) {
            finish(figures, record, *days, samples, minutes);
        } else if (open_at_end(record, period) && days->counted() > standard.promise_days) {
            ++figures.overdue;
            figures.late_cases.push_back(record.id);
        }
    }
    figures.work_minutes = spread(samples.minutes);
    figures.days = spread(samples.days);
    figures.stopped_hours = spread(samples.stopped);
    return figures;
}

std::optional<double> Indicator::achievement() const {
    if (!target || !actual || *target == 0) return std::nullopt;
    return less_is_better ? (2 * *target - *actual) / *target * 100 : *actual / *target * 100;
}

std::vector<Indicator> indicators(const ServiceFigures& figures, std::optional<double> ikm, double ikm_target) {
    const auto part = [](std::size_t some, std::size_t all) { return percentage(static_cast<double>(some), static_cast<double>(all)); };
    std::size_t passes = 0, within = 0;
    for (const auto& step : figures.steps) {
        passes += step.minutes.count;
        within += step.within;
    }
    const auto promise = static_cast<double>(figures.standard.promise_days);
    const auto minutes = static_cast<double>(figures.standard.total_minutes());
    std::vector<Indicator> out{
        {"Selesai dalam " + std::to_string(figures.standard.promise_days) + " hari kerja", "%", 100.0,
         part(figures.in_time, figures.finished)},
        {"Lama penyelesaian (median)", "hari kerja", promise, figures.days.median, true},
        {"Menit kerja per berkas (median)", "menit", minutes > 0 ? std::optional(minutes) : std::nullopt, figures.work_minutes.median,
         true},
        {"Langkah sesuai menit standar", "%", 100.0, part(within, passes)},
        {"Berkas lengkap saat diajukan", "%", 100.0, part(figures.complete, figures.opened)},
        {"Berkas tanpa pengembalian verifikator", "%", 100.0, part(figures.unreturned, figures.opened)},
    };
    if (ikm) out.push_back({"Indeks Kepuasan Masyarakat", "nilai", ikm_target, ikm});
    return out;
}

}  // namespace loket::reports
