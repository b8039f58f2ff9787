// Recording: what cannot be recorded and the picture that shows it, and the applicant's signed approval.

#include "devices/base/log.h"
#include "devices/base/sha256.h"
#include "kiosk/app/desk/duplicate_search.h"
#include "kiosk/app/flows/recording_flow.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Tone;

void RecordingFlow::excuse(const std::string& slot_and_reason) {
    const auto colon = slot_and_reason.rfind(':');
    if (colon == std::string::npos || !stage_) return;
    exception_ = Exception{.slot = slot_and_reason.substr(0, colon), .reason = slot_and_reason.substr(colon + 1), .attempt = 0, .sample = std::nullopt};
    facing_ = false;
    start_evidence();
}

void RecordingFlow::start_evidence() {
    if (!exception_) return;
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start([desk = desk_, outcome, slot = exception_->slot, attempt = exception_->attempt](TaskFeed& feed, std::stop_token stop) {
        *outcome = desk->evidence(slot, attempt, feed, stop);
    }, [this, outcome] { evidence_taken(std::move(*outcome)); });
}

void RecordingFlow::evidence_taken(Result<Captured> outcome) {
    if (!exception_) return;
    if (!outcome) {
        warn(outcome.error());
        if (outcome.error().code != "finger.missing") return;
        ++exception_->attempt;  // no such thumb: the other one, then the camera
        return start_evidence();
    }
    exception_->sample = std::move(outcome->samples.front());
}

void RecordingFlow::keep_evidence() {
    if (!has_evidence()) return;
    auto& sample = *exception_->sample;
    engine::ExcuseSample command{case_id_, exception_->slot, exception_->reason, to_hex(sha256(sample.png))};
    context_.execute(std::move(command), [this, slot = exception_->slot] {
        exception_.reset();
        best_.erase(slot);
        const auto c = file();
        if (c && stage_ && (!open(*c, *stage_) || *stage_ == Stage::Verify)) go_on();
    }, {{"png", std::move(sample.png)}});
}

void RecordingFlow::start_signing() {
    if (stage_) return;
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start([this, outcome](TaskFeed& feed, std::stop_token stop) { *outcome = capture_signature(context_.equipment, feed, stop); }, [this, outcome] {
        if (!*outcome) return warn(outcome->error());
        ink_ = (*outcome)->ink;
        auto& sample = (*outcome)->samples.front();
        if (sample.quality == 0) return void(notice_ = Notice{Tone::Warning, context_.say("hint.signature.too_short")});
        approval_ = std::move(sample);
    });
}

void RecordingFlow::approve() {
    if (stage_) return;
    engine::ApproveRecording command{case_id_, approval_ ? to_hex(sha256(approval_->png)) : ""};
    std::vector<Attachment> attachments;
    if (approval_) attachments.push_back({"png", approval_->png});
    auto status = std::make_shared<Status>();
    context_.worker.start(
        [this, status, command = std::move(command), attachments = std::move(attachments), actor = context_.actor()](TaskFeed&, std::stop_token) {
            *status = tell(context_.equipment.core, command, actor, attachments);
            if (!*status) return;
            // The recording is safe whatever comes of this; where it fails it is made up for before a card is printed.
            if (const auto sought = seek_duplicates(context_.equipment, command.case_id); !sought) log::warn("nobody was looked for under another number: {}", sought.error().context);
        },
        [this, status] {
            if (!*status) return context_.notify(status->error());
            wipe();
            context_.pictures.clear();
            context_.navigation.go(context_.actor().role == engine::Role::FrontOffice ? Page::FrontOffice : Page::Recording);
        });
}

}  // namespace loket::app
