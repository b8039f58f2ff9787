// View models of the applicant's pages.

#include <fmt/format.h>

#include <set>

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/flows/applicant_flow.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"
#include "workflow/engine/record_state.h"
#include "workflow/engine/waiting.h"
#include "workflow/population/nik.h"

namespace loket::app {

using viewmodels::Row;

void ApplicantFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    switch (page_) {
        case Page::Home: return screens::draw(ui, words, chrome, home_view(), intents);
        case Page::Services: return screens::draw(ui, words, chrome, services_view(), intents);
        case Page::Identity: return screens::draw(ui, words, chrome, identity_view(), intents);
        case Page::Confirm: return screens::draw(ui, words, chrome, confirm_view(), intents);
        case Page::Question: return form_.draw(ui, chrome, stepper(2), intents);
        case Page::Priority: return screens::draw(ui, words, chrome, priority_view(), intents);
        case Page::Bring: return screens::draw(ui, words, chrome, bring_view(), intents);
        case Page::Ticket: return screens::draw(ui, words, chrome, ticket_view(), intents);
        case Page::Status: return screens::draw(ui, words, chrome, status_view(), intents);
        default: return screens::draw(ui, words, chrome, message_, intents);
    }
}

viewmodels::Stepper ApplicantFlow::stepper(int current) const {
    return {{context_.say("stepper.identity"), context_.say("stepper.confirm"), context_.say("stepper.need"), context_.say("stepper.bring"), context_.say("stepper.ticket")}, current};
}

std::vector<const engine::Service*> ApplicantFlow::services_of(const std::string& letter) const {
    auto services = context_.services().with_ticket();
    std::erase_if(services, [&](const auto* service) { return service->letter != letter; });
    return services;
}

/// A tile for each letter of the queue: the service itself where it is alone.
viewmodels::Home ApplicantFlow::home_view() const {
    viewmodels::Home view;
    std::set<std::string> letters;
    for (const auto* service : context_.services().with_ticket()) letters.insert(service->letter);
    for (const auto& letter : letters) {
        const auto services = services_of(letter);
        const auto days = context_.say("home.service_hint", {{"days", std::to_string(services.front()->promise_days)}});
        if (services.size() == 1) view.services.push_back({services.front()->id, services.front()->name.in(context_.session.language), days, false});
        else view.services.push_back({letter, context_.say("home.group." + letter), days, true});
    }
    return view;
}

viewmodels::Choice ApplicantFlow::services_view() const {
    viewmodels::Choice view{.title = context_.say("home.group." + group_), .hint = context_.say("services.hint"), .items = {}, .selected = service_, .stepper = {}};
    for (const auto* service : services_of(group_))
        view.items.push_back({service->id, service->name.in(context_.session.language), service->product.in(context_.session.language)});
    return view;
}

viewmodels::Identity ApplicantFlow::identity_view() const {
    viewmodels::Identity view;
    view.mode = mode_;
    view.choose_mode = purpose_ == Purpose::Apply;
    const auto* kind = mode_ == Mode::Nik ? "nik" : mode_ == Mode::Kk ? "kk" : mode_ == Mode::Passport ? "passport" : "resi";
    view.newcomer = purpose_ == Purpose::Apply && takes_passport();
    view.title = context_.say(fmt::format("identity.{}.title", kind));
    view.hint = context_.say(fmt::format("identity.{}.hint", kind));
    view.typed = typed_;
    view.length = longest();
    view.notice = notice_;
    view.can_continue = typed_enough();
    if (mode_ != Mode::Resi) view.stepper = stepper(0);
    if (mode_ == Mode::Nik && typed_.size() >= 12) {
        auto digits = typed_ + std::string(16 - typed_.size(), '1');
        const auto report = population::examine_nik(digits, context_.equipment.core.reference().regions, {.today = wib_date(context_.equipment.clock.now())});
        if (!report.district.empty()) view.preview.push_back({context_.say("field.district"), report.district});
        if (report.born) view.preview.push_back({context_.say("field.born"), long_date(*report.born, context_.session.language)});
        if (report.sex) view.preview.push_back({context_.say("field.sex"), context_.say(*report.sex == population::Sex::Male ? "sex.male" : "sex.female")});
    }
    return view;
}

