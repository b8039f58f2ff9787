// store: proving, counting, looking at the access log, taking away what is kept no longer.

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "devices/base/file.h"
#include "devices/base/private_file.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/checkpoint_check.h"
#include "kiosk/app/core/office_files.h"
#include "kiosk/app/core/reference.h"
#include "kiosk/app/desk/stick_backup.h"
#include "workflow/engine/events.h"
#include "workflow/store/key_file.h"
#include "workflow/store/move.h"
#include "workflow/sync/carry/backup.h"
#include "workflow/trust/looks.h"
#include "workflow/trust/retention.h"

namespace loket::app {
namespace {

struct StoreWish {
    std::filesystem::path data = default_office_folder();
    bool replay = false, dry_run = false;
    std::string about, user, day, reason;
    std::filesystem::path copy, server;
    bool with_keys = false, sealed = false;
};

/// The work says whether all is well.
int with_store(const StoreWish& wish, const std::function<Result<bool>(store::Store&)>& work) {
    SystemRandom random;
    auto files = open_office_files(wish.data, random, Missing::Refuse);
    if (!files) return fail(files.error());
    const auto well = work(*files->store);
    if (!well) return fail(well.error());
    return *well ? 0 : 1;
}

void print_findings(const std::vector<store::Finding>& findings) {
    for (const auto& finding : findings) fmt::print("{} {}: {}\n", finding.part, finding.seq, finding.words);
}

Result<bool> verify_checkpoint(store::Store& store) {
    const auto tell = [](int percent) { fmt::print(stderr, "\rreplay {:3} %", percent); };
    LOKET_ASSIGN(check, check_checkpoint(store, tell));
    fmt::print(stderr, "\n");
    if (check.events == 0) fmt::print("checkpoint: none is saved that this program reads\n");
    else if (check.difference) fmt::print("checkpoint WRONG: it parts from the log at {}; the next start should read the whole log\n", *check.difference);
    else fmt::print("checkpoint alike: {} events replayed\n", check.events);
    return !check.difference;
}

Result<bool> verify_store(store::Store& store, const StoreWish& wish) {
    LOKET_ASSIGN(retention, trust::load_retention(find_assets() / "retention.json"));
    LOKET_ASSIGN(report, store.verify());
    LOKET_ASSIGN(content, trust::check_content(store, retention));
    print_findings(report.findings);
    print_findings(content.findings);
    const auto verdict = [&](std::initializer_list<std::string_view> parts, const char* good, const char* bad) {
        const auto wrong = [&](const store::Finding& finding) { return std::ranges::find(parts, finding.part) != parts.end(); };
        return std::ranges::any_of(report.findings, wrong) ? bad : good;
    };
    fmt::print("integrity_check {}\nhash chain {}: {} events, {} audit lines\npictures {}: {} blobs\nseals {}: {}\n", verdict({"page"}, "ok", "FAILED"),
               verdict({"event", "audit"}, "whole", "BROKEN"), report.events, report.audits, verdict({"blob"}, "whole", "DAMAGED"), report.blobs,
               verdict({"seal"}, "genuine", "BROKEN"), report.seals);
    fmt::print("content named by events {}: {}, {} of them erased with a record\n", content.findings.empty() ? "accounted for" : "MISSING", content.named, content.erased);
    bool well = report.sound() && content.findings.empty();
    if (!wish.replay) return well;
    LOKET_ASSIGN(alike, verify_checkpoint(store));
    return well && alike;
}

Result<bool> show_store(store::Store& store) {
    LOKET_ASSIGN(counts, store.counts());
    LOKET_ASSIGN(seal_key, store.meta(store::kSealKeyMeta));
    if (seal_key) fmt::print("seal key {}\n", *seal_key);
    fmt::print("store {} epoch {}\nevents {} (head {})\ncases {} ({} open)\nresidents {} in {} families\nofficers {}\nblobs {}\naudit lines {}\n", store.identity().uuid,
               store.identity().epoch, counts.events, to_hex(store.event_head().hash).substr(0, 16), counts.cases, counts.open_cases, counts.residents, counts.families,
               counts.officers, counts.blobs, counts.audits);
    return true;
}

/// A number is never an option: other users of the machine can read those.
std::string token_asked_for(const store::Store& store, const std::string& about) {
    if (about != "-") return about.empty() || about.starts_with("id:") ? about : "id:" + about;
    fmt::print(stderr, "NIK or KK: ");
    std::string number;
    std::getline(std::cin, number);
    return trust::subject_of(store.identity(), number);
}

Result<bool> show_looks(store::Store& store, const StoreWish& wish) {
    trust::LookQuery query{.about = token_asked_for(store, wish.about), .user = wish.user, .day = std::nullopt};
    if (!wish.day.empty() && !(query.day = parse_iso_date(wish.day))) return rejected("answers.shape", "a day is written 2026-03-02");
    LOKET_ASSIGN(lines, trust::looks(store, query));
    std::map<std::string, int> purposes;
    for (const auto& line : lines) {
        const auto wall = wib_time(line.at);
        fmt::print("{} {:02}:{:02}  {:20} {:16} {:36} {}\n", iso_date(wall.date), wall.hour, wall.minute, line.actor, line.action, line.subject, line.purpose);
        if (line.action == trust::kRead) ++purposes[line.purpose];
    }
    fmt::print("\n{} lines; looks by purpose:\n", lines.size());
    for (const auto& [purpose, count] : purposes) fmt::print("  {:24} {}\n", purpose, count);
    return true;
}

Result<bool> retain(store::Store& store, const StoreWish& wish) {
    LOKET_ASSIGN(rules, trust::load_retention(find_assets() / "retention.json"));
    const SystemClock clock;
    trust::Retention retention(store, rules, clock);
    std::map<std::string, std::int64_t> counts;
    if (wish.dry_run) {
        LOKET_ASSIGN(due, retention.due());
        counts = due;
    } else {
        for (bool done = false; !done;) {
            LOKET_ASSIGN(over, retention.step());
            done = over;
        }
        counts = retention.erased();
    }
    for (const auto& rule : rules)
        fmt::print("{:20} {:6} days after {:18} {} {}\n    {}  [{}]\n", rule.kind, rule.days, rule.after, counts[rule.kind], wish.dry_run ? "due" : "erased", rule.basis, rule.tag);
    return true;
}

constexpr const char* kKeyFiles[] = {"office.key", "office.seal", "office.sync", "office.device"};

Status copy_keys(const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const auto* name : kKeyFiles) {
        if (!std::filesystem::exists(from / name) || std::filesystem::exists(to / name)) continue;
        LOKET_ASSIGN(content, read_text(from / name, 65536));
        LOKET_TRY(write_private(to / name, content));
    }
    return {};
}

Status backup(const StoreWish& wish) {
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(wish.data, random, Missing::Refuse));
    LOKET_ASSIGN(key, store::load_or_create_key(wish.data / "office.key", random));
    LOKET_ASSIGN(note, sync::make_backup(sync::at_hand(*files.store), key, wish.copy, SystemClock().now()));
    if (wish.with_keys) LOKET_TRY(copy_keys(wish.data, wish.copy));
    if (wish.sealed) LOKET_TRY(seal_keys(wish.data, wish.copy));
    tell(wish.with_keys ? "backup.made_with_keys" : wish.sealed ? "backup.made_sealed" : "backup.made", {{"seq", std::to_string(note.event.seq)}, {"folder", wish.copy.string()}});
    return {};
}

