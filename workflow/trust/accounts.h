#pragma once
// The officers of one office: signing in, and changes of accounts. Every attempt and every change is a line of the audit.

#include <map>

#include "workflow/engine/role.h"
#include "workflow/store/store.h"
#include "workflow/trust/officers.h"

namespace loket::trust {

/// Owned by whoever owns the store; not thread-safe.
class Accounts {
  public:
    Accounts(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    /// Rejected "sign_in.wrong", "sign_in.suspended", or "sign_in.wait" (after three failures each further one doubles the wait).
    Result<Officer> sign_in(const std::string& user, const std::string& pin);
    Result<std::vector<Officer>> all();

    /// As may_add and may_use_pin say.
    Status add(Officer officer, const std::string& pin, const engine::Actor& by);
    /// Rejected "officer.unknown" like all that follow.
    Status set_pin(const std::string& user, const std::string& pin, const engine::Actor& by);
    Status delegate(const std::string& user, const Delegation& delegation, const engine::Actor& by);
    Status suspend(const std::string& user, bool suspended, const engine::Actor& by);

  private:
    struct Failures {
        int count = 0;
        Instant last;
    };
    Result<Officer> find(const std::string& user);
    Result<Officer> fail(const std::string& user, Failures& failures);
    Status save(const Officer& officer, const engine::Actor& by, const std::string& action);
    Status note(const engine::Actor& actor, const std::string& action, const std::string& user);

    store::Store& store_;
    const Clock& clock_;
    std::map<std::string, Failures> failures_;
};

}  // namespace loket::trust
