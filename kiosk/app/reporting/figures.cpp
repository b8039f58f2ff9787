#include "kiosk/app/reporting/figures.h"

#include <algorithm>
#include <set>

#include "devices/base/log.h"
#include "kiosk/app/core/log_reader.h"

namespace loket::app {

namespace {

std::vector<reports::ServiceFigures> services_of(const reports::LogRecords& log, const Reference& reference, const reports::Period& period) {
    std::map<std::string, std::size_t> steps;
    for (const auto& step : log.work.steps)
        if (period.contains(step.begun)) ++steps[step.service];
    std::vector<std::pair<std::size_t, reports::ServiceFigures>> found;
    for (const auto& service : reference.services.all())
        if (const auto used = steps.find(service.id); used != steps.end())
            found.emplace_back(used->second, reports::measure_service(reports::standard_of(service), log.work, period, reference.calendar));
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<reports::ServiceFigures> out;
    for (auto& [count, figures] : found) out.push_back(std::move(figures));
    return out;
}

int late_days(const reports::CaseRecord& record, const Reference& reference, Date today) {
    const auto days = reports::case_days(record, reference.calendar, today);
    const auto* service = reference.services.find(record.service);
    return days && service != nullptr ? std::max(0, days->counted() - service->promise_days) : 0;
}

void add_cases(PeriodFigures& figures, const reports::LogRecords& log, const Reference& reference, Instant now) {
    for (const auto& record : log.work.cases) {
        if (figures.period.contains(record.opened)) ++figures.opened;
        if (record.outcome != "handed_over" || !record.closed || !figures.period.contains(*record.closed)) continue;
        ++figures.served;
        figures.handed_over.push_back({record.id, record.service, record.opened, *record.closed, late_days(record, reference, wib_date(now))});
    }
    std::ranges::stable_sort(figures.handed_over, [](const auto& a, const auto& b) { return a.closed > b.closed; });
    if (figures.handed_over.size() > PeriodFigures::kServedShown) figures.handed_over.resize(PeriodFigures::kServedShown);
}

}  // namespace

PeriodFigures measure_period(const reports::LogRecords& log, const Reference& reference, const std::map<std::string, reports::StaffMember>& staff,
                             const reports::Period& period, Instant now) {
    PeriodFigures figures;
    figures.period = period;
    figures.services = services_of(log, reference, period);
    std::vector<reports::SurveyAnswer> answers;
    std::ranges::copy_if(log.answers, std::back_inserter(answers), [&](const auto& answer) { return period.contains(answer.day); });
    figures.ikm = reports::ikm(answers);
    figures.operators = reports::measure_operators({.period = period, .records = log.work, .staff = staff});
    std::ranges::copy_if(log.work.against_mismatch, std::back_inserter(figures.against_mismatch), [&](const auto& one) { return period.contains(one.at); });
    std::ranges::reverse(figures.against_mismatch);
    add_cases(figures, log, reference, now);
    return figures;
}

FiguresKeeper::FiguresKeeper(CoreThread& core, const Clock& clock)
    : core_(core), clock_(clock), digest_(core.reference().services), thread_([this](const std::stop_token& stop) { run(stop); }) {}

FiguresKeeper::~FiguresKeeper() = default;

void FiguresKeeper::refresh() {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
    }
    wake_.notify_one();
}

bool FiguresKeeper::counting() const {
    const std::lock_guard lock(mutex_);
    return wanted_;
}

std::shared_ptr<const HeadFigures> FiguresKeeper::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

std::optional<Error> FiguresKeeper::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void FiguresKeeper::run(const std::stop_token& stop) {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return wanted_; })) return;
        }
        auto counted = count(stop);
        if (!counted) log::error("the dashboard's figures were not counted: {}", counted.error().context);
        const std::lock_guard lock(mutex_);
        wanted_ = false;
        failure_ = counted ? std::nullopt : std::optional(counted.error());
        if (counted) latest_ = std::move(*counted);
    }
}

/// Reads what is new in pieces so small that nobody at a desk waits for the core because of it.
Result<std::shared_ptr<const HeadFigures>> FiguresKeeper::count(const std::stop_token& stop) {
    constexpr std::int64_t kPiece = 1000;
    for (;;) {
        if (stop.stop_requested()) return Error{Fault::Cancelled, "the program ends"};
        auto piece = core_.ask([from = read_ + 1](Core& core) { return core.store().events(from, kPiece); }).get();
        if (!piece) return piece.error();
        for (const auto& stored : *piece) {
            if (stored.stream != kRegisterStream) {
                LOKET_ASSIGN(fact, to_fact(stored));
                digest_.read(fact);
            }
            read_ = stored.seq;
        }
        if (static_cast<std::int64_t>(piece->size()) < kPiece) break;
    }
    auto officers = core_.ask([](Core& core) { return core.accounts().all(); }).get();
    if (!officers) return officers.error();
    std::map<std::string, reports::StaffMember> staff;
    for (const auto& officer : *officers) staff[officer.user] = {officer.name, {}};
    const auto records = digest_.records();
    const auto now = clock_.now();
    auto figures = std::make_shared<HeadFigures>();
    figures->head = read_;
    figures->at = now;
    figures->today = measure_period(records, core_.reference(), staff, reports::day_period(wib_date(now)), now);
    figures->semester = measure_period(records, core_.reference(), staff, reports::semester_of(wib_date(now)).period(), now);
    return std::shared_ptr<const HeadFigures>(std::move(figures));
}

}  // namespace loket::app
