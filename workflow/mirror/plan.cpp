#include "workflow/mirror/plan.h"

#include <algorithm>

#include "workflow/mirror/planning.h"

namespace loket::mirror {
namespace {

Result<MirrorChange> plan_now(const Mirror& mirror, const Effect& effect, const PlanContext& context) {
    if (!context.on.ok()) return rejected("mirror.date", "the day of registration is not a real day");
    Draft draft(mirror, context, name_of(effect));
    LOKET_TRY(std::visit(detail::Planning{draft, context}, effect));
    return draft.finish(effect);
}

Result<const WaitingEffect*> find_waiting(const Mirror& mirror, const std::string& reference) {
    const auto found = mirror.waiting().find(reference);
    if (found == mirror.waiting().end()) return rejected("mirror.not_waiting", "no effect waits under this reference");
    return &found->second;
}

/// With all numbers in hand.
Result<MirrorChange> complete(const Mirror& mirror, const std::string& reference, const WaitingEffect& waiting,
                              const std::map<std::string, std::string>& numbers, const PlanContext& context) {
    LOKET_ASSIGN(effect, decode_effect(waiting.effect, waiting.body));
    LOKET_ASSIGN(done, plan_now(mirror, effect, {context.on, reference, numbers, context.new_head_new_number}));
    MirrorChange change{EffectCompleted{context.on, reference}};
    std::move(done.begin(), done.end(), std::back_inserter(change));
    return change;
}

}  // namespace

Result<MirrorChange> plan(const Mirror& mirror, const Effect& effect, const PlanContext& context) {
    if (context.reference.empty()) return rejected("mirror.reference_needed", "an effect needs the reference of its case");
    if (mirror.waiting().contains(context.reference)) return rejected("mirror.effect_waiting", "this case waits for a number already");
    auto with_held = context;
    with_held.numbers.insert(mirror.held(context.reference).begin(), mirror.held(context.reference).end());
    return plan_now(mirror, effect, with_held);
}

Result<MirrorChange> supply(const Mirror& mirror, const std::string& reference, const std::string& slot, const std::string& number,
                            const PlanContext& context) {
    if (!context.on.ok()) return rejected("mirror.date", "the day of registration is not a real day");
    LOKET_ASSIGN(waiting, find_waiting(mirror, reference));
    const auto& requests = waiting->requests;
    const auto request = std::find_if(requests.begin(), requests.end(), [&](const NumberRequested& r) { return r.slot == slot; });
    if (request == requests.end() || waiting->numbers.contains(slot))
        return rejected("mirror.number_not_asked", "this effect does not wait for such a number");
    LOKET_TRY(fits(*request, number));
    if (mirror.number_given(request->kind, number, {})) return rejected("mirror.number_taken", "the number has been given before");

    MirrorChange change{NumberIssued{context.on, reference, slot, number}};
    auto numbers = waiting->numbers;
    numbers[slot] = number;
    if (numbers.size() < requests.size()) return change;
    auto done = complete(mirror, reference, *waiting, numbers, context);
    if (done)
        std::move(done->begin(), done->end(), std::back_inserter(change));
    else if (done.error().fault == Fault::Rejected)
        change.push_back(EffectBlocked{context.on, reference, done.error().code});
    else
        return done.error();
    return change;
}

Result<MirrorChange> retry(const Mirror& mirror, const std::string& reference, const PlanContext& context) {
    LOKET_ASSIGN(waiting, find_waiting(mirror, reference));
    if (!waiting->complete()) return rejected("mirror.number_missing", "the centre has not given all numbers yet");
    return complete(mirror, reference, *waiting, waiting->numbers, context);
}

Result<MirrorChange> drop(const Mirror& mirror, const std::string& reference, const std::string& reason, Date on) {
    LOKET_TRY(find_waiting(mirror, reference));
    return MirrorChange{EffectDropped{on, reference, reason}};
}

MirrorChange lapse(const Mirror& mirror, Date on) {
    std::vector<std::string> grown;
    mirror.each_household([&](const Household& household) {
        for (const auto& member : household.family.members)
            if (member.kia && age_on(member.born, on) >= 17) grown.push_back(member.nik);
    });
    std::sort(grown.begin(), grown.end());
    MirrorChange change;
    for (auto& nik : grown) change.push_back(KiaChanged{on, std::move(nik), false, "17"});
    for (const auto& [nik, stay] : mirror.stays())
        if (stay.valid_until < on) change.push_back(StayEnded{on, nik, "expired"});
    return change;
}

}  // namespace loket::mirror
