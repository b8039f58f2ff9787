// officers: who may sign in at this office.

#include <fmt/format.h>

#include "devices/model/scene.h"
#include "devices/runtime/run.h"
#include "drivers/table.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/live_proof.h"
#include "kiosk/app/desk/sim_person.h"
#include "workflow/trust/accounts.h"

namespace loket::app {
namespace {

using engine::Role;
using trust::Delegation;
using trust::DelegationKind;

const engine::Actor kAdministrator{"admin", Role::Sistem};

struct OfficersWish {
    std::filesystem::path data = default_office_folder();
    std::string user, name, role, from, to, decree;
    bool acting = false;  ///< PLT
    int finger = 2;       ///< ISO position
    bool remove = false;
    std::string simulated_card;
};

int with_accounts(const OfficersWish& wish, const std::function<Status(trust::Accounts&)>& work) {
    SystemRandom random;
    auto files = open_office_files(wish.data, random, Missing::Refuse);
    if (!files) return fail(files.error());
    const SystemClock clock;
    trust::Accounts accounts(*files->store, clock);
    const auto done = work(accounts);
    if (done && !wish.user.empty()) fmt::print("{}: done\n", wish.user);
    return done ? 0 : fail(done.error());
}

Status list(trust::Accounts& accounts) {
    LOKET_ASSIGN(officers, accounts.all());
    for (const auto& officer : officers) {
        fmt::print("{:20} {:10} {}{}{}{}\n", officer.user, engine::code(officer.role), officer.name, officer.card.empty() ? "" : "  (card)",
                   officer.fingers.empty() ? "" : fmt::format("  ({} finger{})", officer.fingers.size(), officer.fingers.size() > 1 ? "s" : ""), officer.suspended ? "  (suspended)" : "");
        for (const auto& delegation : officer.delegations)
            fmt::print("{:20} {:10} {} to {}, {}\n", "", fmt::format("{} {}", delegation.kind == DelegationKind::Plh ? "Plh" : "Plt", engine::code(delegation.role)),
                       iso_date(delegation.from), iso_date(delegation.to), delegation.decree);
    }
    return {};
}

std::string office_roles() {
    std::string all;
    for (const auto role : engine::kOfficeRoles) all += (all.empty() ? "" : ", ") + std::string(engine::code(role));
    return all;
}

Result<Role> role_named(const std::string& code) {
    const auto role = engine::role_from_code(code);
    if (!role || std::ranges::find(engine::kOfficeRoles, *role) == std::end(engine::kOfficeRoles)) return rejected("officer.role", code + " is no role of an officer; roles are " + office_roles());
    return *role;
}

Status add(trust::Accounts& accounts, const OfficersWish& wish) {
    LOKET_ASSIGN(role, role_named(wish.role));
    return accounts.add({wish.user, wish.name, role, ""}, read_pin(wish.user), kAdministrator);
}

/// At the fingerprint scanner of this machine; a simulated one has the officer's own synthetic finger on it.
Status enrol(trust::Accounts& accounts, const OfficersWish& wish) {
    const SystemClock clock;
    model::Scene scene;
    scene.set_person(sim_officer(wish.user));
    runtime::Registry registry(drivers::all(), clock, &scene);
    runtime::SilentSink silent;
    const auto finger = static_cast<biometrics::Finger>(wish.finger);
    fmt::print(stderr, "Put the finger (ISO position {}) on the scanner\n", wish.finger);
    LOKET_ASSIGN(live, read_finger(registry, finger, silent, {}));
    LOKET_ASSIGN(plan, load_recording_plan(find_assets() / "recording.json"));
    if (live.quality < plan.threshold(fmt::format("finger:{}", wish.finger))) return rejected("finger.no_finger", fmt::format("quality {} is too low; clean finger and glass", live.quality));
    return accounts.enrol(wish.user, finger, live.minutiae, live.quality, kAdministrator);
}

/// The card that lies on the reader, or the number given for a simulated one.
Status card(trust::Accounts& accounts, const OfficersWish& wish) {
    if (wish.remove) return accounts.set_card(wish.user, "", kAdministrator);
    const SystemClock clock;
    model::Scene scene;
    if (!wish.simulated_card.empty()) scene.place_card(wish.simulated_card);
    runtime::Registry registry(drivers::all(), clock, &scene);
    runtime::SilentSink silent;
    LOKET_ASSIGN(number, read_card_number(registry, silent, {}));
    return accounts.set_card(wish.user, number, kAdministrator);
}

Status delegate(trust::Accounts& accounts, const OfficersWish& wish) {
    LOKET_ASSIGN(role, role_named(wish.role));
    const auto from = parse_iso_date(wish.from), to = parse_iso_date(wish.to);
    if (!from || !to) return rejected("delegation.dates", "days are written 2026-03-02");
    return accounts.delegate(wish.user, {wish.acting ? DelegationKind::Plt : DelegationKind::Plh, role, *from, *to, wish.decree}, kAdministrator);
}

}  // namespace

void add_officers(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("officers", "Who may sign in at this office, and in whose place. PINs are asked for, or read from standard input");
    command->require_subcommand(1);
    auto wish = std::make_shared<OfficersWish>();
    command->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
    const auto action = [&, wish](const char* name, const char* help, auto work) {
        auto* sub = command->add_subcommand(name, help)->fallthrough();
        sub->callback([=, &exit] { exit.code = with_accounts(*wish, [&](trust::Accounts& accounts) { return work(accounts, *wish); }); });
        return sub;
    };
    const auto user = [wish](CLI::App* sub) {
        sub->add_option("USER", wish->user, "Login name")->required();
        return sub;
    };
    action("list", "Officers, roles and delegations", [](trust::Accounts& a, const OfficersWish&) { return list(a); });
    auto* added = user(action("add", "A new officer", [](trust::Accounts& a, const OfficersWish& w) { return add(a, w); }));
    added->add_option("ROLE", wish->role, office_roles())->required();
    added->add_option("NAME", wish->name, "As papers print it")->required();
    user(action("pin", "A new PIN", [](trust::Accounts& a, const OfficersWish& w) { return a.set_pin(w.user, read_pin(w.user), kAdministrator); }));
    auto* enrolled = user(action("enrol", "A finger to sign in with, at this machine's scanner", [](trust::Accounts& a, const OfficersWish& w) { return enrol(a, w); }));
    enrolled->add_option("--finger", wish->finger, "ISO position: 1-5 right thumb to little finger, 6-10 left")->capture_default_str()->check(CLI::Range(1, 10));
    auto* carded = user(action("card", "The officer card on this machine's reader", [](trust::Accounts& a, const OfficersWish& w) { return card(a, w); }));
    carded->add_option("--simulated", wish->simulated_card, "Number of the card that lies on a simulated reader");
    carded->add_flag("--remove", wish->remove, "Takes the card away instead");
    user(action("suspend", "May no longer sign in; stays on record", [](trust::Accounts& a, const OfficersWish& w) { return a.suspend(w.user, true, kAdministrator); }));
    user(action("reinstate", "May sign in again", [](trust::Accounts& a, const OfficersWish& w) { return a.suspend(w.user, false, kAdministrator); }));
    auto* delegated = user(action("delegate", "Acts in a senior role for some days (Plh; --plt for Plt)", [](trust::Accounts& a, const OfficersWish& w) { return delegate(a, w); }));
    delegated->add_option("ROLE", wish->role, "KASI, KABID or KADIS")->required();
    delegated->add_option("--from", wish->from, "First day, 2026-03-02")->required();
    delegated->add_option("--to", wish->to, "Last day")->required();
    delegated->add_option("--decree", wish->decree, "Number of the surat perintah")->required();
    delegated->add_flag("--plt", wish->acting, "Pelaksana Tugas instead of Pelaksana Harian");
}

}  // namespace loket::app
