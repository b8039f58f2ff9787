#include "kiosk/app/core/register.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/log.h"
#include "kiosk/app/core/projections.h"
#include "workflow/engine/commands.h"
#include "workflow/engine/effect_arguments.h"
#include "workflow/mirror/master.h"
#include "workflow/population/demographics.h"
#include "workflow/population/resident_json.h"

namespace loket::app {

using mirror::CardState;
using mirror::Departure;
using mirror::Effect;
using mirror::MirrorChange;
using nlohmann::json;
using population::LifeStatus;
using population::Resident;

namespace {

const std::string kMachine = engine::to_string({"loket", engine::Role::Sistem});

/// The log carries it to the centre with everything else: once, in order, over the link or on a stick.
void ask_master(store::Batch& batch, const Resident* before, const Resident& after, const mirror::MasterChangeAsked& blank, Instant at) {
    auto asked = blank;
    if (before != nullptr) asked.base = population::demographics_digest(*before);
    if (asked.base == population::demographics_digest(after)) return;
    asked.person = population::with_rest_of(after, Resident{});
    batch.add(store::NewEvent{kRegisterStream, mirror::MasterChangeAsked::kName, kMachine, mirror::encode(asked), at});
}

/// Why somebody whose row says so is not here any more.
Departure departure_of(const Resident& person) {
    if (person.life == LifeStatus::Deceased) return Departure::Died;
    if (person.life == LifeStatus::MovedAway) return Departure::MovedOut;
    return person.nationality == population::Nationality::Wna ? Departure::Renounced : Departure::WentAbroad;
}

/// Which kind of effect also hands the KK over, so that it need not be known by number yet.
bool hands_over_with(std::vector<Effect>& effects) {
    if (effects.empty()) return false;
    auto* forming = std::get_if<mirror::FormFamily>(&effects.back());
    if (forming != nullptr) forming->issued = true;
    return forming != nullptr;
}

}  // namespace

RegisterWork::FamilyState RegisterWork::state_of(const mirror::Household& household) {
    const auto& members = household.family.members;
    return {members.empty() ? "" : members.front().nik, household.due.empty() ? "{}" : json{{"due", household.due}}.dump()};
}

Status RegisterWork::load_family(const std::string& number) {
    const auto kk = mirror_.present_kk(number);
    if (!loaded_.insert(kk).second || mirror_.knows_kk(kk)) return {};
    LOKET_ASSIGN(rows, store_.residents_by_kk(kk));
    population::Family family{kk, {}, {}};
    for (const auto& row : rows) {
        LOKET_ASSIGN(person, population::decode_resident(row.doc));
        if (person.life != LifeStatus::Active) continue;
        before_[person.nik] = person;
        family.members.push_back(std::move(person));
    }
    if (family.members.empty()) return {};
    LOKET_TRY(mirror_.take(std::move(family)));
    LOKET_ASSIGN(row, store_.family(kk));
    const auto doc = row ? json::parse(row->doc, nullptr, false) : json();
    if (doc.is_object() && doc.value("due", json()).is_string())
        evolve(mirror_, mirror::FamilyCardDue{on_, kk, doc["due"].get<std::string>()});
    families_[kk] = state_of(*mirror_.household(kk));
    return {};
}

Status RegisterWork::load_person(const std::string& nik) {
    if (mirror_.find(nik) != nullptr || mirror_.departed(nik) != nullptr) return {};
    LOKET_ASSIGN(row, store_.resident(nik));
    if (!row) return {};
    LOKET_ASSIGN(person, population::decode_resident(row->doc));
    if (person.life == LifeStatus::Active) return load_family(person.kk);
    before_[nik] = person;
    const auto why = departure_of(person);
    mirror_.remember({std::move(person), why, {}, {}, {}});
    return {};
}

/// Everybody named, with their families: an effect reaches no further.
Status RegisterWork::load_named(std::string_view text) {
    for (const auto& number : mirror::numbers_in(text)) {
        LOKET_TRY(load_person(number));
        LOKET_TRY(load_family(number));
    }
    return {};
}

namespace {

void take_in(mirror::Mirror& mirror, EffectsDone& done, MirrorChange change) {
    evolve(mirror, change);
    std::ranges::move(change, std::back_inserter(done.events));
}

Status apply(mirror::Mirror& mirror, EffectsDone& done, const Effect& effect, Date on, const std::string& case_id) {
    LOKET_ASSIGN(change, mirror::plan(mirror, effect, {on, fmt::format("{}#{}", case_id, ++done.count), {}, true}));
    take_in(mirror, done, std::move(change));
    return {};
}

}  // namespace

Status carry_out(mirror::Mirror& mirror, EffectsDone& done, const std::vector<engine::EffectDue>& dues, const Reference& reference, Date on, const std::string& case_id,
                 const LoadNamed& load) {
    std::vector<Effect> pending;  // of the kind before: planned when it is known whether the KK goes with it
    const auto flush = [&]() -> Status {
        for (const auto& effect : pending) LOKET_TRY(apply(mirror, done, effect, on, case_id));
        pending.clear();
        return {};
    };
    for (const auto& due : dues) {
        LOKET_TRY(load(due.args));
        if (due.kind == mirror::IssueFamilyCard::kName && hands_over_with(pending)) continue;
        LOKET_TRY(flush());
        LOKET_ASSIGN(asked, mirror::effects_of(due.kind, due.args, {mirror, reference.codes, reference.regions, on}));
        pending = std::move(asked.effects);
        std::ranges::move(asked.notes, std::back_inserter(done.notes));
    }
    return flush();
}

std::vector<engine::EffectDue> dues_of(const engine::Case& c, const engine::Service& service) {
    auto trial = c;
    for (const auto* paper : service.due_papers(c.answers))
        if (trial.paper(paper->kind) == nullptr) trial.papers.push_back({.kind = paper->kind, .number = paper->kind + "/-"});
    std::vector<engine::EffectDue> dues;
    for (const auto& effect : service.effects)
        if (effect.condition.holds(c.answers) && std::ranges::find(c.effects_due, effect.kind) == c.effects_due.end())
            dues.push_back({effect.kind, engine::effect_arguments(trial, service, effect)});
    return dues;
}

void RegisterWork::take(mirror::MirrorChange change) { take_in(mirror_, done_, std::move(change)); }

Status RegisterWork::carry_out(const std::string& case_id, const std::vector<engine::EffectDue>& dues) {
    about_ = case_id;
    return app::carry_out(mirror_, done_, dues, reference_, on_, case_id, [this](std::string_view arguments) { return load_named(arguments); });
}

void RegisterWork::hold(const std::vector<HeldNumber>& numbers) {
    MirrorChange held;
    for (const auto& [reference, slot, number] : numbers) held.push_back(mirror::NumberHeld{on_, reference, slot, number});
    take(std::move(held));
}

/// A KK that gets its new number after the change waits as an effect of its own, whose reference ends in the slot of the first.
std::vector<mirror::NumberRequested> RegisterWork::missing_numbers() const {
    constexpr std::string_view kAfter = "/kk/";
    std::vector<mirror::NumberRequested> missing;
    for (const auto& event : done_.events) {
        const auto* request = std::get_if<mirror::NumberRequested>(&event);
        if (request == nullptr) continue;
        missing.push_back(*request);
        auto& [on, reference, slot, kind, district, born, sex] = missing.back();
        if (const auto at = reference.find(kAfter); at != std::string::npos) {
            slot = reference.substr(at + 1);
            reference.resize(at);
        }
    }
    return missing;
}

Status RegisterWork::note_card(const std::string& case_id, const std::string& nik, CardState state, const std::string& reason) {
    about_ = case_id;
    if (const auto loaded = load_person(nik); !loaded && loaded.error().fault != Fault::Rejected) return loaded;
    const auto* person = mirror_.find(nik);
    if (person == nullptr) return {};
    const auto effects = state == CardState::Printed ? mirror::card_effects(*person, state, reason)
                                                     : std::vector<Effect>{mirror::SetCard{nik, state, reason}};
    for (const auto& effect : effects) {
        auto done = apply(mirror_, done_, effect, on_, case_id);
        if (done || done.error().fault != Fault::Rejected) {
            LOKET_TRY(done);
            continue;
        }
        log::warn("the register does not take a card as it is: {}", done.error().code);
        done_.notes.push_back("card: " + done.error().code);
        return {};
    }
    return {};
}

Status RegisterWork::supply(const std::string& reference, const std::string& slot, const std::string& number) {
    about_ = reference.substr(0, reference.find('#'));
    const auto waiting = mirror_.waiting().find(reference);
    if (waiting != mirror_.waiting().end()) LOKET_TRY(load_named(waiting->second.body));
    LOKET_TRY(load_named(number));
    LOKET_ASSIGN(change, mirror::supply(mirror_, reference, slot, number, {on_, {}, {}, true}));
    take(std::move(change));
    return {};
}

Status RegisterWork::retry(const std::string& reference) {
    about_ = reference.substr(0, reference.find('#'));
    const auto waiting = mirror_.waiting().find(reference);
    if (waiting != mirror_.waiting().end()) LOKET_TRY(load_named(waiting->second.body));
    LOKET_ASSIGN(change, mirror::retry(mirror_, reference, {on_, {}, {}, true}));
    take(std::move(change));
    return {};
}

void RegisterWork::put_person(store::Batch& batch, const Resident& person) {
    auto now = person;
    if (const auto record = records_.find(person.nik); record != records_.end()) now.record_state = record->second;
    const auto known = before_.find(person.nik);
    if (known != before_.end() && known->second == now) return;
    batch.put(resident_row(now));
    people_[person.nik] = std::make_shared<const Resident>(std::move(now));
}

/// The state of the record alone needs no family to be sound.
Status RegisterWork::put_records(store::Batch& batch) {
    for (const auto& [nik, state] : records_) {
        if (mirror_.find(nik) != nullptr || mirror_.departed(nik) != nullptr) continue;
        LOKET_ASSIGN(row, store_.resident(nik));
        if (!row) continue;  // a newcomer
        LOKET_ASSIGN(person, population::decode_resident(row->doc));
        before_[nik] = person;
        put_person(batch, person);
    }
    return {};
}

void RegisterWork::put_families(store::Batch& batch) const {
    mirror_.each_household([&](const mirror::Household& household) {
        const auto known = families_.find(household.family.kk);
        const auto now = state_of(household);
        if (known == families_.end() || known->second != now) batch.put(store::FamilyRow{household.family.kk, now.head, now.doc});
    });
    for (const auto& [kk, state] : families_) {  // numbers that are no family's any more stay known
        const auto present = mirror_.present_kk(kk);
        if (present != kk) batch.put(store::FamilyRow{kk, "", json{{"successor", present}}.dump()});
        else if (mirror_.household(kk) == nullptr) batch.put(store::FamilyRow{kk, "", json{{"dissolved", iso_date(on_)}}.dump()});
    }
}

RegisterPreview RegisterWork::preview() const {
    RegisterPreview out;
    const auto look = [&](const Resident& after) {
        const auto before = before_.find(after.nik);
        if (before == before_.end()) out.people.push_back({std::nullopt, after});
        else if (!(before->second == after)) out.people.push_back({before->second, after});
    };
    mirror_.each_household([&](const mirror::Household& household) {
        for (const auto& member : household.family.members) look(member);
    });
    mirror_.each_departed([&](const mirror::Departed& gone) { look(gone.person); });
    out.waits_for_number = std::ranges::any_of(done_.events, [](const auto& event) { return std::holds_alternative<mirror::EffectWaiting>(event); });
    return out;
}

Status RegisterWork::write(store::Batch& batch, Instant at, const std::string& by) {
    const auto& actor = by.empty() ? kMachine : by;
    for (const auto& event : done_.events)
        batch.add(store::NewEvent{kRegisterStream, std::string(mirror::name_of(event)), actor, mirror::encode(event), at});
    mirror_.each_household([&](const mirror::Household& household) {
        for (const auto& member : household.family.members) put_person(batch, member);
    });
    mirror_.each_departed([&](const mirror::Departed& gone) { put_person(batch, gone.person); });
    LOKET_TRY(put_records(batch));
    put_families(batch);
    for (const auto& [nik, person] : people_) {
        const auto known = before_.find(nik);
        ask_master(batch, known == before_.end() ? nullptr : &known->second, *person, {.on = on_, .reference = about_, .base = {}, .person = {}}, at);
    }
    if (const mirror::MirrorEvent counted = movements(); !std::get<mirror::MovementsCounted>(counted).counts.empty())
        batch.add(store::NewEvent{kRegisterStream, std::string(mirror::name_of(counted)), kMachine, mirror::encode(counted), at});
    if (!done_.events.empty()) batch.add(store::NewAudit{actor, "register", about_, fmt::format("{} effects", done_.count), at});
    for (const auto& note : done_.notes) batch.add(store::NewAudit{kMachine, "assumed", about_, note, at});
    return {};
}

/// What this work has counted: it began without movements.
mirror::MovementsCounted RegisterWork::movements() const {
    mirror::MovementsCounted counted{on_, {}};
    for (const auto& [key, count] : mirror_.movements())
        if (count != 0) counted.counts.push_back({key.district, key.sex, key.kind, count});
    return counted;
}

mirror::Mirror RegisterWork::tables() && {
    mirror_.release_people();
    return std::move(mirror_);
}

Status Register::recall(const store::StoredEvent& stored) {
    if (stored.kind == mirror::MasterChangeAsked::kName) return {};
    LOKET_ASSIGN(event, mirror::decode_mirror_event(stored.kind, stored.body));
    opened_ = opened_ || std::holds_alternative<mirror::RegisterOpened>(event);
    tables_.recall(event);
    return {};
}

Result<std::optional<mirror::RegisterOpened>> Register::opening(Date on) const {
    std::map<mirror::Place, int> counts;
    if (opened_) return std::optional<mirror::RegisterOpened>();
    LOKET_TRY(store_.each_resident([&](const store::ResidentRow& row) -> Status {
        LOKET_ASSIGN(person, population::decode_resident(row.doc));
        if (person.life == LifeStatus::Active) ++counts[{mirror::district_of(person.address.village), person.sex}];
        return {};
    }));
    mirror::RegisterOpened opened{on, {}};
    for (const auto& [place, count] : counts) opened.residents.push_back({place.district, place.sex, count});
    return std::optional(std::move(opened));
}

Result<bool> Register::number_given(const std::string& number) const {
    if (tables_.stay(number) != nullptr || tables_.present_kk(number) != number) return true;
    if (tables_.number_given(mirror::NumberKind::Nik, number, {})) return true;  // also what waiting effects hold
    LOKET_ASSIGN(person, store_.resident(number));
    if (person) return true;
    LOKET_ASSIGN(family, store_.family(number));
    return family.has_value();
}

}  // namespace loket::app
