// services, nik: looking at data without a screen.

#include <fmt/format.h>

#include <cctype>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/equipment.h"
#include "workflow/population/nik.h"
#include "workflow/reports/paper.h"
#include "workflow/reports/service_standard.h"

namespace loket::app {
namespace {

using nlohmann::json;

json to_json(const engine::Service& service) {
    json out{{"id", service.id}, {"code", service.code}, {"name", service.name.by_language}, {"product", service.product.by_language},
             {"promise_days", service.promise_days}, {"fee_rupiah", service.fee_rupiah}, {"minutes", service.total_minutes()}, {"steps", json::array()}};
    for (const auto& step : service.steps)
        out["steps"].push_back({{"no", step.no}, {"kind", engine::code(step.kind)}, {"actor", engine::code(step.actor)}, {"desk", engine::code(step.desk)},
                                {"minutes", step.minutes}, {"text", step.text.by_language}, {"applicant_present", step.applicant_present}});
    for (const auto& [profile, requirements] : service.requirements)
        for (const auto& requirement : requirements)
            out["requirements"][profile].push_back({{"no", requirement.no}, {"text", requirement.text.by_language}, {"form", requirement.form}, {"gate", requirement.gate}, {"tag", requirement.tag}});
    return out;
}

/// `id` in any case: s04 is S04.
Result<const engine::Service*> named(const engine::Services& services, std::string id) {
    for (auto& letter : id) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    if (const auto* service = services.find(id)) return service;
    return rejected("service.not_listed", "no service " + id + "; `loket services` lists them");
}

/// One service as the Standar Pelayanan publishes it: all 14 components, and what each profile asks for.
int show_service(const engine::Services& services, const std::string& id) {
    const auto service = named(services, id);
    if (!service) return fail(service.error());
    fmt::print("{}  {} — {}\n\nStandar Pelayanan\n", (*service)->id, (*service)->name.id(), (*service)->product.id());
    int number = 0;
    for (const auto& [component, text] : (*service)->standard) fmt::print("  {:2}. {}\n      {}\n", ++number, reports::component_name(component), text.id());
    for (const auto& [profile, requirements] : (*service)->requirements) {
        fmt::print("\nPersyaratan ({})\n", profile);
        for (const auto& requirement : requirements)
            fmt::print("  {:2}. {}{}  [{}; {}]\n", requirement.no, requirement.text.id(), requirement.form.empty() ? "" : " (" + requirement.form + ")", requirement.why.id(), requirement.tag);
    }
    fmt::print("\nLangkah ({} menit)\n", (*service)->total_minutes());
    for (const auto& step : (*service)->steps) fmt::print("  {:2}. {:13} {:3} menit  {}\n", step.no, engine::code(step.actor), step.minutes, step.text.id());
    return 0;
}

/// The same on paper, as it hangs in the waiting room.
Status print_service(const engine::Services& services, const std::string& id, const std::string& profile, const std::filesystem::path& file) {
    LOKET_ASSIGN(service, named(services, id));
    LOKET_ASSIGN(head, load_office_head(find_assets()));
    LOKET_ASSIGN(pdf, reports::report_pdf(reports::standard_report(*service, profile), head, SystemClock{}.now()));
    return write_file(file, pdf);
}

struct ServicesWish {
    bool as_json = false;
    std::string id, profile = "SOP2019";
    std::filesystem::path pdf;
};

int list_services(const ServicesWish& wish) {
    const auto& [as_json, id, profile, pdf] = wish;
    const auto services = engine::Services::load(find_assets() / "services");
    if (!services) return fail(services.error());
    if (!pdf.empty()) {
        const auto printed = print_service(*services, id, profile, pdf);
        if (printed) fmt::print("{}\n", pdf.string());
        return printed ? 0 : fail(printed.error());
    }
    if (!id.empty() && !as_json) return show_service(*services, id);
    if (as_json) {
        json out = json::array();
        for (const auto& service : services->all()) out.push_back(to_json(service));
        fmt::print("{}\n", out.dump(2));
        return 0;
    }
    for (const auto& service : services->all()) {
        fmt::print("{}  {} — {} langkah, {} menit, {} hari kerja, {}\n", service.id, service.name.id(), service.steps.size(), service.total_minutes(), service.promise_days,
                   service.fee_rupiah == 0 ? "gratis" : fmt::format("Rp{}", service.fee_rupiah));
        for (const auto& step : service.steps) fmt::print("    {:2}. {:8} {:3} menit  {}\n", step.no, engine::code(step.actor), step.minutes, step.text.id());
    }
    return 0;
}

int check_nik(const std::string& nik) {
    const auto regions = population::Regions::load(find_assets() / "regions");
    if (!regions) return fail(regions.error());
    const auto report = population::examine_nik(nik, *regions, {.today = wib_date(SystemClock{}.now())});
    fmt::print("{}\n", population::describe(report));
    return report.valid() ? 0 : 1;
}

}  // namespace

void add_services(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("services", "The services of the SOP book: steps, actors, minutes, requirements");
    auto wish = std::make_shared<ServicesWish>();
    command->add_flag("--json", wish->as_json, "As JSON");
    auto* id = command->add_option("ID", wish->id, "One service whole: Standar Pelayanan, requirements with their reasons, steps");
    command->add_option("--pdf", wish->pdf, "Writes its Standar Pelayanan on A4 to this file")->needs(id);
    command->add_option("--profile", wish->profile, "Requirements of SOP2019 or PERPRES96 on the paper")->check(CLI::IsMember({"SOP2019", "PERPRES96"}))->capture_default_str();
    command->callback([wish, &exit] { exit.code = list_services(*wish); });
}

void add_nik(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("nik", "Numbers of residents (NIK)");
    command->require_subcommand(1);
    auto* check = command->add_subcommand("check", "Says what a NIK tells, or which rule it breaks; exit code 1 if it is not valid");
    auto nik = std::make_shared<std::string>();
    check->add_option("NIK", *nik, "16 digits")->required();
    check->callback([nik, &exit] { exit.code = check_nik(*nik); });
}

}  // namespace loket::app
