#include "kiosk/app/flows/staff_flow.h"

#include <algorithm>
#include <set>

namespace loket::app {

using engine::Role;
using viewmodels::Desk;

namespace {

Desk::Tab tab(const FlowContext& context, Page page, int count) {
    const std::string id(to_string(page));
    return {id, context.say("tab." + id), count};
}

int waiting_tickets(const FlowContext& context, Role desk) {
    int waiting = 0;
    const auto snapshot = context.snapshot();
    for (const auto& number : snapshot->office.queue.waiting)
        if (snapshot->office.queue.tickets.at(number).desk == desk) ++waiting;
    return waiting;
}

/// The pages on which a role has steps to do, in the order of Page; the services say which.
std::set<Page> pages_of(const engine::Services& services, Role role) {
    std::set<Page> pages;
    if (role == Role::FrontOffice) pages.insert(Page::FrontOffice);
    if (role == Role::OperatorRekam) pages.insert(Page::Recording);
    for (const auto& service : services.all()) {
        if (std::ranges::find(service.opened_by, role) != service.opened_by.end()) pages.insert(Page::Work);
        for (const auto& step : service.steps)
            if (step.desk == role) pages.insert(page_of(step.kind));
    }
    return pages;
}

}  // namespace

Page home_of(const FlowContext& context, Role role) {
    const auto pages = pages_of(context.services(), role);
    return pages.empty() ? Page::Work : *pages.begin();
}

std::vector<Desk::Tab> tabs_of(const FlowContext& context) {
    std::vector<Desk::Tab> tabs;
    for (const auto page : pages_of(context.services(), context.actor().role)) {
        const auto waiting = page == Page::FrontOffice ? waiting_tickets(context, Role::FrontOffice) : page == Page::Recording ? 0 : static_cast<int>(cases_on(context, page).size());
        tabs.push_back(tab(context, page, waiting));
    }
    return tabs;
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
