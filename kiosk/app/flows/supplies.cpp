#include "kiosk/app/flows/supplies.h"

#include <algorithm>

namespace loket::app {

using viewmodels::Standing;
using viewmodels::Tone;
using Supply = viewmodels::PrintDesk::Supply;

namespace {

constexpr int kFewBlanks = 50;    ///< half a day of a busy office: time to order
constexpr int kFewPercent = 10;

Supply blanks(const FlowContext& context, const std::string& prefix) {
    const auto snapshot = context.snapshot();
    const auto& stock = snapshot->office.stock_of(prefix);
    const auto left = static_cast<int>(stock.free.size());
    const bool kia = prefix == engine::kKiaPrefix;
    return {context.say(kia ? "supply.stock_kia" : "supply.stock"), stock.received == 0 ? 0 : left * 100 / stock.received,
            context.say("supply.count", {{"left", std::to_string(left)}, {"spoiled", std::to_string(stock.spoiled)}, {"least", std::to_string(kFewBlanks)}}),
            left == 0 ? Tone::Bad : left < kFewBlanks ? Tone::Warning : Tone::Good};
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

}  // namespace loket::app
