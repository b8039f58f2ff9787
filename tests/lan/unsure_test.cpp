// The induk writes and falls silent before it answers: nothing of what the station does then is lost, doubled or refused.

#include "kiosk/app/core/log_reader.h"
#include "machines.h"
#include "workflow/engine/events.h"
#include "workflow/engine/queue.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

constexpr auto kStream = "berkas:uji";

/// A way to the induk on which answers get lost: it hears everything, and then nobody answers any more.
class LosesAnswers final : public Upstream {
  public:
    explicit LosesAnswers(Machine& induk) : induk_(induk) {}
    Result<lan::Answer> propose(const lan::Proposal& proposal) override {
        const auto done = induk_.core->ask([proposal](Core& owner) { return owner.consider(proposal); }).get();
        if (loses) {
            silent = true;
            return Error{Fault::Gone, "no answer", lan::kNoInduk};
        }
        LOKET_ASSIGN(answer, news(1, proposal.n));
        if (!done) answer.code = done.error().code;
        return answer;
    }
    Result<lan::Answer> news(std::int64_t, std::int64_t n) override {
        return induk_.core->ask([n](Core& owner) -> Result<lan::Answer> {
                              LOKET_ASSIGN(entries, owner.store().shared_after(n));
                              return lan::Answer{.code = {}, .epoch = 1, .head = owner.store().shared_head(), .entries = std::move(entries)};
                          }).get();
    }
    [[nodiscard]] bool alone() const override { return silent; }

    bool loses = true, silent = false;

  private:
    Machine& induk_;
};

/// An induk and a station between which answers get lost from now on.
struct UnsureOffice {
    Machine induk, station;
    std::shared_ptr<LosesAnswers> way;
    UnsureOffice() {
        induk.found();
        station.join(induk, "Loket 1");
        REQUIRE(Machine::wait([&] { return station.head() == induk.head(); }));
        station.line.reset();
        way = std::make_shared<LosesAnswers>(induk);
        follow();
    }
    ~UnsureOffice() {
        station.core->ask([](Core& owner) { return owner.follow(nullptr, 0); }).wait();
    }
    void follow() {
        REQUIRE(station.core->ask([way = way](Core& owner) { return owner.follow(way, 1); }).get());
    }
    void heal() {
        way->loses = way->silent = false;
        REQUIRE(station.core->ask([](Core& owner) { return owner.catch_up({}); }).get());
        CHECK(station.head() == induk.head());
        CHECK(station.now()->aside == 0);
    }
    static store::NewEvent happening(const std::string& what) {
        const engine::Event event = engine::TicketHeld{"A-900", what};  // of no queue of today: nothing but a line on a stream
        return {kStream, std::string(engine::name_of(event)), engine::to_string(kCounter), engine::encode(event), from_millis(1'790'000'000'000)};
    }
    void at_induk(const std::string& id, const std::string& what) {
        lan::Proposal proposal{.id = id, .epoch = 1, .n = 0, .base = induk.core->ask([](Core& owner) { return owner.store().event_head().seq; }).get(), .aside = false, .batch = {}};
        proposal.batch.add(happening(what));
        REQUIRE(induk.core->ask([proposal](Core& owner) { return owner.consider(proposal); }).get());
    }
    void aside(const std::string& id, const std::string& what, const std::string& instead_of) {
        store::AsideEntry entry{.no = 0, .id = id, .base = station.core->ask([](Core& owner) { return owner.store().event_head().seq; }).get(), .batch = {}, .refused = {}, .instead_of = instead_of};
        entry.batch.add(happening(what));
        REQUIRE(station.core->ask([entry](Core& owner) { return owner.store().put_aside(entry); }).get());
    }
    std::size_t lines() {
        return induk.core->ask([](Core& owner) { return owner.store().events(kStream).value().size(); }).get();
    }
    std::vector<store::AsideEntry> kept() {
        return station.core->ask([](Core& owner) { return owner.store().aside().value(); }).get();
    }
};

}  // namespace

TEST_CASE("a number that the induk gave unheard is taken back when the station has given another") {
    UnsureOffice office;
    const auto nik = grown_ups(office.induk, 1).front();
    REQUIRE(office.station.run(ticket_for(nik), kSelf).empty());
    CHECK(office.induk.now()->office.queue.find("A-001") != nullptr);
    CHECK(office.station.now()->office.queue.find("A-1001") != nullptr);
    // Whoever is looked at in the meantime is noted for itself.
    for (int looks = 0; looks < 2; ++looks) REQUIRE(office.station.core->ask([nik](Core& owner) { return owner.note_look(nik, kCounter, "uji"); }).get());
    office.heal();
    const auto now = office.induk.now();
    CHECK(now->office.queue.find("A-001") == nullptr);
    REQUIRE(now->office.queue.find("A-1001") != nullptr);
    CHECK(now->office.queue.find("A-1001")->nik == nik);
    CHECK(now->office.queue.waiting.size() == 1);
    const auto looks = office.induk.core->ask([](Core& owner) { return owner.store().audits(1, 1000).value(); }).get();
    CHECK(std::ranges::count(looks, "uji", &store::StoredAudit::purpose) == 2);
}

TEST_CASE("work that goes on after an unheard answer follows on what the induk has of it") {
    UnsureOffice office;
    office.aside("a1", "first", "x");
    office.aside("a2", "second", "");
    office.aside("a3", "third", "");
    office.at_induk("x", "first");
    office.follow();
    office.heal();
    CHECK(office.lines() == 3);
    CHECK(office.kept().empty());
}

TEST_CASE("where somebody else has gone on with the same, a person decides") {
    UnsureOffice office;
    office.aside("a1", "first", "x");
    office.aside("a2", "second", "");
    office.at_induk("y", "of another");
    office.at_induk("x", "first");
    office.follow();
    office.heal();
    CHECK(office.lines() == 2);
    REQUIRE(office.kept().size() == 1);
    CHECK(office.kept().front().refused == lan::kStale);
}

TEST_CASE("what the induk never wrote is delivered as it is") {
    UnsureOffice office;
    office.aside("a1", "first", "x");
    office.aside("a2", "second", "");
    office.follow();
    office.heal();
    CHECK(office.lines() == 2);
    CHECK(office.kept().empty());
}
