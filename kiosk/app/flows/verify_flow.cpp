#include "kiosk/app/flows/verify_flow.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/issuing.h"
#include "kiosk/app/flows/register_changes.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/standing.h"

namespace loket::app {

using viewmodels::Tone;
using viewmodels::Verify;

void VerifyFlow::enter(Page page, const std::string& argument) {
    list_ = List::Queue;
    StaffFlow::enter(page, argument);
}

void VerifyFlow::wipe() {
    StaffFlow::wipe();
    filter_.clear();
    aside_.clear();
    list_ = List::Queue;
    decided_.clear();
    changes_.clear();
    changes_of_.clear();
    alike_.clear();
    pin_.wipe();
}

void VerifyFlow::opened() {
    context_.pictures.clear();
    ask_for_changes();
    ask_who_is_alike();
}

std::vector<VerifyFlow::CaseRef> VerifyFlow::work() const {
    auto files = cases_on(context_, Page::Verify);
    const auto now = context_.snapshot();
    if (context_.actor().role == engine::Role::Kasi)  // wherever the file is: nobody else clears the doubt
        for (const auto& [id, c] : now->office.cases)
            if (c->duplicates.in_doubt() && c->duplicates.verdict == engine::Duplicates::Verdict::None && std::ranges::find(files, id, &engine::Case::id) == files.end()) files.push_back(c);
    if (!filter_.empty()) std::erase_if(files, [this](const CaseRef& c) { return c->service != filter_; });
    engine::float_up(files, context_.equipment.clock.now(), context_.equipment.core.reference().calendar);
    return files;
}

std::vector<VerifyFlow::CaseRef> VerifyFlow::aside() const {
    std::vector<CaseRef> files;
    for (auto& c : cases_on(context_, Page::Verify))
        if (aside_.contains(c->id) && mine(*c)) files.push_back(std::move(c));
    return files;
}

bool VerifyFlow::signs(const engine::Case& c) const { return context_.services().find(c.service)->step(c.step).kind == engine::StepKind::Sign; }

void VerifyFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy() || pin_.handle(intent)) return;
    list_ == List::Queue && file() ? act_on_file(intent) : act_on_list(intent);
}

void VerifyFlow::act_on_file(const viewmodels::Intent& intent) {
    if (intent.name == "paraf") context_.execute(engine::CompleteStep{case_id_}, [this] { leave_file(); });
    else if (intent.name == "sign") sign();
    else if (intent.name == "return") return_file(intent.value);
    else if (intent.name == "judge") judge(intent.value);
    else if (intent.name == "collect") set_aside();
    else if (intent.name == "uncollect") aside_.erase(case_id_);
    else if (intent.name == "next_file") step_to(1);
    else if (intent.name == "previous_file") step_to(-1);
}

void VerifyFlow::act_on_list(const viewmodels::Intent& intent) {
    if (intent.name == "filter") filter_ = intent.value;
    else if (intent.name == "leave") list_ = List::Queue;
    else if (intent.name == "batch") list_ = List::Together;
    else if (intent.name == "since") week_ = intent.value == "week";
    else if (intent.name == "decisions") list_ = List::Decisions;
    if (intent.name == "decisions" || intent.name == "since") ask_for_decisions();
    if (intent.name != "decide_all" || list_ != List::Together) return;
    const auto files = aside();
    if (!std::ranges::any_of(files, [this](const auto& c) { return signs(*c); })) return decide_all();
    pin_.ask(context_.actor().user, context_.say("verify.pin_title"), context_.say("verify.pin_text", {{"count", std::to_string(files.size())}}), [this] { decide_all(); });
}

/// Where the recording is the reason it is made again: the engine is told so.
void VerifyFlow::return_file(const std::string& reason) {
    const bool recording = reason.starts_with(context_.say("return.recording"));
    context_.execute(engine::ReturnCase{case_id_, reason, recording}, [this] { leave_file(); });
}

void VerifyFlow::leave_file() {
    aside_.erase(case_id_);
    case_id_.clear();
    changes_of_.clear();
    context_.pictures.clear();
}

/// To the next or previous file of the queue as it stands now.
void VerifyFlow::step_to(int by) {
    const auto files = work();
    const auto here = std::ranges::find(files, case_id_, [](const CaseRef& c) { return c->id; });
    const auto at = here - files.begin() + by;
    if (here == files.end() || at < 0 || at >= static_cast<std::ptrdiff_t>(files.size())) return;
    case_id_ = files[static_cast<std::size_t>(at)]->id;
    opened();
}

