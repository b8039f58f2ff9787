// An induk and its stations over real sockets: one queue, one log, nothing doubled, nothing lost.

#include <set>

#include "devices/model/scene.h"
#include "kiosk/app/core/health_log.h"
#include "kiosk/app/desk/equipment.h"
#include "machines.h"
#include "workflow/engine/queue.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// Both have the same chains, row for row.
void check_alike(Machine& one, Machine& other) {
    REQUIRE(Machine::wait([&] { return one.head() == other.head(); }));
    const auto heads = [](Machine& machine) {
        return machine.core->ask([](Core& owner) { return std::pair(owner.store().event_head(), owner.store().audit_head()); }).get();
    };
    CHECK(heads(one) == heads(other));
}

}  // namespace

TEST_CASE("two stations and the induk work on one queue, and each number is called once") {
    Machine induk, left, right;
    induk.found();
    left.join(induk, "Loket 1");
    right.join(induk, "Loket 2");
    const auto people = grown_ups(induk, 12);
    REQUIRE(people.size() == 12);
    for (std::size_t n = 0; n < people.size(); ++n) {
        auto& machine = n % 3 == 0 ? induk : n % 3 == 1 ? left : right;
        REQUIRE(machine.run(ticket_for(people[n]), kSelf).empty());
    }
    REQUIRE(left.run(ticket_for(people.front()), kSelf) == "ticket.already_waiting");  // decided on what the induk knows

    std::vector<std::thread> counters;
    std::array<std::vector<std::string>, 2> called;
    std::array<Machine*, 2> machines{&left, &right};
    for (std::size_t n = 0; n < 2; ++n)
        counters.emplace_back([&, n] {
            for (int calls = 0; calls < 6; ++calls) {
                const auto done = machines[n]->core->execute(engine::CallTicket{std::to_string(n + 1), {}}, kCounter).get();
                if (!done) continue;
                for (const auto& event : *done)
                    if (event.kind == "TicketCalled") called[n].push_back(event.body);
            }
        });
    for (auto& counter : counters) counter.join();
    CHECK(called[0].size() + called[1].size() == 12);
    std::set<std::string> numbers;
    REQUIRE(Machine::wait([&] { return induk.head() == left.head() && induk.head() == right.head(); }));
    for (const auto& [number, ticket] : induk.now()->office.queue.tickets) {
        CHECK(ticket.calls == 1);
        CHECK(numbers.insert(number).second);
    }
    CHECK(numbers.size() == 12);
    check_alike(induk, left);
    check_alike(induk, right);
    CHECK(left.verify().sound());
    const auto members = left.line->station->members().value();
    REQUIRE(members.members.size() == 3);
    CHECK(members.members[1].name == "Loket 1");
}

TEST_CASE("a station without its induk gives numbers of its own, and they arrive") {
    Machine induk, station;
    induk.found();
    station.join(induk, "Anjungan");
    const auto people = grown_ups(induk, 4);
    REQUIRE(station.run(ticket_for(people[0]), kSelf).empty());
    check_alike(induk, station);
    induk.down();
    REQUIRE(station.run(ticket_for(people[1]), kSelf).empty());
    REQUIRE(station.run(ticket_for(people[2]), kSelf).empty());
    CHECK(station.run(engine::CallTicket{"1", {}}, kCounter) == lan::kNoInduk);  // whoever is next is not known here
    CHECK(station.now()->aside == 2);
    CHECK(station.now()->office.queue.find("A-1001") != nullptr);
    CHECK(station.now()->office.queue.find("A-1002") != nullptr);
    REQUIRE(Machine::wait([&] { return station.now()->line == lan::kNoInduk; }));

    station.down();  // the power fails here, too
    station.up();
    CHECK(station.now()->aside == 2);
    CHECK(station.now()->office.queue.find("A-1002") != nullptr);

    induk.up();
    REQUIRE(Machine::wait([&] { return station.now()->aside == 0 && station.now()->line.empty(); }));
    REQUIRE(induk.run(ticket_for(people[3]), kSelf).empty());
    check_alike(induk, station);
    const auto& queue = induk.now()->office.queue;
    CHECK(queue.tickets.size() == 4);
    CHECK(queue.find("A-1001") != nullptr);
    CHECK(station.run(engine::CallTicket{"1", {}}, kCounter).empty());
    CHECK(station.verify().sound());
}

