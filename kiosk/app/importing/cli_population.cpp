// population: an extract of another system becomes the office's register of residents.

#include "kiosk/app/cli.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/projections.h"
#include "kiosk/app/importing/extract_reading.h"

namespace loket::app {
namespace {

struct PopulationWish {
    std::filesystem::path data = default_office_folder(), file, report;
    int residents = 160000, faulty = 0;
    std::uint64_t seed = 1;
};

std::filesystem::path report_of(const PopulationWish& wish) { return wish.report.empty() ? std::filesystem::path(wish.file.string() + ".report.csv") : wish.report; }

/// Whole or not at all, in one transaction: cut off anywhere, the office is as it was, and the same command does it.
Status import_population_file(const PopulationWish& wish) {
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(wish.data, random, Missing::Make));
    LOKET_ASSIGN(counts, files.store->counts());
    if (counts.cases > 0) return rejected("import.office_at_work", "an office that has served people changes its residents by services only");
    std::map<std::string, std::string> heads;  // family by number, with the NIK of its head
    LOKET_ASSIGN(loaded, files.store->import_residents([&](const store::Store::Import& put) -> Status {
        LOKET_ASSIGN(count, read_extract_file(wish.file, report_of(wish), [&](population::Resident&& one) -> Status {
            auto& head = heads[one.kk];
            if (one.shdk == population::Shdk::KepalaKeluarga) head = one.nik;
            return put(resident_row(one));
        }));
        (void)count;
        for (const auto& [kk, head] : heads) LOKET_TRY(put(store::FamilyRow{kk, head, "{}"}));
        return {};
    }));
    tell("import.office", {{"residents", std::to_string(loaded.residents)}, {"families", std::to_string(loaded.families)}});
    return {};
}

Status check_file(const PopulationWish& wish) {
    const auto count = read_extract_file(wish.file, report_of(wish), [](population::Resident&&) { return Status{}; });
    if (!count) return count.error();
    return count->refused == 0 ? Status{} : Status{rejected("import.faults", "the report names every row")};
}

Status make_synthetic(const PopulationWish& wish) { return write_synthetic_extract(wish.file, wish.residents, wish.seed, wish.faulty); }

}  // namespace

void add_population(CLI::App& app, Exit& exit) {
    auto* group = app.add_subcommand("population", "Residents of another system: checked, then taken into a new office. Close the kiosk first");
    group->require_subcommand(1);
    auto wish = std::make_shared<PopulationWish>();
    const auto action = [&](const char* name, const char* help, Status (*work)(const PopulationWish&)) {
        auto* sub = group->add_subcommand(name, help);
        sub->add_option("FILE", wish->file, "Comma-separated, UTF-8; the first line names the fields (--help of `population check` lists them)")->required();
        sub->callback([wish, &exit, work] { exit.code = code_of(work(*wish)); });
        return sub;
    };
    auto* import = action("import", "Takes every good row into an office that has not served anybody yet, whole or not at all; again is harmless", import_population_file);
    import->add_option("--data", wish->data, "Folder of the office; made where there is none")->capture_default_str();
    import->add_option("--report", wish->report, "Where the faults are listed; FILE.report.csv if not given");
    action("check", (std::string("Lists what is wrong with each row and takes nothing. Fields: ") + population::kExtractHeader).c_str(), check_file)
        ->add_option("--report", wish->report, "Where the faults are listed; FILE.report.csv if not given");
    auto* synthetic = action("synthetic", "Writes an extract of made-up people, to try the others with", make_synthetic);
    synthetic->add_option("--residents", wish->residents, "How many")->capture_default_str()->check(CLI::Range(1, 2'000'000));
    synthetic->add_option("--seed", wish->seed, "Other people with another one")->capture_default_str();
    synthetic->add_option("--faulty", wish->faulty, "Rows with a fault")->capture_default_str();
}

}  // namespace loket::app
