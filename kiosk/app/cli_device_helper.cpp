// device-helper: the process in which a driver with a vendor's library lives. Started by the kiosk, never by a person.

#include <cstdlib>

#include "devices/isolation/child.h"
#include "devices/isolation/serve.h"
#include "drivers/table.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/core/reference.h"

namespace loket::app {
namespace {

/// SANE looks into our folder first and then, for the colon at the end, into the system's.
void set_up_scanners() { setenv("SANE_CONFIG_DIR", ((find_assets() / "sane.d").string() + ":").c_str(), 0); }

}  // namespace

void add_device_helper(CLI::App& app, Exit& exit) {
    isolation::this_program_helps();
    auto* command = app.add_subcommand(isolation::kHelperWord)->group("");  // listed nowhere
    command->add_option("DRIVER")->required();  // for whoever looks at the list of processes
    command->callback([&exit] {
        set_up_scanners();
        const SystemClock clock;
        exit.code = isolation::run_helper(drivers::all(), {.clock = &clock});
    });
}

}  // namespace loket::app
