// Where an application is, told to whoever holds its resi: roles instead of names, no number of a person.

#include <fmt/format.h>

#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/wording.h"
#include "workflow/engine/standing.h"

namespace loket::app {

using engine::StepKind;
using viewmodels::Tone;

void ApplicantFlow::show_status(const std::string& resi) {
    resi_ = resi;
    const auto c = context_.snapshot()->office.find_resi(resi);
    if (!c) return show_closed(resi);
    service_ = c->service;
    if (purpose_ == Purpose::Collect) return ask_ticket();
    if (!c->nik.empty()) {  // even a masked name is a look at somebody's file
        context_.asks.then<Status>(context_.equipment.core.ask([nik = c->nik, by = context_.actor()](Core& core) { return core.note_look(nik, by, "status"); }), [this](Status noted) {
            if (!noted) context_.notify(noted.error());
        });
    }
    context_.navigation.go(Page::Status);
}

/// What is finished is no longer among the open files, but the office remembers what became of it.
void ApplicantFlow::show_closed(const std::string& resi) {
    using Answer = Result<std::optional<store::CaseRow>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([resi](Core& core) { return core.store().case_by_resi(resi); }), [this, visit = visit_](Answer answer) {
        if (visit != visit_ || page_ != Page::Identity) return;
        if (!answer) return refuse(answer.error());
        if (!*answer || !(*answer)->closed) return refuse(rejected("resi.unknown", "no application with this resi"));
        const auto& row = **answer;
        const bool cancelled = row.state == "cancelled";
        message_ = {cancelled ? Tone::Warning : Tone::Good, context_.say(cancelled ? "status.cancelled" : "status.handed_over"),
                    context_.say(cancelled ? "status.cancelled.text" : "status.handed_over.text", {{"date", long_date(wib_date(row.updated_at), context_.session.language)}}),
                    context_.say("action.done")};
        context_.navigation.go(Page::Message);
    });
}

namespace {

/// Why the clock of the promise stands still, or for how long it stood; empty if it never did.
std::string stopped_words(const FlowContext& context, const engine::Case& c, const std::optional<engine::Standing>& standing) {
    if (c.waiting_since) return context.say("status.stopped.applicant", {{"what", c.waiting_reason}});
    if (c.centre_since) return context.say("status.stopped.centre");
    const int days = standing ? standing->days_for_applicant + standing->days_for_centre : 0;
    return days > 0 ? context.say("status.stopped.days", {{"days", std::to_string(days)}}) : "";
}

std::vector<viewmodels::Status::Step> steps_of(const FlowContext& context, const engine::Case& c, const engine::Service& service) {
    using State = viewmodels::Status::Step::State;
    std::vector<viewmodels::Status::Step> steps;
    for (const auto& step : service.steps) {
        const auto state = step.no < c.step ? State::Done : step.no == c.step ? State::Now : State::Later;
        std::string when;
        for (const auto& record : c.history)
            if (record.step == step.no) when = short_time(record.done);
        steps.push_back({step.text.in(context.session.language), role_words(context, step.actor), state == State::Done ? when : "", state});
    }
    return steps;
}

}  // namespace

viewmodels::Status ApplicantFlow::status_view() const {
    viewmodels::Status view;
    view.resi = resi_;
    const auto c = context_.snapshot()->office.find_resi(resi_);
    if (!c) return view;
    const auto& about = *context_.services().find(c->service);
    const auto& language = context_.session.language;
    const auto standing = engine::standing(*c, context_.equipment.clock.now(), context_.equipment.core.reference().calendar);
    view.service = about.name.in(language);
    if (standing) view.promised = long_date(standing->due, language);
    if (standing && standing->due != standing->promised) view.promised += context_.say("status.promised_first", {{"date", long_date(standing->promised, language)}});
    if (standing && c->calendar_missing != 0) view.promised += context_.say("status.no_calendar", {{"year", std::to_string(c->calendar_missing)}});
    view.stopped = stopped_words(context_, *c, standing);
    view.steps = steps_of(context_, *c, about);
    const auto& now = about.step(c->step);
    const auto* later = about.next(c->step);
    const bool open = c->status == engine::CaseStatus::Open;
    const bool at_counter = open && now.kind == StepKind::HandOver;  // letters: nothing to activate
    view.can_complain = true;
    view.ready = at_counter || (open && now.kind == StepKind::Activate);
    view.headline = !open        ? context_.say("status.waiting_for_you")
                    : at_counter ? context_.say("status.ready_at_counter")
                    : view.ready ? context_.say("status.ready")
                                 : context_.say(fmt::format("status.step.{}", engine::code(now.kind)), {{"who", role_words(context_, now.desk)}});
    if (later != nullptr) view.next = context_.say("status.then", {{"step", later->text.in(language)}, {"who", role_words(context_, later->desk)}});
    view.you_must = !open        ? context_.say("status.bring", {{"what", c->waiting_reason}})
                    : at_counter ? context_.say("status.bring_resi")
                                 : context_.say(view.ready ? "status.come_yourself" : "status.nothing_to_do");
    return view;
}

}  // namespace loket::app
