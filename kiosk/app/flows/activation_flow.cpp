#include "kiosk/app/flows/activation_flow.h"

#include <fmt/format.h>

#include "kiosk/app/desk/chip.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using engine::CardStage;
using viewmodels::Notice;
using viewmodels::Tone;

void ActivationFlow::wipe() {
    StaffFlow::wipe();
    fingers_.clear();
    chip_read_ = false;
    drop_pin();
    officers_.reset();
    asked_ = biometrics::Finger::Unknown;
    live_ = {nullptr, live_.revision + 1};
    notice_.reset();
}

void ActivationFlow::opened() {
    const auto id = case_id_;
    wipe();
    case_id_ = id;
}

void ActivationFlow::act(const viewmodels::Intent& intent) {
    if (intent.name == "cancel_capture") return context_.worker.cancel();
    if (context_.worker.busy() || act_without_fingers(intent)) return;
    if (intent.name == "read") return read_fingers();
    if (intent.name == "compare") return compare(static_cast<biometrics::Finger>(std::stoi(intent.value)));
    if (intent.name == "refuse") return context_.execute(engine::RefuseActivation{case_id_, intent.value}, [this] { wipe(); });
    if (intent.name == "spoiled") return spoil(intent.value);
    if (intent.name == "complete") return context_.execute(engine::CompleteStep{case_id_}, [this] { wipe(); });
}

void ActivationFlow::read_fingers() {
    const auto c = file();
    if (!c) return;
    auto chip = std::make_shared<Result<card::Reading>>(Error{Fault::Cancelled, ""});
    context_.worker.start([this, chip, c](TaskFeed& feed, std::stop_token stop) { *chip = chip_of_case(context_.equipment, *c, feed, stop); },
                          [this, chip] {
                              if (!*chip) return void(notice_ = Notice{Tone::Warning, context_.explain(chip->error())});
                              fingers_.clear();
                              chip_read_ = true;
                              for (const auto& finger : (*chip)->content.fingers) fingers_.push_back(finger.finger);
                              notice_.reset();
                          });
}

void ActivationFlow::compare(biometrics::Finger finger) {
    asked_ = finger;
    notice_.reset();
    auto result = std::make_shared<Result<Comparison>>(Error{Fault::Cancelled, ""});
    context_.worker.start(
        [this, result, finger, id = case_id_, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) {
            *result = compare_and_activate(context_.equipment, id, finger, actor, feed, stop);
        },
        [this, result] { show_outcome(std::move(*result)); });
}

/// Back to the printer. The chip is ended as far as it still listens: a spoiled card must not come alive somewhere else.
void ActivationFlow::spoil(const std::string& reason) {
    const auto c = file();
    if (!c) return;
    context_.worker.start([this, uid = c->card.uid](TaskFeed& feed, std::stop_token stop) { (void)terminate_chip(context_.equipment, uid, feed, std::move(stop)); },
                          [this, id = c->id, reason] { context_.execute(engine::ReportSpoiled{id, reason}, [this] { wipe(); }); });
}

void ActivationFlow::show_outcome(Result<Comparison> outcome) {
    if (!outcome) return void(notice_ = Notice{Tone::Warning, context_.explain(outcome.error())});
    if (!outcome->live.empty()) live_ = {std::make_shared<const RgbaImage>(std::move(outcome->live)), live_.revision + 1};
    const auto c = file();
    const bool tries_left = c && c->card.comparisons < engine::kMaxTries;
    const auto* words = outcome->match ? "activation.matched" : tries_left ? "activation.no_match" : "activation.no_match_left";
    notice_ = Notice{outcome->match ? Tone::Good : Tone::Bad, context_.say(words)};
}

void ActivationFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::Activation ActivationFlow::view() const {
    viewmodels::Activation view;
    view.desk = desk("activation.title", "activation.empty");
    view.notice = notice_;
    const auto c = file();
    if (!c) return view;
    view.file = file_head(context_, *c, true);
    const auto stage = c->card.stage;
    view.card_state = context_.say(stage == CardStage::Active ? "card.active" : stage == CardStage::Refused ? "card.refused" : "card.inactive");
    view.begun = mine(*c);
    view.working = context_.worker.busy();
    view.tries_left = engine::kMaxTries - c->card.comparisons;
    view.matched = c->card.matched;
    view.active = stage == CardStage::Active;
    view.can_compare = view.begun && !view.working && stage == CardStage::Encoded && (view.tries_left > 0 || view.matched);
    view.can_refuse = view.begun && !view.working && stage == CardStage::Encoded && c->card.comparisons > 0 && !c->card.matched;
    view.can_spoil = view.begun && !view.working && stage == CardStage::Encoded && !view.can_refuse;
    view.can_complete = view.begun && !view.working && view.active;
    for (const auto finger : fingers_) view.fingers.push_back({std::to_string(static_cast<int>(finger)), slot_words(context_, fmt::format("finger:{}", static_cast<int>(finger)))});
    const auto prompt = asked_ != biometrics::Finger::Unknown ? asked_ : fingers_.empty() ? biometrics::Finger::RightIndex : fingers_.front();
    view.finger_label = slot_words(context_, fmt::format("finger:{}", static_cast<int>(prompt)));
    add_without_fingers(view, *c);
    view.live = view.working && context_.worker.view().preview.image ? context_.worker.view().preview : live_;
    auto codes = context_.worker.view().hints;
    if (!view.working) codes.clear();
    if (!view.working && c->card.comparisons > 0 && stage == CardStage::Encoded && !c->card.matched) codes = {"finger.clean_glass"};
    for (const auto& code : codes) view.hints.push_back({code, context_.say("hint." + code)});
    for (const auto* key : {"refuse.other_person", "refuse.worn_finger", "refuse.asked_to_come_back"}) view.reasons.push_back(context_.say(key));
    for (const auto* key : {"spoil.chip", "spoil.smeared", "spoil.lost"}) view.spoil_reasons.push_back(context_.say(key));
    return view;
}

}  // namespace loket::app
