#include "kiosk/app/flows/link_words.h"

#include <algorithm>
#include <span>

#include "kiosk/app/flows/wording.h"
#include "workflow/engine/record_state.h"
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
    if (view.by_stick) return context.say(view.waiting() + view.packets.packets > 0 ? "sync.stick_next" : "sync.none");
    return view.standing.failures > 0 ? short_time(view.standing.next_try) : context.say("sync.by_itself");
}

std::string packet_words(const FlowContext& context, const sync::LinkView& view) {
    if (view.packets.packets == 0) return context.say("sync.none");
    auto words = context.say("sync.packets", {{"count", reports::grouped(view.packets.packets)}, {"size", reports::decimal(static_cast<double>(view.packets.bytes) / 1e6, 1)}});
    if (!view.packet_code.empty()) words += " · " + context.say("sync.goes_on", {{"at", time_or_dash(view.packets_at)}});
    return words;
}

/// The two districts whose lent numbers are nearest their end.
std::string numbers_words(const FlowContext& context, const sync::LinkView& view) {
    auto numbers = view.numbers;
    if (numbers.empty()) return context.say("sync.none");
    std::ranges::stable_sort(numbers, {}, &sync::BlockLeft::left);
    std::string words;
    for (const auto& one : std::span(numbers).first(std::min<std::size_t>(numbers.size(), 2)))
        words += (words.empty() ? "" : " · ") + one.district + ": " +
                 context.say("sync.numbers_short", {{"left", reports::grouped(one.left)}, {"lent", reports::grouped(one.lent)}, {"given", reports::grouped(one.given)}});
    return words;
}

/// Changes of people: on their way, and those that the centre did not take as they came.
std::string changes_words(const FlowContext& context, const sync::LinkView& view) {
    const auto held = view.held.held();
    if (held == 0) return view.changes == 0 ? context.say("sync.none") : context.say("sync.changes", {{"waiting", reports::grouped(view.changes)}});
    const auto first = std::ranges::find_if(view.held.entries, [](const auto& one) { return !one.settled; });
    return context.say("sync.changes_held", {{"waiting", reports::grouped(view.changes)}, {"held", reports::grouped(held)}, {"case", first->case_id.empty() ? std::string(reports::kDash) : first->case_id},
                                             {"since", short_time(first->since)}});
}

/// How many recordings are where.
std::string recordings_words(const FlowContext& context, const sync::LinkView& view) {
    const auto received = std::count_if(view.recordings.begin(), view.recordings.end(), [](const auto& one) { return one.received.has_value(); });
    const auto waiting = static_cast<std::ptrdiff_t>(view.recordings.size()) - received;
    return view.recordings.empty() ? context.say("sync.none") : context.say("sync.recordings", {{"waiting", reports::grouped(waiting)}, {"received", reports::grouped(received)}});
}

/// Of a packet that the register does not have yet.
std::string waiting_words(const FlowContext& context, const sync::LinkView& view, const sync::PacketEntry& entry) {
    if (view.on_its_way && view.on_its_way->first == entry.name && view.standing.code.empty() && view.packet_code.empty())
        return context.say("sync.place.sending", {{"percent", std::to_string(entry.size == 0 ? 0 : view.on_its_way->second * 100 / entry.size)}});
    auto words = context.say("sync.place.waiting", {{"since", short_time(entry.made)}});
    const auto& code = view.standing.code.empty() ? view.packet_code : view.standing.code;
    if (code.empty()) return words;
    const auto next = view.standing.code.empty() ? view.packets_at : view.standing.stopped ? std::nullopt : std::optional(view.standing.next_try);
    return words + " · " + cause(context, code) + (next ? " · " + context.say("sync.goes_on", {{"at", short_time(*next)}}) : "");
}

/// Of one that the register has.
std::string received_words(const FlowContext& context, const sync::PacketEntry& entry, const std::string& record_state) {
    const auto said = record_words(context, record_state);
    if (engine::is_print_ready(record_state)) return context.say("sync.place.done", {{"what", said}});
    if (engine::must_record_again(record_state) || record_state == engine::kDuplicate) return context.say("sync.place.refused", {{"what", said}});
    if (record_state == engine::kReceived || engine::may_be_on_its_way(record_state)) return context.say("sync.place.received", {{"at", short_time(*entry.received)}});
    return context.say("sync.place.examined", {{"what", said}});
}

Tone tone_of_packet(const std::string& record_state, bool received) {
    if (engine::must_record_again(record_state) || record_state == engine::kDuplicate) return Tone::Bad;
    return received ? Tone::Good : Tone::Info;
}

std::string place_of(const FlowContext& context, const sync::LinkView& view, const sync::PacketEntry& entry, const std::string& record_state) {
    return entry.received ? received_words(context, entry, record_state) : waiting_words(context, view, entry);
}

}  // namespace

