// Pictures of the papers, taken by the applicant before the ticket. A courtesy that never blocks: the originals are checked at the
// counter all the same. They are in memory until the ticket is given and stored before its page is shown, each with the fact that
// names it: what the page says is on the disk.

#include "devices/base/sha256.h"
#include "kiosk/app/desk/paper_picture.h"
#include "kiosk/app/flows/applicant_flow.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Tone;

namespace {

void blacken(Bytes& picture) {
    std::ranges::fill(picture, std::uint8_t{0});
    picture.clear();
}

}  // namespace

void ApplicantFlow::scan_intent(const viewmodels::Intent& intent) {
    if (intent.name == "scan") return take_shot(std::stoi(intent.value));
    if (!shot_) return;
    if (intent.name == "scan.again" && !shot_->running) take_shot(shot_->no);
    if (intent.name == "scan.keep" && shot_->can_keep()) {
        scans_[shot_->no] = std::move(shot_->png);
        close_shot();
    }
    if (intent.name == "scan.stop") close_shot();
}

void ApplicantFlow::close_shot() {
    if (!shot_) return;
    if (shot_->running) context_.worker.cancel();
    blacken(shot_->png);
    shot_.reset();
}

void ApplicantFlow::take_shot(int no) {
    close_shot();
    shot_ = Shot{.no = no};
    auto taken = std::make_shared<Result<PaperShot>>(Error{Fault::Cancelled, ""});
    shot_->running = context_.worker.start([this, taken](TaskFeed& feed, std::stop_token stop) { *taken = take_paper(context_.equipment, feed, stop); },
                                           [this, taken, visit = visit_, no] {
                                               if (visit != visit_ || !shot_ || shot_->no != no) return;
                                               shot_->running = false;
                                               if (!*taken) return void(shot_->notice = Notice{Tone::Warning, context_.explain(taken->error())});
                                               shot_->picture = {std::make_shared<const RgbaImage>(std::move((*taken)->image)), 1};
                                               shot_->png = std::move((*taken)->png);
                                               shot_->trouble = (*taken)->trouble;
                                               if (!shot_->trouble.empty()) shot_->notice = Notice{Tone::Warning, context_.say("hint." + shot_->trouble)};
                                           });
    if (!shot_->running) shot_->notice = Notice{Tone::Warning, context_.say("error.busy")};
}

/// With the ticket just given. Its page comes when everything is stored; what could not be is told on it.
void ApplicantFlow::store_scans() {
    auto scans = std::exchange(scans_, {});
    unstored_ = static_cast<int>(scans.size());
    if (scans.empty()) return ticket_issued();
    for (auto& [no, png] : scans) {
        const auto digest = to_hex(sha256(png));
        using Answer = Result<std::vector<store::StoredEvent>>;
        context_.asks.then<Answer>(context_.equipment.core.execute(engine::AttachScan{ticket_number_, no, digest}, kKiosk, {{"paper", std::move(png)}}), [this, visit = visit_](Answer answer) {
            if (visit != visit_) return;
            if (!answer) slip_notice_ = Notice{Tone::Warning, context_.say("scan.not_stored")};
            if (--unstored_ == 0) ticket_issued();
        });
    }
}

void ApplicantFlow::forget_scans() {
    close_shot();
    for (auto& [no, png] : scans_) blacken(png);
    scans_.clear();
}

std::optional<viewmodels::Bring::Shot> ApplicantFlow::shot_view() const {
    if (!shot_) return std::nullopt;
    viewmodels::Bring::Shot view;
    for (const auto* requirement : service()->applicable(context_.snapshot()->profile, form_.known()))
        if (requirement->no == shot_->no) view.title = requirement->text.in(context_.session.language);
    view.taken = shot_->picture.image != nullptr;
    view.can_keep = shot_->can_keep();
    view.picture = view.taken ? shot_->picture : shot_->running ? context_.worker.view().preview : viewmodels::Picture{};
    view.notice = shot_->notice;
    return view;
}

}  // namespace loket::app
