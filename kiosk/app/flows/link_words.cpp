#include "kiosk/app/flows/link_words.h"

#include "kiosk/app/flows/wording.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Tone;

namespace {

constexpr auto kLongSilence = std::chrono::hours(24);

std::string cause(const FlowContext& context, const std::string& code) { return code.empty() ? context.say("sync.well") : context.explain(Error{Fault::Gone, {}, code}); }

bool long_silent(const sync::LinkView& view, Instant now) { return view.waits_since && !view.standing.code.empty() && now - *view.waits_since > kLongSilence; }

Tone tone_of_link(const sync::LinkView& view) { return view.standing.stopped ? Tone::Bad : view.standing.code.empty() ? Tone::Good : Tone::Warning; }

std::string time_or_dash(const std::optional<Instant>& at) { return at ? short_time(*at) : std::string(reports::kDash); }

std::string next_step(const FlowContext& context, const sync::LinkView& view) {
    if (view.standing.stopped) return context.say("sync.person_first");
    return view.standing.failures > 0 ? short_time(view.standing.next_try) : context.say("sync.by_itself");
}

std::string packet_words(const FlowContext& context, const sync::LinkView& view) {
    if (view.packets.packets == 0) return context.say("sync.none");
    auto words = context.say("sync.packets", {{"count", reports::grouped(view.packets.packets)}, {"size", reports::decimal(static_cast<double>(view.packets.bytes) / 1e6, 1)}});
    if (!view.packet_code.empty()) words += " · " + context.say("sync.goes_on", {{"at", time_or_dash(view.packets_at)}});
    return words;
}

}  // namespace

std::vector<viewmodels::Row> link_facts(const FlowContext& context, const sync::LinkView& view) {
    const auto fact = [&](const char* key) { return context.say(std::string("sync.fact.") + key); };
    const auto waiting = view.waiting() == 0 ? context.say("sync.none")
                                             : context.say("sync.waiting_since", {{"count", reports::grouped(view.waiting())}, {"since", time_or_dash(view.waits_since)}});
    return {{fact("register"), view.url},
            {fact("arrived"), context.say("sync.of", {{"count", reports::grouped(view.acked)}, {"all", reports::grouped(view.head)}})},
            {fact("waits"), waiting},
            {fact("cause"), cause(context, view.standing.code)},
            {fact("next"), next_step(context, view)},
            {fact("packets"), packet_words(context, view)},
            {fact("contact"), time_or_dash(view.last_contact)},
            {fact("messages"), reports::grouped(view.directives)},
            {fact("certificate"), view.certificate_until ? dmy_date(wib_date(*view.certificate_until)) : std::string(reports::kDash)}};
}

viewmodels::Dashboard::Tile link_tile(const FlowContext& context, const sync::LinkView& view) {
    const auto detail = view.standing.stopped       ? context.say("sync.person_first")
                        : !view.standing.code.empty() ? context.say("sync.tries_again")
                        : view.waiting() == 0         ? context.say("sync.all_arrived")
                                                      : context.say("sync.on_the_way");
    return {"sync", context.say("maintenance.part.sync"), reports::grouped(view.waiting()), detail, tone_of_link(view)};
}

std::optional<viewmodels::Notice> link_warning(const FlowContext& context, const sync::LinkView& view) {
    const bool silent = long_silent(view, context.equipment.clock.now());
    if (!view.standing.stopped && !silent) return std::nullopt;
    return viewmodels::Notice{Tone::Warning, context.say("sync.warning", {{"count", reports::grouped(view.waiting())}, {"since", time_or_dash(view.waits_since)}, {"cause", cause(context, view.standing.code)}})};
}

}  // namespace loket::app
