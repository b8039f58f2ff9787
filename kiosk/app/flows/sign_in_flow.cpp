#include "kiosk/app/flows/sign_in_flow.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Tone;

using trust::kPinLength;

namespace {
constexpr auto kLoketMeta = "station/loket";
constexpr int kLokets = 8;  ///< numbers to choose from: as many counters as a large office has
}  // namespace

void SignInFlow::wipe() {
    selected_.clear();
    zeroise(pin_);
    notice_.reset();
}

void SignInFlow::enter(Page, const std::string&) {
    wipe();
    using Answer = Result<std::vector<trust::Officer>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.accounts().all(); }), [this](Answer answer) {
        if (answer) officers_ = std::move(*answer);
        else notice_ = Notice{Tone::Bad, context_.explain(answer.error())};
    });
    using Kept = Result<std::optional<std::string>>;
    context_.asks.then<Kept>(context_.equipment.core.ask([](Core& core) { return core.store().meta(kLoketMeta); }), [this](Kept kept) {
        if (kept && *kept) context_.session.loket = **kept;
    });
}

/// The number of this counter stays with the station, whoever signs in.
void SignInFlow::choose_loket(const std::string& number) {
    context_.session.loket = number;
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([number](Core& core) { return core.store().commit(store::Batch().put_meta(kLoketMeta, number)); }), [this](Answer answer) {
        if (!answer) notice_ = Notice{Tone::Warning, context_.explain(answer.error())};
    });
}

void SignInFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "leave" || intent.name == "back") {
        wipe();
        return context_.navigation.go(Page::Home);
    }
    if (intent.name == "user") selected_ = intent.value;
    if (intent.name == "loket") choose_loket(intent.value);
    if (intent.name == "digit" && pin_.size() < kPinLength) pin_ += intent.value;
    if (intent.name == "erase" && !pin_.empty()) pin_.pop_back();
    if (intent.name == "clear") pin_.clear();
    if (intent.name == "sign_in" && !selected_.empty() && pin_.size() == kPinLength) submit();
}

void SignInFlow::submit() {
    using Answer = Result<trust::Officer>;
    context_.asks.then<Answer>(context_.equipment.core.ask([user = selected_, pin = pin_](Core& core) { return core.accounts().sign_in(user, pin); }), [this, asked = selected_](Answer answer) {
        if (selected_ != asked) return;  // the officer went away while the PIN was checked
        zeroise(pin_);
        if (!answer) return void(notice_ = Notice{Tone::Bad, context_.explain(answer.error())});
        context_.session.begin(std::move(*answer), wib_date(context_.equipment.clock.now()));
        context_.navigation.go(home_of(context_, context_.session.officer->role));
    });
}

void SignInFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    viewmodels::SignIn view;
    for (const auto& account : officers_)
        if (!account.suspended) view.officers.push_back({account.user, account.name, role_words(context_, account.role)});
    for (int number = 1; number <= kLokets; ++number) view.lokets.push_back(std::to_string(number));
    view.loket = context_.session.loket;
    view.selected = selected_;
    view.pin_length = static_cast<int>(pin_.size());
    view.notice = notice_;
    if (!view.notice && chrome.simulated) view.notice = Notice{Tone::Info, context_.say("sign_in.demo_pin", {{"pin", trust::kDemoPin}})};
    view.can_continue = !selected_.empty() && pin_.size() == kPinLength;
    screens::draw(ui, context_.strings(context_.session.language), chrome, view, intents);
}

}  // namespace loket::app
