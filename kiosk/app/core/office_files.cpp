#include "kiosk/app/core/office_files.h"

#include <cstdlib>

#include "devices/base/file.h"
#include "devices/base/sha256.h"
#include "workflow/store/key_file.h"

namespace loket::app {

std::filesystem::path default_office_folder() {
    const auto* home = std::getenv("XDG_DATA_HOME");
    return std::filesystem::path(home != nullptr ? home : "out") / "loket-office";
}

Result<OfficeFiles> open_office_files(const std::filesystem::path& folder, Random& random, Missing missing, store::PageCheck check) {
    const auto database = folder / "office.db", key_file = folder / "office.key";
    const bool there = std::filesystem::exists(database);
    if (!there && missing == Missing::Refuse) return Error{Fault::Gone, "no office.db in " + folder.string() + "; name the office's folder with --data", "store.missing"};
    if (there && !std::filesystem::exists(key_file)) return Error{Fault::Gone, "office.db is there but office.key is not: " + folder.string(), "key.missing"};
    LOKET_TRY(make_folder(folder));
    SystemRandom secret;  // keys never come from an injected seed
    LOKET_ASSIGN(key, store::load_or_create_key(key_file, secret));
    LOKET_ASSIGN(opened, store::Store::open({.path = database, .key = key, .check = check}, random));
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