/// The keys come out of their box with the code that somebody wrote down.
Result<sync::Restored> restored_by_code(const StoreWish& wish, Instant now, Random& random) {
    return restore_from(wish.copy, wish.data, read_secret("Recovery code: "), now, random);
}

Result<sync::Restored> restored_by_key(const StoreWish& wish, Instant now, Random& random) {
    LOKET_TRY(make_folder(wish.data));
    LOKET_TRY(copy_keys(wish.copy, wish.data));
    if (!std::filesystem::exists(wish.data / "office.key")) return Error{Fault::Gone, "office.key is neither in " + wish.data.string() + " nor with the copy", "key.missing"};
    LOKET_ASSIGN(key, store::load_or_create_key(wish.data / "office.key", random));
    return sync::restore_backup({wish.copy, wish.data, key, wish.user, wish.reason}, now, random, [now](store::Batch& batch, const sync::Restored& one) { tell_restored(batch, one, now); });
}

Status make_code(const StoreWish& wish) {
    if (!has_office(wish.data)) return no_office_in(wish.data);
    SystemRandom secret;
    const auto code = sync::new_recovery_code(secret);
    LOKET_TRY(keep_recovery_code(wish.data, code));
    tell("backup.code_made", {{"code", code}});
    return {};
}

Status restore(const StoreWish& wish) {
    SystemRandom random;
    LOKET_ASSIGN(server, server_of(wish.data));
    if (server) return rejected("store.on_server", "the office's store lies on a server: move office.server away, restore, and move the store into an empty database (store move)");
    const auto now = SystemClock().now();
    const bool by_code = has_sealed_keys(wish.copy) && !std::filesystem::exists(wish.data / "office.key");
    LOKET_ASSIGN(restored, by_code ? restored_by_code(wish, now, random) : restored_by_key(wish, now, random));
    tell("backup.restored", {{"at", wall_clock(restored.note.at)}, {"seq", std::to_string(restored.note.event.seq)}, {"epoch", std::to_string(restored.epoch)}, {"day", std::to_string(restored.day_jump)}});
    if (!restored.aside.empty()) tell("backup.aside", {{"folder", restored.aside.string()}});
    tell("backup.next");
    return {};
}

