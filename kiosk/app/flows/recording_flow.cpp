#include "kiosk/app/flows/recording_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "devices/base/sha256.h"
#include "workflow/engine/record_state.h"

namespace loket::app {

using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {
constexpr std::array kStages = {Stage::Photo, Stage::Signature, Stage::RightFour, Stage::LeftFour, Stage::Thumbs, Stage::Irises};
}

std::vector<StaffFlow::CaseRef> RecordingFlow::work() const {
    std::vector<CaseRef> waiting;
    for (const auto& [id, c] : context_.snapshot()->office.cases)
        if (!c->resi.empty() && awaits_recording(context_, *c)) waiting.push_back(c);
    return waiting;
}

void RecordingFlow::wipe() {
    StaffFlow::wipe();
    reset_stage();
}

void RecordingFlow::reset_stage() {
    tries_ = 0;
    best_.clear();
    ink_.clear();
    causes_.clear();
    notice_.reset();
    last_ = {nullptr, last_.revision + 1};
}

void RecordingFlow::opened() { go_on(); }

bool RecordingFlow::complete(const engine::Case& c, Stage stage) const {
    return std::ranges::all_of(slots_of(stage), [&](const auto& slot) { return c.samples.contains(slot); });
}

/// On to the first stage that still lacks something; the review when none does.
void RecordingFlow::go_on() {
    reset_stage();
    const auto c = file();
    if (!c) return;
    const auto next = std::ranges::find_if(kStages, [&](Stage stage) { return !complete(*c, stage); });
    review_ = next == kStages.end();
    if (!review_) stage_ = *next;
}

void RecordingFlow::act(const Intent& intent) {
    const auto c = file();
    if (!c) return;
    if (intent.name == "capture" || intent.name == "retake") return start_capture();
    if (intent.name == "cancel_capture") return context_.worker.cancel();
    if (intent.name == "keep" || intent.name == "next") return best_.empty() ? go_on() : keep();
    if (intent.name == "excuse") return excuse(intent.value);
    if (intent.name == "approve") {
        return context_.execute(engine::ApproveRecording{case_id_}, [this] {
            case_id_.clear();
            context_.pictures.clear();
            context_.navigation.go(context_.actor().role == engine::Role::FrontOffice ? Page::FrontOffice : Page::Recording);
        });
    }
    if (intent.name == "leave") {
        wipe();
        context_.navigation.go(home_of(context_, context_.actor().role));
    }
}

void RecordingFlow::start_capture() {
    const auto c = file();
    if (!c || review_ || tries_ >= engine::kMaxTries) return;
    std::set<std::string> excused;
    for (const auto& slot : stage_slots())
        if (const auto sample = c->samples.find(slot); sample != c->samples.end()) excused.insert(slot);
    if (excused.size() == stage_slots().size()) return go_on();
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start(
        [this, outcome, excused, stage = stage_](TaskFeed& feed, std::stop_token stop) { *outcome = capture(stage, excused, context_.equipment.registry, feed, stop); },
        [this, outcome] { captured(std::move(*outcome)); });
}

void RecordingFlow::captured(Result<Captured> outcome) {
    if (!outcome) {
        if (outcome.error().fault != Fault::Cancelled) notice_ = Notice{Tone::Warning, context_.explain(outcome.error())};
        return;
    }
    ++tries_;
    device_ = outcome->device;
    simulated_ = outcome->simulated;
    if (!outcome->ink.empty()) ink_ = outcome->ink;
    causes_.clear();
    for (auto& sample : outcome->samples) {
        causes_.insert(causes_.end(), sample.causes.begin(), sample.causes.end());
        const auto known = best_.find(sample.slot);  // the best of the tries is kept, finger by finger
        if (known == best_.end() || sample.quality > known->second.quality) best_[sample.slot] = std::move(sample);
    }
    if (!best_.empty()) last_ = {std::make_shared<const RgbaImage>(best_.begin()->second.picture), last_.revision + 1};
    if (!good_enough()) {
        const bool last_try = tries_ >= engine::kMaxTries;
        notice_ = Notice{Tone::Warning, context_.say(last_try ? "recording.best_kept" : "recording.try_again", {{"left", std::to_string(engine::kMaxTries - tries_)}})};
    }
}

bool RecordingFlow::good_enough() const {
    return std::ranges::all_of(best_, [](const auto& item) { return item.second.quality >= quality_threshold(item.first); });
}

void RecordingFlow::keep() {
    auto samples = std::exchange(best_, {});  // a second tap must not send them again
    for (auto& [slot, sample] : samples) {
        engine::SampleKept kept{.slot = slot, .digest = to_hex(sha256(sample.png)), .quality = sample.quality, .algorithm = sample.algorithm,
                                .tries = tries_, .device = device_, .simulated = simulated_};
        const bool last = slot == samples.rbegin()->first;
        context_.execute(engine::KeepSample{case_id_, std::move(kept)}, last ? std::function<void()>([this] { go_on(); }) : std::function<void()>{}, {{"png", std::move(sample.png)}});
    }
}

void RecordingFlow::excuse(const std::string& slot_and_reason) {
    const auto colon = slot_and_reason.rfind(':');
    if (colon == std::string::npos) return;
    context_.execute(engine::ExcuseSample{case_id_, slot_and_reason.substr(0, colon), slot_and_reason.substr(colon + 1)}, [this, slot = slot_and_reason.substr(0, colon)] {
        best_.erase(slot);
        const auto c = file();
        if (c && complete(*c, stage_)) go_on();
    });
}

}  // namespace loket::app
