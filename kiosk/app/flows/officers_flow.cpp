#include "kiosk/app/flows/officers_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "devices/base/secret.h"
#include "kiosk/app/flows/officers_forms.h"
#include "kiosk/screens/officers.h"

namespace loket::app {

using trust::kPinLength;
using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Officers;
using viewmodels::Tone;

OfficersFlow::OfficersFlow(FlowContext& context) : StaffFlow(context), form_(context) {}

void OfficersFlow::enter(Page page, const std::string&) {
    wipe();
    StaffFlow::enter(page, {});
    load();
}

void OfficersFlow::wipe() {
    StaffFlow::wipe();
    standings_.clear();
    notice_.reset();
    leave_stage();
}

/// Back to the account or the list; nothing of a PIN or finger stays.
void OfficersFlow::leave_stage() {
    for (auto* pin : {&pin_, &first_pin_}) zeroise(*pin);
    context_.session.at_devices.clear();
    live_ = {nullptr, live_.revision + 1};
    form_.wipe();
    asked_ = nullptr;
    stage_ = Stage::List;
}

void OfficersFlow::opened() {
    notice_.reset();
    leave_stage();
}

void OfficersFlow::load() {
    using Answer = Result<std::vector<trust::Standing>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.accounts().standings(); }), [this](Answer answer) {
        if (answer) standings_ = std::move(*answer);
        else notice_ = Notice{Tone::Bad, context_.explain(answer.error())};
    });
}

const trust::Standing* OfficersFlow::account() const {
    const auto found = std::ranges::find_if(standings_, [&](const auto& standing) { return standing.officer.user == case_id_; });
    return found == standings_.end() ? nullptr : &*found;
}

/// Runs on the core; what came of it is shown, and the list read anew.
void OfficersFlow::change(Change change, const std::string& said) {
    notice_.reset();
    context_.asks.then<Status>(context_.equipment.core.ask([change = std::move(change), by = context_.actor()](Core& core) { return change(core.accounts(), by); }),
                               [this, said](Status done) {
        notice_ = done ? Notice{Tone::Good, context_.say(said)} : Notice{Tone::Bad, context_.explain(done.error())};
        load();
    });
    leave_stage();
}

void OfficersFlow::act(const Intent& intent) {
    if (intent.name == "back" && context_.worker.busy()) return context_.worker.cancel();
    if (context_.worker.busy()) return;
    if (stage_ == Stage::Form) return form_intent(intent);
    if (stage_ == Stage::Pin) return pin_intent(intent);
    if (stage_ == Stage::Finger) return finger_intent(intent);
    if (intent.name == "add") {
        add_form_ = officer_form(context_);
        return ask_form(add_form_);
    }
    if (account() == nullptr) return;
    const auto user = case_id_;
    if (intent.name == "pin") stage_ = Stage::Pin;
    if (intent.name == "delegate") ask_form(delegate_form_ = delegation_form(context_));
    if (intent.name == "finger") ask_form(finger_form_ = finger_form(context_));
    if (intent.name == "card") read_card();
    if (intent.name == "forget_card") change([user](auto& accounts, const auto& by) { return accounts.set_card(user, "", by); }, "officers.done");
    if (intent.name == "forget_finger") change([user](auto& accounts, const auto& by) { return accounts.forget_fingers(user, by); }, "officers.done");
    if (intent.name == "suspend" || intent.name == "reinstate")
        change([user, off = intent.name == "suspend"](auto& accounts, const auto& by) { return accounts.suspend(user, off, by); }, "officers.done");
}

void OfficersFlow::ask_form(const engine::Service& form) {
    leave_stage();
    notice_.reset();
    asked_ = &form;
    form_.start(form, std::nullopt);
    stage_ = Stage::Form;
    static_cast<void>(form_.next());
}

void OfficersFlow::form_intent(const Intent& intent) {
    if (intent.name == "back") return form_.back() ? void() : leave_stage();
    if (!form_.handle(intent) || form_.next()) return;
    if (asked_ == &add_form_) return void(stage_ = Stage::Pin);
    if (asked_ == &finger_form_) {
        context_.session.at_devices = case_id_;
        return void(stage_ = Stage::Finger);
    }
    const auto answers = form_.answers();
    trust::Delegation delegation;
    delegation.kind = answers.at("kind") == "PLT" ? trust::DelegationKind::Plt : trust::DelegationKind::Plh;
    delegation.role = engine::role_from_code(answers.at("role")).value_or(engine::Role::Kasi);
    delegation.from = parse_iso_date(answers.at("from")).value_or(Date{});
    delegation.to = parse_iso_date(answers.at("to")).value_or(Date{});
    delegation.decree = answers.at("decree");
    change([user = case_id_, delegation](auto& accounts, const auto& by) { return accounts.delegate(user, delegation, by); }, "officers.done");
}

void OfficersFlow::pin_intent(const Intent& intent) {
    if (intent.name == "back") return leave_stage();
    if (intent.name == "digit" && pin_.size() < kPinLength) pin_ += intent.value;
    if (intent.name == "erase" && !pin_.empty()) pin_.pop_back();
    if (intent.name == "clear") pin_.clear();
    if (intent.name == "save" && pin_.size() == kPinLength) save_pin();
}

