// The lists behind the dashboard's figures.

#include <fmt/format.h>

#include "kiosk/app/desk/health_recorder.h"
#include "kiosk/app/flows/dashboard_flow.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Listing;
using viewmodels::Tone;

namespace {

std::string minutes(const std::optional<double>& value) { return value ? reports::decimal(*value, 1) : reports::kDash; }
std::string share(const std::optional<double>& value) { return value ? reports::percent(*value, 0) : reports::kDash; }

}  // namespace

Listing DashboardFlow::list_of(const std::string& id) const {
    if (id == "waiting") return waiting_list();
    if (id == "served") return served_list();
    if (id == "steps") return step_list();
    if (id == "ikm") return unsur_list();
    if (id == "stock") return stock_list();
    if (id == "devices") return device_list();
    if (id == "operators") return operator_list();
    if (id == "complaints") return complaint_list();
    if (id == "overrides") return override_list();
    return file_list(id);
}

Listing DashboardFlow::empty_list(const std::string& id, const std::vector<std::string>& columns) const {
    Listing list{.title = context_.say("dashboard.list." + id), .empty_text = context_.say("dashboard.list_empty")};
    for (const auto& column : columns) list.columns.push_back(context_.say("dashboard.col." + column));
    return list;
}

Listing DashboardFlow::waiting_list() const {
    auto list = empty_list("waiting", {"ticket", "service", "desk", "lane", "waits"});
    const auto snapshot = context_.snapshot();
    const auto now = context_.equipment.clock.now();
    for (const auto& number : snapshot->office.queue.waiting) {
        const auto& ticket = snapshot->office.queue.tickets.at(number);
        const auto* service = context_.services().find(ticket.service);
        const auto waited = std::chrono::floor<std::chrono::minutes>(now - ticket.joined).count();
        list.lines.push_back({{number, service == nullptr ? "" : service->name.in(context_.session.language), role_words(context_, ticket.desk),
                               context_.say(ticket.priority ? "queue.priority" : "queue.regular"), context_.say("dashboard.minutes", {{"minutes", std::to_string(waited)}})},
                              Tone::Info});
    }
    return list;
}

Listing DashboardFlow::served_list() const {
    auto list = empty_list("served", {"case", "service", "opened", "closed", "punctual"});
    if (period() == nullptr) return list;
    for (const auto& served : period()->handed_over)
        list.lines.push_back({{served.id, context_.services().find(served.service)->name.in(context_.session.language), short_time(served.opened), short_time(served.closed),
                               served.late_days > 0 ? context_.say("dashboard.days_late", {{"days", std::to_string(served.late_days)}}) : context_.say("dashboard.in_time")},
                              served.late_days > 0 ? Tone::Bad : Tone::Good});
    return list;
}

/// "late", "soon", and "open": all of them, the most urgent first. Numbers, no names: the head looks at the work, not at people.
Listing DashboardFlow::file_list(const std::string& id) const {
    auto list = empty_list(id, {"resi", "service", "step", "due", "standing"});
    for (const auto& open : open_) {
        if ((id == "late" && !late(open)) || (id == "soon" && !soon(open))) continue;
        const auto& c = *open.file;
        const auto& service = *context_.services().find(c.service);
        const auto& step = service.step(c.step);
        std::string words = context_.say("dashboard.no_promise");
        auto tone = Tone::Info;
        if (open.standing) {
            const int left = open.standing->days_left;
            words = open.standing->stopped ? context_.say("dashboard.clock_stopped")
                    : left < 0             ? context_.say("dashboard.days_late", {{"days", std::to_string(-left)}})
                                           : context_.say("dashboard.days_left", {{"days", std::to_string(left)}});
            tone = late(open) ? Tone::Bad : soon(open) ? Tone::Warning : Tone::Good;
        }
        list.lines.push_back({{c.resi.empty() ? c.ticket : c.resi, service.name.in(context_.session.language), fmt::format("{}. {}", step.no, role_words(context_, step.desk)),
                               open.standing ? dmy_date(open.standing->due) : reports::kDash, words},
                              tone});
    }
    return list;
}

Listing DashboardFlow::step_list() const {
    auto list = empty_list("steps", {"step_text", "actor", "passes", "standard", "median", "p90", "within"});
    if (service() == nullptr) return list;
    for (const auto& step : service()->steps) {
        const bool slow = step.minutes.median && step.standard.minutes > 0 && *step.minutes.median > step.standard.minutes;
        list.lines.push_back({{fmt::format("{}. {}", step.standard.no, step.standard.name), context_.say("role." + step.standard.actor), std::to_string(step.minutes.count),
                               std::to_string(step.standard.minutes), minutes(step.minutes.median), minutes(step.minutes.p90), share(step.share_within())},
                              slow ? Tone::Warning : Tone::Info});
    }
    return list;
}

