#include "kiosk/app/flows/recording_flow.h"

#include <algorithm>

#include "devices/base/sha256.h"
#include "devices/biometrics/finger/finger.h"

namespace loket::app {

using viewmodels::Intent;
using viewmodels::Notice;
using viewmodels::Tone;

std::vector<StaffFlow::CaseRef> RecordingFlow::work() const {
    std::vector<CaseRef> waiting;
    const auto now = context_.snapshot();
    for (const auto& [id, c] : now->office.cases)
        if ((!c->resi.empty() || c->early) && awaits_recording(context_, *c)) waiting.push_back(c);
    return waiting;
}

void RecordingFlow::wipe() {
    StaffFlow::wipe();
    desk_.reset();
    facing_ = false;
    reset_stage();
}

void RecordingFlow::reset_stage() {
    tries_ = 0;
    best_.clear();
    exception_.reset();
    approval_.reset();
    ink_.clear();
    device_.clear();
    causes_.clear();
    notice_.reset();
    last_ = {nullptr, last_.revision + 1};
}

void RecordingFlow::opened() {
    desk_ = std::make_shared<CaptureDesk>(context_.equipment);
    facing_ = false;
    go_on();
}

std::vector<std::string> RecordingFlow::stage_slots(const engine::Case& c) const {
    return !stage_ ? std::vector<std::string>{} : *stage_ == Stage::Verify ? engine::chip_slots(c.samples) : slots_of(*stage_);
}

bool RecordingFlow::open(const engine::Case& c, Stage stage) const {
    if (stage == Stage::Verify) return !c.unverified_slots().empty();
    return std::ranges::any_of(slots_of(stage), [&](const auto& slot) { return !c.samples.contains(slot); });
}

/// On to the first stage that still lacks something; the review when none does.
void RecordingFlow::go_on() {
    reset_stage();
    const auto c = file();
    if (!c) return;
    const auto next = std::ranges::find_if(plan().stages, [&](Stage stage) { return open(*c, stage); });
    stage_ = next == plan().stages.end() ? std::nullopt : std::optional(*next);
    if (!stage_) facing_ = false;  // the data are the operator's to show
}

void RecordingFlow::act(const Intent& intent) {
    if (intent.name == "early") return open_early(intent.value);
    if (!file()) return;
    if (intent.name == "cancel_capture") return context_.worker.cancel();
    if (intent.name == "facing") return void(facing_ = !facing_ && stage_ && !exception_);
    if (context_.worker.busy()) return;
    if (intent.name == "capture" || intent.name == "retake") return stage_ == Stage::Verify ? start_again() : start_capture();
    if (intent.name == "keep" || intent.name == "next") return keep();
    if (intent.name == "excuse") return excuse(intent.value);
    if (intent.name == "evidence") return start_evidence();
    if (intent.name == "evidence.keep") return keep_evidence();
    if (intent.name == "evidence.cancel") return go_on();
    if (intent.name == "sign") return start_signing();
    if (intent.name == "approve") return approve();
    if (intent.name == "leave") {
        wipe();
        context_.navigation.go(home_of(context_, context_.actor().role));
    }
}

/// Somebody of sixteen: recorded now, without an application; the card waits for the age of it.
void RecordingFlow::open_early(const std::string& nik) {
    engine::OpenRecording command{.nik = nik};
    const auto service = command.service;
    context_.session.notice.reset();
    context_.execute(std::move(command), [this, nik, service] {
        const auto c = context_.snapshot()->office.find_case_of(nik, service);
        if (!c) return;
        case_id_ = c->id;
        opened();
    });
}

void RecordingFlow::warn(const Error& error) {
    if (error.fault != Fault::Cancelled) notice_ = Notice{Tone::Warning, context_.explain(error)};
}

void RecordingFlow::show(std::shared_ptr<const RgbaImage> picture) { last_ = {std::move(picture), last_.revision + 1}; }

void RecordingFlow::start_capture() {
    const auto c = file();
    if (!c || !stage_ || exception_ || (tries_ >= plan().tries && *stage_ != Stage::Photo)) return;
    if (!open(*c, *stage_)) return go_on();
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start([desk = desk_, outcome, kept = c->samples, stage = *stage_](TaskFeed& feed, std::stop_token stop) { *outcome = desk->stage(stage, kept, feed, stop); },
                          [this, outcome] { captured(std::move(*outcome)); });
}

void RecordingFlow::captured(Result<Captured> outcome) {
    if (!outcome) return warn(outcome.error());
    if (const auto& twice = outcome->repeated) {
        notice_ = Notice{Tone::Warning, context_.say("recording.same_finger", {{"fresh", slot_words(context_, twice->fresh)}, {"known", slot_words(context_, twice->known)}})};
        return;
    }
    ++tries_;
    keep_best(*outcome);
    if (good_enough() || stage_ == Stage::Photo) return;
    const bool last_try = tries_ >= plan().tries;
    notice_ = Notice{Tone::Warning, context_.say(last_try ? "recording.best_kept" : "recording.try_again", {{"left", std::to_string(plan().tries - tries_)}})};
}

/// The best of the tries, finger by finger; of photos the last one, for it is the applicant who judges.
void RecordingFlow::keep_best(Captured& outcome) {
    device_ = outcome.device;
    simulated_ = outcome.simulated;
    if (!outcome.ink.empty()) ink_ = outcome.ink;
    causes_.clear();
    for (auto& sample : outcome.samples) {
        causes_.insert(causes_.end(), sample.causes.begin(), sample.causes.end());
        const auto known = best_.find(sample.slot);
        if (known == best_.end() || sample.quality > known->second.quality || stage_ == Stage::Photo) best_[sample.slot] = std::move(sample);
    }
    if (!best_.empty()) show(best_.begin()->second.picture);
}

bool RecordingFlow::good_enough() const {
    return std::ranges::all_of(best_, [&](const auto& item) { return item.second.quality >= plan().threshold(item.first); });
}

void RecordingFlow::keep() {
    if (!can_keep()) return;
    auto samples = std::exchange(best_, {});  // a second tap must not send them again
    for (auto& [slot, sample] : samples) {
        engine::SampleKept kept{.slot = slot, .digest = to_hex(sha256(sample.png)), .quality = sample.quality, .algorithm = sample.algorithm,
                                .tries = tries_, .device = device_, .simulated = simulated_};
        const bool last = slot == samples.rbegin()->first;
        context_.execute(engine::KeepSample{case_id_, std::move(kept)}, last ? std::function<void()>([this] { go_on(); }) : std::function<void()>{}, {{"png", std::move(sample.png)}});
    }
}

void RecordingFlow::start_again() {
    const auto c = file();
    const auto due = c ? c->unverified_slots() : std::vector<std::string>{};
    if (due.empty() || exception_) return;
    auto outcome = std::make_shared<Result<Again>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start([desk = desk_, outcome, kept = c->samples, slot = due.front()](TaskFeed& feed, std::stop_token stop) { *outcome = desk->again(slot, kept, feed, stop); },
                          [this, outcome, slot = due.front()] { compared(slot, std::move(*outcome)); });
}

void RecordingFlow::compared(const std::string& slot, Result<Again> outcome) {
    if (!outcome) return warn(outcome.error());
    ++tries_;
    show(outcome->picture);
    const bool last = tries_ >= plan().tries;
    if (!outcome->match && !last) {
        causes_ = outcome->causes;
        causes_.insert(causes_.begin(), "finger.clean_glass");
        notice_ = Notice{Tone::Warning, context_.say("recording.verify_again", {{"finger", slot_words(context_, slot)}, {"left", std::to_string(plan().tries - tries_)}})};
        return;
    }
    const auto words = context_.say(outcome->match ? "recording.verified" : "recording.hand_again", {{"finger", slot_words(context_, slot)}});
    engine::SampleVerified fact{slot, outcome->score, biometrics::kVerifyThreshold, outcome->match, tries_};
    context_.execute(engine::VerifySample{case_id_, std::move(fact)}, [this, words, match = outcome->match] {
        go_on();
        notice_ = Notice{match ? Tone::Good : Tone::Warning, words};
    });
}

}  // namespace loket::app
