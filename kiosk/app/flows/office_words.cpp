#include "kiosk/app/flows/office_words.h"

#include <fmt/format.h>

#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/office_line.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Tone;

std::string line_words(const FlowContext& context) {
    const auto snapshot = context.snapshot();
    auto words = context.explain(Error{Fault::Gone, {}, snapshot->line});
    if (snapshot->aside > 0) words += " " + context.say("lan.waits_here", {{"count", reports::grouped(snapshot->aside)}});
    return words;
}

std::vector<viewmodels::Row> office_facts(const FlowContext& context, const lan::Members& members) {
    std::vector<viewmodels::Row> rows;
    for (const auto& member : members.members) {
        if (member.removed) continue;
        const auto name = fmt::format("{}{}", member.name, member.role.empty() ? "" : " (" + member.role + ")");
        auto state = member.seen_ms == 0 ? context.say("lan.never_seen") : context.say("lan.seen", {{"at", short_time(from_millis(member.seen_ms))}});
        if (members.head > member.n && member.seen_ms > 0) state += " · " + context.say("lan.behind", {{"count", reports::grouped(members.head - member.n)}});
        if (member.aside > 0) state += " · " + context.say("lan.waits_there", {{"count", reports::grouped(member.aside)}});
        rows.push_back({name, state});
    }
    return rows;
}

viewmodels::Dashboard::Tile office_tile(const FlowContext& context) {
    const auto title = context.say("maintenance.part.office");
    const auto& line = context.equipment.lan;
    if (!line) return {"office", title, reports::kDash, context.say("lan.one_machine"), Tone::Info};
    if (line->induk) return {"office", title, context.say("lan.induk"), line->place.name, line->induk->deposed() ? Tone::Bad : Tone::Good};
    const auto view = line->station->view();
    return {"office", title, context.say("lan.station"), view.code.empty() ? view.address : context.say("lan.line_broken"), view.code.empty() ? Tone::Good : Tone::Warning};
}

}  // namespace loket::app
