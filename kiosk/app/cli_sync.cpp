// sync: what waits for the register, over a link and on sticks. DIR is an office's folder, or a register's (register.db).

#include <fmt/format.h>

#include <iostream>

#include <nlohmann/json.hpp>

#include "devices/base/file.h"
#include "devices/base/wait.h"
#include "kiosk/app/cli_sync.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/core/number_blocks.h"
#include "kiosk/app/centre/packet_contents.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/postgres/private_server.h"
#include "workflow/pki/device_key.h"
#include "workflow/store/key_file.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/link/status_file.h"
#include "workflow/tpm/tpm.h"

namespace loket::app {

bool is_register(const SyncWish& wish) {
    return wish.make_register || !wish.database.empty() || std::filesystem::exists(wish.data / "register.db") || std::filesystem::exists(wish.data / "postgres");
}

Result<RegisterFiles> open_register(const SyncWish& wish) {
    LOKET_ASSIGN(keys, centre::keys_in(wish.data));
    RegisterFiles out{.keys = std::move(keys)};
    const bool own = std::filesystem::exists(wish.data / "postgres");
    if (own || !wish.database.empty()) {
        auto books = centre::Books::open(wish.database.empty() ? centre::PrivateServer::conninfo_of(wish.data / "postgres") : wish.database);
        if (!books) return wish.database.empty() ? Error{Fault::Gone, books.error().context, "register.not_running"} : books.error();
        out.books = std::move(*books);
        return out;
    }
    SystemRandom secret;
    LOKET_ASSIGN(page_key, store::load_or_create_key(wish.data / "register.key", secret));
    LOKET_ASSIGN(ledger, centre::open_file_ledger(wish.data / "register.db", page_key));
    out.file = std::move(ledger);
    return out;
}

namespace {

struct SyncOffice {
    OfficeFiles files;
    store::Key seed{};
    std::unique_ptr<sync::SigningKey> key;
};

Result<SyncOffice> open_sync_office(const std::filesystem::path& folder) {
    SystemRandom random;
    LOKET_ASSIGN(files, open_office_files(folder, random, Missing::Refuse));
    LOKET_ASSIGN(seed, store::load_or_create_key(folder / "office.sync", random));
    return SyncOffice{std::move(files), seed, std::make_unique<sync::SigningKey>(seed)};
}

Status make_card(const SyncWish& wish) {
    sync::Card card;
    if (is_register(wish)) {
        LOKET_ASSIGN(reg, open_register(wish));
        card = reg.keys->card();
    } else {
        LOKET_ASSIGN(office, open_sync_office(wish.data));
        card = {.origin = office.files.store->identity().uuid, .key = office.key->public_key()};
    }
    LOKET_TRY(write_text(wish.out, to_json(card)));
    tell("sync.card", {{"file", wish.out.string()}, {"words", sync::spoken(card)}});
    return {};
}

/// Over the link, with a one-time code of the register.
Status enrol_by_code(const SyncWish& wish) {
    LOKET_ASSIGN(office, open_sync_office(wish.data));
    LOKET_ASSIGN(device, sync::device_key_to_enrol(wish.data / "office.device"));
    auto code = wish.code;
    if (code.empty()) {
        fmt::print(stderr, "Kode sekali pakai / one-time code: ");
        std::getline(std::cin, code);
    }
    LOKET_ASSIGN(place, sync::join(*office.files.store, *office.key, {wish.url, code, device}));
    tell("sync.joined", {{"url", place.url}, {"until", iso_date(wib_date(place.until))}});
    return {};
}

Status enrol(const SyncWish& wish) {
    if (!wish.url.empty()) return enrol_by_code(wish);
    if (wish.file.empty()) return rejected("sync.wrong_card", "a card, or --url and --code");
    LOKET_ASSIGN(text, read_text(wish.file, 4096));
    LOKET_ASSIGN(card, sync::read_card(text));
    if (is_register(wish)) {
        if (card.of != sync::Card::Of::Office) return rejected("sync.wrong_card", "a register takes in the card of an office");
        LOKET_ASSIGN(reg, open_register(wish));
        LOKET_TRY(reg.ledger().admit(card.origin, card.key));
    } else {
        LOKET_ASSIGN(office, open_sync_office(wish.data));
        LOKET_TRY(sync::enrol(*office.files.store, card));
    }
    tell("sync.enrolled", {{"words", sync::spoken(card)}});
    return {};
}

/// What a person is told of an office.
struct OfficeStanding {
    sync::Situation status;
    sync::PacketBox::Count packets;
    std::vector<sync::BlockLeft> numbers;
    std::int64_t changes = 0, held = 0;  ///< of people: among what waits, and those that the centre did not take as they came
};

nlohmann::json json_of(const OfficeStanding& office) {
    const auto& status = office.status;
    auto numbers = nlohmann::json::array();
    for (const auto& one : office.numbers) numbers.push_back({{"district", one.district}, {"lent", one.lent}, {"given", one.given}, {"left", one.left}});
    return {{"packets", office.packets.packets}, {"numbers", numbers}, {"changes", office.changes}, {"held", office.held}, {"origin", status.origin}, {"epoch", status.exchange.progress.epoch}, {"events", status.head}, {"acked", status.exchange.progress.acked.seq}, {"waiting", status.waiting},
            {"enrolled", status.enrolled}, {"code", status.code}, {"stopped", status.exchange.standing.stopped}, {"since", status.since ? nlohmann::json(iso_instant(*status.since)) : nlohmann::json()}};
}

Status tell_link(store::Store& store) {
    LOKET_ASSIGN(place, sync::membership_of(store));
    if (place) tell("sync.link", {{"url", place->url}, {"until", iso_date(wib_date(place->until))}});
    return {};
}

void tell_numbers(const std::vector<sync::BlockLeft>& numbers) {
    if (numbers.empty()) tell("sync.numbers_none");
    for (const auto& one : numbers) {
        if (one.given == 0 && !one.low()) continue;
        tell("sync.numbers", {{"district", one.district}, {"left", std::to_string(one.left)}, {"lent", std::to_string(one.lent)}, {"given", std::to_string(one.given)}});
        if (one.low()) tell("sync.numbers_low", {{"district", one.district}});
    }
    if (const auto whole = std::ranges::count_if(numbers, [](const auto& one) { return one.given == 0 && !one.low(); }); whole > 0)
        tell("sync.numbers_whole", {{"count", std::to_string(whole)}});
}

void tell_office(const OfficeStanding& office) {
    const auto& status = office.status;
    const auto& packets = office.packets;
    const auto& exchange = status.exchange;
    fmt::print("{}  epoch {}\n", status.origin, exchange.progress.epoch);
    tell("sync.acked", {{"seq", std::to_string(exchange.progress.acked.seq)}, {"total", std::to_string(status.head)}});
    if (status.waiting == 0) tell("sync.nothing_waits");
    else tell("sync.waits", {{"count", std::to_string(status.waiting)}, {"since", status.since ? wall_clock(*status.since) : "-"}});
    if (packets.packets > 0) tell("sync.packets_wait", {{"count", std::to_string(packets.packets)}, {"size", std::to_string(packets.bytes / 1000)}});
    if (office.changes + office.held > 0) tell("sync.changes_status", {{"waiting", std::to_string(office.changes)}, {"held", std::to_string(office.held)}});
    if (exchange.progress.feed > 0) tell("sync.directives", {{"count", std::to_string(exchange.progress.feed)}});
    if (exchange.answered_at) tell("sync.contact", {{"at", wall_clock(*exchange.answered_at)}});
    if (!status.code.empty()) tell("error." + status.code);
    if (exchange.exported > exchange.progress.acked.seq && exchange.exported_at) tell("sync.on_its_way", {{"seq", std::to_string(exchange.exported)}, {"at", wall_clock(*exchange.exported_at)}});
    if (exchange.standing.failures > 0 && !exchange.standing.stopped) tell("sync.next_try", {{"at", wall_clock(exchange.standing.next_try)}});
    else if (status.waiting + packets.packets > 0 && status.enrolled && !exchange.standing.stopped) tell("sync.next_stick");
    if (status.enrolled) tell_numbers(office.numbers);
}

Status show_open(const SyncWish& wish, SyncOffice& office) {
    LOKET_ASSIGN(status, sync::status_of(*office.files.store));
    LOKET_ASSIGN(numbers, blocks_left(*office.files.store));
    LOKET_ASSIGN(changes, sync::changes_after(*office.files.store, status.exchange.progress.acked.seq));
    LOKET_ASSIGN(book, sync::load_changes(*office.files.store));
    const OfficeStanding standing{status, sync::PacketBox(wish.data / "packets").count(), std::move(numbers), changes, book.held()};
    if (wish.json) {
        fmt::print("{}\n", json_of(standing).dump());
        return {};
    }
    tell_office(standing);
    return tell_link(*office.files.store);
}

/// A kiosk has the store open: what it noted last.
Status show_kept(const SyncWish& wish, const Error& locked) {
    const auto kept = sync::read_status(wish.data);
    if (!kept) return locked;  // a kiosk without a register, or an older one
    const auto& view = kept->view;
    sync::Situation status{.origin = view.origin, .exchange = {}, .head = view.head, .waiting = view.waiting(), .enrolled = view.enrolled || view.by_stick, .code = view.standing.code, .since = view.waits_since};
    status.exchange.progress.epoch = view.epoch;
    status.exchange.progress.acked.seq = view.acked;
    status.exchange.progress.feed = view.directives;
    status.exchange.standing = view.standing;
    status.exchange.answered_at = view.last_contact;
    const OfficeStanding standing{std::move(status), view.packets, view.numbers, view.changes, kept->held};
    if (wish.json) {
        auto doc = json_of(standing);
        doc["at"] = iso_instant(kept->at);
        fmt::print("{}\n", doc.dump());
        return {};
    }
    tell("sync.of_kiosk", {{"at", wall_clock(kept->at)}});
    tell_office(standing);
    if (view.certificate_until) tell("sync.link", {{"url", view.url}, {"until", iso_date(wib_date(*view.certificate_until))}});
    return {};
}

Status show_status(const SyncWish& wish) {
    if (is_register(wish)) {
        LOKET_ASSIGN(reg, open_register(wish));
        LOKET_ASSIGN(origins, reg.ledger().origins());
        for (const auto& origin : origins)
            fmt::print("{}  epoch {}  last {}  events {}{}\n", origin.uuid, origin.cursor.epoch, origin.cursor.last.seq, origin.events, origin.cursor.quarantined ? "  QUARANTINED" : "");
        return {};
    }
    auto office = open_sync_office(wish.data);
    if (!office && office.error().code == "store.locked") return show_kept(wish, office.error());
    if (!office) return office.error();
    return show_open(wish, *office);
}

/// What the kiosk does beside its work, without a kiosk.
Status send_now(const SyncWish& wish) {
    LOKET_ASSIGN(office, open_sync_office(wish.data));
    LOKET_ASSIGN(device, sync::device_key(wish.data / "office.device"));
    SystemRandom random;
    const SystemClock clock;
    sync::Sender sender({.at_store = [&](const auto& work) { return work(*office.files.store); }, .clock = clock, .random = random, .signing_seed = office.seed, .device_key = device,
                         .packets = wish.data / "packets", .contents = packet_contents});
    const auto end = clock.now() + std::chrono::seconds(wish.seconds);
    for (auto rest = sender.step(); rest == Millis(0) || sender.view()->moving() || clock.now() < end; rest = sender.step()) wait_for(rest, {});
    return show_open(wish, office);
}

Status start_new_epoch(const SyncWish& wish) {
    LOKET_ASSIGN(office, open_sync_office(wish.data));
    LOKET_ASSIGN(exchange, sync::load_exchange(*office.files.store));
    LOKET_ASSIGN(epoch, sync::new_epoch(*office.files.store, exchange, 0));
    tell("sync.epoch", {{"epoch", std::to_string(epoch)}});
    return {};
}

/// As enrolment makes it, and not kept.
Status try_device_key(const SyncWish&) {
    LOKET_ASSIGN(key, pki::make_device_key());
    if (tpm::is_key(key)) LOKET_TRY(tpm::try_key(key));
    fmt::print("device key: {}\n", tpm::is_key(key) ? "in the TPM" : "in a file: no TPM that this program may use");
    return {};
}

Status release_origin(const SyncWish& wish) {
    LOKET_ASSIGN(reg, open_register(wish));
    LOKET_ASSIGN(found, reg.ledger().origin(wish.origin));
    if (!found) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    return reg.ledger().release(wish.origin);
}

}  // namespace

void add_sync(CLI::App& app, Exit& exit) {
    auto* sync = app.add_subcommand("sync", "Exchange with the register: what waits and why, and sticks for islands without a link. Close the kiosk first");
    sync->require_subcommand(1);
    auto wish = std::make_shared<SyncWish>();
    const auto database = [&](CLI::App* sub) { sub->add_option("--database", wish->database, "A register's PostgreSQL that runs elsewhere, as libpq takes it"); };
    const auto action = [&](const char* name, const char* help, Status (*work)(const SyncWish&)) {
        auto* sub = sync->add_subcommand(name, help);
        sub->add_option("--data", wish->data, "Folder of the office (office.db) or of the register (register.db)")->capture_default_str();
        sub->callback([wish, &exit, work] { exit.code = code_of(work(*wish)); });
        return sub;
    };
    action("status", "What waits, why, since when, and when it is tried next; of a register: its offices", show_status)->add_flag("--json", wish->json, "One line of JSON");
    auto* out = action("export", "At an office: everything the register does not have (events, packets of recordings, requests for numbers), sealed and signed, into a file for a stick.\n"
                                 "At a register: the answer to an office's last stick once more, with what has come to be said since. Doing it again does no harm", export_stick);
    out->add_option("--out", wish->out, "File to write")->required();
    out->add_option("--most-mb", wish->most_mb, "The file becomes no larger; what does not fit waits for the next one (else 4032, what a FAT32 stick takes)")->check(CLI::Range(8, 1 << 20));
    out->add_option("--office", wish->origin, "At a register: which office");
    auto* import = action("import", "At the register: a file of `sync export`, and an answer to carry back: receipts, permissions to print, directives, numbers. At the office: that answer", import_stick);
    import->add_option("FILE", wish->file, "File from the stick")->required()->check(CLI::ExistingFile);
    import->add_option("--receipt", wish->out, "At a register: answer to write; FILE.receipt if not given");
    import->add_option("--wait", wish->wait, "At a register: seconds to wait until its recordings have been looked at")->capture_default_str()->check(CLI::Range(0, 86'400));
    for (auto* sub : {out, import}) database(sub);
    auto* card = action("card", "Writes who this office or register is, to be carried to the other side once", make_card);
    card->add_option("--out", wish->out, "File to write")->required();
    card->add_flag("--register", wish->make_register, "DIR is a register; makes it where there is none");
    auto* take_in = action("enrol", "Over a link: --url and --code of the register. Without one: takes the other side's card; compare the words by telephone", enrol);
    take_in->add_option("FILE", wish->file, "Card")->check(CLI::ExistingFile);
    take_in->add_option("--url", wish->url, "Address of the register: https://host:port");
    take_in->add_option("--code", wish->code, "One-time code of the register; asked for if not given");
    action("send", "Sends what waits over the link now, as the kiosk does by itself, and says how it went", send_now)
        ->add_option("--seconds", wish->seconds, "Goes on at least so long")->capture_default_str();
    action("new-epoch", "After a restore, or where the register says so: from now on this disk is the office", start_new_epoch);
    database(card), database(take_in);
    action("try-key", "Makes a device's key as enrolment would, signs with it and forgets it: whether it would lie in the TPM of this machine", try_device_key);
    action("release", "At the register, after a fork was looked into: lets an office send again", release_origin)->add_option("ORIGIN", wish->origin, "Office")->required();
}

}  // namespace loket::app
