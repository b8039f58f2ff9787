#include "kiosk/app/desk/stick_backup.h"

#include <algorithm>

#include "devices/base/file.h"
#include "devices/base/private_file.h"
#include "kiosk/app/core/at_core.h"
#include "kiosk/app/lan/copies.h"
#include "workflow/engine/events.h"
#include "workflow/store/key_file.h"
#include "workflow/sync/carry/card.h"

namespace loket::app {
namespace {

namespace fs = std::filesystem;

constexpr const char *kEnding = ".backup", *kKeys = "keys.sealed", *kDevice = "office.device";
constexpr std::size_t kMostKeys = 64u << 20;

fs::path backup_in(const fs::path& stick, const std::string& uuid) { return stick / ("loket-" + uuid.substr(0, 8) + kEnding); }

/// Keys and papers; not the device's own key, which another machine makes anew.
Result<std::vector<sync::KeptFile>> kept_files(const fs::path& office) {
    LOKET_ASSIGN(files, office_files_of(office));
    std::vector<sync::KeptFile> out;
    for (auto& file : files)
        if (file.name != kDevice) out.push_back({file.name, std::move(file.content)});
    return out;
}

/// Those that are not there. The store's key must be the same one: it opens the store that is there, if that still can be.
Status put_back(const std::vector<sync::KeptFile>& files, const fs::path& office) {
    for (const auto& file : files) {
        if (fs::exists(office / file.name)) continue;
        LOKET_TRY(make_folder((office / file.name).parent_path()));
        LOKET_TRY(write_private(office / file.name, as_text(file.content)));
    }
    return {};
}

/// A machine that holds another office's key is not overwritten.
Status same_office(const std::vector<sync::KeptFile>& files, const fs::path& office) {
    const auto key = std::ranges::find(files, std::string("office.key"), &sync::KeptFile::name);
    if (key == files.end()) return Error{Fault::Corrupt, "the office's key is not with the copy", "backup.note"};
    if (!fs::exists(office / "office.key")) return {};
    LOKET_ASSIGN(here, read_file(office / "office.key", 4096));
    return here == key->content ? Status{} : Status{rejected("backup.other_office", "this machine holds the key of another office than the copy's")};
}

}  // namespace

Status keep_recovery_code(const fs::path& office, std::string_view code) {
    LOKET_ASSIGN(seed, sync::recovery_seed(code));
    LOKET_TRY(make_folder(office));
    return write_text(office / kRecoveryFile, to_hex(sync::SealingKey(seed).public_key()) + "\n");
}

Result<std::optional<sync::PublicKey>> recovery_reader(const fs::path& office) {
    if (!fs::exists(office / kRecoveryFile)) return std::optional<sync::PublicKey>{};
    LOKET_ASSIGN(text, read_text(office / kRecoveryFile, 128));
    const auto bytes = from_hex(text.substr(0, text.find('\n')));
    sync::PublicKey key{};
    if (!bytes || bytes->size() != key.size()) return Error{Fault::Corrupt, "office.recovery cannot be read", "backup.recovery"};
    std::ranges::copy(*bytes, key.begin());
    return std::optional(key);
}

Status seal_keys(const fs::path& office, const fs::path& folder) {
    LOKET_ASSIGN(reader, recovery_reader(office));
    if (!reader) return rejected("backup.no_code", "no recovery code was made yet");
    LOKET_ASSIGN(files, kept_files(office));
    LOKET_TRY(make_folder(folder));
    return write_file(folder / kKeys, sync::seal_files(files, *reader));
}

bool has_sealed_keys(const fs::path& folder) { return fs::exists(folder / kKeys); }

std::vector<StickBackup> backups_on(const fs::path& stick) {
    std::vector<StickBackup> found;
    std::error_code gone;
    for (fs::directory_iterator each(stick, gone), end; !gone && each != end; each.increment(gone)) {
        if (each->path().extension() != kEnding) continue;
        if (auto note = sync::read_note(each->path())) found.push_back({each->path(), std::move(*note)});
    }
    std::ranges::sort(found, std::ranges::greater(), [](const StickBackup& one) { return one.note.at; });
    return found;
}

Result<sync::BackupNote> back_up(CoreThread& core, const engine::Actor& by, const fs::path& stick, Instant now, const std::stop_token& stop) {
    fs::path office;
    std::string uuid;
    const auto noted = ask_core(core, [&](Core& owner) {
        office = owner.folder();
        uuid = owner.store().identity().uuid;
        return owner.audit(by, "backup.stick", uuid, {});
    });
    LOKET_TRY(noted);
    SystemRandom secret;
    LOKET_ASSIGN(key, store::load_or_create_key(office / "office.key", secret));
    const auto folder = backup_in(stick, uuid);
    LOKET_TRY(seal_keys(office, folder));
    return sync::make_backup(at_store(core), key, folder, now, [&stop] { return !stop.stop_requested(); });
}

Result<sync::Restored> restore_from(const fs::path& backup, const fs::path& office, std::string_view code, Instant now, Random& random) {
    LOKET_ASSIGN(sealed, read_file(backup / kKeys, kMostKeys));
    LOKET_ASSIGN(files, sync::open_files(sealed, code));
    LOKET_TRY(same_office(files, office));
    LOKET_TRY(put_back(files, office));
    LOKET_TRY(keep_recovery_code(office, code));
    LOKET_ASSIGN(key, store::load_or_create_key(office / "office.key", random));
    return sync::restore_backup({backup, office, key, "loket", "kode pemulihan"}, now, random, [now](store::Batch& batch, const sync::Restored& restored) { tell_restored(batch, restored, now); });
}

void tell_restored(store::Batch& batch, const sync::Restored& restored, Instant now) {
    const engine::Event begun = engine::EpochBegun{restored.epoch, iso_instant(restored.note.at), restored.day_jump, restored.year_jump};
    batch.add(store::NewEvent{engine::kCopyStream, std::string(engine::name_of(begun)), engine::to_string({"loket", engine::Role::Sistem}), engine::encode(begun), now});
}

}  // namespace loket::app
