#include "kiosk/app/flows/forward_flow.h"

#include "kiosk/screens/staff.h"

namespace loket::app {

void ForwardFlow::act(const viewmodels::Intent& intent) {
    if (intent.name == "begin") return context_.execute(engine::BeginStep{case_id_});
    if (intent.name == "complete") return context_.execute(engine::CompleteStep{case_id_}, [this] { case_id_.clear(); });
}

void ForwardFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    viewmodels::Forward view;
    view.desk = desk("forward.title", "forward.empty");
    if (const auto c = file()) {
        view.file = file_head(context_, *c, false);
        view.begun = mine(*c);
    }
    screens::draw(ui, context_.strings(context_.session.language), chrome, view, intents);
}

}  // namespace loket::app
