// Records of biometric data: what they are, what they hold, what is wrong with them.

#include <fmt/format.h>

#include "devices/base/file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/record_info.h"

namespace loket::app {
namespace {

/// One line a field; what is within comes indented.
void print_fields(const nlohmann::json& of, int depth) {
    for (const auto& [key, value] : of.items()) {
        if (value.is_array() && !value.empty() && value.front().is_object()) {
            for (const auto& each : value) {
                fmt::print("{:{}}{}\n", "", 2 * depth, key);
                print_fields(each, depth + 1);
            }
        } else if (value.is_object()) {
            fmt::print("{:{}}{}\n", "", 2 * depth, key);
            print_fields(value, depth + 1);
        } else fmt::print("{:{}}{}: {}\n", "", 2 * depth, key, value.is_string() ? value.get<std::string>() : value.dump());
    }
}

/// 1 also where a picture within is damaged.
bool has_problem(const nlohmann::json& of) {
    if (of.is_object() && of.contains("problem")) return true;
    if (!of.is_structured()) return false;
    for (const auto& each : of)
        if (has_problem(each)) return true;
    return false;
}

int tell_records(const std::vector<std::filesystem::path>& files, bool as_json) {
    int code = 0;
    for (const auto& file : files) {
        auto info = [&]() -> Result<nlohmann::json> {
            LOKET_ASSIGN(bytes, read_file(file));
            return record_info(bytes);
        }();
        if (!info) {
            code = fail({info.error().fault, file.string() + ": " + info.error().context, info.error().code});
            continue;
        }
        (*info)["path"] = file.string();
        if (as_json) fmt::print("{}\n", info->dump(2));
        else print_fields(*info, 0);
        if (has_problem(*info)) code = 1;
    }
    return code;
}

}  // namespace

void add_record(CLI::App& app, Exit& exit) {
    auto* record = app.add_subcommand("record", "Records of biometric data from files.");
    record->require_subcommand(1);
    struct RecordWish {
        std::vector<std::filesystem::path> files;
        bool json = false;
    };
    auto wish = std::make_shared<RecordWish>();
    auto* info = record->add_subcommand("info", "Names the format and its fields, the pictures and minutiae within, and what is wrong with a damaged one (exit code 1).\n"
                                                "Knows ISO/IEC 19794-2 (2005, 2011), -4, -5, -6 (2011), -7 (2007), ANSI/NIST-ITL and pictures.");
    info->add_option("FILE", wish->files, "Files")->required();
    info->add_flag("--json", wish->json, "One JSON object for each file");
    info->callback([wish, &exit] { exit.code = tell_records(wish->files, wish->json); });
}

}  // namespace loket::app
