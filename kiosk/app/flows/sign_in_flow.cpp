#include "kiosk/app/flows/sign_in_flow.h"

#include <algorithm>

#include "devices/base/secret.h"
#include "kiosk/app/desk/live_proof.h"
#include "kiosk/app/flows/staff_flow.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using trust::kPinLength;
using trust::SignInRule;
using viewmodels::Notice;
using viewmodels::Tone;

void SignInFlow::forget_pin() {
    zeroise(pin_);
}

namespace {
constexpr auto kLoketMeta = "station/loket";
constexpr int kLokets = 8;  ///< numbers to choose from: as many counters as a large office has
}  // namespace

void SignInFlow::wipe() {
    selected_.clear();
    context_.session.at_devices.clear();
    card_.clear();
    forget_pin();
    asks_finger_ = false;
    live_ = {nullptr, live_.revision + 1};
    notice_.reset();
}

void SignInFlow::enter(Page, const std::string&) {
    wipe();
    if (context_.session.locked) selected_ = context_.session.officer->user;
    using Answer = Result<std::vector<trust::Officer>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.accounts().all(); }), [this](Answer answer) {
        if (answer) officers_ = std::move(*answer);
        else refuse(answer.error());
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

const trust::Officer* SignInFlow::chosen() const {
    const auto found = std::ranges::find(officers_, selected_, &trust::Officer::user);
    return found == officers_.end() ? nullptr : &*found;
}

void SignInFlow::refuse(const Error& error) { notice_ = Notice{Tone::Bad, context_.explain(error)}; }

void SignInFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "leave" || intent.name == "back") {
        if (context_.worker.busy()) return context_.worker.cancel();
        if (asks_finger_) return enter(Page::SignIn, {});
        if (context_.session.locked) return;
        wipe();
        return context_.navigation.go(Page::Home);
    }
    if (context_.worker.busy()) return;
    if (intent.name == "loket") choose_loket(intent.value);
    if (intent.name == "user" && intent.value != selected_) {
        selected_ = intent.value;
        card_.clear();
        forget_pin();
    }
    if (intent.name == "digit" && pin_.size() < kPinLength) pin_ += intent.value;
    if (intent.name == "erase" && !pin_.empty()) pin_.pop_back();
    if (intent.name == "clear") forget_pin();
    if (intent.name == "card") read_card();
    if (intent.name == "sign_in" && !selected_.empty() && pin_.size() == kPinLength) go_on();
}

void SignInFlow::read_card() {
    notice_.reset();
    auto number = std::make_shared<Result<std::string>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, number](TaskFeed& feed, std::stop_token stop) { *number = read_card_number(context_.equipment.registry, feed, stop); },
                          [this, number] {
        if (!*number) return refuse(number->error());
        card_ = **number;
        using Answer = Result<trust::Officer>;
        context_.asks.then<Answer>(context_.equipment.core.ask([card = card_](Core& core) { return core.accounts().holder_of(card); }), [this](Answer holder) {
            if (holder) return void(selected_ = holder->user);
            card_.clear();
            refuse(holder.error());
        });
    });
}

/// Asks for the finger if the office does; without one enrolled the accounts say what to do.
void SignInFlow::go_on() {
    const auto* officer = chosen();
    const bool wants = context_.equipment.core.reference().trust.sign_in == SignInRule::PinFinger && officer != nullptr && !officer->fingers.empty();
    if (!wants) return submit(std::nullopt);
    if (!std::exchange(asks_finger_, true)) notice_.reset();
    read_finger();
}

void SignInFlow::read_finger() {
    auto live = std::make_shared<Result<LiveFinger>>(Error{Fault::Cancelled, ""});
    context_.worker.start(
        [this, live, finger = chosen()->fingers.front().position](TaskFeed& feed, std::stop_token stop) {
            *live = loket::app::read_finger(context_.equipment.registry, finger, feed, stop);
        },
        [this, live] {
            if (!*live) return refuse(live->error());
            live_ = {std::make_shared<const RgbaImage>(std::move((*live)->picture)), live_.revision + 1};
            submit(std::move((*live)->minutiae));
        });
}

void SignInFlow::submit(std::optional<biometrics::FingerTemplate> finger) {
    using Answer = Result<trust::Officer>;
    trust::Proof proof{.user = selected_, .pin = pin_, .card = card_, .finger = std::move(finger)};
    const std::string purpose = context_.session.locked && context_.session.officer->user == selected_ ? "unlock" : "";
    context_.asks.then<Answer>(context_.equipment.core.ask([proof = std::move(proof), purpose](Core& core) { return core.accounts().sign_in(proof, purpose); }), [this, asked = selected_](Answer answer) {
        if (selected_ != asked) return;  // the officer went away while the proof was checked
        if (answer) {
            admitted_ = std::move(*answer);
            return wipe();
        }
        refuse(answer.error());
        if (answer.error().code == "sign_in.finger_wrong") return;  // the same PIN, another try with the finger
        forget_pin();
        asks_finger_ = false;
    });
}

void SignInFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    context_.session.at_devices = selected_;
    viewmodels::SignIn view;
    for (const auto& account : officers_)
        if (!account.suspended) view.officers.push_back({account.user, account.name, role_words(context_, account.role)});
    for (int number = 1; number <= kLokets; ++number) view.lokets.push_back(std::to_string(number));
    view.loket = context_.session.loket;
    view.selected = selected_;
    view.pin_length = static_cast<int>(pin_.size());
    view.notice = notice_;
    if (!view.notice && chrome.simulated) view.notice = Notice{Tone::Info, context_.say("sign_in.demo_pin", {{"pin", trust::kDemoPin}})};
    view.scanning = context_.worker.busy();
    view.can_continue = !selected_.empty() && pin_.size() == kPinLength && !view.scanning;
    if (context_.session.locked) view.locked = context_.session.officer->name;
    view.offers_card = std::ranges::any_of(officers_, [](const auto& officer) { return !officer.card.empty(); });
    view.card_read = !card_.empty();
    view.asks_finger = asks_finger_;
    const auto feed = context_.worker.view();
    view.live = view.scanning && feed.preview.image ? feed.preview : live_;
    for (const auto& code : feed.hints) view.hints = {context_.say("hint." + code)};
    screens::draw(ui, context_.strings(context_.session.language), chrome, view, intents);
}

}  // namespace loket::app
