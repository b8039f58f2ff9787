#include "workflow/trust/accounts.h"

#include <algorithm>

#include "devices/biometrics/finger/finger.h"
#include "devices/biometrics/iso/finger_record.h"

namespace loket::trust {

using engine::Actor;
using engine::Role;

namespace {

constexpr auto kNobody = "unknown";  ///< in the audit: what was typed as a name may be somebody's PIN

/// What leaves this folder.
Officer without_secrets(Officer officer) {
    officer.pin_hash.clear();
    for (auto& finger : officer.fingers) finger.record.clear();
    return officer;
}

/// Whether one of the enrolled fingers is the live one.
bool finger_fits(const Officer& officer, const biometrics::FingerTemplate& live) {
    return std::ranges::any_of(officer.fingers, [&](const EnrolledFinger& enrolled) {
        const auto record = biometrics::iso::decode_record(enrolled.record);
        const auto known = record ? biometrics::iso::template_of(*record) : Result<biometrics::FingerTemplate>(record.error());
        return known && biometrics::match_score(*known, live) >= biometrics::kVerifyThreshold;
    });
}

Status may_administer(const Actor& by) {
    if (by.role == Role::Adb || by.role == Role::Sistem) return {};
    return rejected("officer.not_yours", "accounts are changed by the administrator database");
}

}  // namespace

struct Accounts::Attempt {
    const char *good, *bad, *wrong, *wait;
};
const Accounts::Attempt Accounts::kSignIn{"sign_in", "sign_in_failed", "sign_in.wrong", "sign_in.wait"};
const Accounts::Attempt Accounts::kConfirm{"confirm", "confirm_failed", "confirm.wrong", "confirm.wait"};

Result<int> Accounts::failures(const std::string& user, const Attempt& attempt, std::optional<Instant>& last) {
    constexpr std::int64_t kLines = 64;
    LOKET_ASSIGN(lines, store_.latest_audits(user, kLines));
    int count = 0;
    for (const auto& line : lines) {
        if (line.action == attempt.good || line.action == "pin_changed") break;
        if (line.action != attempt.bad) continue;
        if (count++ == 0) last = line.at;
    }
    return count;
}

Status Accounts::may_try(const std::string& user, const Attempt& attempt) {
    constexpr int kFreeFailures = 3, kMostDoublings = 6;
    std::optional<Instant> last;
    LOKET_ASSIGN(count, failures(user, attempt, last));
    if (count < kFreeFailures) return {};
    const auto wait = std::chrono::seconds(5) * (1 << std::min(count - kFreeFailures, kMostDoublings));
    if (clock_.now() < *last + wait) return rejected(attempt.wait, "too many failures; wait a little");
    return {};
}

Error Accounts::fail(const std::string& user, const Attempt& attempt, const std::string& what, Error error) {
    const auto noted = note({user, Role::Sistem}, attempt.bad, user, what);
    return noted ? error : noted.error();
}

Result<std::optional<Officer>> Accounts::named(const Proof& proof) {
    LOKET_ASSIGN(officers, load());
    const auto token = proof.card.empty() ? "" : card_token(store_.identity().uuid, proof.card);
    for (auto& officer : officers)
        if (proof.user.empty() ? !token.empty() && officer.card == token : officer.user == proof.user) return std::optional(std::move(officer));
    return std::optional<Officer>();
}

Status Accounts::second_proof(const Officer& officer, const Proof& proof) {
    if (!proof.card.empty() && officer.card != card_token(store_.identity().uuid, proof.card))
        return fail(officer.user, kSignIn, "card", rejected("sign_in.card", "the card belongs to somebody else"));
    if (rules_.sign_in == SignInRule::CardPin && proof.card.empty()) return rejected("sign_in.card", "this office signs in with the officer card");
    if (rules_.sign_in != SignInRule::PinFinger) return {};
    if (officer.fingers.empty()) return rejected("sign_in.not_enrolled", "no finger of " + officer.user + " is enrolled");
    if (!proof.finger) return rejected("sign_in.finger", "this office signs in with a finger");
    if (finger_fits(officer, *proof.finger)) return {};
    return fail(officer.user, kSignIn, "finger", rejected("sign_in.finger_wrong", "the finger is not one of those enrolled"));
}

Result<Officer> Accounts::sign_in(const Proof& proof, const std::string& purpose) {
    if (proof.user.empty()) LOKET_TRY(holder_of(proof.card));
    LOKET_ASSIGN(officer, named(proof));
    if (!officer) return fail(kNobody, kSignIn, "name", rejected("sign_in.wrong", "name or PIN is wrong"));
    LOKET_TRY(may_try(officer->user, kSignIn));
    if (!pin_fits(officer->pin_hash, proof.pin)) return fail(officer->user, kSignIn, "pin", rejected("sign_in.wrong", "name or PIN is wrong"));
    if (officer->suspended) return rejected("sign_in.suspended", "the account of " + officer->user + " is suspended");
    LOKET_TRY(second_proof(*officer, proof));
    LOKET_TRY(note({officer->user, officer->role}, kSignIn.good, officer->user, purpose));
    return without_secrets(std::move(*officer));
}

Result<Officer> Accounts::check_pin(const std::string& user, const std::string& pin, const std::string& purpose) {
    const auto wrong = [] { return rejected("confirm.wrong", "name or PIN is wrong"); };
    LOKET_ASSIGN(officer, named({.user = user, .pin = {}}));
    if (!officer) return fail(kNobody, kConfirm, "name", wrong());
    LOKET_TRY(may_try(user, kConfirm));
    if (!pin_fits(officer->pin_hash, pin)) return fail(user, kConfirm, purpose, wrong());
    if (officer->suspended) return rejected("sign_in.suspended", "the account of " + user + " is suspended");
    return std::move(*officer);
}

Result<Actor> Accounts::confirm(const std::string& user, const std::string& pin, Authority authority, const std::string& purpose, const Actor& asked_by) {
    if (user == asked_by.user) return rejected("confirm.self", "nobody vouches for themselves");
    LOKET_ASSIGN(officer, check_pin(user, pin, purpose));
    const auto roles = roles_on(officer, wib_date(clock_.now()));
    const auto role = std::ranges::find_if(roles, [&](Role one) { return may_vouch(one, authority); });
    if (role == roles.end()) return rejected("confirm.role", user + " has no role that may vouch for this");
    const Actor who{user, *role};
    LOKET_TRY(note(who, kConfirm.good, user, purpose + " for " + engine::to_string(asked_by)));
    return who;
}

Status Accounts::confirm_own(const std::string& user, const std::string& pin, const std::string& purpose, const Actor& asked_by) {
    LOKET_TRY(check_pin(user, pin, purpose));
    return note(asked_by, kConfirm.good, user, purpose);
}

Result<std::vector<Officer>> Accounts::load() {
    LOKET_ASSIGN(rows, store_.officers());
    std::vector<Officer> officers;
    for (const auto& row : rows) {
        LOKET_ASSIGN(officer, decode_officer(row.doc));
        officers.push_back(std::move(officer));
    }
    return officers;
}

Result<std::vector<Officer>> Accounts::all() {
    LOKET_ASSIGN(officers, load());
    for (auto& officer : officers) officer = without_secrets(std::move(officer));
    return officers;
}

Result<Officer> Accounts::holder_of(const std::string& card_uid) {
    LOKET_ASSIGN(officer, named({.user = {}, .pin = {}, .card = card_uid}));
    if (!officer) return fail(kNobody, kSignIn, "card", rejected("sign_in.card_unknown", "no officer has this card"));
    return without_secrets(std::move(*officer));
}

Result<std::vector<Standing>> Accounts::standings() {
    LOKET_ASSIGN(officers, all());
    std::vector<Standing> standings;
    for (auto& officer : officers) {
        std::optional<Instant> failed;
        LOKET_ASSIGN(count, failures(officer.user, kSignIn, failed));
        LOKET_ASSIGN(lines, store_.latest_audits(officer.user, 64));
        const auto in = std::ranges::find(lines, kSignIn.good, &store::StoredAudit::action);
        standings.push_back({std::move(officer), in == lines.end() ? std::nullopt : std::optional(in->at), count});
    }
    return standings;
}

Status Accounts::add(Officer officer, const std::string& pin, const Actor& by) {
    LOKET_TRY(may_administer(by));
    LOKET_ASSIGN(others, load());
    LOKET_TRY(may_add(officer, others));
    LOKET_TRY(may_use_pin(pin));
    LOKET_ASSIGN(hash, hash_pin(pin));
    officer.pin_hash = std::move(hash);
    return save(officer, by, "officer_added");
}

Status Accounts::set_pin(const std::string& user, const std::string& pin, const Actor& by) {
    return change(user, by, "pin_changed", [&](Officer& officer) -> Status {
        LOKET_TRY(may_use_pin(pin));
        LOKET_ASSIGN(hash, hash_pin(pin));
        officer.pin_hash = std::move(hash);
        return {};
    });
}

/// By the administrator, or by the officer whose own role it is; who only stands in for it gives it to nobody.
Status Accounts::delegate(const std::string& user, const Delegation& delegation, const Actor& by) {
    LOKET_ASSIGN(giver, store_.officer(by.user));
    bool own = false;
    if (giver && by.role == delegation.role) {
        LOKET_ASSIGN(holder, decode_officer(giver->doc));
        own = holder.role == delegation.role && !holder.suspended;
    }
    if (!own) LOKET_TRY(may_administer(by));
    LOKET_ASSIGN(row, store_.officer(user));
    if (!row) return rejected("officer.unknown", "no officer " + user);
    LOKET_ASSIGN(officer, decode_officer(row->doc));
    LOKET_TRY(may_delegate(officer, delegation));
    if (std::ranges::find(officer.delegations, delegation) == officer.delegations.end()) officer.delegations.push_back(delegation);
    return save(officer, by, "delegated");
}

Status Accounts::suspend(const std::string& user, bool suspended, const Actor& by) {
    if (suspended && user == by.user) return rejected("officer.self", "nobody suspends the own account");
    return change(user, by, suspended ? "suspended" : "reinstated", [&](Officer& officer) -> Status {
        officer.suspended = suspended;
        if (suspended) officer.fingers.clear(), officer.card.clear();
        return {};
    });
}

Status Accounts::set_card(const std::string& user, const std::string& card_uid, const Actor& by) {
    return change(user, by, card_uid.empty() ? "card_removed" : "card_enrolled", [&](Officer& officer) -> Status {
        officer.card = card_uid.empty() ? "" : card_token(store_.identity().uuid, card_uid);
        LOKET_ASSIGN(others, load());
        const auto theirs = [&](const Officer& other) { return other.user != user && !officer.card.empty() && other.card == officer.card; };
        if (std::ranges::any_of(others, theirs)) return rejected("officer.card_taken", "this card belongs to a colleague");
        return {};
    });
}

Status Accounts::enrol(const std::string& user, biometrics::Finger position, const biometrics::FingerTemplate& finger, int quality, const Actor& by) {
    return change(user, by, "finger_enrolled", [&](Officer& officer) -> Status {
        LOKET_ASSIGN(others, load());
        const auto theirs = [&](const Officer& other) { return other.user != user && finger_fits(other, finger); };
        if (std::ranges::any_of(others, theirs)) return rejected("officer.finger_taken", "a colleague signs in with this finger");
        LOKET_ASSIGN(record, biometrics::iso::encode_record(biometrics::iso::record_of(finger, position, quality)));
        std::erase_if(officer.fingers, [&](const EnrolledFinger& one) { return one.position == position; });
        officer.fingers.push_back({position, std::move(record)});
        return {};
    });
}

Status Accounts::forget_fingers(const std::string& user, const Actor& by) {
    return change(user, by, "fingers_removed", [](Officer& officer) -> Status {
        officer.fingers.clear();
        return {};
    });
}

Status Accounts::change(const std::string& user, const Actor& by, const std::string& action, const std::function<Status(Officer&)>& how) {
    LOKET_TRY(may_administer(by));
    LOKET_ASSIGN(row, store_.officer(user));
    if (!row) return rejected("officer.unknown", "no officer " + user);
    LOKET_ASSIGN(officer, decode_officer(row->doc));
    LOKET_TRY(how(officer));
    return save(officer, by, action);
}

Status Accounts::save(const Officer& officer, const Actor& by, const std::string& action) {
    store::Batch batch;
    batch.put(store::OfficerRow{officer.user, encode(officer)});
    batch.add(store::NewAudit{engine::to_string(by), action, officer.user, "", clock_.now()});
    LOKET_TRY(store_.commit(batch));
    ++changes_;
    return {};
}

Status Accounts::note(const Actor& actor, const std::string& action, const std::string& user, const std::string& purpose) {
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(actor), action, user, purpose, clock_.now()});
    const auto committed = store_.commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

}  // namespace loket::trust
