// NIK and KK numbers of the centre: asked for, given by its stand-in or typed by an officer, held until they are used.

#include <algorithm>
#include <set>

#include "devices/base/log.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/number_blocks.h"
#include "workflow/mirror/plan.h"
#include "workflow/population/kk_number.h"
#include "workflow/sync/carry/outbox.h"

namespace loket::app {

using engine::Actor;
using engine::Role;

namespace {

/// The case that an effect's reference names: "2026-11-23/A-001#2".
std::string case_named_in(const std::string& reference) { return reference.substr(0, reference.find('#')); }

/// Whether a number as somebody typed it can be the one that was asked for: by shape, district and date (DOMAIN §2.1, §2.2).
Status check_typed(const mirror::NumberRequested& request, const std::string& number, const population::Regions& regions, Date today) {
    LOKET_TRY(mirror::fits(request, number));
    auto district = request.district;  // "21.01.06"
    std::erase(district, '.');
    if (!number.starts_with(district)) return rejected("number.district", "a number of this file begins with " + district);
    if (request.kind == mirror::NumberKind::Nik) return {};
    constexpr std::chrono::days kOldest(366);  // the centre gave it for this file
    const auto read = population::parse_kk(number, regions, today);
    if (!read || !read->recorded || *read->recorded > today || std::chrono::sys_days(*read->recorded) + kOldest < std::chrono::sys_days(today))
        return rejected("number.date", "digits 7 to 12 of a KK number are the day it was given");
    return {};
}

}  // namespace

Status Core::hold_numbers(const engine::Case& c, Date on) {
    std::set<std::string> taken;  // by this plan
    const auto given = [&](const std::string& number) -> Result<bool> { return taken.contains(number) ? Result<bool>(true) : register_->number_given(number); };
    LOKET_ASSIGN(plan, plan_of(c, on, [&](const mirror::NumberRequested& request) -> Result<std::string> {
        LOKET_ASSIGN(number, number_at_once(request, given));
        if (!number) return rejected("kk.number_awaited", "the centre has not given the number yet that the paper is printed with");
        taken.insert(*number);
        return *number;
    }));
    if (plan.numbers.empty()) return {};
    auto work = register_->begin(on);
    work.hold(plan.numbers);
    return write_register(std::move(work));
}

/// From the centre's stand-in, or from what the register lent this office. A station leaves that to its induk, and a disk that the register
/// contradicts gives nothing: another one may be giving the same.
Result<std::optional<std::string>> Core::number_at_once(const mirror::NumberRequested& request, const NumberGiven& given) {
    if (options_.simulated_numbers) {
        LOKET_ASSIGN(number, simulated_number(request, given));
        return std::optional(std::move(number));
    }
    if (induk_ || !lending_) return std::optional<std::string>();
    LOKET_ASSIGN(exchange, sync::load_exchange(*store_));
    if (exchange.standing.stopped) return std::optional<std::string>();
    return take_from_block(*store_, request, given);
}

Result<bool> Core::give_from_block(const AwaitedNumber& awaited, const Actor& actor) {
    LOKET_ASSIGN(number, number_at_once(awaited.request, [this](const std::string& of) { return register_->number_given(of); }));
    if (!number) return false;
    LOKET_TRY(enter_number(awaited.request.reference, awaited.request.slot, *number, actor));
    return true;
}

Status Core::supply(const std::string& reference, const std::string& slot, const std::string& number) {
    auto work = register_->begin(wib_date(clock_.now()));
    LOKET_TRY(work.supply(reference, slot, number));
    return write_register(std::move(work));
}

void Core::answer_requests(bool again) {
    if (register_->tables().waiting().empty()) return;
    const auto waiting = register_->tables().waiting();  // a copy: each answer changes the tables
    for (const auto& [reference, effect] : waiting) {
        if (again && effect.complete()) {
            auto work = register_->begin(wib_date(clock_.now()));
            const auto tried = work.retry(reference);
            const auto done = tried ? write_register(std::move(work)) : tried;
            if (!done) log::warn("an effect on the register is still blocked: {}", done.error().code);
        }
        for (const auto& request : effect.requests) {
            if (effect.numbers.contains(request.slot)) continue;
            const auto number = number_at_once(request, [this](const std::string& of) { return register_->number_given(of); });
            if (number && !*number) continue;  // the centre is asked
            const auto done = number ? supply(reference, request.slot, **number) : Status{number.error()};
            if (!done) log::warn("no number for an effect that waits: {} {}", done.error().code, done.error().context);
        }
    }
}

Result<std::vector<AwaitedNumber>> Core::numbers_awaited() {
    std::vector<AwaitedNumber> awaited;
    for (const auto& [reference, effect] : register_->tables().waiting())
        for (const auto& request : effect.requests)
            if (!effect.numbers.contains(request.slot)) awaited.push_back({request, case_named_in(reference), {}, false});
    std::set<std::string> taken;
    const auto given = [&](const std::string& number) -> Result<bool> { return taken.contains(number) ? Result<bool>(true) : register_->number_given(number); };
    for (const auto& [id, c] : office_->cases) {
        const auto* service = reference_.services.find(c->service);
        if (service == nullptr || c->status != engine::CaseStatus::Open || service->step(c->step).kind != engine::StepKind::PrintPaper) continue;
        const auto plan = plan_of(*c, wib_date(clock_.now()), [&](const mirror::NumberRequested& request) -> Result<std::string> {
            auto number = simulated_number(request, given);  // to see what else will be asked for; kept nowhere
            if (!number) return number;
            taken.insert(*number);
            awaited.push_back({request, id, {}, true});
            return number;
        });
        if (!plan) log::warn("the numbers that a file needs cannot be told: {}", plan.error().code);
    }
    for (auto& each : awaited) {
        LOKET_ASSIGN(row, store_->case_by_id(each.case_id));
        if (row) each.resi = row->resi;
    }
    return awaited;
}

/// Who prints the papers of a file works with SIAK for it; the administrator of the database may always, the centre itself of course.
Status Core::may_enter_number(const std::string& case_id, const Actor& actor) {
    if (actor.role == Role::Adb || actor.role == Role::Pusat) return {};
    LOKET_ASSIGN(row, store_->case_by_id(case_id));
    const auto* service = row ? reference_.services.find(row->service) : nullptr;
    const auto* step = service == nullptr ? nullptr : service->first(engine::StepKind::PrintPaper);
    if (step != nullptr && step->desk == actor.role) return {};
    return rejected("trust.role", "numbers of the centre are entered by whoever prints the papers of the file");
}

Status Core::enter_number(const std::string& reference, const std::string& slot, const std::string& number, const Actor& actor) {
    LOKET_ASSIGN(awaited, numbers_awaited());
    const auto asked = std::ranges::find_if(awaited, [&](const auto& each) { return each.request.reference == reference && each.request.slot == slot; });
    if (asked == awaited.end()) return rejected("mirror.number_not_asked", "no file waits for such a number");
    LOKET_TRY(may_enter_number(asked->case_id, actor));
    const auto today = wib_date(clock_.now());
    LOKET_TRY(check_typed(asked->request, number, reference_.regions, today));
    LOKET_ASSIGN(taken, register_->number_given(number));
    if (taken) return rejected("mirror.number_taken", "somebody has, or had, this number");
    auto work = register_->begin(today);
    if (asked->for_paper) work.hold({{reference, slot, number}});
    else LOKET_TRY(work.supply(reference, slot, number));
    return write_register(std::move(work), engine::to_string(actor));
}

}  // namespace loket::app
