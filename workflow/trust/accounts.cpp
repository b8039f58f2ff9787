#include "workflow/trust/accounts.h"

#include <algorithm>

namespace loket::trust {

using engine::Actor;
using engine::Role;

Result<Officer> Accounts::fail(const std::string& user, Failures& failures) {
    failures = {failures.count + 1, clock_.now()};
    LOKET_TRY(note({user, Role::Sistem}, "sign_in_failed", user));
    return rejected("sign_in.wrong", "name or PIN is wrong");
}

Result<Officer> Accounts::sign_in(const std::string& user, const std::string& pin) {
    constexpr int kFreeFailures = 3;
    auto& failures = failures_[user];
    if (failures.count >= kFreeFailures) {
        const auto wait = std::chrono::seconds(5) * (1 << std::min(failures.count - kFreeFailures, 6));
        if (clock_.now() < failures.last + wait) return rejected("sign_in.wait", "too many wrong PINs; wait a little");
    }
    LOKET_ASSIGN(row, store_.officer(user));
    if (!row) return fail(user, failures);
    LOKET_ASSIGN(officer, decode_officer(row->doc));
    if (!pin_fits(officer.pin_hash, pin)) return fail(user, failures);
    failures = {};
    if (officer.suspended) return rejected("sign_in.suspended", "the account of " + user + " is suspended");
    LOKET_TRY(note({officer.user, officer.role}, "sign_in", officer.user));
    return officer;
}

Result<std::vector<Officer>> Accounts::all() {
    LOKET_ASSIGN(rows, store_.officers());
    std::vector<Officer> officers;
    for (const auto& row : rows) {
        LOKET_ASSIGN(officer, decode_officer(row.doc));
        officers.push_back(std::move(officer));
    }
    return officers;
}

Status Accounts::add(Officer officer, const std::string& pin, const Actor& by) {
    LOKET_ASSIGN(others, all());
    LOKET_TRY(may_add(officer, others));
    LOKET_TRY(may_use_pin(pin));
    LOKET_ASSIGN(hash, hash_pin(pin));
    officer.pin_hash = std::move(hash);
    return save(officer, by, "officer_added");
}

Status Accounts::set_pin(const std::string& user, const std::string& pin, const Actor& by) {
    LOKET_ASSIGN(officer, find(user));
    LOKET_TRY(may_use_pin(pin));
    LOKET_ASSIGN(hash, hash_pin(pin));
    officer.pin_hash = std::move(hash);
    return save(officer, by, "pin_changed");
}

Status Accounts::delegate(const std::string& user, const Delegation& delegation, const Actor& by) {
    LOKET_ASSIGN(officer, find(user));
    LOKET_TRY(may_delegate(officer, delegation));
    if (std::ranges::find(officer.delegations, delegation) != officer.delegations.end()) return {};
    officer.delegations.push_back(delegation);
    return save(officer, by, "delegated");
}

Status Accounts::suspend(const std::string& user, bool suspended, const Actor& by) {
    LOKET_ASSIGN(officer, find(user));
    officer.suspended = suspended;
    return save(officer, by, suspended ? "suspended" : "reinstated");
}

Result<Officer> Accounts::find(const std::string& user) {
    LOKET_ASSIGN(row, store_.officer(user));
    if (!row) return rejected("officer.unknown", "no officer " + user);
    return decode_officer(row->doc);
}

Status Accounts::save(const Officer& officer, const Actor& by, const std::string& action) {
    store::Batch batch;
    batch.put(store::OfficerRow{officer.user, encode(officer)});
    batch.add(store::NewAudit{engine::to_string(by), action, officer.user, "", clock_.now()});
    const auto committed = store_.commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

Status Accounts::note(const Actor& actor, const std::string& action, const std::string& user) {
    store::Batch batch;
    batch.add(store::NewAudit{engine::to_string(actor), action, user, "", clock_.now()});
    const auto committed = store_.commit(batch);
    return committed ? Status{} : Status{committed.error()};
}

}  // namespace loket::trust