/// From office.db to a database on a PostgreSQL; the file is kept, under another name, for a person to take away.
Status move_store(const StoreWish& wish) {
    LOKET_ASSIGN(already, server_of(wish.data));
    if (already) return rejected("store.on_server", "the office's store lies on a server already");
    if (!has_office(wish.data)) return no_office_in(wish.data);
    LOKET_ASSIGN(line, read_server_line(wish.server));
    SystemRandom random;
    LOKET_ASSIGN(key, store::load_or_create_key(wish.data / "office.key", random));
    const store::StoreOptions file{.path = wish.data / "office.db", .key = key};
    const auto aside = wish.data / fmt::format("moved-{}", to_millis(SystemClock().now()));
    LOKET_TRY(make_folder(aside));
    const auto settle = [&]() -> Status {
        LOKET_TRY(write_private(wish.data / kServerFile, line + "\n"));
        std::error_code failed;
        for (const auto* name : {"office.db-wal", "office.db"})
            if (std::filesystem::exists(wish.data / name) && !failed) std::filesystem::rename(wish.data / name, aside / name, failed);
        return failed ? Status{Error{Fault::Internal, "the store is on the server; its file cannot be moved aside: " + failed.message(), "disk.failed"}} : Status{};
    };
    LOKET_ASSIGN(report, store::move_to_server(file, {.path = {}, .key = key, .server = line, .owner = "loket store move"}, random, settle));
    tell("store.moved", {{"events", std::to_string(report.events)}, {"pictures", std::to_string(report.blobs)}, {"folder", aside.string()}});
    return {};
}

}  // namespace

void add_store(CLI::App& app, Exit& exit) {
    auto* command = app.add_subcommand("store", "The office's encrypted file. Close the kiosk first");
    command->require_subcommand(1);
    auto wish = std::make_shared<StoreWish>();
    const auto action = [&, wish](const char* name, const char* help, auto work) {
        auto* sub = command->add_subcommand(name, help);
        sub->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
        sub->callback([=, &exit] { exit.code = with_store(*wish, [&](store::Store& store) { return work(store, *wish); }); });
        return sub;
    };
    action("verify", "Proves pages, hash chains, pictures and erasures, or names the first broken link", [](store::Store& s, const StoreWish& w) { return verify_store(s, w); })
        ->add_flag("--replay", wish->replay, "Also folds the whole log and compares it with the saved checkpoint");
    action("info", "Counts of what it holds", [](store::Store& s, const StoreWish&) { return show_store(s); });
    const auto apart = [&, wish](const char* name, const char* help, Status (*work)(const StoreWish&)) {
        auto* sub = command->add_subcommand(name, help);
        sub->add_option("--data", wish->data, "Folder of office.db and office.key")->capture_default_str();
        sub->callback([=, &exit] { exit.code = code_of(work(*wish)); });
        return sub;
    };
    auto* copying = apart("backup", "A copy of the office's file, proven; encrypted as it is", backup);
    copying->add_option("--out", wish->copy, "Folder, best on another disk; an older copy in it is replaced when this one is whole")->required();
    copying->add_flag("--with-keys", wish->with_keys, "Also the keys: whoever holds the folder can read everything");
    copying->add_flag("--sealed", wish->sealed, "Also the keys, in a box that only the recovery code opens (store code)")->excludes("--with-keys");
    apart("code", "Makes a new recovery code and shows it once, to be written down: sealed copies open to it from then on", make_code);
    auto* restoring = apart("restore", "The office goes on from a copy: what was written after it is lost, a new epoch begins, no number is given again.\nA person's decision: it stands in the audit", restore);
    restoring->add_option("FOLDER", wish->copy, "Of the copy")->required()->check(CLI::ExistingDirectory);
    restoring->add_option("--by", wish->user, "Who decides");
    restoring->add_option("--reason", wish->reason, "Why");
    auto* moving = apart("move", "From office.db to a PostgreSQL that several machines reach, in one transaction, proven there; the file is laid aside.\nCopy the folder to the other machines: the one that is first owns the office, the others wait and take over by themselves", move_store);
    moving->add_option("--server", wish->server, "File with one line, where the empty database is: host=a,b,c dbname=loket user=loket password=...")->required()->check(CLI::ExistingFile);
    auto* audit = action("audit", "The access log: who looked at what, and what for; people stand in it under a token", [](store::Store& s, const StoreWish& w) { return show_looks(s, w); });
    audit->add_option("--about", wish->about, "Token of a person or its beginning; - asks for the number");
    audit->add_option("--user", wish->user, "One officer");
    audit->add_option("--day", wish->day, "One day, 2026-03-02");
    action("retain", "Takes away what the retention rules say; the log stays whole", [](store::Store& s, const StoreWish& w) { return retain(s, w); })
        ->add_flag("--dry-run", wish->dry_run, "Only says how much is due");
}

}  // namespace loket::app
