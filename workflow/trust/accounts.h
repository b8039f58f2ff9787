#pragma once
// The officers of one office: signing in, vouching for a colleague, and changes of accounts. Every attempt and every change is a
// line of the audit.

#include "devices/biometrics/finger/template.h"
#include "workflow/engine/role.h"
#include "workflow/store/store.h"
#include "workflow/trust/officers.h"
#include "workflow/trust/rules.h"

namespace loket::trust {

/// What somebody shows to be let in.
struct Proof {
    std::string user;       ///< may be empty where a card tells
    std::string pin;
    std::string card = {};  ///< number of the officer card on the reader
    std::optional<biometrics::FingerTemplate> finger = {};  ///< live
};

/// An officer and what the audit knows about their signing in.
struct Standing {
    Officer officer;
    std::optional<Instant> last_sign_in;
    int failures = 0;  ///< since then
};

/// Owned by whoever owns the store; not thread-safe. No officer it gives carries a PIN or the minutiae of a finger.
class Accounts {
  public:
    Accounts(store::Store& store, const Clock& clock, Rules rules = {}) : store_(store), clock_(clock), rules_(rules) {}
    [[nodiscard]] const Rules& rules() const { return rules_; }

    /// Rejected "sign_in.wrong", "sign_in.suspended", "sign_in.wait" (after three failures each further one doubles the wait, also
    /// over a restart), "sign_in.card_unknown"; where the rule asks for more, "sign_in.card" (none shown or not theirs),
    /// "sign_in.finger" (none shown), "sign_in.finger_wrong", "sign_in.not_enrolled". `purpose` "unlock": the same session goes on.
    Result<Officer> sign_in(const Proof& proof, const std::string& purpose = {});

    /// Another officer vouches with user name and PIN for what `asked_by` is about to do, and gets back as who they did. The audit
    /// has who vouched, for whom and for what ("override", "kiosk_exit"). Waits of their own after failures.
    /// Rejected "confirm.wrong", "confirm.wait", "confirm.self", "confirm.role", "sign_in.suspended".
    Result<engine::Actor> confirm(const std::string& user, const std::string& pin, Authority authority, const std::string& purpose,
                                  const engine::Actor& asked_by);

    /// The PIN of this officer once more before something that cannot be taken back: a signature, leaving the kiosk. Waits and
    /// audit as confirm. Rejected "confirm.wrong", "confirm.wait", "sign_in.suspended".
    Status confirm_own(const std::string& user, const std::string& pin, const std::string& purpose, const engine::Actor& asked_by);

    Result<std::vector<Officer>> all();
    /// How often an account was added or changed here: whoever keeps what `all` gave reads it again when this is another number.
    [[nodiscard]] int changes() const { return changes_; }
    /// Whose card this is. Rejected "sign_in.card_unknown".
    Result<Officer> holder_of(const std::string& card_uid);
    Result<std::vector<Standing>> standings();

    /// What follows is for the administrator database (ADB) and whoever holds the key of the store: others are Rejected
    /// "officer.not_yours". As may_add and may_use_pin say.
    Status add(Officer officer, const std::string& pin, const engine::Actor& by);
    /// Rejected "officer.unknown" like all that follow. Ends the waiting after failures.
    Status set_pin(const std::string& user, const std::string& pin, const engine::Actor& by);
    Status delegate(const std::string& user, const Delegation& delegation, const engine::Actor& by);
    /// Rejected "officer.self" for the own account. Whoever is suspended has no fingers and no card here any more.
    Status suspend(const std::string& user, bool suspended, const engine::Actor& by);
    /// An empty number takes the card away. Rejected "officer.card_taken".
    Status set_card(const std::string& user, const std::string& card_uid, const engine::Actor& by);
    /// Replaces the same finger. Rejected "officer.finger_taken" where a colleague already signs in with it.
    Status enrol(const std::string& user, biometrics::Finger position, const biometrics::FingerTemplate& finger, int quality,
                 const engine::Actor& by);
    Status forget_fingers(const std::string& user, const engine::Actor& by);

  private:
    struct Attempt;  ///< the audit's words for one way of being let in
    static const Attempt kSignIn, kConfirm;

    Result<std::vector<Officer>> load();
    Result<Officer> check_pin(const std::string& user, const std::string& pin, const std::string& purpose);
    Result<std::optional<Officer>> named(const Proof& proof);
    Result<int> failures(const std::string& user, const Attempt& attempt, std::optional<Instant>& last);
    Status may_try(const std::string& user, const Attempt& attempt);
    /// The failure after it has been written down.
    Error fail(const std::string& user, const Attempt& attempt, const std::string& what, Error error);
    Status second_proof(const Officer& officer, const Proof& proof);
    Status change(const std::string& user, const engine::Actor& by, const std::string& action, const std::function<Status(Officer&)>& how);
    Status save(const Officer& officer, const engine::Actor& by, const std::string& action);
    Status note(const engine::Actor& actor, const std::string& action, const std::string& user, const std::string& purpose = {});

    store::Store& store_;
    const Clock& clock_;
    Rules rules_;
    int changes_ = 0;
};

}  // namespace loket::trust
