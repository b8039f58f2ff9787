#include <fmt/format.h>

#include <cstdlib>

#include "kiosk/app/cli.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/demo/demo.h"
#include "kiosk/app/display_window.h"
#include "kiosk/app/kiosk_window.h"
#include "kiosk/app/lan/place.h"
#include "kiosk/app/setup.h"

namespace loket::app {
namespace {

bool has_display() { return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr || std::filesystem::exists("/dev/dri/card0"); }

/// `real`: somebody named an office or asked for a kiosk's screen, so a demo would be no answer.
int run(WindowRun options, const std::optional<JoinByHand>& join, const std::filesystem::path& out, bool headless, bool real) {
    options.assets = find_assets();
    const auto place = load_place(options.data);
    if (!place) return fail(place.error());
    if (join && !*place)  // joined before: the same command starts it again
        if (const auto joined = join_from_terminal(options.data, *join); !joined) return fail(joined.error());
    if (const auto display = display_place(options.data); display && !key_unconfirmed(options.data)) return code_of(run_display_window(options, *display));
    if (!headless && (options.fullscreen || has_display())) {
        const auto status = run_window(options);
        if (const auto display = display_place(options.data); status && display) return code_of(run_display_window(options, *display));  // set up just now
        if (status) return 0;
        if (real || status.error().code != "ui.no_display") return fail(status.error());
    }
    if (real) return fail({Fault::Unsupported, "there is no display for the kiosk", "ui.no_display"});
    fmt::print(stderr, "No display: the same visit runs without one.\n");
    DemoOptions demo;
    demo.out = out;
    demo.assets = options.assets;
    demo.scenario = options.scenario;
    demo.residents = options.residents;
    demo.profile = options.profile;
    const auto handed_over = run_demo(demo);
    if (!handed_over) return fail(handed_over.error());
    fmt::print("handed over: {}\n", *handed_over);
    fmt::print(stderr, "\nLook at:\n  {0}/screens/   every screen of the visit\n  {0}/resi.png, resi.pdf   Resi Bukti Pengurusan\n  {0}/card-front.png, card-back.png   both faces, 300 dpi\n"
                       "  {0}/pickup.pdf   receipt of pick-up\n  {0}/journal.md   what happened, who did it, how long it took\n",
               std::filesystem::absolute(out).string());
    return 0;
}

}  // namespace

void add_run(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("run",
                                       "Starts the kiosk on the office of this machine. F12 or a long press on the crest: officers sign in.\n"
                                       "Without a display the same visit runs headless and leaves pictures and papers in --out.");
    auto options = std::make_shared<WindowRun>();
    auto out = std::make_shared<std::filesystem::path>("out");
    auto headless = std::make_shared<bool>(false);
    auto join = std::make_shared<JoinByHand>(JoinByHand{.address = {}, .code = {}, .name = "Stasiun", .role = "loket", .port = kLanPort});
    options->data = default_office_folder();
    auto* data = command->add_option("--data", options->data, "Folder of the office (office.db, office.key)")->capture_default_str();
    command->add_option("--out", *out, "Without a display: where pictures and papers go")->capture_default_str();
    auto* fullscreen = command->add_flag("--fullscreen", options->fullscreen, "The whole screen, without a pointer: a real kiosk");
    command->add_flag("--setup", options->setup, "Without an office: the first pages of a new machine (network, induk or station, register), as on the appliance");
    command->add_flag("--always-open", options->always_open, "Gives tickets outside the opening hours, too, and without quotas: for trying it out");
    command->add_flag("--numbers-by-hand", options->numbers_by_hand, "Officers type the NIK and KK numbers that SIAK gives; otherwise a stand-in for the centre gives them");
    auto* display = command->add_flag("--display", options->display_only, "The public queue display; with --join on a machine of its own, which then holds nothing of the office but today's numbers");
    auto* joining = command->add_option("--join", join->address, "Joins the office whose induk is at this address (192.168.1.5 or with :port; none: whichever on this network made the code) and starts as its station")->expected(0, 1);
    command->add_option("--code", join->code, "With --join: the code from the induk's screen; asked for if not given");
    command->add_option("--name", join->name, "With --join: how people call this machine")->capture_default_str();
    command->add_option("--role", join->role, "With --join: what it is for")->capture_default_str();
    command->add_option("--lan-port", join->port, "With --join: where it would listen as the induk")->capture_default_str();
    command->add_flag("--headless", *headless, "As if there were no display; not with --data, --fullscreen or --display, which want one")->excludes(data)->excludes(fullscreen)->excludes(display);
    command->add_option("--residents", options->residents, "Size of the synthetic population of a new office")->capture_default_str();
    command->add_option("--profile", options->profile, "Rules for new applications: SOP2019 (the office's SOP book) or PERPRES96")->capture_default_str()->check(CLI::IsMember({"SOP2019", "PERPRES96"}));
    command->add_option("--scenario", options->scenario, "JSON file of faults of the simulated devices")->check(CLI::ExistingFile);
    command->callback([=, &exit] {
        if (options->display_only && joining->count() > 0) join->role = lan::kDisplayRole;
        exit.code = run(*options, joining->count() > 0 ? std::optional(*join) : std::nullopt, *out, *headless, joining->count() > 0 || data->count() > 0 || options->fullscreen || options->display_only);
    });
}

}  // namespace loket::app
