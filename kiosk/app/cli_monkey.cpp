#include <fmt/format.h>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/monkey.h"

namespace loket::app {
namespace {

int run(MonkeyOptions options) {
    options.assets = find_assets();
    const auto report = run_monkey(options);
    if (!report) return fail(report.error());
    for (const auto& [page, count] : report->pages) fmt::print("{:24} {:>9}\n", page, count);
    for (const auto& [role, count] : report->roles) fmt::print("{:24} {:>9}\n", role.empty() ? "(nobody signed in)" : role, count);
    fmt::print("inputs {} pages {} events {} longest way home {} touches: nothing broke\n", report->inputs, report->pages.size(), report->events, report->longest_way_home);
    return 0;
}

}  // namespace

void add_monkey(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("monkey",
                                       "Touches, types and holds codes at random over all roles of a small synthetic office.\n"
                                       "Stops at the first crash, dead end, broken page or action without a control, and names seed and input.");
    auto options = std::make_shared<MonkeyOptions>();
    options->out = "out/monkey";
    command->add_option("--inputs", options->inputs, "How many")->capture_default_str()->check(CLI::Range(1, 100'000'000));
    command->add_option("--seed", options->seed, "The same seed does the same")->capture_default_str();
    command->add_option("--out", options->out, "Folder of its office; replaced")->capture_default_str();
    command->add_flag("--quiet", options->quiet, "No progress");
    command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace loket::app
