#include "kiosk/app/flows/dashboard_flow.h"

#include <fmt/format.h>

#include "kiosk/app/core/health_log.h"
#include "kiosk/app/desk/health_recorder.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/link_words.h"
#include "kiosk/screens/office.h"
#include "workflow/reports/number.h"

namespace loket::app {

using namespace std::chrono_literals;
using viewmodels::Dashboard;
using viewmodels::MeasuredBar;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {

constexpr auto kCountEvery = 60s;
constexpr auto kStale = 5min;

std::string clock_words(Instant at) {
    const auto wall = wib_time(at);
    return fmt::format("{:02}.{:02}", wall.hour, wall.minute);
}

}  // namespace

void DashboardFlow::enter(Page page, const std::string& argument) {
    StaffFlow::enter(page, argument);
    list_.clear();
    if (!keeper_) keeper_ = std::make_unique<FiguresKeeper>(context_.equipment.core, context_.equipment.clock);
    asked_ = {};
    count_again();
}

void DashboardFlow::wipe() {
    StaffFlow::wipe();
    list_.clear();
    figures_.reset();
    open_.clear();
    revision_ = 0;
}

void DashboardFlow::count_again() {
    const auto now = context_.equipment.clock.now();
    if (now - asked_ < kCountEvery) return;
    asked_ = now;
    keeper_->refresh();
}

void DashboardFlow::look_again() {
    const auto now = context_.equipment.clock.now();
    const auto snapshot = context_.snapshot();
    if (snapshot->revision == revision_ && now - looked_ < 60s) return;
    revision_ = snapshot->revision;
    looked_ = now;
    std::vector<CaseRef> files;
    for (const auto& [id, c] : snapshot->office.cases) files.push_back(c);
    const auto& calendar = context_.equipment.core.reference().calendar;
    engine::float_up(files, now, calendar);
    open_.clear();
    for (auto& file : files) {
        auto standing = engine::standing(*file, now, calendar);
        open_.push_back({std::move(file), standing});
    }
}

void DashboardFlow::act(const viewmodels::Intent& intent) {
    if (intent.name == "leave") list_.clear();
    else if (intent.name == "show") list_ = intent.value;
    else if (intent.name == "period") {
        semester_ = intent.value == "semester";
        service_ = 0;
    } else if (intent.name == "service" && period() != nullptr && !period()->services.empty()) service_ = (service_ + 1) % period()->services.size();
}

void DashboardFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    count_again();
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

const PeriodFigures* DashboardFlow::period() const { return figures_ ? (semester_ ? &figures_->semester : &figures_->today) : nullptr; }

const reports::ServiceFigures* DashboardFlow::service() const {
    return period() != nullptr && service_ < period()->services.size() ? &period()->services[service_] : nullptr;
}

Dashboard DashboardFlow::view() {
    look_again();
    figures_ = keeper_ ? keeper_->latest() : nullptr;
    const auto now = context_.equipment.clock.now();
    Dashboard view;
    view.desk = desk("dashboard.title", "dashboard.title");
    view.semester = semester_;
    view.as_of = figures_ ? context_.say("dashboard.as_of", {{"time", clock_words(figures_->at)}}) : context_.say("dashboard.counting");
    const bool failed = keeper_ && keeper_->failure();
    if (failed || (figures_ && now - figures_->at > kStale))
        view.stale = Notice{Tone::Warning, figures_ ? context_.say("dashboard.stale", {{"time", clock_words(figures_->at)}}) : context_.say("dashboard.no_figures")};
    if (const auto& link = context_.equipment.link; link && !view.stale) view.stale = link_warning(context_, *link->view());
    add_tiles(view);
    add_figures(view);
    add_devices(view);
    view.stock = stock();
    if (!list_.empty()) view.list = list_of(list_);
    return view;
}

void DashboardFlow::add_tiles(Dashboard& view) const {
    const auto now = context_.equipment.clock.now();
    const auto snapshot = context_.snapshot();
    const auto& queue = snapshot->office.queue;
    Instant longest = now;
    for (const auto& number : queue.waiting) longest = std::min(longest, queue.tickets.at(number).joined);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(now - longest).count();
    const auto number = [](std::size_t count) { return reports::grouped(static_cast<std::int64_t>(count)); };
    std::size_t many_late = 0, many_soon = 0, stopped = 0;
    int most = 0;
    for (const auto& open : open_) {
        many_late += late(open) ? 1 : 0;
        many_soon += soon(open) ? 1 : 0;
        stopped += open.standing && open.standing->stopped ? 1 : 0;
        if (open.standing) most = std::max(most, open.standing->late_by());
    }
    constexpr int kLongWait = 30;
    view.tiles = {{"waiting", context_.say("dashboard.waiting"), number(queue.waiting.size()),
                   queue.waiting.empty() ? context_.say("dashboard.nobody_waits") : context_.say("dashboard.longest", {{"minutes", std::to_string(minutes)}}),
                   minutes > kLongWait ? Tone::Warning : Tone::Info},
                  {"served", context_.say("dashboard.served"), period() == nullptr ? "…" : number(period()->served),
                   period() == nullptr ? context_.say("dashboard.counting") : context_.say("dashboard.opened", {{"count", number(period()->opened)}}), Tone::Info},
                  {"late", context_.say("dashboard.late"), number(many_late),
                   many_late == 0 ? context_.say("dashboard.none_late") : context_.say("dashboard.most_late", {{"days", std::to_string(most)}}), many_late == 0 ? Tone::Good : Tone::Bad},
                  {"soon", context_.say("dashboard.soon"), number(many_soon), context_.say("dashboard.soon_hint", {{"days", std::to_string(soon_days())}}), many_soon == 0 ? Tone::Good : Tone::Warning},
                  {"open", context_.say("dashboard.open"), number(open_.size()), context_.say("dashboard.stopped", {{"count", number(stopped)}}), Tone::Info}};
    std::size_t complaints = 0, overdue = 0;
    for (const auto& [id, complaint] : snapshot->office.house.complaints) {
        complaints += complaint.is_open() ? 1 : 0;
        overdue += complaint.is_late(wib_date(now)) ? 1 : 0;
    }
    view.tiles.push_back({"complaints", context_.say("dashboard.complaints"), number(complaints),
                          overdue == 0 ? context_.say("dashboard.none_overdue") : context_.say("dashboard.overdue", {{"count", number(overdue)}}),
                          overdue > 0 ? Tone::Bad : complaints > 0 ? Tone::Warning : Tone::Good});
    if (period() != nullptr && !period()->against_mismatch.empty())  // rare: where there is none nobody need look
        view.tiles.push_back({"overrides", context_.say("dashboard.overrides"), number(period()->against_mismatch.size()), context_.say("dashboard.overrides_hint"), Tone::Bad});
}

void DashboardFlow::add_figures(Dashboard& view) const {
    if (period() == nullptr) return;
    if (const auto* shown = service()) {
        view.service = context_.services().find(shown->standard.id)->name.in(context_.session.language);
        for (const auto& step : shown->steps) {
            const auto& median = step.minutes.median;
            const double standard = step.standard.minutes;
            MeasuredBar bar{.label = fmt::format("{}. {}", step.standard.no, context_.say("role." + step.standard.actor)), .value = median.value_or(-1), .mark = standard > 0 ? standard : -1};
            bar.word = fmt::format("{} / {}", median ? reports::decimal(*median, 1) : reports::kDash, step.standard.minutes);
            if (median && standard > 0) bar.tone = *median > standard ? Tone::Warning : Tone::Good;
            view.steps.push_back(std::move(bar));
        }
    }
    const auto& ikm = period()->ikm;
    if (ikm.ikm) {
        view.ikm = context_.say("dashboard.ikm_of", {{"ikm", reports::decimal(*ikm.ikm, 2)}, {"mutu", fmt::format("{} ({})", reports::letter(*ikm.mutu), reports::words(*ikm.mutu))}, {"count", reports::grouped(ikm.respondents)}});
        for (std::size_t i = 0; i < reports::kUnsur; ++i) {
            const auto& nrr = ikm.unsur[i].nrr;
            view.unsur.push_back({.label = fmt::format("{} {}", reports::kUnsurNames[i].code, reports::kUnsurNames[i].short_name), .value = nrr ? *nrr : -1, .full = 4, .word = nrr ? reports::decimal(*nrr, 2) : reports::kDash,
                                  .tone = !nrr ? Tone::Info : reports::classify_nrr(*nrr) >= reports::Mutu::C ? Tone::Warning : Tone::Good});
        }
    }
    for (const auto& one : period()->operators)
        view.operators.push_back({.label = one.name, .value = static_cast<double>(one.files),
                                  .word = context_.say("dashboard.files", {{"count", std::to_string(one.files)}})});
}

void DashboardFlow::add_devices(Dashboard& view) const {
    const auto now = context_.equipment.clock.now();
    for (const auto& device : context_.equipment.registry.list()) {
        const auto line = health_line(device, now);
        const auto tone = line.condition == Condition::Ready ? Tone::Good : line.condition == Condition::NeedsOperator ? Tone::Warning : Tone::Bad;
        view.devices.push_back({context_.say("device.kind." + line.kind), context_.say("device.condition." + std::string(to_string(line.condition))), tone});
    }
}

/// Blanks of this kind that open files wait for.
int DashboardFlow::promised(const std::string& prefix) const {
    return static_cast<int>(std::ranges::count_if(open_, [&](const Open& open) {
        const auto* service = context_.services().find(open.file->service);
        return service->card && service->card->prefix == prefix && open.file->card.stage == engine::CardStage::None;
    }));
}

/// Blanks against those that are promised to somebody, and what the devices count themselves.
std::vector<MeasuredBar> DashboardFlow::stock() const {
    const auto snapshot = context_.snapshot();
    std::vector<MeasuredBar> bars;
    for (const auto* prefix : {engine::kKtpPrefix, engine::kKiaPrefix}) {
        const int owed = promised(prefix);
        const auto left = static_cast<int>(snapshot->office.stock_of(prefix).free.size());
        bars.push_back({.label = context_.say(std::string("dashboard.blanks.") + prefix), .value = static_cast<double>(left), .mark = static_cast<double>(owed), .full = std::max<double>({100, static_cast<double>(left), static_cast<double>(owed)}),
                        .word = context_.say("dashboard.pieces", {{"count", reports::grouped(left)}}),
                        .tone = left == 0 ? Tone::Bad : left <= owed ? Tone::Warning : Tone::Good});
    }
    constexpr int kLow = 20;
    for (const auto& device : context_.equipment.registry.list())
        for (const auto& supply : device.health.supplies)
            bars.push_back({.label = context_.say("supply." + supply.name), .value = static_cast<double>(supply.percent), .full = 100, .word = fmt::format("{} %", supply.percent),
                            .tone = supply.percent == 0 ? Tone::Bad : supply.percent <= kLow ? Tone::Warning : Tone::Good});
    return bars;
}

}  // namespace loket::app
