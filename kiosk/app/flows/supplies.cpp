#include "kiosk/app/flows/supplies.h"

#include <algorithm>

namespace loket::app {

using viewmodels::Standing;
using viewmodels::Tone;
using Supply = viewmodels::PrintDesk::Supply;

std::string supply_name(const FlowContext& context, const std::string& kind) {
    if (kind == engine::kKtpPrefix) return context.say("supply.stock");
    if (kind == engine::kKiaPrefix) return context.say("supply.stock_kia");
    return kind.empty() ? kind : context.say("supply.kind." + kind);
}

namespace {

constexpr int kFewPercent = 10;

/// How many there should be at least, as the office set it.
int least(const FlowContext& context, const std::string& kind) {
    const auto& minimum = context.equipment.core.reference().rules.minimum_stock;
    const auto set = minimum.find(kind);
    return set == minimum.end() ? 0 : set->second;
}

Tone tone_of(int left, int minimum) { return left == 0 ? Tone::Bad : left < minimum ? Tone::Warning : Tone::Good; }

Supply blanks(const FlowContext& context, const std::string& prefix) {
    const auto snapshot = context.snapshot();
    const auto& stock = snapshot->office.stock_of(prefix);
    const auto left = static_cast<int>(stock.free.size());
    const int minimum = least(context, prefix);
    return {supply_name(context, prefix), stock.received == 0 ? 0 : left * 100 / stock.received,
            context.say("supply.count", {{"left", std::to_string(left)}, {"spoiled", std::to_string(stock.spoiled)}, {"least", std::to_string(minimum)}}),
            tone_of(left, minimum)};
}

void add_printers(const FlowContext& context, std::vector<Supply>& out) {
    for (const auto& device : context.equipment.registry.list()) {
        if (device.kind != model::Kind::CardPrinter) continue;
        for (const auto& supply : device.health.supplies)
            out.push_back({context.say("supply." + supply.name), supply.percent, supply.units < 0 ? "" : std::to_string(supply.units),
                           supply.percent == 0 ? Tone::Bad : supply.percent < kFewPercent ? Tone::Warning : Tone::Good});
    }
}

}  // namespace

std::vector<Supply> supplies(const FlowContext& context, const std::string& prefix) {
    std::vector<Supply> out{blanks(context, prefix)};
    add_printers(context, out);
    return out;
}

std::vector<Standing> standing_of(const FlowContext& context) {
    std::vector<Supply> all{blanks(context, engine::kKtpPrefix), blanks(context, engine::kKiaPrefix)};
    add_printers(context, all);
    std::vector<Standing> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& each = all[i];
        const auto words = i < 2 ? each.detail : std::to_string(each.percent) + " %";
        out.push_back({each.name + ": " + words, each.tone});
    }
    std::ranges::stable_sort(out, std::greater<>{}, [](const Standing& each) { return static_cast<int>(each.tone); });
    out.insert(out.begin(), {context.say("standing.alone", {{"count", std::to_string(context.snapshot()->head)}}), Tone::Info});
    return out;
}

namespace {

std::string count_words(const FlowContext& context, const engine::StockDay& day) {
    if (!day.is_counted) return context.say("stock.not_counted");
    return context.say("stock.counted", {{"counted", std::to_string(day.counted)}, {"expected", std::to_string(day.expected)}});
}

viewmodels::StockPage::Kind blank_kind(const FlowContext& context, const std::string& prefix) {
    const auto now = context.snapshot();
    const auto& stock = now->office.stock_of(prefix);
    const auto day = stock.on(wib_date(context.equipment.clock.now()));
    viewmodels::StockPage::Kind kind{.id = prefix, .name = supply_name(context, prefix), .left = static_cast<int>(stock.free.size()), .least = least(context, prefix), .numbered = true};
    kind.today = context.say("stock.today", {{"received", std::to_string(day.received)}, {"used", std::to_string(day.printed)}, {"spoiled", std::to_string(day.spoiled)}});
    kind.counted = count_words(context, day);
    return kind;
}

}  // namespace

std::vector<viewmodels::StockPage::Kind> stock_kinds(const FlowContext& context) {
    std::vector<viewmodels::StockPage::Kind> kinds{blank_kind(context, engine::kKtpPrefix), blank_kind(context, engine::kKiaPrefix)};
    const auto now = context.snapshot();
    const auto& supplies = now->office.house.supplies;
    for (const auto& id : engine::supply_kinds()) {
        const auto there = supplies.find(id);
        kinds.push_back({.id = id, .name = supply_name(context, id), .left = there == supplies.end() ? 0 : there->second, .least = least(context, id)});
        if (there == supplies.end()) continue;  // never delivered: nobody counts it
        const auto day = engine::supply_day(now->office.house, id, wib_date(context.equipment.clock.now()));
        kinds.back().today = context.say("stock.today_supply", {{"received", std::to_string(day.received)}, {"used", std::to_string(day.printed)}, {"spoiled", std::to_string(day.spoiled)}});
        kinds.back().counted = count_words(context, day);
    }
    for (auto& kind : kinds) kind.tone = kind.least == 0 ? Tone::Good : tone_of(kind.left, kind.least);
    return kinds;
}

std::vector<Standing> day_of(const FlowContext& context) {
    const auto snapshot = context.snapshot();
    const auto today = wib_date(context.equipment.clock.now());
    int waiting = 0, applicant = 0, begun = 0, late = 0;
    for (const auto& [number, ticket] : snapshot->office.queue.tickets) waiting += ticket.is_live() ? 1 : 0;
    for (const auto& [id, c] : snapshot->office.cases) {
        applicant += c->status == engine::CaseStatus::WaitingForApplicant ? 1 : 0;
        begun += c->begun ? 1 : 0;
        late += c->promised && *c->promised < today ? 1 : 0;
    }
    const auto number = [](int count) { return std::to_string(count); };
    std::vector<Standing> day{{waiting == 0 ? context.say("day.nobody_waits") : context.say("day.waiting", {{"count", number(waiting)}}), waiting == 0 ? Tone::Good : Tone::Warning},
                              {context.say("day.open_files", {{"count", number(static_cast<int>(snapshot->office.cases.size()))}, {"applicant", number(applicant)}}), Tone::Info},
                              {context.say("day.begun_files", {{"count", number(begun)}}), begun == 0 ? Tone::Good : Tone::Warning},
                              {late == 0 ? context.say("day.nobody_late") : context.say("day.late_files", {{"count", number(late)}}), late == 0 ? Tone::Good : Tone::Bad}};
    const auto add = [&](const std::string& kind, const engine::StockDay& counted) {
        day.push_back({supply_name(context, kind) + ": " + count_words(context, counted), !counted.is_counted ? Tone::Bad : counted.counted == counted.expected ? Tone::Good : Tone::Warning});
    };
    for (const auto* prefix : {engine::kKtpPrefix, engine::kKiaPrefix})
        if (const auto& stock = snapshot->office.stock_of(prefix); stock.received > 0) add(prefix, stock.on(today));
    for (const auto& [kind, left] : snapshot->office.house.supplies) add(kind, engine::supply_day(snapshot->office.house, kind, today));
    return day;
}

}  // namespace loket::app
