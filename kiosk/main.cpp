#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <clocale>

#include "devices/base/log_memory.h"
#include "kiosk/app/cli.h"

namespace {

/// Log lines go to standard error, so that standard output holds only what was asked for.
void set_up_log() {
    spdlog::set_default_logger(spdlog::stderr_color_mt("loket"));
    spdlog::set_pattern("%H:%M:%S %^%l%$ %v");
    spdlog::set_level(spdlog::level::warn);
    constexpr std::size_t kLogLines = 300;
    loket::log::remember(kLogLines);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace loket::app;
    set_up_log();
    CLI::App app{"Loket: the service counter of a civil-registration office on one machine.\n"
                 "Kiosk, recording of biometrics, card printing and activation, queue and registers; works without a network."};
    app.name("loket");
    app.require_subcommand(1);
    app.set_version_flag("--version", "Loket " LOKET_VERSION);
    app.set_help_all_flag("--help-all", "Help of every sub-command");
    bool verbose = false;
    app.add_flag("-v,--verbose", verbose, "Log what happens, not only what goes wrong");
    Exit exit;
    add_run(app, exit);
    add_demo(app, exit);
    add_services(app, exit);
    add_nik(app, exit);
    add_store(app, exit);
    add_devices(app, exit);
    add_device_helper(app, exit);
    add_officers(app, exit);
    add_reports(app, exit);
    add_field_list(app, exit);
    add_verify_document(app, exit);
    add_gallery(app, exit);
    add_card(app, exit);
    add_finger(app, exit);
    add_monkey(app, exit);
    add_slap(app, exit);
    add_wsq(app, exit);
    add_iris(app, exit);
    add_face(app, exit);
    add_record(app, exit);
    add_office(app, exit);
    add_sync(app, exit);
    add_register(app, exit);
    add_population(app, exit);
    add_sim(app, exit);
    add_update(app, exit);
    add_notice(app, exit);
    add_bench(app, exit);
    app.parse_complete_callback([&] {
        if (verbose) spdlog::set_level(spdlog::level::info);
    });
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands([&](const CLI::App* each) { return each->get_name() == argv[1]; }).empty()) {
        fmt::print(stderr, "loket: there is no command \"{}\". `loket --help` lists them.\n", argv[1]);
        return 1;
    }
    CLI11_PARSE(app, argc, argv);
    return exit.code;
}
