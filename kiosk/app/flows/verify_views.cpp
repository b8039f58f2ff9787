// What the verifying officers see.

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/capture.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/link_words.h"
#include "kiosk/app/flows/verify_flow.h"
#include "workflow/engine/decide.h"
#include "workflow/engine/standing.h"

namespace loket::app {

using viewmodels::Listing;
using viewmodels::Tone;
using viewmodels::Verify;

Verify VerifyFlow::view() const {
    Verify view;
    view.desk = desk("verify.title", "verify.empty");
    mark_urgency(view.desk);
    view.working = context_.worker.busy();
    view.pin = pin_.view();
    view.filter = filter_;
    view.set_aside = static_cast<int>(aside().size());
    for (const auto& c : cases_on(context_, Page::Verify)) {
        const viewmodels::Row row{c->service, context_.services().find(c->service)->name.in(context_.session.language)};
        if (std::ranges::none_of(view.filters, [&](const auto& known) { return known.label == row.label; })) view.filters.push_back(row);
    }
    if (list_ == List::Together) {
        view.together = together();
        view.together_signs = std::ranges::any_of(aside(), [this](const auto& c) { return signs(*c); });
    } else if (list_ == List::Decisions) {
        view.decisions = decisions();
        view.week = week_;
    } else if (const auto c = file()) add_file(view, *c);
    return view;
}

void VerifyFlow::add_file(Verify& view, const engine::Case& c) const {
    view.file = file_head(context_, c, true);
    view.papers = paper_items(context_, c);
    const auto& service = *context_.services().find(c.service);
    if (service.card) {
        view.record_state = record_words(context_, c.record_state);
        if (const auto& link = context_.equipment.link)
            if (const auto place = packet_place(context_, *link->view(), c.id, c.record_state); !place.empty()) view.record_state += " · " + place;
        add_recording(view, c);
        add_alike(view, c);
    }
    view.answers = answer_rows(context_, c);
    view.documents = document_rows(context_, c);
    if (changes_of_ == c.id) {
        view.changes = changes_;
        view.changes_note = changes_note_;
    }
    view.history = history_of(c);
    for (const auto* key : {"return.data_differs", "return.paper_unclear", "return.paper_missing", "return.recording"}) view.reasons.push_back(context_.say(key));
    const auto& items = view.desk.items;
    const auto here = std::ranges::find(items, c.id, &viewmodels::WorkItem::id);
    view.has_previous = here != items.end() && here != items.begin();
    view.has_next = here != items.end() && here + 1 != items.end();
    if (here != items.end()) view.place = context_.say("verify.place", {{"number", std::to_string(here - items.begin() + 1)}, {"count", std::to_string(items.size())}});
    add_duties(view, c);
}

void VerifyFlow::add_duties(Verify& view, const engine::Case& c) const {
    view.signs = signs(c);
    view.begun = mine(c);
    view.collected = aside_.contains(c.id);
    const engine::Context check{.services = context_.services(), .actor = context_.actor(), .now = context_.equipment.clock.now(),
                                .profile = c.profile, .applicant = std::nullopt, .add_working_days = {}};
    const auto allowed = engine::may_work_on(c, check);
    view.may_decide = allowed.ok();
    if (!allowed) view.refusal = context_.explain(allowed.error());
}

/// Late and soon late say so in the list, whatever else is to be said of the file.
void VerifyFlow::mark_urgency(viewmodels::Desk& desk) const {
    const auto snapshot = context_.snapshot();
    const auto now = context_.equipment.clock.now();
    for (auto& item : desk.items) {
        const auto c = snapshot->office.find_case(item.id);
        const auto standing = c ? engine::standing(*c, now, context_.equipment.core.reference().calendar) : std::nullopt;
        if (c && c->duplicates.in_doubt()) {
            item.state = context_.say("verify.alike.state");
            item.tone = Tone::Bad;
            continue;
        }
        if (aside_.contains(item.id)) {
            item.state = context_.say("verify.set_aside");
            item.tone = Tone::Good;
        }
        if (!standing) continue;
        if (standing->is_late()) {
            item.state = context_.say("dashboard.days_late", {{"days", std::to_string(standing->late_by())}});
            item.tone = Tone::Bad;
        } else if (standing->soon_late(context_.equipment.core.reference().rules.soon_late_days)) {
            item.state = context_.say(standing->days_left == 0 ? "verify.due_today" : "verify.due_soon");
            item.tone = Tone::Warning;
        }
    }
}

Listing VerifyFlow::together() const {
    Listing list{.title = context_.say("verify.together"), .empty_text = context_.say("verify.none_aside")};
    for (const auto* column : {"resi", "name", "service", "due"}) list.columns.push_back(context_.say(std::string("dashboard.col.") + column));
    for (const auto& c : aside()) {
        const auto item = work_item(context_, *c);
        list.lines.push_back({{item.number, item.name, item.service, item.promised}, Tone::Info});
    }
    return list;
}

Listing VerifyFlow::decisions() const {
    Listing list{.title = context_.say("verify.decisions"), .empty_text = context_.say(counting_ ? "dashboard.counting" : "verify.none_decided")};
    for (const auto* column : {"verify.col.when", "dashboard.col.case", "verify.col.verdict", "verify.col.reason"}) list.columns.push_back(context_.say(column));
    for (const auto& decision : decided_)
        list.lines.push_back({{short_time(decision.at), decision.case_id, context_.say("verify.verdict." + decision.verdict), decision.reason}, Tone::Info});
    return list;
}

void VerifyFlow::add_recording(Verify& view, const engine::Case& c) const {
    for (const auto& slot : engine::recording_slots()) {
        const auto sample = c.samples.find(slot);
        if (sample == c.samples.end()) continue;
        const auto picture = context_.pictures.get(sample->second.digest);
        if (slot == "photo") view.photo = picture;
        else if (slot == "signature") view.signature = picture;
        else view.fingers.push_back({slot_words(context_, slot), sample->second.quality, sample->second.excused.empty() ? "" : context_.say("excuse." + sample->second.excused), picture, context_.equipment.core.reference().recording.threshold(slot)});
    }
}

std::vector<Verify::Event> VerifyFlow::history_of(const engine::Case& c) const {
    std::vector<std::pair<Instant, Verify::Event>> events;
    const auto& service = *context_.services().find(c.service);
    const auto snapshot = context_.snapshot();
    for (const auto& record : c.history)
        events.emplace_back(record.done, Verify::Event{short_time(record.done), snapshot->name_of(record.user),
                                                       fmt::format("{}. {} · {}/{}'", record.step, service.step(record.step).text.in(context_.session.language), record.used_minutes(), record.standard_minutes),
                                                       record.used_minutes() > record.standard_minutes ? Tone::Warning : Tone::Good});
    for (const auto& returned : c.returns)
        events.emplace_back(returned.at, Verify::Event{short_time(returned.at), snapshot->name_of(returned.user), context_.say("history.returned", {{"reason", returned.reason}}), Tone::Bad});
    std::ranges::stable_sort(events, {}, &std::pair<Instant, Verify::Event>::first);
    std::vector<Verify::Event> out;
    for (auto& [at, event] : events) out.push_back(std::move(event));
    return out;
}

}  // namespace loket::app
