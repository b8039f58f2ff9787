// View model of the recording desk.

#include <algorithm>

#include "kiosk/app/flows/recording_flow.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using View = viewmodels::Recording;
using SlotState = View::SlotState;
using viewmodels::Tone;

void RecordingFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), desk("recording.title", "recording.empty"), intents);
}

void RecordingFlow::add_kept(View::Slot& view, const engine::Sample& sample) const {
    const bool good = sample.quality >= view.threshold;
    view.state = !sample.excused.empty() ? SlotState::Excused : good ? SlotState::Good : SlotState::Poor;
    view.quality = sample.quality;
    view.tries = sample.tries;
    view.word = sample.excused.empty() ? context_.say(good ? "quality.good" : "quality.poor") : context_.say("excuse." + sample.excused);
}

View::Slot RecordingFlow::slot_view(const engine::Case& c, const std::string& slot) const {
    View::Slot view{.id = slot, .label = slot_words(context_, slot)};
    if (const auto finger = finger_of(slot)) view.finger = static_cast<int>(*finger);
    view.threshold = plan().threshold(slot);
    const auto in_stage = stage_slots(c);
    const bool here = std::ranges::find(in_stage, slot) != in_stage.end();
    const auto kept = c.samples.find(slot);
    const auto fresh = best_.find(slot);
    if (here && stage_ == Stage::Verify) {
        const auto due = c.unverified_slots();
        const bool now = !due.empty() && due.front() == slot;
        view.state = kept->second.verified ? SlotState::Good : now ? SlotState::Now : SlotState::Waiting;
        view.word = context_.say(kept->second.verified ? "quality.matched" : now ? "quality.now" : "quality.waiting");
    } else if (kept != c.samples.end()) {
        add_kept(view, kept->second);
    } else if (fresh != best_.end()) {
        const bool good = fresh->second.quality >= view.threshold;
        view.state = good ? SlotState::Good : SlotState::Poor;
        view.quality = fresh->second.quality;
        view.tries = tries_;
        view.word = context_.say(good ? "quality.good" : "quality.again");
        view.picture = {fresh->second.picture, last_.revision};
    } else {
        view.state = here ? SlotState::Now : SlotState::Waiting;
        view.word = context_.say(here ? "quality.now" : "quality.waiting");
    }
    return view;
}

void RecordingFlow::add_words(View& view) const {
    for (const auto stage : plan().stages) view.stepper.labels.push_back(context_.say("stage." + std::string(to_string(stage))));
    view.stepper.labels.push_back(context_.say("stage.review"));
    view.stage = stage_ ? static_cast<View::Stage>(*stage_) : View::Stage::Review;
    view.stepper.current = static_cast<int>(stage_ ? std::ranges::find(plan().stages, *stage_) - plan().stages.begin() : static_cast<std::ptrdiff_t>(plan().stages.size()));
    const std::string key = exception_ ? exception_->slot == "signature" && exception_->attempt < 2 ? "stage.thumb_mark" : "stage.evidence"
                                       : "stage." + std::string(stage_ ? to_string(*stage_) : "review");
    view.title = context_.say(key + ".title");
    view.instruction = context_.say(key + ".instruction");
}

void RecordingFlow::add_hints(View& view) const {
    const auto running = context_.worker.view();
    for (const auto& code : view.capturing ? running.hints : causes_) {
        viewmodels::Hint hint{code, context_.say("hint." + code)};
        const auto known = std::ranges::find(view.hints, hint.text, &viewmodels::Hint::text);
        if (known == view.hints.end()) view.hints.push_back(std::move(hint));
    }
}

void RecordingFlow::add_stage(View& view, const engine::Case& c) const {
    view.stage_slots = stage_slots(c);
    view.capturing = context_.worker.busy();
    add_hints(view);
    const auto running = context_.worker.view();
    view.preview = view.capturing && running.preview.image ? running.preview : last_;
    const bool tries_left = tries_ < plan().tries || stage_ == Stage::Photo;
    view.can_capture = !view.capturing && stage_ && tries_left;
    view.can_continue = !view.capturing && can_keep();
    view.facing = facing_;
    if (exception_) {
        view.exception = View::Exception{slot_words(context_, exception_->slot), context_.say("excuse." + exception_->reason), has_evidence()};
        if (has_evidence() && !view.capturing) view.preview = {exception_->sample->picture, last_.revision + 1};
    }
    if (stage_ || view.capturing) return;
    view.can_sign = c.samples.contains("signature") && c.samples.at("signature").excused.empty();
    view.can_approve = approval_ || !view.can_sign;
}

View RecordingFlow::view() const {
    View view;
    const auto c = file();
    if (!c) return view;
    view.head = file_head(context_, *c, true);
    add_words(view);
    add_stage(view, *c);
    for (const auto& pen : ink_) {
        const bool down = pen.pressure > 0;
        view.ink.emplace_back(down ? static_cast<float>(pen.x) : -1.0F, down ? static_cast<float>(pen.y) : -1.0F);
        view.ink_pressure.push_back(static_cast<float>(pen.pressure));
    }
    for (const auto& slot : engine::recording_slots()) view.slots.push_back(slot_view(*c, slot));
    view.tries = plan().tries;
    view.tries_left = std::max(0, plan().tries - tries_);
    view.notice = notice_;
    view.device = simulated_ && !device_.empty() ? context_.say("device.simulated", {{"device", device_}}) : device_;
    for (const auto* reason : {"AMPUTASI", "LUKA", "AUS", "CACAT", "LAINNYA"}) view.excuse_reasons.push_back({reason, context_.say(std::string("excuse.") + reason)});
    if (stage_) return view;
    view.review = {{context_.say("field.nik"), view.head.nik}, {context_.say("field.name"), view.head.name}};
    view.review.insert(view.review.end(), view.head.register_data.begin(), view.head.register_data.end());
    if (const auto photo = c->samples.find("photo"); photo != c->samples.end() && !view.capturing) view.preview = context_.pictures.get(photo->second.digest);
    return view;
}

}  // namespace loket::app
