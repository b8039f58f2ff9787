// register: the register of offices, for a person who wants to see the whole and for whoever runs one.

#include <fmt/format.h>

#include <csignal>

#include "devices/base/log.h"
#include "kiosk/app/cli.h"
#include "kiosk/app/cli_words.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/postgres/private_server.h"

namespace loket::app {
namespace {

struct RegisterWish {
    std::filesystem::path data = "out/loket-register";
    std::string database, address = "127.0.0.1", note, origin, kind = "notice", text;
    std::vector<std::string> hosts = {"127.0.0.1", "localhost"};
    std::uint16_t port = 8443;
    std::size_t workers = 2;
    int hours = 72;
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
    int signal = 0;
    sigwait(&signals, &signal);
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
        sub->callback([wish, &exit, work] {
            const auto done = work(*wish);
            exit.code = done ? 0 : fail(done.error());
        });
        return sub;
    };
    auto* start = action("up", "Starts a PostgreSQL of its own and the gateway; Ctrl-C stops both. The first time it gives a code for an office", up);
    start->add_option("--port", wish->port, "Port of the gateway; 0: any free one")->capture_default_str();
    start->add_option("--address", wish->address, "Address it listens on; 0.0.0.0 for others than this machine")->capture_default_str();
    start->add_option("--host", wish->hosts, "Names and addresses offices call it by; they stand in its certificate")->capture_default_str();
    start->add_option("--workers", wish->workers, "Requests answered at the same time")->capture_default_str()->check(CLI::Range(1, 64));
    action("status", "Its offices: how far their logs are, packets, certificates", show_register);
    auto* code = action("code", "A one-time code for one office to enrol with", make_code);
    code->add_option("--hours", wish->hours, "Good for so long")->capture_default_str()->check(CLI::Range(1, 24 * 30));
    code->add_option("--note", wish->note, "Whom it is for");
    action("revoke", "Revokes every certificate of an office: a lost or replaced device", revoke)->add_option("OFFICE", wish->origin, "Office")->required();
    action("release", "After a fork was looked into: lets an office send again, under a new epoch", release_office)->add_option("OFFICE", wish->origin, "Office")->required();
    auto* told = action("tell", "Leaves a message for an office; it fetches it at its next contact", tell_office_of);
    told->add_option("OFFICE", wish->origin, "Office")->required();
    told->add_option("TEXT", wish->text, "What to say")->required();
    told->add_option("--kind", wish->kind, "Kind of directive")->capture_default_str();
}

}  // namespace loket::app
