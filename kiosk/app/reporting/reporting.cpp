#include "kiosk/app/reporting/reporting.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <set>

#include "kiosk/app/core/health_log.h"
#include "kiosk/app/core/log_reader.h"
#include "kiosk/app/core/register.h"
#include "kiosk/app/reporting/movements.h"
#include "workflow/engine/events.h"
#include "workflow/population/resident_json.h"
#include "workflow/reports/complaints.h"
#include "workflow/reports/from_log.h"
#include "workflow/reports/kpi.h"
#include "workflow/reports/lpk.h"
#include "workflow/reports/operators.h"
#include "workflow/reports/survey.h"
#include "workflow/trust/officers.h"

namespace loket::app {
namespace {

constexpr std::array<std::pair<std::string_view, ReportKind>, 6> kKinds = {
    {{"ikm", ReportKind::Ikm}, {"kpi", ReportKind::Kpi}, {"operators", ReportKind::Operators}, {"lpk", ReportKind::Lpk}, {"equipment", ReportKind::Equipment}, {"complaints", ReportKind::Complaints}}};

std::map<std::string, std::string> service_names(const Reference& reference) {
    std::map<std::string, std::string> names;
    for (const auto& service : reference.services.all()) names[service.id] = service.name.id();
    return names;
}

reports::ComplaintInput complaints(const reports::LogRecords& log, const Reference& reference, const ReportWish& wish) {
    return {.period = wish.period, .complaints = log.complaints, .services = service_names(reference), .now = wish.today};
}

Result<reports::Report> ikm(const reports::LogRecords& log, const Reference& reference, const ReportWish& wish) {
    const auto& period = wish.period;
    reports::IkmInput input{.period = period, .answers = log.answers, .services = service_names(reference)};
    input.complaints = reports::complaint_tables(complaints(log, reference, wish), reference.calendar, 5);
    for (const auto& record : log.work.cases)
        if (record.outcome == "handed_over" && record.closed && period.contains(*record.closed)) ++input.customers;
    return reports::ikm_report(input);
}

/// IKM by service, for the services somebody answered about.
std::map<std::string, double> ikm_by_service(const std::vector<reports::SurveyAnswer>& answers, const reports::Period& period) {
    std::map<std::string, std::vector<reports::SurveyAnswer>> of_service;
    for (const auto& answer : answers)
        if (period.contains(answer.day)) of_service[answer.service].push_back(answer);
    std::map<std::string, double> out;
    for (const auto& [service, given] : of_service)
        if (const auto result = reports::ikm(given); result.ikm) out[service] = *result.ikm;
    return out;
}

Result<reports::Report> kpi(const reports::LogRecords& log, const Reference& reference, const reports::Period& period) {
    reports::KpiInput input{.period = period, .services = {}, .records = log.work, .ikm = ikm_by_service(log.answers, period)};
    std::set<std::string> used;  // pages of dashes help nobody
    for (const auto& record : log.work.cases)
        if (period.contains(record.opened) || (record.closed && *record.closed >= wib_instant(period.first))) used.insert(record.service);
    for (const auto& service : reference.services.all())
        if (used.contains(service.id)) input.services.push_back(reports::standard_of(service));
    return reports::kpi_report(input, reference.calendar);
}

Result<reports::Report> operators(store::Store& store, const reports::LogRecords& log, const reports::Period& period) {
    reports::OperatorInput input{.period = period, .records = log.work, .staff = {}};
    LOKET_ASSIGN(rows, store.officers());
    for (const auto& row : rows) {
        LOKET_ASSIGN(officer, trust::decode_officer(row.doc));
        input.staff[officer.user] = {officer.name, "Dinas"};
    }
    return reports::operator_report(input);
}

Result<reports::PopulationFigures> count_everybody(store::Store& store, reports::PopulationCount count) {
    LOKET_TRY(store.each_resident([&](const store::ResidentRow& row) -> Status {
        LOKET_ASSIGN(resident, population::decode_resident(row.doc));
        count.add(resident);
        return {};
    }));
    return std::move(count).take();
}

/// Products handed over, by month.
std::vector<reports::DocumentCount> documents_of(const std::vector<reports::CaseRecord>& cases, const Reference& reference) {
    std::map<std::pair<reports::Month, std::string>, std::int64_t> counts;
    for (const auto& record : cases) {
        if (record.outcome != "handed_over" || !record.closed) continue;
        const auto day = wib_date(*record.closed);
        ++counts[{day.year() / day.month(), reference.services.find(record.service)->product.id()}];
    }
    std::vector<reports::DocumentCount> out;
    for (const auto& [key, count] : counts) out.push_back({key.first, key.second, count});
    return out;
}

Result<reports::Report> lpk(store::Store& store, const reports::LogRecords& log, const Reference& reference, const ReportWish& wish) {
    reports::LpkInput input{.semester = reports::semester_of(wish.period.last)};
    if (input.semester.period().first > wish.today) return rejected("report.future", input.semester.label() + " has not begun");
    const auto cut_off = std::min(input.semester.cut_off(), wish.today);
    LOKET_ASSIGN(counted, count_everybody(store, reports::PopulationCount(cut_off, reference.regions, input.regency)));
    input.population = std::move(counted);
    LOKET_ASSIGN(ledger, ledger_of(store));
    input.lampid = lampid_counts(ledger, cut_off);
    input.facts = balance_facts(ledger, input.population, input.semester.period(), cut_off);
    input.documents = documents_of(log.work.cases, reference);
    input.people.as_of = input.services.as_of = wish.today;  // nobody can count the register of a day that is past
    return reports::lpk_report(input, reference.regions, reference.codes, wish.publication);
}

Result<reports::Report> equipment(store::Store& store, const ReportWish& wish) {
    LOKET_ASSIGN(records, health_records(store));
    return reports::equipment_report({.period = wish.period, .records = std::move(records), .until = wish.now});
}

bool read_number(std::string_view text, int& number) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::optional<ReportKind> report_kind(std::string_view name) {
    for (const auto& [known, kind] : kKinds)
        if (known == name) return kind;
    return std::nullopt;
}

Result<reports::Period> parse_period(const std::string& text) {
    int year = 0, half = 0;
    if (const auto day = parse_iso_date(text)) return reports::day_period(*day);
    if (const auto first = parse_iso_date(text + "-01")) return reports::month_period(first->year() / first->month());
    if (text.size() == 7 && text.substr(4, 2) == "-S" && read_number(text.substr(0, 4), year) && read_number(text.substr(6), half)) {
        const reports::Semester semester{year, half};
        if (semester.valid()) return semester.period();
    }
    return rejected("report.period", "a period is a day (2026-01-05), a month (2026-01) or a semester (2026-S1)");
}

Result<std::vector<engine::Fact>> facts_of(store::Store& store) {
    std::vector<engine::Fact> facts;
    LOKET_TRY(each_event(store, 1, [&](const store::StoredEvent& stored) -> Status {
        if (stored.stream == kRegisterStream) return {};  // the population mirror's own events are not the engine's
        LOKET_ASSIGN(fact, to_fact(stored));
        facts.push_back(std::move(fact));
        return {};
    }));
    return facts;
}

Result<std::vector<reports::HealthRecord>> health_records(store::Store& store) {
    LOKET_ASSIGN(lines, health_lines(store));
    std::vector<reports::HealthRecord> records;
    for (const auto& line : lines) {
        std::string troubles;
        for (const auto& reason : line.reasons) troubles += (troubles.empty() ? "" : ", ") + device_reason_words(reason);
        records.push_back({.device = line.machine == 0 ? fmt::format("{} ({})", line.product, line.device) : fmt::format("{} ({}, mesin {})", line.product, line.device, line.machine), .kind = device_kind_words(line.kind) + (line.simulated ? ", simulasi" : ""),
                           .site = "Dinas", .at = line.at, .state = static_cast<reports::DeviceState>(line.condition), .error = std::move(troubles),
                           .supplies = line.supplies, .self_test = line.self_test});
    }
    return records;
}

Result<reports::Report> make_report(store::Store& store, const Reference& reference, const ReportWish& wish) {
    LOKET_ASSIGN(facts, facts_of(store));
    const auto log = reports::from_log(facts, reference.services);
    switch (wish.kind) {
        case ReportKind::Ikm: return ikm(log, reference, wish);
        case ReportKind::Kpi: return kpi(log, reference, wish.period);
        case ReportKind::Operators: return operators(store, log, wish.period);
        case ReportKind::Lpk: return lpk(store, log, reference, wish);
        case ReportKind::Equipment: return equipment(store, wish);
        case ReportKind::Complaints: return reports::complaint_report(complaints(log, reference, wish), reference.calendar);
    }
    return internal("no such report");
}

}  // namespace loket::app
