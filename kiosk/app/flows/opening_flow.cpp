#include "kiosk/app/flows/opening_flow.h"

namespace loket::app {

void OpeningFlow::enter(Page, const std::string& service) {
    service_ = service;
    form_.start(*context_.services().find(service), std::nullopt);
    go_on();
}

void OpeningFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "back" && !form_.back()) return context_.navigation.go(Page::Work);
    if (intent.name != "back" && form_.handle(intent)) go_on();
}

void OpeningFlow::go_on() {
    if (form_.next()) return;
    context_.execute(engine::OpenInternal{service_, form_.answers()});
    context_.navigation.go(Page::Work);
}

}  // namespace loket::app
