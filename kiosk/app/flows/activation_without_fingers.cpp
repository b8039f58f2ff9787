// Activation without a finger that matches: the iris where it was recorded here, else two officers with a picture; against a mismatch one of them a superior.

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/flows/activation_flow.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr const char* kReasons[] = {"AMPUTASI", "LUKA", "AUS", "CACAT", "LAINNYA"};
}

void ActivationFlow::drop_pin() {
    if (!officers_) return;
    std::ranges::fill(officers_->pin, '0');
    officers_->pin.clear();
}

/// True if the intent was one of these.
bool ActivationFlow::act_without_fingers(const viewmodels::Intent& intent) {
    if (intent.name == "compare_eye") return compare_eye(static_cast<biometrics::Eye>(std::stoi(intent.value))), true;
    if (intent.name == "officers") {
        officers_ = Officers{.reason = intent.value, .photo = std::nullopt, .asking = false, .all = {}, .selected = {}, .pin = {}};
        return take_photo(), true;
    }
    if (!officers_) return false;
    auto& o = *officers_;
    if (intent.name == "officers.photo") take_photo();
    else if (intent.name == "officers.second" && o.photo) ask_second();
    else if (intent.name == "officers.cancel" || intent.name == "leave") drop_pin(), officers_.reset();
    else if (intent.name == "user") o.selected = intent.value;
    else if (intent.name == "digit" && o.pin.size() < trust::kPinLength) o.pin += intent.value;
    else if (intent.name == "erase" && !o.pin.empty()) o.pin.pop_back();
    else if (intent.name == "clear") drop_pin();
    else if (intent.name == "sign_in" && !o.selected.empty() && o.pin.size() == trust::kPinLength) check_second();
    else return false;
    return true;
}

void ActivationFlow::compare_eye(biometrics::Eye eye) {
    notice_.reset();
    auto result = std::make_shared<Result<Comparison>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, result, eye, id = case_id_, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) {
        *result = compare_iris_and_activate(context_.equipment, id, eye, actor, feed, stop);
    }, [this, result] { show_outcome(std::move(*result)); });
}

void ActivationFlow::take_photo() {
    notice_.reset();
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, outcome](TaskFeed& feed, std::stop_token stop) { *outcome = capture_photo(context_.equipment, feed, stop); }, [this, outcome] {
        if (!*outcome) return void(notice_ = Notice{Tone::Warning, context_.explain(outcome->error())});
        if (officers_) officers_->photo = std::move((*outcome)->samples.front());
    });
}

void ActivationFlow::ask_second() {
    officers_->asking = true;
    notice_.reset();
    using Answer = Result<std::vector<trust::Officer>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.accounts().all(); }), [this](Answer answer) {
        if (answer && officers_) officers_->all = std::move(*answer);
    });
}

void ActivationFlow::check_second() {
    using Answer = Result<engine::Actor>;
    const auto authority = against_mismatch() ? trust::Authority::Override : trust::Authority::Witness;
    auto check = context_.equipment.core.ask([user = officers_->selected, pin = officers_->pin, by = context_.actor(), authority](Core& core) {
        return core.accounts().confirm(user, pin, authority, "activation", by);
    });
    drop_pin();
    context_.asks.then<Answer>(std::move(check), [this, id = case_id_](Answer answer) {
        if (!officers_ || id != case_id_) return;
        if (!answer) return void(notice_ = Notice{Tone::Bad, context_.explain(answer.error())});
        activate_with(*answer);
    });
}

/// All tries are used up and nothing matched: only a superior may answer for the person.
bool ActivationFlow::against_mismatch() const {
    const auto c = file();
    return c && c->card.stage == engine::CardStage::Encoded && !c->card.matched && c->card.comparisons >= engine::kMaxTries;
}

void ActivationFlow::activate_with(engine::Actor second) {
    notice_.reset();
    const auto* words = against_mismatch() ? "activation.by_override" : "activation.by_officers";
    auto result = std::make_shared<Status>(Error{Fault::Cancelled, ""});
    TwoOfficers seen{std::move(second), officers_->reason, officers_->photo->png};
    context_.worker.start([this, result, seen = std::move(seen), id = case_id_, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) {
        *result = activate_by_officers(context_.equipment, id, seen, actor, feed, stop);
    }, [this, result, words] {
        if (!*result) return void(notice_ = Notice{Tone::Bad, context_.explain(result->error())});
        officers_.reset();
        notice_ = Notice{Tone::Good, context_.say(words)};
    });
}

viewmodels::SignIn ActivationFlow::second_view() const {
    viewmodels::SignIn view{.title = context_.say("activation.second.title"), .confirm = context_.say("activation.second.confirm")};
    const auto today = wib_date(context_.equipment.clock.now());
    const auto may = [&](const trust::Officer& account) {  // also who stands in for a superior today
        return !against_mismatch() || std::ranges::any_of(trust::roles_on(account, today), [](engine::Role role) { return trust::may_vouch(role, trust::Authority::Override); });
    };
    for (const auto& account : officers_->all)
        if (!account.suspended && account.user != context_.actor().user && may(account)) view.officers.push_back({account.user, account.name, role_words(context_, account.role)});
    view.selected = officers_->selected;
    view.pin_length = static_cast<int>(officers_->pin.size());
    view.notice = notice_;
    view.can_continue = !officers_->selected.empty() && officers_->pin.size() == trust::kPinLength && !context_.worker.busy();
    return view;
}

void ActivationFlow::add_without_fingers(viewmodels::Activation& view, const engine::Case& c) const {
    view.without_fingers = chip_read_ && fingers_.empty();
    const bool eyes = view.without_fingers;
    if (!eyes && !against_mismatch()) return;
    if (eyes) for (const auto eye : {biometrics::Eye::Right, biometrics::Eye::Left}) {
        const auto sample = c.samples.find(slot_of(eye));
        if (sample != c.samples.end() && sample->second.excused.empty()) view.eyes.push_back({std::to_string(static_cast<int>(eye)), slot_words(context_, slot_of(eye))});
    }
    if (!view.eyes.empty()) view.finger_label = view.eyes.front().value;
    for (const auto* reason : kReasons) view.excuse_reasons.push_back({reason, context_.say(fmt::format("excuse.{}", reason))});
    if (!officers_) return;
    view.officers = viewmodels::Activation::Officers{context_.say("excuse." + officers_->reason), {}};
    if (officers_->photo) view.officers->photo = {officers_->photo->picture, live_.revision};
    if (officers_->asking) view.second = second_view();
}

}  // namespace loket::app
