#pragma once
// decide: may this happen now, and what facts follow? Pure: no clock, no disk, no randomness of its own.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/result.h"
#include "workflow/engine/applicant.h"
#include "workflow/engine/commands.h"
#include "workflow/engine/office.h"
#include "workflow/engine/office_rules.h"
#include "workflow/engine/service.h"

namespace loket::engine {

/// Everything outside the state that a decision may depend on.
struct Context {
    const Services& services;
    Actor actor;
    Instant now;
    std::string profile = "SOP2019";
    std::optional<Applicant> applicant;
    /// The working day `days` after `from`; fails with "calendar.year_missing" where no calendar file covers it.
    WorkingDays add_working_days;
    /// Other people of the register: those that answers name, that AddService and OpenFromList are for. Where it is missing only
    /// `applicant` is known.
    LookUp look_up{};
    /// Opening hours, quotas and capacities; null: none of them limits the tickets.
    const OfficeRules* rules = nullptr;
};

/// The facts that follow, in order, or Rejected with a string-table code that says what to do instead.
Result<std::vector<Happening>> decide(const Office& office, const Command& command, const Context& context);

/// Whether this actor may begin or go on with the step the case stands at; the error says why not.
Status may_work_on(const Case& c, const Context& context);

inline constexpr int kMaxTries = 3;        ///< capture and comparison attempts
inline constexpr int kCallsBeforeMiss = 3; ///< calls before a ticket may be given up

}  // namespace loket::engine
