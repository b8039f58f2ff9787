#include "workflow/sync/carry/backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "workflow/sync/carry/outbox.h"

namespace loket::sync {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char *kNoteFile = "backup.json", *kStoreFile = "office.db", *kBackupMeta = "backup.last";
constexpr int kPagesAtOnce = 400;  ///< a few milliseconds

Sha256 hash_in(const json& doc, const char* field) {
    const auto bytes = from_hex(doc.at(field).get<std::string>()).value_or(Bytes{});
    Sha256 out{};
    if (bytes.size() != out.size()) throw std::invalid_argument("a hash");
    std::ranges::copy(bytes, out.begin());
    return out;
}

Result<BackupNote> write_note(store::Store& copy, const fs::path& folder, Instant now) {
    const BackupNote note{copy.identity().uuid, copy.identity().epoch, copy.event_head(), copy.audit_head(), now};
    const json doc = {{"uuid", note.uuid}, {"epoch", note.epoch}, {"event", note.event.seq}, {"event_hash", to_hex(note.event.hash)}, {"audit", note.audit.seq}, {"audit_hash", to_hex(note.audit.hash)},
                      {"at", to_millis(now)}};
    LOKET_TRY(write_text(folder / kNoteFile, doc.dump(2) + "\n"));
    return note;
}

/// The store of a copy that was just made or laid in its place, with every page and both chains proven.
Result<std::unique_ptr<store::Store>> proven_store(const fs::path& path, const store::Key& key, Random& random) {
    auto opened = store::Store::open({.path = path, .key = key}, random);
    if (!opened) return opened;
    LOKET_ASSIGN(report, (*opened)->verify());
    if (!report.sound()) return Error{Fault::Corrupt, "the copy of the store is damaged", "store.corrupt"};
    return opened;
}

void remove_store(const fs::path& database) {
    std::error_code none;
    for (const auto* ending : {"", "-wal", "-journal", ".lock"}) fs::remove(database.string() + ending, none);
}

/// The store that is there must be the copy's own office, and nobody may have it open. One that cannot be opened any more is taken as it is.
Status may_be_replaced(const fs::path& database, const Restoring& wish, const BackupNote& note, Random& random) {
    if (!fs::exists(database)) return {};
    const auto there = store::Store::open({.path = database, .key = wish.key, .check = store::PageCheck::Never}, random);
    if (!there && there.error().code == "store.locked") return there.error();
    if (there && (*there)->identity().uuid != note.uuid) return rejected("backup.other_office", "the store that is there belongs to another office than the copy");
    return {};
}

/// Out of the way, not away.
Result<fs::path> move_aside(const fs::path& database, Instant now) {
    if (!fs::exists(database)) return fs::path{};
    const auto aside = database.parent_path() / fmt::format("replaced-{}", to_millis(now));
    LOKET_TRY(make_folder(aside));
    for (const auto* ending : {"", "-wal"}) {
        std::error_code failed;
        const fs::path file = database.string() + ending;
        if (fs::exists(file)) fs::rename(file, aside / file.filename(), failed);
        if (failed) return Error{Fault::Internal, "the old store cannot be moved aside: " + failed.message(), "disk.failed"};
    }
    remove_store(database);
    return aside;
}

std::int64_t minutes_since(std::chrono::sys_days day, Instant now) { return std::chrono::duration_cast<std::chrono::minutes>(now - wib_instant(Date{day})).count(); }

/// How many numbers of the day and of the year are passed over. What was given between the copy and its loss must lie below, and of two disks that go
/// on from one copy the later must begin above what the earlier gave meanwhile: so both grow with the minute of the decision. A ticket stays below 1000
/// (above it, the number names a station).
void choose_jumps(Restored& out, Instant now) {
    const std::chrono::sys_days today = wib_date(now), copied = wib_date(out.note.at);
    const auto minute = minutes_since(today, now), days = std::max<std::int64_t>(0, (today - copied).count());
    constexpr std::int64_t kOpening = 7 * 60, kDayLong = 600;
    out.day_jump = static_cast<int>(300 + std::clamp<std::int64_t>(minute - kOpening, 0, kDayLong));
    out.year_jump = static_cast<int>(500 + 3000 * std::min<std::int64_t>(days, 300) + 2 * minute);
}

Status begin_epoch(store::Store& store, const Restoring& wish, Restored& out, Instant now, const std::function<void(store::Batch&, const Restored&)>& more) {
    LOKET_ASSIGN(exchange, load_exchange(store));
    LOKET_ASSIGN(epoch, new_epoch(store, exchange, minutes_since(Date{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}}, now)));
    out.epoch = epoch;
    store::Batch batch;
    batch.add(store::NewAudit{wish.by, "restore", fmt::format("epoch {}", epoch), wish.reason, now});
    if (more) more(batch, out);
    const auto written = store.commit(batch);
    return written ? Status{} : Status{written.error()};
}

}  // namespace

