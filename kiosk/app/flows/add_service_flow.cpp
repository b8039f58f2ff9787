#include "kiosk/app/flows/add_service_flow.h"

#include <algorithm>

#include "kiosk/app/core/projections.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using population::Resident;

void AddServiceFlow::wipe() {
    form_.wipe();
    family_.clear();
    for (auto* text : {&from_, &ticket_, &person_, &service_}) text->clear();
    asking_ = false;
}

void AddServiceFlow::enter(Page, const std::string& case_id) {
    wipe();
    const auto snapshot = context_.snapshot();
    const auto c = snapshot->office.find_case(case_id);
    if (!c) return context_.navigation.go(Page::FrontOffice);
    from_ = c->id;
    ticket_ = c->ticket;
    person_ = c->nik;
    const auto applicant = snapshot->people.find(c->nik);
    if (applicant == snapshot->people.end()) return;  // a newcomer has no family in the register yet
    family_ = {applicant->second};
    using Answer = Result<FormEntry::People>;
    context_.asks.then<Answer>(context_.equipment.core.ask([kk = applicant->second->kk, actor = context_.actor()](Core& core) { return core.family(kk, actor, "tambah layanan"); }),
                               [this, id = case_id](Answer answer) {
                                   if (answer && from_ == id) family_ = std::move(*answer);
                               });
}

void AddServiceFlow::handle(const viewmodels::Intent& intent) {
    if (asking_) {
        if (intent.name == "back" && !form_.back()) asking_ = false;
        else if (intent.name != "back" && form_.handle(intent)) go_on();
        return;
    }
    if (intent.name == "person") person_ = intent.value;
    if (intent.name == "service") service_ = intent.value;
    if (intent.name == "leave" || intent.name == "back") return context_.navigation.go(Page::CheckFile, from_);
    if (intent.name == "next" && !service_.empty()) start_form();
}

void AddServiceFlow::start_form() {
    const auto who = std::ranges::find(family_, person_, [](const auto& each) { return each->nik; });
    form_.start(*context_.services().find(service_), who == family_.end() ? std::nullopt : std::optional(applicant_of(**who)));
    form_.set_household(family_);
    asking_ = true;
    go_on();
}

void AddServiceFlow::go_on() {
    if (!form_.next()) add();
}

void AddServiceFlow::add() {
    asking_ = false;  // a refusal leaves person and service to be chosen again
    context_.execute(engine::AddService{ticket_, service_, person_, form_.answers()}, [this] { context_.navigation.go(Page::CheckFile, opened_by(*context_.snapshot(), ticket_)); });
}

void AddServiceFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    if (asking_) return form_.draw(ui, chrome, {}, intents);
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::AddService AddServiceFlow::view() const {
    viewmodels::AddService view;
    view.desk.title = context_.say("add_service.title", {{"ticket", ticket_}});
    view.desk.tabs = tabs_of(context_);
    view.desk.tab = to_string(Page::CheckFile);
    view.ticket = ticket_;
    for (const auto& member : family_) view.people.push_back({member->nik, member->name + " (" + std::to_string(static_cast<int>(member->born.year())) + ")"});
    view.person = person_;
    for (const auto* service : context_.services().with_ticket()) view.services.push_back({service->id, service->name.in(context_.session.language)});
    view.service = service_;
    view.can_continue = !service_.empty() && !person_.empty();
    return view;
}

}  // namespace loket::app