Listing DashboardFlow::unsur_list() const {
    auto list = empty_list("ikm", {"unsur", "answers", "nrr", "mutu"});
    if (period() == nullptr) return list;
    for (std::size_t i = 0; i < reports::kUnsur; ++i) {
        const auto& one = period()->ikm.unsur[i];
        const auto mutu = one.nrr ? std::optional(reports::classify_nrr(*one.nrr)) : std::nullopt;
        list.lines.push_back({{fmt::format("{} {}", reports::kUnsurNames[i].code, reports::kUnsurNames[i].name), reports::grouped(one.filled), one.nrr ? reports::decimal(*one.nrr, 2) : reports::kDash,
                               mutu ? fmt::format("{} · {}", reports::letter(*mutu), reports::words(*mutu)) : reports::kDash},
                              mutu && *mutu >= reports::Mutu::C ? Tone::Warning : Tone::Info});
    }
    return list;
}

Listing DashboardFlow::stock_list() const {
    auto list = empty_list("stock", {"blank", "left", "promised", "received", "printed", "spoiled"});
    const auto snapshot = context_.snapshot();
    for (const auto* prefix : {engine::kKtpPrefix, engine::kKiaPrefix}) {
        const auto& stock = snapshot->office.stock_of(prefix);
        list.lines.push_back({{context_.say(std::string("dashboard.blanks.") + prefix), reports::grouped(static_cast<std::int64_t>(stock.free.size())), reports::grouped(promised(prefix)), reports::grouped(stock.received),
                               reports::grouped(stock.printed), reports::grouped(stock.spoiled)},
                              Tone::Info});
    }
    return list;
}

Listing DashboardFlow::device_list() const {
    auto list = empty_list("devices", {"device", "condition", "product", "supplies", "trouble"});
    for (const auto& device : context_.equipment.registry.list()) {
        const auto line = health_line(device, context_.equipment.clock.now());
        std::string troubles, supplies;
        for (const auto& reason : line.reasons) troubles += (troubles.empty() ? "" : ", ") + device_reason(context_, reason);
        for (const auto& supply : device.health.supplies) supplies += fmt::format("{}{} {} %", supplies.empty() ? "" : ", ", context_.say("supply." + supply.name), supply.percent);
        list.lines.push_back({{context_.say("device.kind." + line.kind), context_.say("device.condition." + std::string(to_string(line.condition))),
                               line.simulated ? context_.say("device.simulated", {{"device", line.product}}) : line.product, supplies, troubles.empty() ? reports::kDash : troubles},
                              line.condition == Condition::Ready ? Tone::Info : Tone::Warning});
    }
    return list;
}

/// Who answered for whom: each is to be looked into.
Listing DashboardFlow::override_list() const {
    auto list = empty_list("overrides", {"activated", "case", "service", "officer", "second", "why"});
    if (period() == nullptr) return list;
    const auto snapshot = context_.snapshot();
    for (const auto& one : period()->against_mismatch)
        list.lines.push_back({{short_time(one.at), one.case_id, context_.services().find(one.service)->name.in(context_.session.language), snapshot->name_of(one.user), snapshot->name_of(one.second), context_.say("excuse." + one.reason)},
                              Tone::Bad});
    return list;
}

/// Open ones; what they say is for whoever answers them.
Listing DashboardFlow::complaint_list() const {
    auto list = empty_list("complaints", {"ticket", "opened", "due", "resi", "handled"});
    const auto today = wib_date(context_.equipment.clock.now());
    const auto snapshot = context_.snapshot();
    for (const auto& [number, complaint] : snapshot->office.house.complaints) {
        if (!complaint.is_open()) continue;
        list.lines.push_back({{number, short_time(complaint.filed), complaint.due ? dmy_date(*complaint.due) : reports::kDash, complaint.resi.empty() ? reports::kDash : complaint.resi,
                               complaint.taken_by.empty() ? context_.say("dashboard.nobody_yet") : snapshot->name_of(complaint.taken_by)},
                              complaint.is_late(today) ? Tone::Bad : Tone::Info});
    }
    return list;
}

Listing DashboardFlow::operator_list() const {
    auto list = empty_list("operators", {"name", "role", "files", "passes", "median", "returned", "errors"});
    if (period() == nullptr) return list;
    for (const auto& one : period()->operators)
        list.lines.push_back({{one.name, context_.say("role." + one.role), std::to_string(one.files), std::to_string(one.passes), minutes(one.minutes.median), std::to_string(one.returns_caused),
                               std::to_string(one.errors)},
                              Tone::Info});
    return list;
}

}  // namespace loket::app
