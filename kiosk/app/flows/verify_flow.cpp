#include "kiosk/app/flows/verify_flow.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/capture.h"
#include "kiosk/app/desk/issuing.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/decide.h"

namespace loket::app {

using viewmodels::Tone;
using viewmodels::Verify;

void VerifyFlow::act(const viewmodels::Intent& intent) {
    const auto leave = [this] {
        case_id_.clear();
        context_.pictures.clear();
    };
    if (context_.worker.busy()) return;
    if (intent.name == "begin") return context_.execute(engine::BeginStep{case_id_});
    if (intent.name == "paraf") return context_.execute(engine::CompleteStep{case_id_}, leave);
    if (intent.name == "sign") return sign(leave);
    if (intent.name == "return") return context_.execute(engine::ReturnCase{case_id_, intent.value}, leave);
}

void VerifyFlow::sign(std::function<void()> leave) {
    auto status = std::make_shared<Status>();
    context_.worker.start(
        [this, status, id = case_id_, actor = context_.actor()](TaskFeed&, std::stop_token) { *status = sign_papers(context_.equipment, id, actor); },
        [this, status, leave] {
            if (!*status) return context_.notify(status->error());
            context_.execute(engine::CompleteStep{case_id_}, leave);
        });
}

void VerifyFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

Verify VerifyFlow::view() const {
    Verify view;
    view.desk = desk("verify.title", "verify.empty");
    const auto c = file();
    if (!c) return view;
    view.file = file_head(context_, *c, true);
    view.papers = paper_items(context_, *c);
    const auto& service = *context_.services().find(c->service);
    if (service.card) view.record_state = record_words(context_, c->record_state);
    if (service.card) add_recording(view, *c);
    view.answers = answer_rows(context_, *c);
    view.documents = document_rows(context_, *c);
    view.signs = service.step(c->step).kind == engine::StepKind::Sign;
    view.working = context_.worker.busy();
    view.history = history_of(*c);
    for (const auto* key : {"return.data_differs", "return.paper_unclear", "return.paper_missing", "return.recording"}) view.reasons.push_back(context_.say(key));
    view.begun = mine(*c);
    const engine::Context check{.services = context_.services(), .actor = context_.actor(), .now = context_.equipment.clock.now(),
                                .profile = c->profile, .applicant = std::nullopt, .add_working_days = {}};
    const auto allowed = engine::may_work_on(*c, check);
    view.may_decide = allowed.ok();
    if (!allowed) view.refusal = context_.explain(allowed.error());
    return view;
}

void VerifyFlow::add_recording(Verify& view, const engine::Case& c) const {
    for (const auto& slot : engine::recording_slots()) {
        const auto sample = c.samples.find(slot);
        if (sample == c.samples.end()) continue;
        const auto picture = context_.pictures.get(sample->second.digest);
        if (slot == "photo") view.photo = picture;
        else if (slot == "signature") view.signature = picture;
        else view.fingers.push_back({slot_words(context_, slot), sample->second.quality, sample->second.excused.empty() ? "" : context_.say("excuse." + sample->second.excused), picture, context_.equipment.core.reference().recording.threshold(slot)});
    }
}

std::vector<Verify::Event> VerifyFlow::history_of(const engine::Case& c) const {
    std::vector<std::pair<Instant, Verify::Event>> events;
    const auto& service = *context_.services().find(c.service);
    for (const auto& record : c.history)
        events.emplace_back(record.done, Verify::Event{short_time(record.done), record.user,
                                                       fmt::format("{}. {} · {}/{}'", record.step, service.step(record.step).text.in(context_.session.language), record.used_minutes(), record.standard_minutes),
                                                       record.used_minutes() > record.standard_minutes ? Tone::Warning : Tone::Good});
    for (const auto& returned : c.returns)
        events.emplace_back(returned.at, Verify::Event{short_time(returned.at), returned.user, context_.say("history.returned", {{"reason", returned.reason}}), Tone::Bad});
    std::ranges::stable_sort(events, {}, &std::pair<Instant, Verify::Event>::first);
    std::vector<Verify::Event> out;
    for (auto& [at, event] : events) out.push_back(std::move(event));
    return out;
}

}  // namespace loket::app
