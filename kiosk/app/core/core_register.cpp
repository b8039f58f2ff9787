// The core and the population register: facts of cases change it.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/projections.h"

namespace loket::app {

using engine::Actor;
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
            const auto before = office_->find_case(c->id);  // a blank that never held the person is no card
            if (before && before->card.stage == engine::CardStage::Encoded) LOKET_TRY(work.note_card(c->id, c->nik, CardState::Damaged, "spoiled"));
        }
    }
    return dues.empty() ? Status{} : work.carry_out(case_id, dues);
}

/// A file that the register would refuse at the stamp is refused at the check, while the applicant still stands there. Nothing is
/// kept of the attempt; the papers are taken as issued. Cards have states of their own and are left to the printer.
Status Core::foresee(const engine::Command& command) const {
    const auto* complete = std::get_if<engine::CompleteStep>(&command);
    const auto c = complete == nullptr ? nullptr : office_->find_case(complete->case_id);
    const auto* service = c == nullptr ? nullptr : reference_.services.find(c->service);
    if (service == nullptr || service->card || service->step(c->step).kind != engine::StepKind::Check) return {};
    return allows(*c);
}

Status Core::allows(const engine::Case& c) const {
    const auto tried = trial(c);
    return tried ? Status{} : Status{tried.error()};
}

Result<RegisterWork> Core::trial(const engine::Case& c) const {
    auto work = register_->begin(wib_date(clock_.now()));
    LOKET_TRY(work.carry_out(c.id, dues_of(c, *reference_.services.find(c.service))));
    return work;
}

Result<RegisterPreview> Core::preview(const std::string& case_id, const engine::Actor& actor) {
    const auto c = office_->find_case(case_id);
    if (!c) return Error{Fault::Gone, "the case is not open", "case.unknown"};
    LOKET_TRY(note_look(c->nik, actor, "verifikasi"));
    if (reference_.services.find(c->service)->card) return RegisterPreview{};
    LOKET_ASSIGN(work, trial(*c));
    return work.preview();
}

Result<Core::Plan> Core::plan_of(const engine::Case& c, Date on, const std::function<Result<std::string>(const mirror::NumberRequested&)>& number) const {
    const auto* service = reference_.services.find(c.service);
    if (service == nullptr) return rejected("service.unknown", "no service " + c.service);
    const auto dues = dues_of(c, *service);
    std::vector<RegisterWork::HeldNumber> numbers;
    constexpr std::size_t kMost = 8;
    while (numbers.size() < kMost) {  // a number shows what else is missing
        auto work = register_->begin(on);
        work.hold(numbers);
        LOKET_TRY(work.carry_out(c.id, dues));
        const auto missing = work.missing_numbers();
        if (missing.empty()) return Plan{std::move(work), std::move(numbers)};
        for (const auto& request : missing) {
            LOKET_ASSIGN(given, number(request));
            numbers.push_back({request.reference, request.slot, std::move(given)});
        }
    }
    return internal("a case asks for ever more numbers");
}

Result<FamiliesAfter> Core::families_after(const engine::Case& c, Date on, const Actor& actor, const std::string& purpose) {
    int asked = 0;
    LOKET_ASSIGN(plan, plan_of(c, on, [&](const mirror::NumberRequested&) -> Result<std::string> { return fmt::format("{:016}", ++asked); }));
    LOKET_TRY(plan.work.look_up(c.nik));
    const auto& after = plan.work.families();
    LOKET_ASSIGN(row, store_->resident(c.nik));
    const auto* present = after.household_of(c.nik);
    const auto* left = row ? after.household(row->kk) : nullptr;
    FamiliesAfter out;
    if (present != nullptr) out.applicant = present->family;
    if (left != nullptr && left != present) out.left = left->family;
    for (const auto* family : {&out.applicant, &out.left})
        if (!family->members.empty()) LOKET_TRY(note_look(family->kk, actor, purpose));
    return out;
}

/// Books name an applicant as the register did when the case was opened, whatever becomes of name and address.
Status Core::name_applicants(store::Batch& batch, const std::vector<engine::Happening>& facts, Instant at) {
    for (const auto& fact : facts) {
        const auto* opened = std::get_if<engine::CaseOpened>(&fact.event);
        if (opened == nullptr || opened->nik.empty()) continue;
        const auto person = load_person(opened->nik);
        if (!person && person.error().code == "nik.unknown") continue;  // a newcomer: the form names them
        LOKET_TRY(person);
        const mirror::MirrorEvent named = mirror::ApplicantNamed{wib_date(at), opened->case_id, opened->nik, (*person)->name, (*person)->address};
        batch.add(store::NewEvent{kRegisterStream, std::string(mirror::name_of(named)), engine::to_string({"loket", engine::Role::Sistem}), mirror::encode(named), at});
    }
    return {};
}

/// What every balance of residents starts from. An office older than this fact begins to balance with it.
Status Core::record_opening() {
    LOKET_ASSIGN(opening, register_->opening(wib_date(clock_.now())));
    if (!opening) return {};
    const mirror::MirrorEvent event = *opening;
    store::Batch batch;
    batch.add(store::NewEvent{kRegisterStream, std::string(mirror::name_of(event)), engine::to_string({"loket", engine::Role::Sistem}), mirror::encode(event), clock_.now()});
    LOKET_ASSIGN(stored, store_->commit(batch));
    note_head(stored.back());
    return {};
}

void Core::keep(RegisterWork&& work) {
    for (const auto& [nik, person] : work.people())
        if (people_->contains(nik)) changing_people()[nik] = person;
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

Status Core::write_register(RegisterWork&& work, const std::string& by) {
    store::Batch batch;
    LOKET_TRY(work.write(batch, clock_.now(), by));
    LOKET_ASSIGN(stored, store_->commit(batch));
    keep(std::move(work));
    return finish(stored);
}

/// Keeps whom an open case, the case just closed or a ticket of today is about; gone through when it has grown by a screenful.
void Core::forget_people() {
    constexpr std::size_t kMore = 64;
    if (people_->size() <= people_kept_ + kMore) return;
    std::set<std::string> needed;
    for (const auto& [id, c] : office_->cases) needed.insert(c->nik);
    for (const auto& [number, ticket] : office_->queue.tickets) needed.insert(ticket.nik);
    if (office_->last_closed) needed.insert(office_->last_closed->nik);
    std::erase_if(changing_people(), [&](const auto& entry) { return !needed.contains(entry.first); });
    people_kept_ = people_->size();
}

}  // namespace loket::app
