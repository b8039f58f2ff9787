// field-list: what the field team wrote down becomes applications.

#include <fmt/format.h>

#include <iostream>

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/core.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/desk/field_list.h"

namespace loket::app {
namespace {

struct FieldListWish {
    std::filesystem::path data = default_office_folder(), file;
    std::string service = "S16", user = "intan";
};

Result<int> take_in(const FieldListWish& wish) {
    LOKET_ASSIGN(reference, load_reference(find_assets()));
    const auto* service = reference.services.find(wish.service);
    if (service == nullptr || service->intake != engine::Intake::List) return rejected("service.no_list", wish.service + " is not applied for by list; S16 and S17 are");
    LOKET_ASSIGN(text, read_text(wish.file));
    LOKET_ASSIGN(list, read_field_list(*service, text, wish.file.string()));
    const SystemClock clock;
    SystemRandom random;
    if (!std::filesystem::exists(wish.data / "office.db")) return Error{Fault::Gone, "no office.db in " + wish.data.string() + "; name the office's folder with --data", "store.missing"};
    LOKET_ASSIGN(core, Core::open({.data = wish.data, .assets = find_assets()}, reference, clock, random));
    std::string pin;
    fmt::print(stderr, "PIN of {}: ", wish.user);
    std::getline(std::cin, pin);
    LOKET_ASSIGN(officer, core->accounts().sign_in({wish.user, pin}));
    const auto count = static_cast<int>(list.lines.size());
    LOKET_ASSIGN(facts, core->execute(std::move(list), {officer.user, officer.role}));
    (void)facts;
    return count;
}

}  // namespace

void add_field_list(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("field-list", "Takes in the field team's list (CSV: nik, then keys of the service's questions): one application for each\n"
                                                     "person, all or none. Asks for the officer's PIN. Close the kiosk first.");
    auto wish = std::make_shared<FieldListWish>();
    command->add_option("FILE", wish->file, "CSV file")->required()->check(CLI::ExistingFile);
    command->add_option("--service", wish->service, "S16 (SKPTI) or S17 (SKPS)")->capture_default_str();
    command->add_option("--user", wish->user, "Officer of the field team")->capture_default_str();
    command->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
    command->callback([wish, &exit] {
        const auto taken = take_in(*wish);
        if (taken) fmt::print("{} applications\n", *taken);
        exit.code = taken ? 0 : fail(taken.error());
    });
}

}  // namespace loket::app