TEST_CASE("what a station's devices say at its very first start reaches the office, under its number") {
    Machine induk;
    induk.found();
    LanFolder folder;
    const auto code = induk.line->induk->new_code().value().written;
    REQUIRE(join_office({.folder = folder.path, .address = induk.address(), .code = code, .name = "Loket 1", .role = "loket", .port = free_port()}));
    SystemClock clock;
    SeededRandom random(6);
    model::Scene scene;
    auto station = open_office(lan_options(folder.path, false), clock, random, &scene);
    INFO((station ? std::string() : station.error().context));
    REQUIRE(station);
    const auto devices = (*station)->registry->list().size();
    REQUIRE(devices > 0);
    const auto said = [&] { return last_of_each(induk.core->ask([](Core& owner) { return health_lines(owner.store()).value(); }).get()); };
    REQUIRE(Machine::wait([&] { return said().size() == devices; }));
    for (const auto& line : said()) CHECK(line.machine == (*station)->core->ask([](Core& owner) { return owner.machine(); }).get());
    CHECK(said().front().machine == 1);
}

TEST_CASE("a code lets one machine in, once, and strangers are refused") {
    Machine induk, first;
    induk.found();
    const auto code = induk.line->induk->new_code().value().written;
    const auto wish = [&](const std::filesystem::path& folder, const std::string& typed) {
        const auto joined = join_office({.folder = folder, .address = induk.address(), .code = typed, .name = "X", .role = "loket", .port = 1});
        return joined ? std::string() : joined.error().code;
    };
    LanFolder one, two, three;
    CHECK(wish(one.path, "0000-1111") == "sync.code_shape");
    auto other = code;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    CHECK(wish(one.path, other) == "lan.other_office");  // the second half names the office
    other = code;
    other.front() = other.front() == 'A' ? 'B' : 'A';
    CHECK(wish(one.path, other) == lan::kCodeWrong);
    CHECK(wish(two.path, code).empty());
    CHECK(wish(three.path, code) == lan::kCodeWrong);
    CHECK_FALSE(std::filesystem::exists(three.path / "office.db"));
    CHECK(wish(two.path, code) == "lan.has_office");
    // Lost: the induk's own machine removes it, nobody else can.
    const auto own = load_place(induk.folder.path).value().value(), lost = load_place(two.path).value().value();
    sync::HttpsLink from_induk(lan_keys(own, induk.address()), Millis(3000)), from_lost(lan_keys(lost, induk.address()), Millis(3000));
    const auto removal = lan::encode(lan::After{1, lost.number, 0, {}, 0});
    CHECK(from_lost.post(std::string(lan::kMembersCall), {}));
    CHECK_FALSE(from_lost.post(std::string(kRemoveCall), removal));
    CHECK_FALSE(from_lost.post(std::string(kCodeCall), {}));
    REQUIRE(from_induk.post(std::string(kRemoveCall), removal));
    CHECK(from_lost.post(std::string(lan::kMembersCall), {}).error().code == lan::kNotMember);
    sync::HttpsLink stranger({.url = "https://induk.loket", .authority = load_place(two.path).value()->authority, .connect_to = induk.address()}, Millis(3000));
    for (const auto call : {lan::kFilesCall, lan::kCopyCall, lan::kAfterCall, lan::kProposeCall, lan::kMembersCall}) {
        const auto answer = stranger.post(std::string(call), {});
        REQUIRE_FALSE(answer);
        CHECK(answer.error().code == lan::kNotMember);
    }
}

TEST_CASE("a promoted station is the induk, the others find it, and the old one is refused") {
    Machine old, heir, station;
    old.found();
    heir.join(old, "Siaga");
    station.join(old, "Loket 1");
    const auto people = grown_ups(old, 4);
    REQUIRE(station.run(ticket_for(people[0]), kSelf).empty());
    check_alike(old, heir);
    old.down();
    heir.down();
    REQUIRE(promote_station(heir.folder.path));
    heir.up();
    REQUIRE(Machine::wait([&] { return !station.line->station->alone(); }));  // finds it by itself
    REQUIRE(station.run(ticket_for(people[1]), kSelf).empty());
    CHECK(heir.now()->office.queue.tickets.size() == 2);
    check_alike(heir, station);
    CHECK(station.core->ask([](Core& owner) { return owner.store().identity().epoch; }).get() == 2);

    old.up();  // comes back and knows nothing of it
    REQUIRE(Machine::wait([&] { return old.line->induk->deposed(); }));
    REQUIRE(Machine::wait([&] { return old.now()->line == lan::kDeposed; }));
    CHECK(old.run(ticket_for(people[2]), kSelf) == lan::kDeposed);
}
