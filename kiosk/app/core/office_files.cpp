#include "kiosk/app/core/office_files.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

#include "devices/base/file.h"
#include "devices/base/sha256.h"
#include "workflow/store/key_file.h"

namespace loket::app {

std::filesystem::path default_office_folder() {
    const auto* home = std::getenv("XDG_DATA_HOME");
    return std::filesystem::path(home != nullptr ? home : "out") / "loket-office";
}

bool has_office(const std::filesystem::path& folder) { return std::filesystem::exists(folder / "office.db") || std::filesystem::exists(folder / kServerFile); }

Error no_office_in(const std::filesystem::path& folder) { return {Fault::Gone, "no office.db in " + folder.string() + "; name the office's folder with --data", "store.missing"}; }

Result<std::string> read_server_line(const std::filesystem::path& file) {
    LOKET_ASSIGN(text, read_text(file, 4096));
    const auto end = text.find_last_not_of(" \r\n");
    if (end == std::string::npos || text.find('\n') < end) return Error{Fault::Corrupt, "must hold one line, as \"host=a,b,c dbname=loket user=loket\": " + file.string(), "office.server"};
    return text.substr(0, end + 1);
}

Result<std::optional<std::string>> server_of(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / kServerFile)) return std::optional<std::string>{};
    LOKET_ASSIGN(line, read_server_line(folder / kServerFile));
    return std::optional(line);
}

namespace {

/// How this machine is called where several may own one store.
std::string machine_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "loket";
}

}  // namespace

Result<OfficeFiles> open_office_files(const std::filesystem::path& folder, Random& random, Missing missing, store::PageCheck check) {
    const auto key_file = folder / "office.key";
    const bool there = has_office(folder);
    if (!there && missing == Missing::Refuse) return no_office_in(folder);
    if (there && !std::filesystem::exists(key_file)) return Error{Fault::Gone, "the office is there but office.key is not: " + folder.string(), "key.missing"};
    LOKET_ASSIGN(server, server_of(folder));
    LOKET_TRY(make_folder(folder));
    SystemRandom secret;  // keys never come from an injected seed
    LOKET_ASSIGN(key, store::load_or_create_key(key_file, secret));
    LOKET_ASSIGN(opened, store::Store::open({.path = folder / "office.db", .key = key, .check = check, .server = server.value_or(""), .owner = machine_name()}, random));
    LOKET_ASSIGN(pinned, opened->meta(store::kSealKeyMeta));
    const auto seal_file = folder / "office.seal";
    if (pinned && !std::filesystem::exists(seal_file)) return Error{Fault::Gone, "the office is sealed but office.seal is not there: " + folder.string(), "seal.missing"};
    LOKET_ASSIGN(seed, store::load_or_create_key(seal_file, secret));
    auto seal = std::make_unique<store::SealKey>(seed);
    if (pinned && *pinned != to_hex(seal->public_key())) return rejected("seal.other_key", "this office is sealed with another key than office.seal");
    const auto code_key = sha256(as_bytes("loket print codes:" + to_hex(key)));
    return OfficeFiles{std::move(opened), std::move(seal), Bytes(code_key.begin(), code_key.end())};
}

}  // namespace loket::app
