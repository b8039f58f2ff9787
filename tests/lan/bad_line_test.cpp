// A bad cable between stations and induk: slow, cut on the way there, cut in the middle of an answer.

#include <set>

#include "kiosk/app/lan/member_list.h"
#include "machines.h"
#include "tests/register/proxy.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// An induk that is reached by a bad cable only.
struct CableOffice {
    Machine induk;
    std::unique_ptr<centre::test::Proxy> cable;
    CableOffice() {
        induk.found();
        cable = std::make_unique<centre::test::Proxy>(induk.line->induk->port());
        const auto known = induk.core->ask([at = by_cable()](Core& owner) -> Status {
            LOKET_ASSIGN(list, load_members(owner.store()));
            list.front().addresses = at;
            store::Batch batch;
            put_members(batch, list);
            LOKET_ASSIGN(written, owner.store().commit(batch));
            (void)written;
            return {};
        }).get();
        REQUIRE(known);
    }
    [[nodiscard]] std::string by_cable() const { return "127.0.0.1:" + std::to_string(cable->port()); }
    void join(Machine& station, const std::string& name) {
        const auto code = induk.line->induk->new_code().value().written;
        REQUIRE(join_office({.folder = station.folder.path, .address = by_cable(), .code = code, .name = name, .role = "loket", .port = station.port}));
        station.up();
        REQUIRE(Machine::wait([&] { return !station.line->station->alone(); }));
    }
    void mend() {
        cable->cut_after = cable->cut_answers_after = 0;
        cable->delay_ms = 0;
        cable->cut_all();
    }
};

}  // namespace

TEST_CASE("a line that is slow and breaks at every moment loses nothing and doubles nothing") {
    CableOffice office;
    auto& induk = office.induk;
    auto& cable = office.cable;
    Machine first, second;
    office.join(first, "Loket 1");
    office.join(second, "Loket 2");
    const auto people = grown_ups(induk, 48);
    SeededRandom random(11);
    std::size_t given = 0, looks = 0;
    for (std::size_t n = 0; n < people.size(); ++n) {
        cable->delay_ms = random.between(0, 3);
        cable->cut_after = random.chance(0.3) ? random.between(600, 9'000) : 0;
        cable->cut_answers_after = random.chance(0.3) ? random.between(600, 14'000) : 0;
        if (random.chance(0.5)) cable->cut_all();
        auto& station = n % 2 == 0 ? first : second;
        given += station.run(ticket_for(people[n]), kSelf).empty() ? 1 : 0;
        looks += station.core->ask([nik = people[n]](Core& owner) { return owner.note_look(nik, kCounter, "kabel"); }).get() ? 1 : 0;
        if (n % 4 == 3) (void)Machine::wait([&] { return !station.line->station->alone(); }, Millis(400));  // alone only for a while
    }
    CHECK(given == people.size());
    CHECK(cable->cuts > 5);
    office.mend();
    for (auto* station : {&first, &second})
        REQUIRE(Machine::wait([&] { return station->now()->aside == 0 && station->now()->line.empty() && station->head() == induk.head(); }, Millis(30'000)));
    std::set<std::string> holders;
    const auto& queue = induk.now()->office.queue;
    for (const auto& [number, ticket] : queue.tickets)
        if (ticket.is_live()) CHECK(holders.insert(ticket.nik).second);
    CHECK(holders.size() == given);
    const auto lines = induk.core->ask([](Core& owner) { return owner.store().audits(1, 10'000).value(); }).get();
    CHECK(std::ranges::count(lines, "kabel", &store::StoredAudit::purpose) == static_cast<std::ptrdiff_t>(looks));
    for (auto* machine : {&induk, &first, &second}) {
        CHECK(machine->verify().sound());
        CHECK(machine->now()->office.queue.waiting == queue.waiting);
    }
}
