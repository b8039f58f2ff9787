#pragma once
// The command line: one binary, one sub-command for each thing a person does with it.

#include <CLI/CLI.hpp>
#include <filesystem>

#include "devices/base/result.h"

namespace loket::app {

/// What a sub-command's run came to; the process exits with it.
struct Exit {
    int code = 0;
};

/// Each adds its sub-command; `exit.code` is set when it has run.
void add_run(CLI::App& app, Exit& exit);
void add_demo(CLI::App& app, Exit& exit);
void add_services(CLI::App& app, Exit& exit);
void add_nik(CLI::App& app, Exit& exit);
void add_store(CLI::App& app, Exit& exit);
void add_devices(CLI::App& app, Exit& exit);
void add_device_helper(CLI::App& app, Exit& exit);
void add_field_list(CLI::App& app, Exit& exit);
void add_reports(CLI::App& app, Exit& exit);
void add_officers(CLI::App& app, Exit& exit);
void add_verify_document(CLI::App& app, Exit& exit);
void add_monkey(CLI::App& app, Exit& exit);
void add_gallery(CLI::App& app, Exit& exit);
void add_card(CLI::App& app, Exit& exit);
void add_finger(CLI::App& app, Exit& exit);
void add_slap(CLI::App& app, Exit& exit);
void add_wsq(CLI::App& app, Exit& exit);
void add_face(CLI::App& app, Exit& exit);
void add_record(CLI::App& app, Exit& exit);
void add_iris(CLI::App& app, Exit& exit);
void add_office(CLI::App& app, Exit& exit);
void add_sync(CLI::App& app, Exit& exit);
void add_register(CLI::App& app, Exit& exit);
void add_population(CLI::App& app, Exit& exit);
void add_sim(CLI::App& app, Exit& exit);
void add_update(CLI::App& app, Exit& exit);
void add_notice(CLI::App& app, Exit& exit);
void add_bench(CLI::App& app, Exit& exit);

/// A station's place as somebody typed it; the code is asked for where it is empty.
struct JoinByHand {
    std::string address, code, name, role;
    std::uint16_t port = 0;
};
Status join_from_terminal(const std::filesystem::path& data, const JoinByHand& wish);

/// Says what went wrong and what to do, in Indonesian and English, on standard error. Gives the exit code 1.
int fail(const Error& error);
/// 0, or what `fail` gives.
int code_of(const Status& done);
/// One text of the interface in Indonesian and English, on standard error.
void say(const std::string& key);
/// Typed without an echo; from a pipe as it comes. Never an option: other users of the machine can read those.
std::string read_pin(const std::string& of);
/// One line of standard input; on a terminal it is asked for and not shown.
std::string read_secret(const std::string& prompt);

}  // namespace loket::app
