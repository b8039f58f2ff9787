#include "kiosk/app/flows/work_flow.h"

#include <algorithm>

#include "kiosk/app/desk/issuing.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using engine::StepKind;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr auto kNumbers = "numbers";  ///< stands beside the internal services that begin at the desk
}

void WorkFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy()) return;
    if (intent.name == "print") return print();
    if (intent.name == "complete") return context_.execute(engine::CompleteStep{case_id_}, [this] { case_id_.clear(); });
    if (intent.name == "open_internal" && intent.value == kNumbers) return context_.navigation.go(Page::Numbers);
    if (intent.name == "open_internal") return context_.navigation.go(Page::Opening, intent.value);
}

void WorkFlow::print() {
    auto status = std::make_shared<Status>();
    notice_.reset();
    context_.worker.start([this, status, id = case_id_, actor = context_.actor()](TaskFeed&, std::stop_token) { *status = issue_papers(context_.equipment, id, actor); },
                          [this, status] {
                              if (!*status) notice_ = Notice{Tone::Bad, context_.explain(status->error())};
                          });
}

void WorkFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::Work WorkFlow::view() const {
    viewmodels::Work view;
    view.desk = desk("work.title", "work.empty");
    view.notice = notice_;
    const auto role = context_.actor().role;
    for (const auto& service : context_.services().all())
        if (std::ranges::find(service.opened_by, role) != service.opened_by.end()) view.openable.push_back({service.id, service.name.in(context_.session.language)});
    if (context_.snapshot()->numbers_by_hand) view.openable.push_back({kNumbers, context_.say("numbers.title")});
    const auto c = file();
    if (!c) return view;
    const auto& service = *context_.services().find(c->service);
    const auto& step = service.step(c->step);
    view.file = file_head(context_, *c, false);
    view.kind = code(step.kind);
    view.begun = mine(*c);
    view.working = context_.worker.busy();
    view.papers = document_rows(context_, *c);
    const auto due = service.due_papers(c->answers);
    const bool printed = std::ranges::all_of(due, [&](const auto* paper) { return c->paper(paper->kind) != nullptr && c->paper(paper->kind)->printed; });
    view.can_print = step.kind == StepKind::PrintPaper && !printed;
    view.can_complete = view.begun && !view.working && !view.can_print;
    return view;
}

}  // namespace loket::app
