#include "kiosk/app/flows/service_picker.h"

#include <set>

namespace loket::app {

std::vector<std::string> letters_of(const engine::Services& services) {
    std::set<std::string> letters;
    for (const auto* service : services.with_ticket()) letters.insert(service->letter);
    return {letters.begin(), letters.end()};
}

std::vector<const engine::Service*> services_of(const engine::Services& services, const std::string& letter) {
    auto found = services.with_ticket();
    std::erase_if(found, [&](const auto* service) { return service->letter != letter; });
    return found;
}

viewmodels::Choice services_choice(const FlowContext& context, const std::string& letter) {
    const auto& language = context.session.language;
    viewmodels::Choice view{.title = context.say("home.group." + letter), .hint = context.say("services.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* service : services_of(context.services(), letter))
        view.items.push_back({service->id, service->name.in(language), context.say("home.service_hint", {{"days", std::to_string(service->promise_days)}})});
    return view;
}

std::optional<std::string> ServicePicker::handle(const viewmodels::Intent& intent) {
    if (intent.name != "answer") return std::nullopt;
    if (context_.services().find(intent.value) != nullptr) return intent.value;
    letter_ = intent.value;
    return std::nullopt;
}

bool ServicePicker::back() { return !std::exchange(letter_, {}).empty(); }

viewmodels::Choice ServicePicker::view(const std::string& title) const {
    if (!letter_.empty()) return services_choice(context_, letter_);
    viewmodels::Choice view{.title = title, .hint = context_.say("services.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto& letter : letters_of(context_.services())) {
        const auto services = services_of(context_.services(), letter);
        if (services.size() == 1) view.items.push_back({services.front()->id, services.front()->name.in(context_.session.language), {}});
        else view.items.push_back({letter, context_.say("home.group." + letter), {}});
    }
    return view;
}

}  // namespace loket::app