std::string packet_place(const FlowContext& context, const sync::LinkView& view, const std::string& case_id, const std::string& record_state) {
    const auto last = std::find_if(view.recordings.rbegin(), view.recordings.rend(), [&](const auto& one) { return one.case_id == case_id; });
    return last == view.recordings.rend() ? std::string() : place_of(context, view, *last, record_state);
}

viewmodels::Listing packet_list(const FlowContext& context, const sync::LinkView& view) {
    viewmodels::Listing list{.title = {}, .empty_text = context.say("sync.no_recordings")};
    for (const auto* name : {"recorded", "case", "size", "place"}) list.columns.push_back(context.say(std::string("sync.col.") + name));
    const auto snapshot = context.snapshot();
    for (auto one = view.recordings.rbegin(); one != view.recordings.rend(); ++one) {
        const auto c = snapshot->office.find_case(one->case_id);
        const auto state = c ? c->record_state : std::string(engine::kReceived);  // a closed file has its answer in the file
        list.lines.push_back({{short_time(one->made), one->case_id, reports::decimal(static_cast<double>(one->size) / 1e6, 1) + " MB", place_of(context, view, *one, state)}, tone_of_packet(state, one->received.has_value())});
    }
    return list;
}

viewmodels::Listing centre_notices(const FlowContext& context, const sync::LinkView& view) {
    viewmodels::Listing list{.title = {}, .empty_text = context.say("sync.no_notices"), .columns = {context.say("maintenance.col.when"), context.say("sync.col.notice")}};
    struct Line {
        Instant at;
        std::string words;
        Tone tone;
    };
    std::vector<Line> lines;
    for (auto one = view.notices.rbegin(); one != view.notices.rend(); ++one) lines.push_back({one->at, one->body, Tone::Info});
    for (const auto& one : view.held.entries) {
        const std::string key = !one.settled ? "sync.change.waits" : one.taken ? "sync.change.taken" : "sync.change.dropped";
        lines.push_back({one.settled.value_or(one.since), context.say(key, {{"case", one.case_id.empty() ? std::string(reports::kDash) : one.case_id}, {"reason", one.reason}}), one.settled && one.taken ? Tone::Good : Tone::Warning});
    }
    std::ranges::stable_sort(lines, std::ranges::greater{}, &Line::at);
    for (auto& one : lines) list.lines.push_back({{short_time(one.at), std::move(one.words)}, one.tone});
    return list;
}

std::vector<viewmodels::Row> link_facts(const FlowContext& context, const sync::LinkView& view) {
    const auto fact = [&](const char* key) { return context.say(std::string("sync.fact.") + key); };
    const auto waiting = view.waiting() == 0 ? context.say("sync.none")
                                             : context.say("sync.waiting_since", {{"count", reports::grouped(view.waiting())}, {"since", time_or_dash(view.waits_since)}});
    const bool stick = view.by_stick || view.stick_made;
    std::vector<viewmodels::Row> facts{
        {fact("register"), view.by_stick ? context.say("sync.by_stick") : view.url},
        {fact("arrived"), context.say("sync.of", {{"count", reports::grouped(view.acked)}, {"all", reports::grouped(view.head)}})},
        {fact("waits"), waiting},
        {fact("cause"), cause(context, view.standing.code)},
        {fact("next"), next_step(context, view)},
        {fact("packets"), packet_words(context, view)},
        {fact("recordings"), recordings_words(context, view)},
        {fact("changes"), changes_words(context, view)},
        {fact("contact"), time_or_dash(view.last_contact)},
        {fact("messages"), reports::grouped(view.directives)},
        {fact("numbers"), numbers_words(context, view)}};
    if (stick) facts.push_back({fact("stick"), context.say("sync.stick_both", {{"made", time_or_dash(view.stick_made)}, {"answered", time_or_dash(view.stick_answered)}})});
    if (!view.by_stick) facts.push_back({fact("certificate"), view.certificate_until ? dmy_date(wib_date(*view.certificate_until)) : std::string(reports::kDash)});
    return facts;
}

viewmodels::Dashboard::Tile link_tile(const FlowContext& context, const sync::LinkView& view) {
    const auto detail = view.standing.stopped       ? context.say("sync.person_first")
                        : !view.standing.code.empty() ? context.say("sync.tries_again")
                        : view.waiting() == 0         ? context.say("sync.all_arrived")
                        : view.by_stick               ? context.say("sync.by_stick")
                                                      : context.say("sync.on_the_way");
    return {"sync", context.say("maintenance.part.sync"), reports::grouped(view.waiting()), detail, tone_of_link(view)};
}

std::optional<viewmodels::Notice> link_warning(const FlowContext& context, const sync::LinkView& view) {
    const bool silent = long_silent(view, context.equipment.clock.now());
    if (!view.standing.stopped && !silent) return std::nullopt;
    return viewmodels::Notice{Tone::Warning, context.say("sync.warning", {{"count", reports::grouped(view.waiting())}, {"since", time_or_dash(view.waits_since)}, {"cause", cause(context, view.standing.code)}})};
}

}  // namespace loket::app