/// Typed twice, for nobody can read it back.
void OfficersFlow::save_pin() {
    notice_.reset();
    if (first_pin_.empty()) return first_pin_.swap(pin_);
    if (first_pin_ != pin_) {
        first_pin_.clear();
        pin_.clear();
        return void(notice_ = Notice{Tone::Bad, context_.say("officers.pin_differs")});
    }
    if (asked_ != &add_form_) return change([user = case_id_, pin = pin_](auto& accounts, const auto& by) { return accounts.set_pin(user, pin, by); }, "officers.done");
    const auto answers = form_.answers();
    trust::Officer officer{.user = answers.at("user"), .name = answers.at("name"), .role = engine::role_from_code(answers.at("role")).value_or(engine::Role::Petugas), .pin_hash = {}};
    std::ranges::transform(officer.user, officer.user.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    change([officer = std::move(officer), pin = pin_](auto& accounts, const auto& by) { return accounts.add(officer, pin, by); }, "officers.done");
}

void OfficersFlow::finger_intent(const Intent& intent) {
    if (intent.name == "back") return leave_stage();
    if (intent.name == "capture") capture();
}

biometrics::Finger OfficersFlow::chosen_finger() const {
    const auto answer = form_.answers().find("finger");
    return answer == form_.answers().end() ? biometrics::Finger::RightIndex : static_cast<biometrics::Finger>(std::stoi(answer->second));
}

void OfficersFlow::capture() {
    notice_.reset();
    auto live = std::make_shared<Result<LiveFinger>>(Error{Fault::Cancelled, ""});
    const auto finger = chosen_finger();
    context_.worker.start([this, live, finger](TaskFeed& feed, std::stop_token stop) { *live = read_finger(context_.equipment.registry, finger, feed, stop); },
                          [this, live, finger] {
        if (!*live) return void(notice_ = Notice{Tone::Bad, context_.explain(live->error())});
        live_ = {std::make_shared<const RgbaImage>(std::move((*live)->picture)), live_.revision + 1};
        if ((*live)->quality < context_.equipment.core.reference().recording.threshold(fmt::format("finger:{}", static_cast<int>(finger)))) return void(notice_ = Notice{Tone::Warning, context_.say("officers.finger_poor")});
        change([user = case_id_, finger, minutiae = std::move((*live)->minutiae), quality = (*live)->quality](auto& accounts, const auto& by) {
            return accounts.enrol(user, finger, minutiae, quality, by);
        }, "officers.finger_done");
    });
}

void OfficersFlow::read_card() {
    notice_.reset();
    auto number = std::make_shared<Result<std::string>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, number](TaskFeed& feed, std::stop_token stop) { *number = read_card_number(context_.equipment.registry, feed, stop); },
                          [this, number] {
        if (!*number) return void(notice_ = Notice{Tone::Bad, context_.explain(number->error())});
        change([user = case_id_, card = **number](auto& accounts, const auto& by) { return accounts.set_card(user, card, by); }, "officers.card_done");
    });
}

Officers::Account OfficersFlow::account_view(const trust::Standing& standing) const {
    const auto& officer = standing.officer;
    Officers::Account view;
    view.officer = {officer.user, officer.name, role_words(context_, officer.role)};
    view.suspended = officer.suspended;
    view.has_card = !officer.card.empty();
    view.has_finger = !officer.fingers.empty();
    view.own = officer.user == context_.actor().user;
    std::string fingers;
    for (const auto& finger : officer.fingers) fingers += (fingers.empty() ? "" : ", ") + slot_words(context_, fmt::format("finger:{}", static_cast<int>(finger.position)));
    const auto none = context_.say("officers.none");
    view.facts = {{context_.say("officers.user"), officer.user},
                  {context_.say("officers.last"), standing.last_sign_in ? short_time(*standing.last_sign_in) : none},
                  {context_.say("officers.failures"), std::to_string(standing.failures)},
                  {context_.say("officers.card_fact"), context_.say(view.has_card ? "officers.registered" : "officers.none")},
                  {context_.say("officers.finger_fact"), fingers.empty() ? none : fingers}};
    for (const auto& delegation : officer.delegations)
        view.facts.push_back({context_.say(delegation.kind == trust::DelegationKind::Plh ? "officers.plh" : "officers.plt"),
                              fmt::format("{}, {} – {}, {}", role_words(context_, delegation.role), dmy_date(delegation.from), dmy_date(delegation.to), delegation.decree)});
    return view;
}

Officers OfficersFlow::view() const {
    Officers view;
    view.desk = desk("officers.title", "officers.empty");
    view.notice = notice_;
    for (const auto& standing : standings_) {
        const auto& officer = standing.officer;
        const auto state = officer.suspended ? "officers.suspended" : standing.failures >= 3 ? "officers.waits" : "officers.active";
        view.lines.push_back({officer.user, officer.name, role_words(context_, officer.role), standing.last_sign_in ? short_time(*standing.last_sign_in) : "", context_.say(state),
                              officer.suspended ? Tone::Bad : standing.failures >= 3 ? Tone::Warning : Tone::Info});
    }
    if (const auto* open = account()) view.account = account_view(*open);
    view.ask = stage_ == Stage::Pin ? Officers::Ask::Pin : stage_ == Stage::Finger ? Officers::Ask::Finger : Officers::Ask::None;
    const auto feed = context_.worker.view();
    if (stage_ == Stage::Pin) view.asked = context_.say(first_pin_.empty() ? "officers.ask_pin" : "officers.ask_pin_again");
    if (stage_ == Stage::Finger) view.asked = slot_words(context_, fmt::format("finger:{}", static_cast<int>(chosen_finger())));
    view.pin_length = static_cast<int>(pin_.size());
    view.can_save = pin_.size() == kPinLength;
    view.working = context_.worker.busy();
    view.live = view.working && feed.preview.image ? feed.preview : live_;
    for (const auto& code : feed.hints) view.hints = {context_.say("hint." + code)};
    return view;
}

void OfficersFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    if (stage_ == Stage::Form) return form_.draw(ui, chrome, {}, intents);
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

}  // namespace loket::app