Status copy_beside(const AtStore& at_store, const fs::path& to, const store::Key& key, const std::function<bool()>& goes_on) {
    std::unique_ptr<store::Copy> copy;
    const auto step = [&](store::Store& store) -> Status {
        if (!copy) {
            LOKET_ASSIGN(begun, store.copy_to(to, key));
            copy = std::move(begun);
        }
        LOKET_ASSIGN(whole, copy->step(kPagesAtOnce));
        if (whole) copy.reset();
        return {};
    };
    do {
        if (goes_on && !goes_on()) {
            (void)at_store([&](store::Store&) { return copy.reset(), Status{}; });
            return Error{Fault::Cancelled, "the copy was broken off"};
        }
        if (auto stepped = at_store(step); !stepped) {
            (void)at_store([&](store::Store&) { return copy.reset(), Status{}; });
            return stepped;
        }
    } while (copy);
    return {};
}

Result<BackupNote> read_note(const fs::path& folder) {
    LOKET_ASSIGN(text, read_text(folder / kNoteFile, 65536));
    try {
        const auto doc = json::parse(text);
        return BackupNote{doc.at("uuid"), doc.at("epoch"), {doc.at("event"), hash_in(doc, "event_hash")}, {doc.at("audit"), hash_in(doc, "audit_hash")}, from_millis(doc.at("at").get<std::int64_t>())};
    } catch (const std::exception&) {
        return Error{Fault::Corrupt, "the note beside the copy cannot be read", "backup.note"};
    }
}

Result<BackupNote> make_backup(const AtStore& at_store, const store::Key& key, const fs::path& folder, Instant now, const std::function<bool()>& goes_on) {
    const auto fresh = folder / "fresh", database = fresh / kStoreFile;
    LOKET_TRY(make_folder(fresh));
    remove_store(database);
    LOKET_TRY(copy_beside(at_store, database, key, goes_on));
    SystemRandom unused;
    LOKET_ASSIGN(proven, proven_store(database, key, unused));
    std::error_code failed;
    fs::remove(folder / kNoteFile, failed);  // between the two renames there is no copy, rather than one with the note of another
    LOKET_ASSIGN(note, write_note(*proven, fresh, now));
    proven.reset();
    fs::rename(database, folder / kStoreFile, failed);
    if (!failed) fs::rename(fresh / kNoteFile, folder / kNoteFile, failed);
    if (failed) return Error{Fault::Internal, "the copy cannot be put in its place: " + failed.message(), "disk.failed"};
    fs::remove_all(fresh, failed);
    const auto noted = at_store([&](store::Store& store) -> Status {
        const auto written = store.commit(store::Batch().put_meta(kBackupMeta, std::to_string(to_millis(now))));
        return written ? Status{} : Status{written.error()};
    });
    LOKET_TRY(noted);
    return note;
}

Result<std::optional<Instant>> last_backup(store::Store& store) {
    LOKET_ASSIGN(text, store.meta(kBackupMeta));
    return text ? std::optional(from_millis(std::strtoll(text->c_str(), nullptr, 10))) : std::optional<Instant>();
}

Result<Restored> restore_backup(const Restoring& wish, Instant now, Random& random, const std::function<void(store::Batch&, const Restored&)>& more) {
    if (wish.by.empty() || wish.reason.empty()) return rejected("backup.reason", "who decides, and why");
    Restored out;
    LOKET_ASSIGN(note, read_note(wish.from));
    out.note = note;
    choose_jumps(out, now);
    LOKET_TRY(make_folder(wish.office));
    const auto database = wish.office / kStoreFile, trial = wish.office / "restoring.db";
    LOKET_TRY(may_be_replaced(database, wish, note, random));
    remove_store(trial);
    std::error_code failed;
    fs::copy_file(wish.from / kStoreFile, trial, failed);
    if (failed) return Error{Fault::Gone, "the copy cannot be read: " + failed.message(), "backup.note"};
    LOKET_ASSIGN(store, proven_store(trial, wish.key, random));
    if (store->identity().uuid != note.uuid || store->event_head() != note.event) return Error{Fault::Corrupt, "the copy is not what its note says", "backup.note"};
    LOKET_TRY(begin_epoch(*store, wish, out, now, more));
    store.reset();  // whole, in its new epoch, before it takes the place of the other
    LOKET_ASSIGN(aside, move_aside(database, now));
    out.aside = aside;
    fs::rename(trial, database, failed);
    if (failed) return Error{Fault::Internal, "the copy cannot be put in its place: " + failed.message(), "disk.failed"};
    remove_store(trial);
    LOKET_ASSIGN(opened, store::Store::open({.path = database, .key = wish.key}, random));
    out.store = std::move(opened);
    log::warn("the office goes on from a copy of {}: epoch {}", iso_instant(note.at), out.epoch);
    return out;
}

}  // namespace loket::sync
