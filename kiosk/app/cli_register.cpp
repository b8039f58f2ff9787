// register: the register of offices, for a person who wants to see the whole and for whoever runs one.

#include <fmt/format.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "devices/base/log.h"
#include "devices/base/wait.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/cli_words.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/importing/extract_reading.h"
#include "kiosk/app/update/installer.h"
#include "kiosk/app/update/supply.h"
#include "workflow/engine/events.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/gateway/update_files.h"
#include "workflow/register/postgres/machine_list.h"
#include "workflow/register/postgres/private_server.h"
#include "workflow/register/processing/processor.h"

namespace loket::app {
namespace {

struct RegisterWish {
    std::filesystem::path data = "out/loket-register";
    std::string database, address = "127.0.0.1", note, origin, kind = "notice", text;
    std::vector<std::string> hosts = {"127.0.0.1", "localhost"};
    std::uint16_t port = 8443;
    std::size_t workers = 2;
    int hours = 72;
    std::filesystem::path file, report, key;
    std::string user, reason;
    std::int64_t doubt = 0, version = 0;
    bool same = false, json = false;
};

/// Where its database is: its own, or the one that was named.
std::string database_of(const RegisterWish& wish) {
    return wish.database.empty() ? centre::PrivateServer::conninfo_of(wish.data / "postgres") : wish.database;
}

Result<std::unique_ptr<centre::Books>> open_books(const RegisterWish& wish) {
    auto books = centre::Books::open(database_of(wish));
    if (!books && wish.database.empty()) return Error{Fault::Gone, books.error().context, "register.not_running"};
    return books;
}

Result<std::string> new_code(const RegisterWish& wish, centre::Books& books) {
    const auto good_for = std::chrono::hours(wish.hours);
    LOKET_ASSIGN(code, centre::issue_code(wish.data, books, wish.note, good_for, SystemClock()));
    const auto text = sync::wire::written(code);
    tell("register.code", {{"until", wall_clock(SystemClock().now() + good_for)}, {"code", text}});
    return text;
}

/// Ctrl-C and the end of the session are waited for, not died of: the database is stopped in order.
sigset_t hold_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

Result<std::unique_ptr<centre::Processor>> open_processor(const RegisterWish& wish, const Clock& clock) {
    return centre::Processor::open({wish.data, database_of(wish), clock, [](ByteView picture) -> Result<biometrics::FingerTemplate> {
                                        LOKET_ASSIGN(image, decode_gray_png(picture));
                                        return biometrics::extract_minutiae(image);
                                    },
                                    [](ByteView picture) -> Result<biometrics::IrisCode> {
                                        LOKET_ASSIGN(image, decode_gray_png(picture));
                                        return biometrics::iris_code(image);
                                    }});
}

/// The back office beside the gateway: packets are opened as they arrive.
void process(centre::Processor& processor, const std::stop_token& stop) {
    constexpr Millis kIdle{1000}, kTrouble{10'000};
    while (!stop.stop_requested()) {
        const auto busy = processor.step();
        if (!busy) log::error("register: packets wait: {}", busy.error().context);
        if (!busy || !*busy) wait_for(busy ? kIdle : kTrouble, stop);
    }
}

Status up(const RegisterWish& wish) {
    const auto signals = hold_signals();
    std::unique_ptr<centre::PrivateServer> database;
    if (wish.database.empty()) {
        LOKET_ASSIGN(started, centre::PrivateServer::start(wish.data / "postgres"));
        database = std::move(started);
    }
    const SystemClock clock;
    LOKET_ASSIGN(gateway, centre::Gateway::start({.folder = wish.data, .conninfo = database_of(wish), .hosts = wish.hosts, .address = wish.address, .port = wish.port, .workers = wish.workers}, clock));
    const auto url = fmt::format("https://{}:{}", wish.hosts.front(), gateway->port());
    tell("register.up", {{"url", url}});
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(origins, books->ledger().origins());
    if (origins.empty()) {
        LOKET_ASSIGN(code, new_code(wish, *books));
        tell("register.how", {{"url", url}, {"code", code}});
    }
    LOKET_ASSIGN(processor, open_processor(wish, clock));
    const std::jthread back_office([&processor](const std::stop_token& stop) { process(*processor, stop); });
    int signal = 0;
    sigwait(&signals, &signal);
    return {};
}

Status show_doubts(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    centre::WorkList list(books->connection());
    LOKET_ASSIGN(doubts, list.open_doubts(wish.user, SystemClock().now()));
    for (const auto& one : doubts) fmt::print("{}  {}  {} {}  NIK {}  {}\n", one.id, wall_clock(one.at), one.origin.substr(0, 8), one.case_id, one.nik, one.suspects);
    if (doubts.empty()) tell("register.no_doubts");
    return {};
}

/// The office is told by whoever opens packets, within a second.
Status judge_doubt(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    centre::WorkList list(books->connection());
    LOKET_ASSIGN(judged, list.judge(wish.doubt, wish.same, wish.user, wish.reason, SystemClock().now()));
    tell(wish.same ? "register.one_person" : "register.two_people", {{"case", judged.case_id}});
    return {};
}

/// Five thousand rows a transaction: cut off anywhere, the same command goes on.
Status import_extract(const RegisterWish& wish) {
    constexpr std::size_t kRows = 5000;
    LOKET_ASSIGN(books, open_books(wish));
    centre::Persons persons(books->connection());
    centre::Persons::Loaded sum;
    std::vector<population::Resident> rows;
    const auto store = [&]() -> Status {
        LOKET_ASSIGN(done, persons.load(rows, SystemClock().now()));
        rows.clear();
        sum.fresh += done.fresh, sum.same += done.same, sum.replaced += done.replaced, sum.kept += done.kept;
        return {};
    };
    LOKET_ASSIGN(count, read_extract_file(wish.file, wish.report.empty() ? std::filesystem::path(wish.file.string() + ".report.csv") : wish.report, [&](population::Resident&& one) -> Status {
        rows.push_back(std::move(one));
        return rows.size() < kRows ? Status{} : store();
    }));
    (void)count;
    LOKET_TRY(store());
    tell("import.register", {{"fresh", std::to_string(sum.fresh)}, {"same", std::to_string(sum.same)}, {"replaced", std::to_string(sum.replaced)}, {"kept", std::to_string(sum.kept)}});
    return {};
}

Status show_stale(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(changes, centre::Persons(books->connection()).stale(wish.user, SystemClock().now()));
    for (const auto& one : changes)
        fmt::print("{}  {}  {}  NIK {}  from version {}, now {}  {}\n", one.id, wall_clock(one.at), one.origin.substr(0, 8), one.nik, one.base_ver, one.ver, fmt::join(one.differs, " "));
    if (changes.empty()) tell("register.no_stale");
    return {};
}

/// Settled, then told; told again by the same command where telling failed in between.
Status settle_stale(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(keys, centre::keys_in(wish.data));
    const auto now = SystemClock().now();
    LOKET_ASSIGN(settled, centre::Persons(books->connection()).settle({wish.doubt, wish.version, wish.same, wish.user, wish.reason}, now));
    const nlohmann::json body{{"nik", settled.nik}, {"case", settled.case_id}, {"event", settled.event}, {"ver", settled.ver}, {"taken", wish.same}, {"reason", wish.reason}};
    LOKET_ASSIGN(seq, books->tell(keys->signing(), settled.origin, "person", body.dump(), now));
    (void)seq;
    tell(wish.same ? "register.change_taken" : "register.change_dropped", {{"ver", std::to_string(settled.ver)}});
    return {};
}

Status make_code(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    const auto code = new_code(wish, *books);
    return code ? Status{} : Status{code.error()};
}

Status show_register(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(origins, books->ledger().origins());
    const auto now = SystemClock().now();
    fmt::print("{} offices\n", origins.size());
    for (const auto& one : origins) {
        LOKET_ASSIGN(devices, books->devices(one.uuid));
        LOKET_ASSIGN(packets, books->packets(one.uuid));
        fmt::print("{}  epoch {}  last {}  events {}  packets {} (+{} begun){}\n", one.uuid, one.cursor.epoch, one.cursor.last.seq, one.events, packets.complete, packets.begun,
                   one.cursor.quarantined ? "  QUARANTINED" : "");
        for (const auto& device : devices)
            fmt::print("    {}  {}\n", device.serial.substr(0, 12),
                       device.revoked_at ? "revoked " + wall_clock(*device.revoked_at) : (device.until < now ? "ran out " : "good until ") + wall_clock(device.until));
    }
    return {};
}

/// Cards that offices activated although no finger matched: the centre looks into each. Reads all logs.
Status show_overrides(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(origins, books->ledger().origins());
    for (const auto& one : origins)
        for (std::int64_t epoch = 0; epoch <= one.cursor.epoch; ++epoch) {
            LOKET_ASSIGN(events, books->ledger().events(one.uuid, epoch));
            for (const auto& event : events) {
                if (event.kind != engine::CardActivated::kName) continue;
                LOKET_ASSIGN(decoded, engine::decode_event(event.kind, event.body));
                const auto& activated = std::get<engine::CardActivated>(decoded);
                if (activated.how == "override") fmt::print("{}  {}  {}  {}  {}  {}\n", one.uuid, wall_clock(event.at), event.stream, event.actor, activated.second, activated.reason);
            }
        }
    return {};
}

void print_machine(const centre::KnownMachine& one) {
    const auto& facts = one.facts;
    fmt::print("{}  {:3}  {}  {}  root {}  seen {}\n", one.origin.substr(0, 8), facts.number, facts.serial, facts.version, facts.root_hash.substr(0, 16), wall_clock(from_millis(facts.seen)));
    for (const auto& device : facts.devices) fmt::print("    {:16}  {}{}  {}  {}\n", device.kind, device.product, device.serial.empty() ? "" : " #" + device.serial, device.condition, wall_clock(from_millis(device.at)));
}

nlohmann::json to_value(const centre::KnownMachine& one) {
    nlohmann::json devices = nlohmann::json::array();
    for (const auto& device : one.facts.devices) devices.push_back({{"kind", device.kind}, {"product", device.product}, {"serial", device.serial}, {"condition", device.condition}, {"at", iso_instant(from_millis(device.at))}});
    return {{"office", one.origin}, {"number", one.facts.number}, {"serial", one.facts.serial}, {"version", one.facts.version}, {"root_hash", one.facts.root_hash},
            {"seen", iso_instant(from_millis(one.facts.seen))}, {"heard", iso_instant(one.heard)}, {"devices", devices}};
}

/// The fleet by serial, office by office.
Status show_machines(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(machines, centre::MachineList(books->connection()).all());
    nlohmann::json list = nlohmann::json::array();
    for (const auto& one : machines) {
        if (!wish.text.empty() && one.facts.serial != wish.text) continue;
        if (wish.json) list.push_back(to_value(one));
        else print_machine(one);
    }
    if (wish.json) fmt::print("{}\n", list.dump(2));
    else if (machines.empty()) tell("register.no_machines");
    return {};
}

/// Only what the publisher signed is offered: a machine would fetch three hundred megabytes to refuse them.
Status offer_update(const RegisterWish& wish) {
    const centre::UpdateFiles files(wish.data / "updates");
    if (wish.file.empty()) {
        LOKET_TRY(files.withdraw());
        tell("register.withdrawn");
        return {};
    }
    LOKET_ASSIGN(key, update::read_key(wish.key));
    LOKET_ASSIGN(head, update::inspect(wish.file, key));
    LOKET_TRY(update::check_payloads(wish.file, head));
    LOKET_ASSIGN(offer, files.offer(wish.file, head.manifest.version));
    tell("register.offered", {{"version", offer.version}, {"size", std::to_string(offer.size >> 20)}});
    return {};
}

Status revoke(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(count, books->revoke(wish.origin, SystemClock().now()));
    tell("register.revoked", {{"count", std::to_string(count)}, {"office", wish.origin}});
    return {};
}

Status release_office(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(found, books->ledger().origin(wish.origin));
    if (!found) return rejected(sync::kUnknownOrigin, "an office that was not admitted");
    return books->ledger().release(wish.origin);
}

Status tell_office_of(const RegisterWish& wish) {
    LOKET_ASSIGN(books, open_books(wish));
    LOKET_ASSIGN(keys, centre::keys_in(wish.data));
    LOKET_ASSIGN(seq, books->tell(keys->signing(), wish.origin, wish.kind, wish.text, SystemClock().now()));
    tell("register.told", {{"seq", std::to_string(seq)}, {"office", wish.origin}});
    return {};
}

}  // namespace

void add_register(CLI::App& app, Exit& exit) {
    auto* group = app.add_subcommand("register", "The register of offices: a gateway (HTTPS, certificates on both ends) before PostgreSQL");
    group->require_subcommand(1);
    auto wish = std::make_shared<RegisterWish>();
    const auto action = [&](const char* name, const char* help, Status (*work)(const RegisterWish&)) {
        auto* sub = group->add_subcommand(name, help);
        sub->add_option("--data", wish->data, "Folder of the register: keys, packets, its own PostgreSQL")->capture_default_str();
        sub->add_option("--database", wish->database, "A PostgreSQL that runs elsewhere, as libpq takes it; without it the register has its own");
        sub->callback([wish, &exit, work] { exit.code = code_of(work(*wish)); });
        return sub;
    };
    auto* start = action("up", "Starts a PostgreSQL of its own and the gateway; Ctrl-C stops both. The first time it gives a code for an office", up);
    start->add_option("--port", wish->port, "Port of the gateway; 0: any free one")->capture_default_str();
    start->add_option("--address", wish->address, "Address it listens on; 0.0.0.0 for others than this machine")->capture_default_str();
    start->add_option("--host", wish->hosts, "Names and addresses offices call it by; they stand in its certificate")->capture_default_str();
    start->add_option("--workers", wish->workers, "Requests answered at the same time")->capture_default_str()->check(CLI::Range(1, 64));
    action("status", "Its offices: how far their logs are, packets, certificates", show_register);
    action("overrides", "Cards that its offices activated on the word of two officers although no finger matched: office, time, case, officer, superior, reason", show_overrides);
    auto* fleet = action("machines", "The appliances of all offices by their number: version, root hash, when they were last seen, their devices", show_machines);
    fleet->add_option("NUMBER", wish->text, "Of one machine, as Pemeliharaan, Mesin ini shows it");
    fleet->add_flag("--json", wish->json, "For other programs");
    auto* offered = action("offer", "Offers a version of the appliance (a bundle of ./loket image) to all offices, which fetch it by themselves; without a file: none any more", offer_update);
    offered->add_option("BUNDLE", wish->file, "Signed bundle")->check(CLI::ExistingFile);
    offered->add_option("--key", wish->key, "File with the publisher's public key (update.pub)")->check(CLI::ExistingFile);
    auto* code = action("code", "A one-time code for one office to enrol with", make_code);
    code->add_option("--hours", wish->hours, "Good for so long")->capture_default_str()->check(CLI::Range(1, 24 * 30));
    code->add_option("--note", wish->note, "Whom it is for");
    action("revoke", "Revokes every certificate of an office: a lost or replaced device", revoke)->add_option("OFFICE", wish->origin, "Office")->required();
    action("release", "After a fork was looked into: lets an office send again, under a new epoch", release_office)->add_option("OFFICE", wish->origin, "Office")->required();
    auto* told = action("tell", "Leaves a message for an office; it fetches it at its next contact", tell_office_of);
    told->add_option("OFFICE", wish->origin, "Office")->required();
    told->add_option("TEXT", wish->text, "What to say")->required();
    told->add_option("--kind", wish->kind, "Kind of directive: notice, officer, card, reference (kiosk/app/centre/centre_orders.h)")->capture_default_str();
    action("doubts", "Recordings whose person may be on record under another number; the look is noted", show_doubts)->add_option("--user", wish->user, "Who looks")->required();
    auto* judge = action("judge", "A verdict on one of them; the office is told", judge_doubt);
    judge->add_option("ID", wish->doubt, "Number of `register doubts`")->required();
    judge->add_flag("--same,!--different", wish->same, "One person under two numbers, or two people")->required();
    judge->add_option("--user", wish->user, "Who judges")->required();
    judge->add_option("--reason", wish->reason, "Why")->required();
    action("stale", "Changes of people that were made from an old version and wait for a decision; the look is noted", show_stale)->add_option("--user", wish->user, "Who looks")->required();
    auto* settle = action("settle", "A verdict on one of them; the office is told what holds", settle_stale);
    settle->add_option("ID", wish->doubt, "Number of `register stale`")->required();
    settle->add_option("--seen", wish->version, "Version of the master that the verdict was made on, as `register stale` showed it")->required();
    settle->add_flag("--take,!--drop", wish->same, "The change becomes the newest version, or is dropped")->required();
    settle->add_option("--user", wish->user, "Who judges")->required();
    settle->add_option("--reason", wish->reason, "Why")->required();
    auto* import = action("import", "Initial load of the demographic master: a comma-separated extract (fields: `population check --help`); again is harmless", import_extract);
    import->add_option("FILE", wish->file, "Extract")->required();
    import->add_option("--report", wish->report, "Where the faults are listed; FILE.report.csv if not given");
}

}  // namespace loket::app
