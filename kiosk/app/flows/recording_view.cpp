// View model of the recording desk.

#include <algorithm>

#include "kiosk/app/flows/recording_flow.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/record_state.h"

namespace loket::app {

using View = viewmodels::Recording;
using viewmodels::Tone;

void RecordingFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), desk("recording.title", "recording.empty"), intents);
}

View::Slot RecordingFlow::slot_view(const engine::Case& c, const std::string& slot) const {
    View::Slot view{.id = slot, .label = slot_words(context_, slot)};
    if (slot.starts_with("finger:")) view.finger = std::stoi(slot.substr(7));
    view.threshold = quality_threshold(slot);
    const auto kept = c.samples.find(slot);
    const auto fresh = best_.find(slot);
    const auto in_stage = stage_slots();
    if (kept != c.samples.end()) {
        const auto& sample = kept->second;
        view.state = !sample.excused.empty() ? View::SlotState::Excused : sample.quality >= view.threshold ? View::SlotState::Good : View::SlotState::Poor;
        view.quality = sample.quality;
        view.tries = sample.tries;
        view.word = sample.excused.empty() ? context_.say(sample.quality >= view.threshold ? "quality.good" : "quality.poor") : context_.say("excuse." + sample.excused);
    } else if (fresh != best_.end()) {
        const bool good = fresh->second.quality >= view.threshold;
        view.state = good ? View::SlotState::Good : View::SlotState::Poor;
        view.quality = fresh->second.quality;
        view.tries = tries_;
        view.word = context_.say(good ? "quality.good" : "quality.again");
        view.picture = {std::make_shared<const RgbaImage>(fresh->second.picture), last_.revision};
    } else {
        const bool now = !review_ && std::ranges::find(in_stage, slot) != in_stage.end();
        view.state = now ? View::SlotState::Now : View::SlotState::Waiting;
        view.word = context_.say(now ? "quality.now" : "quality.waiting");
    }
    return view;
}

void RecordingFlow::add_stage(View& view, const engine::Case& c) const {
    static constexpr const char* kNames[] = {"photo", "signature", "right_four", "left_four", "thumbs", "irises", "review"};
    const auto index = review_ ? 6 : static_cast<int>(stage_);
    view.stage = static_cast<View::Stage>(index);
    for (const auto* name : kNames) view.stepper.labels.push_back(context_.say(std::string("stage.") + name));
    view.stepper.current = index;
    view.title = context_.say(std::string("stage.") + kNames[index] + ".title");
    view.instruction = context_.say(std::string("stage.") + kNames[index] + ".instruction");
    if (!review_) view.stage_slots = stage_slots();
    view.capturing = context_.worker.busy();
    const auto running = context_.worker.view();
    for (const auto& code : view.capturing ? running.hints : causes_) {
        auto words = context_.say("hint." + code);
        if (std::ranges::find(view.hints, words) == view.hints.end()) view.hints.push_back(std::move(words));
    }
    view.preview = view.capturing && running.preview.image ? running.preview : last_;
    view.can_capture = !view.capturing && !review_ && tries_ < engine::kMaxTries;
    view.can_continue = !view.capturing && can_keep();
    view.can_approve = review_ && c.recording_complete();
}

View RecordingFlow::view() const {
    View view;
    const auto c = file();
    if (!c) return view;
    view.head = file_head(context_, *c, true);
    add_stage(view, *c);
    for (const auto& pen : ink_) {
        const bool down = pen.pressure > 0;
        view.ink.emplace_back(down ? static_cast<float>(pen.x) : -1.0F, down ? static_cast<float>(pen.y) : -1.0F);
        view.ink_pressure.push_back(static_cast<float>(pen.pressure));
    }
    for (const auto& slot : engine::recording_slots()) view.slots.push_back(slot_view(*c, slot));
    view.tries_left = engine::kMaxTries - tries_;
    view.notice = notice_;
    view.device = simulated_ && !device_.empty() ? context_.say("device.simulated", {{"device", device_}}) : device_;
    for (const auto* reason : {"AMPUTASI", "LUKA", "AUS", "CACAT", "LAINNYA"}) view.excuse_reasons.push_back({reason, context_.say(std::string("excuse.") + reason)});
    if (!review_) return view;
    view.review = {{context_.say("field.nik"), view.head.nik}, {context_.say("field.name"), view.head.name}};
    view.review.insert(view.review.end(), view.head.register_data.begin(), view.head.register_data.end());
    if (const auto photo = c->samples.find("photo"); photo != c->samples.end()) view.preview = context_.pictures.get(photo->second.digest);
    return view;
}

}  // namespace loket::app
