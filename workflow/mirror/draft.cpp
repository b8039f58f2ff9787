#include "workflow/mirror/draft.h"

#include <fmt/format.h>

#include <algorithm>

namespace loket::mirror {

using population::Level;

Status fits(const NumberRequested& request, const std::string& number) {
    if (!sixteen_digits(number)) return rejected("mirror.number_shape", "a number of the centre is not sixteen digits");
    if (number.ends_with("0000")) return rejected("mirror.number_shape", "a number of the centre has the serial 0000");
    if (request.kind == NumberKind::Kk || !request.born || !request.sex) return {};
    const auto born = *request.born;
    const auto day = static_cast<unsigned>(born.day()) + (*request.sex == Sex::Female ? 40u : 0u);
    const auto written = fmt::format("{:02}{:02}{:02}", day, static_cast<unsigned>(born.month()), static_cast<int>(born.year()) % 100);
    if (number.substr(6, 6) == written) return {};
    return rejected("mirror.number_differs", "the NIK given does not carry the birthday and sex of the person");
}

void Draft::emit(MirrorEvent event) {
    evolve(scratch_, event);
    change_.push_back(std::move(event));
}

void Draft::load(const std::string& kk) {
    const auto* household = base_.household(kk);
    if (household == nullptr || !loaded_.insert(household->family.kk).second) return;
    const auto number = *sixteen_digits(household->family.kk);
    scratch_.households_.emplace(number, *household);
    for (const auto& member : household->family.members) scratch_.kk_of_[*sixteen_digits(member.nik)] = number;
}

Result<const Resident*> Draft::person(const std::string& nik) {
    if (const auto* found = scratch_.find(nik)) return found;
    if (const auto* household = base_.household_of(nik)) load(household->family.kk);
    if (const auto* found = scratch_.find(nik)) return found;
    const auto* gone = scratch_.departed(nik) != nullptr ? scratch_.departed(nik) : base_.departed(nik);
    if (gone == nullptr) return rejected("mirror.unknown_person", "no resident has this NIK");
    switch (gone->why) {
        case Departure::Died:
            return rejected("mirror.deceased", "this person has died");
        case Departure::MovedOut:
            return rejected("mirror.moved_away", "this person has moved to another regency");
        default:
            return rejected("mirror.abroad", "this person lives abroad or is no citizen any more");
    }
}

Result<const Household*> Draft::household(const std::string& kk) {
    const auto number = scratch_.present_kk(base_.present_kk(kk));
    load(number);
    if (const auto* found = scratch_.household(number)) return found;
    return rejected("mirror.unknown_kk", "no family has this KK number");
}

Result<const Household*> Draft::household_of(const std::string& nik) {
    LOKET_TRY(person(nik));
    return scratch_.household_of(nik);
}

Status Draft::require_free_nik(const std::string& nik) const {
    if (!sixteen_digits(nik)) return rejected("mirror.number_shape", "a NIK is not sixteen digits");
    if (base_.find(nik) != nullptr || scratch_.find(nik) != nullptr) return rejected("mirror.nik_taken", "a resident has this NIK");
    return {};
}

Status Draft::require_free_kk(const std::string& kk) const {
    if (!sixteen_digits(kk)) return rejected("mirror.number_shape", "a KK number is not sixteen digits");
    if (base_.knows_kk(kk) || scratch_.knows_kk(kk)) return rejected("mirror.number_taken", "a family has, or had, this KK number");
    return {};
}

Result<std::string> Draft::number(NumberRequested request) {
    const auto given = context_.numbers.find(request.slot);
    if (given == context_.numbers.end()) {
        missing_.push_back(std::move(request));
        return fmt::format("{:016}", missing_.size());  // province 00: no real number
    }
    LOKET_TRY(fits(request, given->second));
    if (base_.number_given(request.kind, given->second, context_.reference) || !free_here(request.kind, given->second))
        return rejected("mirror.number_taken", "somebody has, or had, the number given");
    return given->second;
}

bool Draft::free_here(NumberKind kind, const std::string& number) const {
    return kind == NumberKind::Kk ? !scratch_.knows_kk(number) : scratch_.find(number) == nullptr;
}

void Draft::head_changed(const std::string& kk) {
    mark_due(kk);
    if (context_.new_head_new_number) renumber_.insert(kk);
}

/// Errors that these people did not have before; what old data lack must not stand in the way of something else.
Status Draft::sound() const {
    std::vector<Finding> before, after;
    for (const auto& kk : loaded_) check(*base_.household(kk), on(), before);
    for (const auto& [number, household] : scratch_.households_) check(household, on(), after);
    for (const auto& finding : after) {
        const auto known = [&](const Finding& f) { return f.code == finding.code && f.nik == finding.nik && (!f.nik.empty() || f.kk == finding.kk); };
        if (finding.level == Level::Error && std::none_of(before.begin(), before.end(), known)) return rejected(finding.code, finding.context);
    }
    return {};
}

void Draft::add_due() {
    for (const auto& kk : due_)
        if (const auto* household = scratch_.household(kk); household != nullptr && household->due.empty())
            emit(FamilyCardDue{on(), household->family.kk, effect_});
}

/// The KK for which a new number is asked already, by the present number; empty if the effect is another one.
std::string Draft::kk_to_renumber(const WaitingEffect& waiting) const {
    if (waiting.effect != RenumberFamily::kName) return {};
    const auto effect = decode_effect(waiting.effect, waiting.body);
    return effect ? base_.present_kk(std::get<RenumberFamily>(*effect).kk) : std::string();
}

void Draft::ask_for_kk(const std::string& kk, const std::string& district) {
    const auto& waiting = base_.waiting();
    if (std::any_of(waiting.begin(), waiting.end(), [&](const auto& entry) { return kk_to_renumber(entry.second) == kk; })) return;
    const auto reference = context_.reference + "/kk/" + kk;
    change_.push_back(EffectWaiting{on(), reference, RenumberFamily::kName, encode(Effect{RenumberFamily{kk}})});
    change_.push_back(NumberRequested{on(), reference, "kk", NumberKind::Kk, district, {}, {}});
}

Status Draft::add_renumbering() {
    for (const auto& old : renumber_) {
        const auto* household = scratch_.household(old);
        if (household == nullptr) continue;
        const auto given = context_.numbers.find("kk/" + old);
        if (given == context_.numbers.end()) {
            ask_for_kk(old, district_of(household->address.village));
            continue;
        }
        LOKET_TRY(fits({on(), {}, {}, NumberKind::Kk, {}, {}, {}}, given->second));
        if (base_.number_given(NumberKind::Kk, given->second, context_.reference) || !free_here(NumberKind::Kk, given->second))
            return rejected("mirror.number_taken", "a family has, or had, the number given");
        emit(FamilyRenumbered{on(), old, given->second});
    }
    return {};
}

/// A KK that is no more, or has its new number, waits for none.
void Draft::add_drops() {
    std::set<std::string> settled;
    for (const auto& kk : loaded_)
        if (scratch_.household(kk) == nullptr || scratch_.present_kk(kk) != kk) settled.insert(kk);
    if (settled.empty()) return;
    for (const auto& [reference, waiting] : base_.waiting())
        if (reference != context_.reference && settled.contains(kk_to_renumber(waiting)))
            change_.push_back(EffectDropped{on(), reference, "settled"});
}

MirrorChange Draft::wait(const Effect& waiting) const {
    MirrorChange change;
    change.push_back(EffectWaiting{on(), context_.reference, std::string(name_of(waiting)), encode(waiting)});
    for (const auto& request : missing_) change.push_back(request);
    return change;
}

Result<MirrorChange> Draft::finish(const Effect& waiting) {
    LOKET_TRY(sound());
    if (!missing_.empty()) return wait(waiting);
    add_due();
    LOKET_TRY(add_renumbering());
    add_drops();
    return std::move(change_);
}

}  // namespace loket::mirror
