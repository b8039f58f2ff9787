// The core and the population register: facts of cases change it, numbers of the centre complete what waits.

#include <algorithm>
#include <set>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/projections.h"
#include "workflow/engine/effect_arguments.h"

namespace loket::app {

using mirror::CardState;

namespace {

/// The answer of S02 why a card is needed; empty elsewhere.
std::string card_reason(const engine::Case& c) {
    const auto found = c.answers.find("alasan");
    return found == c.answers.end() ? std::string() : found->second;
}

}  // namespace

Status Core::project(RegisterWork& work, const engine::Office& after, const std::vector<engine::Happening>& facts) const {
    std::vector<engine::EffectDue> dues;  // a command goes on with one case at most
    std::string case_id;
    for (const auto& fact : facts) {
        const auto* c = changed_case(after, fact);
        if (c == nullptr) continue;
        if (const auto* due = std::get_if<engine::EffectDue>(&fact.event)) {
            dues.push_back(*due);
            case_id = c->id;
        } else if (const auto* record = std::get_if<engine::RecordStateChanged>(&fact.event)) {
            if (const auto state = population::parse_record_state(record->state)) work.note_record(c->nik, *state);
        } else if (std::holds_alternative<engine::CardEncoded>(fact.event)) {
            LOKET_TRY(work.note_card(c->id, c->nik, CardState::Printed, card_reason(*c)));
        } else if (std::holds_alternative<engine::BlankoSpoiled>(fact.event)) {
            const auto before = office_.find_case(c->id);  // a blank that never held the person is no card
            if (before && before->card.stage == engine::CardStage::Encoded) LOKET_TRY(work.note_card(c->id, c->nik, CardState::Damaged, "spoiled"));
        }
    }
    return dues.empty() ? Status{} : work.carry_out(case_id, dues);
}

/// A file that the register would refuse at the stamp is refused at the check, while the applicant still stands there. Nothing is
/// kept of the attempt; the papers are taken as issued. Cards have states of their own and are left to the printer.
Status Core::foresee(const engine::Command& command) const {
    const auto* complete = std::get_if<engine::CompleteStep>(&command);
    const auto c = complete == nullptr ? nullptr : office_.find_case(complete->case_id);
    const auto* service = c == nullptr ? nullptr : reference_.services.find(c->service);
    if (service == nullptr || service->card || service->step(c->step).kind != engine::StepKind::Check) return {};
    const auto tried = trial(*c);
    return tried ? Status{} : Status{tried.error()};
}

/// All effects of a case that the register has not seen yet, the papers taken as issued.
Result<RegisterWork> Core::trial(const engine::Case& c) const {
    const auto& service = *reference_.services.find(c.service);
    auto finished = c;
    for (const auto* paper : service.due_papers(c.answers))
        if (finished.paper(paper->kind) == nullptr) finished.papers.push_back({.kind = paper->kind, .number = paper->kind + "/-"});
    std::vector<engine::EffectDue> dues;
    for (const auto& effect : service.effects)
        if (effect.condition.holds(c.answers) && std::ranges::find(c.effects_due, effect.kind) == c.effects_due.end())
            dues.push_back({effect.kind, engine::effect_arguments(finished, service, effect)});
    auto work = register_->begin(wib_date(clock_.now()));
    LOKET_TRY(work.carry_out(c.id, dues));
    return work;
}

Result<RegisterPreview> Core::preview(const std::string& case_id, const engine::Actor& actor) {
    const auto c = office_.find_case(case_id);
    if (!c) return Error{Fault::Gone, "the case is not open", "case.unknown"};
    LOKET_TRY(audit(actor, "read", c->nik, "verifikasi " + case_id));
    if (reference_.services.find(c->service)->card) return RegisterPreview{};
    LOKET_ASSIGN(work, trial(*c));
    return work.preview();
}

void Core::keep(RegisterWork&& work) {
    for (const auto& [nik, person] : work.people())
        if (people_.contains(nik)) people_[nik] = person;
    register_->accept(std::move(work));
}

Status Core::finish(const std::vector<store::StoredEvent>& stored) {
    if (!stored.empty()) note_head(stored.back());
    publish();
    if (observer_) observer_(stored);
    // What was committed is a fact whatever becomes of these.
    for (const auto& kept : {seal_if_due(), save_checkpoint_if_due()})
        if (!kept) log::error("after a commit: {}", kept.error().context);
    return {};
}

Status Core::write_register(RegisterWork&& work) {
    store::Batch batch;
    LOKET_TRY(work.write(batch, clock_.now()));
    LOKET_ASSIGN(stored, store_->commit(batch));
    keep(std::move(work));
    return finish(stored);
}

Status Core::supply(const std::string& reference, const std::string& slot, const std::string& number) {
    auto work = register_->begin(wib_date(clock_.now()));
    LOKET_TRY(work.supply(reference, slot, number));
    return write_register(std::move(work));
}

void Core::answer_requests(bool again) {
    if ((!again && !options_.simulated_numbers) || register_->tables().waiting().empty()) return;
    const auto waiting = register_->tables().waiting();  // a copy: each answer changes the tables
    for (const auto& [reference, effect] : waiting) {
        if (again && effect.complete()) {
            auto work = register_->begin(wib_date(clock_.now()));
            const auto tried = work.retry(reference);
            const auto done = tried ? write_register(std::move(work)) : tried;
            if (!done) log::warn("an effect on the register is still blocked: {}", done.error().code);
        }
        if (!options_.simulated_numbers) continue;
        for (const auto& request : effect.requests) {
            if (effect.numbers.contains(request.slot)) continue;
            const auto number = simulated_number(request, [this](const std::string& of) { return register_->number_given(of); });
            const auto done = number ? supply(reference, request.slot, *number) : Status{number.error()};
            if (!done) log::warn("no number for an effect that waits: {} {}", done.error().code, done.error().context);
        }
    }
}

/// Keeps whom an open case, the case just closed or a ticket of today is about; gone through when it has grown by a screenful.
void Core::forget_people() {
    constexpr std::size_t kMore = 64;
    if (people_.size() <= people_kept_ + kMore) return;
    std::set<std::string> needed;
    for (const auto& [id, c] : office_.cases) needed.insert(c->nik);
    for (const auto& [number, ticket] : office_.queue.tickets) needed.insert(ticket.nik);
    if (office_.last_closed) needed.insert(office_.last_closed->nik);
    std::erase_if(people_, [&](const auto& entry) { return !needed.contains(entry.first); });
    people_kept_ = people_.size();
}

}  // namespace loket::app
