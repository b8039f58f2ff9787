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

/// A second officer with a supervising role, signed in beside with their own PIN, lets something pass once.
struct Override {
    Actor supervisor;
    std::string reason;
};
/// Kasi, Kabid, Kadis, Sekretaris.
bool may_supervise(Role role);
/// Whether a supervisor may let pass what was refused with this code. Never among them: separation of duties, the gate before
/// print, a finger that does not match.
bool may_be_overridden(std::string_view code);

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
    std::optional<Override> override_by{};
    /// Serials of the cards of this person that are active; missing: none is known. An error refuses the activation.
    std::function<Result<std::vector<std::string>>(const std::string& nik)> active_cards{};
    /// Whether there is a holiday file for this year; missing: for all. Where there is none, the promise is marked.
    std::function<bool(int year)> has_calendar{};
    /// Keeps what somebody wrote as content of its own, in the commit of the facts, and gives its SHA-256 (hexadecimal). Needed by
    /// FileComplaint and AnswerComplaint only.
    std::function<std::string(const std::string& words)> keep_words{};
};

/// The facts that follow, in order, or Rejected with a string-table code that says what to do instead. What
/// Context::override_by let pass stands among the facts as RuleOverridden. Rejected "override.role", "override.same_person",
/// "override.reason" where that officer may not.
Result<std::vector<Happening>> decide(const Office& office, const Command& command, const Context& context);

/// Whether this actor may begin or go on with the step the case stands at; the error says why not.
Status may_work_on(const Case& c, const Context& context);

inline constexpr int kMaxTries = 3;        ///< capture and comparison attempts
inline constexpr int kCallsBeforeMiss = 3; ///< calls before a ticket may be given up

}  // namespace loket::engine
