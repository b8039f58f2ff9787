// field-list: what the field team wrote down becomes applications.

#include <fmt/format.h>

#include <algorithm>

#include "devices/base/file.h"
#include "devices/model/scene.h"
#include "devices/runtime/run.h"
#include "drivers/table.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/desk/field_list.h"
#include "kiosk/app/desk/live_proof.h"
#include "kiosk/app/desk/sim_person.h"

namespace loket::app {
namespace {

struct FieldListWish {
    std::filesystem::path data = default_office_folder(), file;
    std::string service = "S16", user = "intan", simulated_card;
    bool card = false;  ///< instead of the user name
};

/// The first finger enrolled, at this machine's scanner; a simulated one has the officer's own synthetic finger on it. Nothing where
/// none is enrolled: the accounts say so.
Result<std::optional<biometrics::FingerTemplate>> finger_of(trust::Accounts& accounts, const std::string& user) {
    LOKET_ASSIGN(all, accounts.all());
    const auto officer = std::ranges::find(all, user, &trust::Officer::user);
    if (officer == all.end() || officer->fingers.empty()) return std::optional<biometrics::FingerTemplate>();
    const SystemClock clock;
    model::Scene scene;
    scene.set_person(sim_officer(user));
    runtime::Registry registry(drivers::all(), clock, &scene);
    runtime::SilentSink silent;
    const auto position = officer->fingers.front().position;
    fmt::print(stderr, "Put the finger (ISO position {}) on the scanner\n", static_cast<int>(position));
    LOKET_ASSIGN(live, read_finger(registry, position, silent, {}));
    return std::optional(std::move(live.minutiae));
}

Result<std::string> card_of(const FieldListWish& wish) {
    const SystemClock clock;
    model::Scene scene;
    if (!wish.simulated_card.empty()) scene.place_card(wish.simulated_card);
    runtime::Registry registry(drivers::all(), clock, &scene);
    runtime::SilentSink silent;
    fmt::print(stderr, "Lay the officer card on the reader\n");
    return read_card_number(registry, silent, {});
}

/// As the office's rule asks: user name or card, PIN, finger.
Result<trust::Officer> sign_in(const FieldListWish& wish, trust::Accounts& accounts) {
    const auto rule = accounts.rules().sign_in;
    trust::Proof proof{.user = wish.user};
    if (wish.card || rule == trust::SignInRule::CardPin) {
        LOKET_ASSIGN(number, card_of(wish));
        LOKET_ASSIGN(holder, accounts.holder_of(number));
        proof.card = number;
        proof.user = holder.user;
    }
    proof.pin = read_pin(proof.user);
    if (rule == trust::SignInRule::PinFinger) {
        LOKET_ASSIGN(finger, finger_of(accounts, proof.user));
        proof.finger = std::move(finger);
    }
    return accounts.sign_in(proof);
}

Result<int> take_in(const FieldListWish& wish) {
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    const auto* service = reference.services.find(wish.service);
    if (service == nullptr || service->intake != engine::Intake::List) return rejected("service.no_list", wish.service + " is not applied for by list; S16 and S17 are");
    LOKET_ASSIGN(text, read_text(wish.file));
    LOKET_ASSIGN(list, read_field_list(*service, text, wish.file.string()));
    const SystemClock clock;
    SystemRandom random;
    if (!has_office(wish.data)) return no_office_in(wish.data);
    LOKET_ASSIGN(core, Core::open({.data = wish.data, .assets = find_assets()}, reference, clock, random));
    LOKET_ASSIGN(officer, sign_in(wish, core->accounts()));
    const auto count = static_cast<int>(list.lines.size());
    const auto taken = core->execute(std::move(list), {officer.user, officer.role});
    if (!taken) return Error{taken.error().fault, wish.file.string() + " " + taken.error().context, taken.error().code};
    return count;
}

}  // namespace

void add_field_list(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("field-list", "Takes in the field team's list (CSV: nik, then keys of the service's questions): one application for each\n"
                                                     "person, all or none. The officer signs in as the office's rules ask: user name or card, PIN, finger.\n"
                                                     "Close the kiosk first.");
    auto wish = std::make_shared<FieldListWish>();
    command->add_option("FILE", wish->file, "CSV file")->required()->check(CLI::ExistingFile);
    command->add_option("--service", wish->service, "S16 (SKPTI) or S17 (SKPS)")->capture_default_str();
    command->add_option("--user", wish->user, "Officer of the field team")->capture_default_str();
    command->add_flag("--card", wish->card, "The officer card on this machine's reader instead of the user name");
    command->add_option("--simulated-card", wish->simulated_card, "Number of the card that lies on a simulated reader");
    command->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
    command->callback([wish, &exit] {
        const auto taken = take_in(*wish);
        if (taken) fmt::print("{} applications\n", *taken);
        exit.code = taken ? 0 : fail(taken.error());
        if (!taken) say("field_list.nothing_taken");
    });
}

}  // namespace loket::app
