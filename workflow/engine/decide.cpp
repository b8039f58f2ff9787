#include "workflow/engine/decide.h"

#include <algorithm>

#include "workflow/engine/decide_parts.h"

namespace loket::engine {

Result<std::vector<Happening>> decide(const Office& office, const Command& command, const Context& context) {
    return std::visit(detail::Deciding{office, context}, command);
}

namespace detail {

Result<std::shared_ptr<const Case>> Deciding::open_case(const std::string& id) const {
    auto found = office.find_case(id);
    if (!found) return rejected("case.unknown", "no open case " + id);
    const auto* service = context.services.find(found->service);
    if (service == nullptr) return rejected("service.unknown", "case " + id + " belongs to service " + found->service + ", which is not loaded");
    if (service->find_step(found->step) == nullptr) return rejected("step.unknown", "case " + id + " stands at a step that its service no longer has");
    return found;
}

Result<std::shared_ptr<const Case>> Deciding::case_at(const std::string& id, StepKind kind) const {
    LOKET_ASSIGN(found, open_case(id));
    if (step_of(*found).kind != kind) return rejected("step.order", "case " + id + " is not at a step of kind " + std::string(code(kind)));
    LOKET_TRY(may_work_on(*found, context));
    if (!found->begun) return rejected("step.not_begun", "the step must be begun first");
    return found;
}

const Step& Deciding::step_of(const Case& c) const { return context.services.find(c.service)->step(c.step); }

const Queue& Deciding::queue_today() const {
    static const Queue kNobodyYet;
    return office.queue.stream == queue_stream(wib_date(context.now)) ? office.queue : kNobodyYet;
}

Status Deciding::require_role(std::initializer_list<Role> roles) const {
    if (std::ranges::find(roles, context.actor.role) != roles.end()) return {};
    return rejected("trust.role", std::string(code(context.actor.role)) + " may not do this");
}

}  // namespace detail
}  // namespace loket::engine
