#include "kiosk/app/cli_bench_sync.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "devices/base/wait.h"
#include "kiosk/app/bench_figures.h"
#include "workflow/register/gateway/gateway.h"
#include "workflow/register/postgres/connection.h"
#include "workflow/register/postgres/private_server.h"
#include "workflow/register/gateway/packet_files.h"
#include "workflow/register/sticks/counter.h"
#include "workflow/sync/carry/carrier.h"
#include "workflow/sync/link/sender.h"

namespace loket::app {
namespace {

constexpr int kInserts = 5000, kWeek = 25'200, kLagEvents = 60;

/// Gone with everything in it when the measurement is over.
struct BenchFolder {
    std::filesystem::path path = std::filesystem::absolute(fmt::format("out/bench-sync-{}", ::getpid()));
    BenchFolder() { std::filesystem::create_directories(path); }
    ~BenchFolder() {
        std::error_code none;
        std::filesystem::remove_all(path, none);
    }
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
};

/// An office of its own with its sender.
struct BenchOffice {
    SystemClock clock;
    SystemRandom random;
    store::Key seed{};
    sync::SigningKey key;
    std::string device;
    std::unique_ptr<store::Store> store;
    std::filesystem::path folder;

    BenchOffice(std::filesystem::path at, std::uint8_t number) : seed{number}, key(seed), folder(std::move(at)) {}

