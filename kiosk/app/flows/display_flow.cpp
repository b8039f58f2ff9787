#include "kiosk/app/flows/display_flow.h"

#include "kiosk/app/lan/display_line.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using namespace std::chrono_literals;

void DisplayFlow::enter(Page, const std::string&) {
    answered_ = now();
    asked_ = {};
    board_.begin(now(), now());
    using Answer = Result<DisplayData>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core&) { return load_display_data(find_assets() / "display.json"); }), [this](Answer answer) {
        if (answer) board_.set(std::move(*answer));
        else context_.notify(answer.error());
    });
}

/// A question every few seconds: when the answers stop, what is shown may no longer be true.
void DisplayFlow::ask_core() {
    constexpr auto kEvery = 3s;
    if (waiting_ || now() - asked_ < kEvery) return;
    waiting_ = true;
    asked_ = now();
    context_.asks.then<bool>(context_.equipment.core.ask([](Core&) { return true; }), [this](bool) {
        waiting_ = false;
        answered_ = now();
    });
}

void DisplayFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    ask_core();
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::Display DisplayFlow::view() {
    const auto& language = context_.session.language;
    return board_.show(display_state_of(*context_.snapshot()), {.at = now(), .language = language, .answered = answered_}, context_.strings(language), context_.speaker);
}

}  // namespace loket::app
