#include <fmt/format.h>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"

namespace loket::app {
namespace {

int run(DemoOptions options) {
    options.assets = find_assets();
    const auto handed_over = run_demo(options);
    if (!handed_over) return fail(handed_over.error());
    fmt::print("{}: {}\n", options.service.starts_with('P') ? "filed" : "handed over", *handed_over);  // internal reports are nobody's to collect
    if (!options.quiet)
        fmt::print(stderr, "\nIn {}: screens/*.png, resi.png, card-front.png, card-back.png, pickup.pdf, journal.md (to read), journal.json\n",
                   std::filesystem::absolute(options.out).string());
    return 0;
}

}  // namespace

void add_demo(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("demo",
                                       "Serves synthetic residents from ticket to hand-over, without people or display.\n"
                                       "The first visit is done by touching the screens; each is kept as a picture.");
    auto options = std::make_shared<DemoOptions>();
    auto headless = std::make_shared<bool>(false);
    command->add_flag("--headless", *headless, "No window (the demo never opens one; accepted for clarity)");
    command->add_option("--out", options->out, "Folder for the office, pictures, papers and journal")->capture_default_str();
    command->add_option("--seed", options->seed, "Same seed, same journal, bit for bit")->capture_default_str();
    command->add_option("--service", options->service, "A service of the SOP book (S01 … S17, P01 … P04) instead of KTP-el");
    command->add_option("--profile", options->profile, "Rules: SOP2019 or PERPRES96")->capture_default_str()->check(CLI::IsMember({"SOP2019", "PERPRES96"}));
    command->add_option("--visits", options->visits, "How many residents to serve")->capture_default_str()->check(CLI::Range(1, 10000));
    command->add_option("--residents", options->residents, "Size of the synthetic population")->capture_default_str()->check(CLI::Range(200, 2000000));
    command->add_option("--scenario", options->scenario, "JSON file of faults of the simulated devices")->check(CLI::ExistingFile);
    command->add_flag("--resume", options->resume, "Go on with the office in --out, e.g. after a power cut (give the same seed, visits and residents)");
    command->add_flag("!--no-pictures", options->pictures, "Draw no screens");
    command->add_flag("--print-acks", options->print_acks, "A line `ack SEQ HASH` for each event once it is on the disk");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace loket::app
