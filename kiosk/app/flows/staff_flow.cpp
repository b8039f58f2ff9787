#include "kiosk/app/flows/staff_flow.h"

namespace loket::app {

using engine::Role;
using engine::StepKind;
using viewmodels::Desk;

namespace {

Desk::Tab tab(const FlowContext& context, Page page, int count) {
    const std::string id(to_string(page));
    return {id, context.say("tab." + id), count};
}

int count(const FlowContext& context, StepKind kind, Role desk) { return static_cast<int>(cases_at(context, kind, desk).size()); }

int waiting_tickets(const FlowContext& context, engine::Errand errand) {
    int waiting = 0;
    const auto snapshot = context.snapshot();
    for (const auto& number : snapshot->office.queue.waiting)
        if (snapshot->office.queue.tickets.at(number).errand == errand) ++waiting;
    return waiting;
}

}  // namespace

Page home_of(Role role) {
    switch (role) {
        case Role::Petugas: return Page::Forward;
        case Role::OperatorRekam: return Page::Recording;
        case Role::OperatorCetak: return Page::Print;
        case Role::Kasi:
        case Role::Kabid:
        case Role::Kadis: return Page::Verify;
        default: return Page::FrontOffice;
    }
}

std::vector<Desk::Tab> tabs_of(const FlowContext& context) {
    const auto role = context.actor().role;
    switch (role) {
        case Role::FrontOffice:
            return {tab(context, Page::FrontOffice, waiting_tickets(context, engine::Errand::Apply)),
                    tab(context, Page::CheckFile, count(context, StepKind::Check, role)),
                    tab(context, Page::HandOver, count(context, StepKind::HandOver, role) + count(context, StepKind::Collect, role))};
        case Role::Petugas:
            return {tab(context, Page::Forward, count(context, StepKind::Forward, role)), tab(context, Page::Activation, count(context, StepKind::Activate, role))};
        case Role::OperatorRekam: return {tab(context, Page::Recording, 0)};
        case Role::OperatorCetak: return {tab(context, Page::Print, count(context, StepKind::Print, role))};
        default: return {tab(context, Page::Verify, count(context, StepKind::Verify, role))};
    }
}

void StaffFlow::enter(Page page, const std::string& argument) {
    page_ = page;
    if (argument.empty()) return;
    case_id_ = argument;
    opened();
}

void StaffFlow::wipe() { case_id_.clear(); }

void StaffFlow::handle(const viewmodels::Intent& intent) {
    // What a running task brings must land in the file it was started for: nobody changes files meanwhile.
    const bool leaves = intent.name == "tab" || intent.name == "open" || intent.name == "leave";
    if (leaves && context_.worker.busy()) return;
    if (intent.name == "tab") {
        for (int i = 0; i <= static_cast<int>(Page::HandOver); ++i)
            if (to_string(static_cast<Page>(i)) == intent.value) context_.navigation.go(static_cast<Page>(i));
        return;
    }
    if (intent.name == "open") {
        context_.session.notice.reset();
        case_id_ = intent.value;
        return opened();
    }
    act(intent);
}

StaffFlow::CaseRef StaffFlow::file() const { return context_.snapshot()->office.find_case(case_id_); }

Desk StaffFlow::desk(const std::string& title_key, const std::string& empty_key) const {
    Desk view;
    view.title = context_.say(title_key);
    view.empty_text = context_.say(empty_key);
    view.tabs = tabs_of(context_);
    view.tab = to_string(page_);
    for (const auto& c : work()) view.items.push_back(work_item(context_, *c));
    view.selected = case_id_;
    view.notice = context_.session.notice;
    return view;
}

}  // namespace loket::app