void VerifyFlow::set_aside() {
    const auto c = file();
    if (!c || !mine(*c)) return;
    aside_.insert(case_id_);
    const auto files = work();
    const auto here = std::ranges::find(files, case_id_, [](const CaseRef& each) { return each->id; });
    if (here == files.end() || here + 1 == files.end()) return case_id_.clear();
    step_to(1);
}

void VerifyFlow::sign() {
    auto status = std::make_shared<Status>();
    context_.worker.start(
        [this, status, id = case_id_, actor = context_.actor()](TaskFeed&, std::stop_token) { *status = sign_papers(context_.equipment, id, actor); },
        [this, status] {
            if (!*status) return context_.notify(status->error());
            context_.execute(engine::CompleteStep{case_id_}, [this] { leave_file(); });
        });
}

void VerifyFlow::decide_all() {
    struct Outcome {
        std::string id, number;
        Status status;
    };
    struct Job {
        std::string id, number;
        bool signs;
    };
    std::vector<Job> jobs;
    for (const auto& c : aside()) jobs.push_back({c->id, c->resi.empty() ? c->id : c->resi, signs(*c)});
    auto outcomes = std::make_shared<std::vector<Outcome>>();
    context_.worker.start(
        [this, jobs, outcomes, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) {
            for (const auto& job : jobs) {
                if (stop.stop_requested()) return;
                auto status = job.signs ? sign_papers(context_.equipment, job.id, actor) : Status{};
                if (status) status = tell(context_.equipment.core, engine::CompleteStep{job.id}, actor);
                outcomes->push_back({job.id, job.number, std::move(status)});
                feed.progress(static_cast<int>(outcomes->size() * 100 / jobs.size()));
            }
        },
        [this, outcomes] {
            std::size_t done = 0;
            const Outcome* refused = nullptr;
            for (const auto& outcome : *outcomes) {
                outcome.status ? ++done : 0;
                if (!outcome.status && refused == nullptr) refused = &outcome;
                aside_.erase(outcome.id);
            }
            list_ = List::Queue;
            case_id_.clear();
            if (refused != nullptr) return context_.notify(Tone::Warning, context_.say("verify.some_refused", {{"count", std::to_string(done)}, {"number", refused->number}, {"why", context_.explain(refused->status.error())}}));
            context_.notify(Tone::Good, context_.say("verify.all_decided", {{"count", std::to_string(done)}}));
        });
}

/// The look at the register is audited; it comes when the core has done it.
void VerifyFlow::ask_for_changes() {
    changes_.clear();
    changes_note_.clear();
    changes_of_ = case_id_;
    const auto c = file();
    if (!c) return;
    using Answer = Result<RegisterPreview>;
    context_.asks.then<Answer>(context_.equipment.core.ask([id = case_id_, actor = context_.actor()](Core& core) { return core.preview(id, actor); }), [this, id = case_id_](Answer answer) {
        if (id != changes_of_) return;
        if (!answer) changes_note_ = context_.say("verify.changes_refused", {{"why", context_.explain(answer.error())}});
        else {
            changes_ = change_rows(context_, *answer);
            if (answer->waits_for_number) changes_note_ = context_.say("verify.waits_for_number");
        }
    });
}

void VerifyFlow::ask_for_decisions() {
    const auto today = wib_date(context_.equipment.clock.now());
    constexpr int kWeek = 6;
    const auto since = wib_instant(week_ ? Date{std::chrono::sys_days{today} - std::chrono::days{kWeek}} : today);
    auto read = std::make_shared<DecisionsRead>();
    auto status = std::make_shared<Status>();
    counting_ = true;
    context_.worker.start(
        [this, read, status, since, user = context_.actor().user](TaskFeed&, std::stop_token stop) {
            read->next = context_.equipment.core.snapshot()->head;
            while (read->next > 0 && !stop.stop_requested()) {
                auto more = context_.equipment.core.ask([so_far = *read, user, since](Core& core) { return read_decisions(core.store(), so_far, user, since); }).get();
                if (!more) return void(*status = more.error());
                *read = std::move(*more);
            }
        },
        [this, read, status] {
            counting_ = false;
            if (!*status) context_.notify(status->error());
            decided_ = std::move(read->found);
        });
}

void VerifyFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

}  // namespace loket::app