viewmodels::Confirm ApplicantFlow::confirm_view() const {
    viewmodels::Confirm view;
    view.stepper = stepper(1);
    for (const auto& member : family_) view.members.push_back(masked_name(member->name));
    view.can_continue = person_ != nullptr;
    for (std::size_t i = 0; i < family_.size(); ++i)
        if (family_[i] == person_) view.selected = static_cast<int>(i);
    if (!person_) return view;
    const auto place = context_.equipment.core.reference().regions.place(person_->address.village);
    view.rows = {{context_.say("field.nik"), population::mask_nik(person_->nik)},
                 {context_.say("field.name"), masked_name(person_->name)},
                 {context_.say("field.birth_year"), std::to_string(static_cast<int>(person_->born.year()))},
                 {context_.say("field.village"), std::string(place.village)},
                 {context_.say("field.district"), std::string(place.district)}};
    return view;
}

viewmodels::Choice ApplicantFlow::priority_view() const {
    viewmodels::Choice view{.title = context_.say("priority.title"), .hint = context_.say("priority.hint"), .items = {}, .selected = priority_answer_, .stepper = stepper(2)};
    for (const auto* value : {"none", "elderly", "disability", "pregnant"})
        view.items.push_back({value, context_.say(fmt::format("priority.{}", value)), context_.say(fmt::format("priority.{}.hint", value))});
    return view;
}

viewmodels::Bring ApplicantFlow::bring_view() const {
    const auto& language = context_.session.language;
    viewmodels::Bring view;
    view.stepper = stepper(3);
    view.service = service()->name.in(language);
    for (const auto* requirement : service()->applicable(context_.snapshot()->profile, form_.known())) {
        const bool by_machine = !requirement->gate.empty();
        const bool satisfied = by_machine && person_ && engine::is_recorded(population::to_string(person_->record_state));
        view.items.push_back({requirement->text.in(language), requirement->form, requirement->why.in(language), by_machine, satisfied});
    }
    view.facts = {{context_.say("field.time"), context_.say("bring.days", {{"days", std::to_string(service()->promise_days)}})},
                  {context_.say("field.fee"), context_.say("bring.free")},
                  {context_.say("field.product"), service()->product.in(language)}};
    return view;
}

viewmodels::TicketPage ApplicantFlow::ticket_view() const {
    viewmodels::TicketPage view;
    view.number = ticket_number_;
    view.slip = slip_;
    view.notice = slip_notice_;
    const auto snapshot = context_.snapshot();
    const auto* ticket = snapshot->office.queue.find(ticket_number_);
    if (ticket == nullptr) return view;
    const auto* about = context_.services().find(ticket->service);
    view.service = about->name.in(context_.session.language);
    view.priority = ticket->priority;
    const int ahead = snapshot->office.queue.ahead_of(ticket_number_);
    view.ahead = context_.say(ahead == 0 ? "ticket.you_are_next" : "ticket.ahead", {{"count", std::to_string(ahead)}});
    const auto wait = engine::estimated_wait(snapshot->office.queue, ticket_number_, context_.equipment.clock.now(), context_.services());
    if (ahead > 0 && wait) view.wait = context_.say("ticket.wait", {{"minutes", std::to_string(*wait)}});
    view.instruction = context_.say("ticket.instruction");
    return view;
}

viewmodels::Status ApplicantFlow::status_view() const {
    viewmodels::Status view;
    view.resi = resi_;
    const auto c = context_.snapshot()->office.find_resi(resi_);
    if (!c) return view;
    const auto& about = *context_.services().find(c->service);
    const auto& language = context_.session.language;
    view.service = about.name.in(language);
    if (c->promised) view.promised = long_date(*c->promised, language);
    for (const auto& step : about.steps) {
        using State = viewmodels::Status::Step::State;
        const auto state = step.no < c->step ? State::Done : step.no == c->step ? State::Now : State::Later;
        std::string when;
        for (const auto& record : c->history)
            if (record.step == step.no) when = short_time(record.done);
        view.steps.push_back({step.text.in(language), role_words(context_, step.actor), state == State::Done ? when : "", state});
    }
    const auto& now = about.step(c->step);
    const bool open = c->status == engine::CaseStatus::Open;
    const bool at_counter = open && now.kind == engine::StepKind::HandOver;  // letters: nothing to activate
    view.ready = at_counter || (open && now.kind == engine::StepKind::Activate);
    const auto topic = !open ? "status.waiting_for_you" : at_counter ? "status.ready_at_counter" : view.ready ? "status.ready" : "status.in_progress";
    view.headline = context_.say(topic, {{"who", role_words(context_, now.actor)}});
    view.next = context_.say("status.next", {{"step", now.text.in(language)}});
    view.you_must = !open        ? context_.say("status.bring", {{"what", c->waiting_reason}})
                    : at_counter ? context_.say("status.bring_resi")
                                 : context_.say(view.ready ? "status.come_yourself" : "status.nothing_to_do");
    return view;
}

}  // namespace loket::app
