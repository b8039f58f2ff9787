#include "kiosk/app/update/machine.h"

#include <algorithm>
#include <cctype>

#include "devices/base/file.h"
#include "kiosk/app/update/installer.h"
#include "kiosk/app/update/outcome.h"

namespace loket::update {
namespace {

namespace fs = std::filesystem;

std::string line_of(const fs::path& file) {
    const auto text = read_text(file).value_or("");
    return text.substr(0, text.find('\n'));
}

/// The board's own number says too much for a code that anybody may photograph.
std::string number_from(const std::string& machine_id) {
    auto hex = to_hex(sha256(as_bytes("loket machine " + machine_id))).substr(0, 12);
    std::ranges::transform(hex, hex.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return hex.substr(0, 4) + "-" + hex.substr(4, 4) + "-" + hex.substr(8);
}

}  // namespace

std::string image_version(const fs::path& release) {
    constexpr std::string_view kField = "\nIMAGE_VERSION=";
    const auto text = "\n" + read_text(release).value_or("");
    const auto at = text.find(kField);
    if (at == std::string::npos) return {};
    const auto start = at + kField.size();
    return text.substr(start, text.find('\n', start) - start);
}

std::optional<Machine> this_machine(const fs::path& root) {
    const auto hash = from_hex(line_of(root / "run/loket/root-hash"));
    Machine machine{.version = image_version(root / "usr/lib/os-release"), .slot = line_of(root / "run/loket/slot"), .number = number_from(line_of(root / "etc/machine-id")), .root_hash = {}, .requests = root / "data/office/requests", .root = root};
    if (machine.version.empty() || !hash || hash->size() != machine.root_hash.size()) return std::nullopt;
    std::ranges::copy(*hash, machine.root_hash.begin());
    return machine;
}

bool is_wanted(const Machine& machine, const std::string& version) {
    const auto outcome = read_outcome(machine.outcome());
    const bool known = outcome.version == version && outcome.stage != Stage::Nothing;
    return !known && check_newer(version, machine.version, machine.gate().floor).ok();
}

bool is_proven(const Machine& machine, const std::string& version) {
    const auto outcome = read_outcome(machine.outcome());
    return version == machine.version && outcome.version == version && outcome.stage == Stage::Good;
}

Status ask_system(const Machine& machine, const std::string& name, const std::string& content) {
    LOKET_TRY(make_folder(machine.requests));
    return write_file(machine.requests / name, as_bytes(content));
}

}  // namespace loket::update