    Status open(const std::string& url, const std::string& code) {
        LOKET_ASSIGN(opened, store::Store::open({.path = folder / "office.db", .key = seed}, random));
        store = std::move(opened);
        LOKET_ASSIGN(made, sync::device_key(folder / "office.device"));
        device = made;
        const auto joined = sync::join(*store, key, {url, code, device});
        return joined ? Status{} : Status{joined.error()};
    }
    /// What a day at the counter writes: bodies of about 200 bytes.
    Status write(int count) {
        std::vector<store::Batch> batches(static_cast<std::size_t>(std::min(count, 200)));
        for (int left = count; left > 0; left -= 200) {
            batches.resize(static_cast<std::size_t>(std::min(left, 200)));
            for (auto& batch : batches) batch = store::Batch().add(store::NewEvent{"perkara:17", "StepBegun", "rina", fmt::format("{{\"step\":\"verifikasi\",\"words\":\"{}\"}}", std::string(160, 'x')), clock.now()});
            for (const auto& done : store->commit_all(batches))
                if (!done) return done.error();
        }
        return {};
    }
    std::unique_ptr<sync::Sender> sender(std::mutex* store_lock = nullptr) {
        return std::make_unique<sync::Sender>(sync::Sender::Parts{.at_store =
                                                                      [this, store_lock](const auto& work) {
                                                                          if (store_lock == nullptr) return work(*store);
                                                                          const std::lock_guard lock(*store_lock);
                                                                          return work(*store);
                                                                      },
                                                                  .clock = clock, .random = random, .signing_seed = seed, .device_key = device, .packets = folder / "packets"});
    }
};

/// Seconds until the register has everything.
double send_all(BenchOffice& office) {
    auto sender = office.sender();
    const auto start = Stopwatch::now();
    do (void)sender->step();
    while (sender->view()->waiting() > 0 && ms_since(start) < 300'000);
    return ms_since(start) / 1000;
}

/// The baseline: the same rows, one INSERT after the other, `together` in a transaction.
Result<double> insert_loop(centre::Connection& connection, BenchOffice& office, int together) {
    LOKET_ASSIGN(events, office.store->events(1, kInserts));
    LOKET_TRY(connection.script("DROP TABLE IF EXISTS plain; CREATE TABLE plain (LIKE ingest.event INCLUDING ALL)"));
    const auto start = Stopwatch::now();
    const auto count = std::min<std::size_t>(events.size(), together == 1 ? 1000 : kInserts);
    for (std::size_t n = 0; n < count; ++n) {
        const auto& event = events[n];
        if (together > 1 && n % static_cast<std::size_t>(together) == 0) LOKET_TRY(connection.script(n == 0 ? "BEGIN" : "COMMIT; BEGIN"));
        LOKET_ASSIGN(done, connection.query("INSERT INTO plain (origin, seq, hash, epoch, uid, stream, kind, at, actor, body, prev_hash) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)",
                                            {office.store->identity().uuid, std::to_string(event.seq), centre::pg_bytes(event.hash), event.uid, event.stream, event.kind,
                                             std::to_string(to_millis(event.at)), event.actor, event.body, centre::pg_bytes(event.prev_hash)}));
        (void)done;
    }
    if (together > 1) LOKET_TRY(connection.script("COMMIT"));
    return static_cast<double>(count) * 1000 / ms_since(start);
}

/// A program that is not ours against the same server: one INSERT of a row like ours in each transaction, two connections. Nothing where it is not installed.
std::optional<double> pgbench(const std::filesystem::path& folder, const std::string& conninfo) {
    const auto script = folder / "insert.sql", said = folder / "pgbench.txt";
    {
        std::ofstream out(script);
        out << "\\set seq random(1, 2000000000)\nINSERT INTO plain_bench (origin, seq, hash, body) VALUES ('" << std::string(32, 'a') << "', :seq, sha256(:seq::text::bytea), '" << std::string(200, 'x')
            << "') ON CONFLICT DO NOTHING;\n";
    }
    const auto command = fmt::format("/usr/lib/postgresql/15/bin/pgbench -n -T 3 -c 2 -f '{}' '{}' > '{}' 2>/dev/null", script.string(), conninfo, said.string());
    if (std::system(command.c_str()) != 0) return std::nullopt;
    std::ifstream in(said);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("tps = ")) return std::strtod(line.c_str() + 6, nullptr);
    return std::nullopt;
}

/// A week and fifty recordings of 2 MB on a stick: written, then taken in.
Status sticks(BenchOffice& office, centre::Books& books, const std::filesystem::path& reg, double grouped) {
    constexpr int kRecordings = 50;
    const sync::PacketBox box(office.folder / "packets");
    for (int n = 0; n < kRecordings; ++n) {
        Bytes packet(2'000'000);
        for (auto& byte : packet) byte = static_cast<std::uint8_t>(office.random.next());
        LOKET_ASSIGN(name, box.add(packet));
        (void)name;
    }
    LOKET_TRY(office.write(kWeek));
    const sync::SealingKey reply(sync::stick_seed(office.seed));
    const auto file = office.folder / "stick";
    auto start = Stopwatch::now();
    LOKET_TRY(sync::write_stick(file, [&](const auto& sink) -> Status {
        LOKET_ASSIGN(made, sync::write_shipment({sync::at_hand(*office.store), box, office.key, reply}, sink, office.clock.now()));
        (void)made;
        return {};
    }));
    const auto megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
    row("sync: a stick of a week and fifty recordings, written", megabytes * 1000 / ms_since(start), "MB/s");
    LOKET_ASSIGN(keys, centre::keys_in(reg));
    start = Stopwatch::now();
    LOKET_ASSIGN(arrival, centre::Counter({books.ledger(), &books, std::make_shared<centre::PacketFiles>(reg / "packets"), *keys, office.clock}).take_in(sync::stick_at(file)));
    const auto took = ms_since(start) / 1000;
    if (arrival.fresh != kWeek || arrival.packets != kRecordings) return corrupt("the register did not take what was on the stick");
    row("sync: the same, proven and stored by the register", megabytes / took, "MB/s");
    row("sync: its events against plain INSERTs of 500", kWeek / took / grouped, "x");
    return {};
}

/// From the commit at the office to the register's acknowledgement.
Status lag(BenchOffice& office) {
    std::mutex lock;
    auto sender = office.sender(&lock);
    std::jthread thread([&](const std::stop_token& stop) { sender->run(stop); });
    std::vector<double> lags;
    for (int n = 0; n < kLagEvents; ++n) {
        std::int64_t head = 0;
        {
            const std::lock_guard held(lock);
            LOKET_TRY(office.write(1));
            head = office.store->event_head().seq;
        }
        const auto start = Stopwatch::now();
        while (sender->view()->acked < head && ms_since(start) < 10'000) wait_for(Millis(2), {});
        lags.push_back(ms_since(start));
        wait_for(Millis(20 + n % 7 * 60), {});
    }
    std::ranges::sort(lags);
    row("sync: from an office's commit to the acknowledgement, median", median(lags), "ms");
    row("sync: the same, longest of sixty", lags.back(), "ms", "p99 <= 5000");
    return {};
}

}  // namespace

Status bench_sync() {
    const BenchFolder folder;
    const SystemClock clock;
    LOKET_ASSIGN(server, centre::PrivateServer::start(folder.path / "postgres"));
    LOKET_ASSIGN(gateway, centre::Gateway::start({.folder = folder.path / "register", .conninfo = server->conninfo()}, clock));
    LOKET_ASSIGN(books, centre::Books::open(server->conninfo()));
    const auto url = fmt::format("https://127.0.0.1:{}", gateway->port());
    std::vector<std::unique_ptr<BenchOffice>> offices;
    for (std::uint8_t n = 1; n <= 2; ++n) {
        const auto at = folder.path / fmt::format("office{}", n);
        std::filesystem::create_directories(at);
        offices.push_back(std::make_unique<BenchOffice>(at, n));
        LOKET_ASSIGN(code, centre::issue_code(folder.path / "register", *books, "bench", std::chrono::hours(1), clock));
        LOKET_TRY(offices.back()->open(url, sync::wire::written(code)));
        LOKET_TRY(offices.back()->write(kWeek));
    }
    LOKET_ASSIGN(connection, centre::Connection::open(server->conninfo()));
    LOKET_ASSIGN(single, insert_loop(*connection, *offices[0], 1));
    LOKET_ASSIGN(grouped, insert_loop(*connection, *offices[0], 500));
    row("sync: plain INSERT, each for itself", single, "events/s");
    row("sync: plain INSERT, 500 in a transaction", grouped, "events/s");
    LOKET_TRY(connection->script("CREATE TABLE plain_bench (origin text, seq bigint, hash bytea, body text, PRIMARY KEY (origin, seq, hash))"));
    const auto theirs = pgbench(folder.path, server->conninfo());
    if (theirs) row("sync: pgbench, the same INSERT on two connections", *theirs, "events/s");
    const double week = send_all(*offices[0]);
    row("sync: a week offline (25,200 events) until the register has all of it", week, "s", "<= 30");
    row("sync: one office through gateway and PostgreSQL", kWeek / week, "events/s");
    row("sync: the same against plain INSERTs of 500", kWeek / week / grouped, "x");
    if (theirs) row("sync: the same against pgbench", kWeek / week / *theirs, "x");
    LOKET_TRY(offices[0]->write(kWeek));
    const auto start = Stopwatch::now();
    {
        std::jthread other([&] { (void)send_all(*offices[1]); });
        (void)send_all(*offices[0]);
    }
    row("sync: two offices at once", 2.0 * kWeek * 1000 / ms_since(start), "events/s", ">= 5000");
    LOKET_TRY(sticks(*offices[1], *books, folder.path / "register", grouped));
    LOKET_TRY(lag(*offices[0]));
    row("sync: resident memory of gateway and both offices", resident_mib(), "MiB", "<= 512");
    for (const auto& office : offices) {
        LOKET_ASSIGN(stored, books->ledger().origin(office->store->identity().uuid));
        if (!stored || stored->events != office->store->event_head().seq) return corrupt("the register has not exactly what the office wrote");
    }
    return {};
}

}  // namespace loket::app
