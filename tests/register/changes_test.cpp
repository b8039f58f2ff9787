// Changes of people travel with the log of their office, over the link and on sticks, and are done to the master once.

#include <nlohmann/json.hpp>

#include "tests/register/tools.h"
#include "workflow/mirror/master.h"
#include "workflow/population/demographics.h"
#include "workflow/population/resident_json.h"
#include "workflow/register/postgres/changes.h"
#include "workflow/register/postgres/persons.h"
#include "workflow/register/processing/processor.h"
#include "workflow/sync/promises.h"

using namespace loket;
using namespace loket::centre::test;
using population::Resident;

namespace {

Resident resident(const std::string& nik) {
    Resident out;
    out.nik = nik;
    out.kk = "2101060101200001";
    out.name = "SITI AMINAH";
    out.born = std::chrono::year{1990} / std::chrono::July / 1;
    out.sex = population::Sex::Female;
    out.address = {"JL. MERDEKA NO. 12", 1, 2, "21.01.06.1008"};
    return out;
}

/// What an office writes when it changes somebody (RegisterWork).
store::NewEvent asked(const std::optional<Resident>& before, const Resident& after, Instant at, const std::string& case_id = "K-1") {
    const mirror::MasterChangeAsked change{wib_date(at), case_id, before ? population::demographics_digest(*before) : "", population::with_rest_of(after, Resident{})};
    return {"penduduk", mirror::MasterChangeAsked::kName, "loket:SISTEM", mirror::encode(change), at};
}

struct Desk {
    Register reg;
    std::unique_ptr<centre::Processor> back_office = must(centre::Processor::open({reg.folder.path(), reg.conninfo, reg.clock, [](ByteView) -> Result<biometrics::FingerTemplate> { return corrupt("no picture"); }}));
    std::unique_ptr<centre::Connection> books = must(centre::Connection::open(reg.conninfo));
    centre::Persons persons{std::shared_ptr<centre::Connection>(must(centre::Connection::open(reg.conninfo)))};

    void work() {
        while (must(back_office->step())) {}
    }
    /// So many on record.
    std::vector<Resident> people(int count) {
        std::vector<Resident> out;
        for (int n = 0; n < count; ++n) out.push_back(resident(fmt::format("21010641079{:05}", n + 1)));
        must(persons.load(out, reg.clock.now()));
        return out;
    }
    /// Street and version of somebody on record.
    std::string street(const std::string& nik) {
        const auto found = must(persons.look(nik, "sari", "verifikasi", reg.clock.now()));
        return found ? found->resident.address.street + " / " + std::to_string(found->ver) : "nobody";
    }
    std::string outcomes() {
        const auto rows = must(books->query("SELECT outcome, count(*) FROM reg.change GROUP BY 1 ORDER BY 1"));
        std::string out;
        for (int n = 0; n < rows.count(); ++n) out += rows.text(n, 0) + " " + rows.text(n, 1) + " ";
        return out;
    }
    std::vector<nlohmann::json> told(const std::string& office) {
        std::vector<nlohmann::json> out;
        for (const auto& one : must(reg.books->feed(office, 0, 100)).directives)
            if (one.kind == "person") out.push_back(nlohmann::json::parse(one.body));
        return out;
    }
};

void change(OfficeAt& office, Resident& who, const std::string& street) {
    const auto before = who;
    who.address.street = street;
    store::Batch batch;
    batch.add(asked(before, who, office.clock.now()));
    must(office.store->commit(batch));
}

void deliver(OfficeAt& office) {
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(20);
    do (void)sender->step();
    while (sender->view()->waiting() > 0 && office.clock.now() < patience);
    REQUIRE(sender->view()->waiting() == 0);
    CHECK(sender->view()->changes == 0);
}

}  // namespace

TEST_CASE("changes: what an office changed is in the master once, in order, whatever is sent again, a second office's goes before a person") {
    Desk desk;
    OfficeAt office, other;
    must(office.join(desk.reg.url(), desk.reg.code()));
    must(other.join(desk.reg.url(), desk.reg.code()));
    auto siti = resident("2101064107900001"), hers = siti;
    must(desk.persons.load({siti}, desk.reg.clock.now()));  // the extract that both offices began with
    siti.bio_seed = 7, siti.record_state = population::RecordState::BioCaptured;  // an office's own: no other version for the centre
    for (const auto* street : {"JL. SATU", "JL. DUA", "JL. TIGA"}) change(office, siti, street);
    deliver(office);
    const auto batch = office.batch(0, 3);
    auto link = office.link();
    CHECK(must(link.push(batch)).verdict == sync::Verdict::Ack);  // again
    desk.work();
    CHECK(desk.street(siti.nik) == "JL. TIGA / 4");
    CHECK(must(link.push(batch)).verdict == sync::Verdict::Ack);
    desk.work();
    CHECK(desk.street(siti.nik) == "JL. TIGA / 4");
    CHECK(desk.outcomes() == "taken 3 ");
    CHECK(desk.told(office.uuid()).empty());

    change(other, hers, "JL. LAIN");  // a week offline: made from the extract
    deliver(other);
    desk.work();
    CHECK(desk.street(siti.nik) == "JL. TIGA / 4");
    CHECK(desk.outcomes() == "stale 1 taken 3 ");
    const auto stale = must(desk.persons.stale("sari", desk.reg.clock.now()));
    REQUIRE(stale.size() == 1);
    CHECK(std::pair(stale.front().base_ver, stale.front().ver) == std::pair<std::int64_t, std::int64_t>(1, 4));
    CHECK(stale.front().differs == std::vector<std::string>{"street"});
    REQUIRE(desk.told(other.uuid()).size() == 1);
    const auto told = desk.told(other.uuid()).front();
    CHECK((told.at("waits") == true && told.at("case") == "K-1" && told.at("event") == 1));
    const auto settled = must(desk.persons.settle({stale.front().id, 4, true, "sari", "surat pindah"}, desk.reg.clock.now()));
    CHECK(std::tuple(settled.case_id, settled.event, settled.ver) == std::tuple<std::string, std::int64_t, std::int64_t>("K-1", 1, 5));
    CHECK(desk.street(siti.nik) == "JL. LAIN / 5");
    change(other, hers, "JL. LAIN 2");  // goes on from what was taken
    deliver(other);
    desk.work();
    CHECK(desk.street(siti.nik) == "JL. LAIN 2 / 6");
}

TEST_CASE("changes: of newcomers, on a disk that was restored, beside the packet of the same person") {
    Desk desk;
    OfficeAt office;
    must(office.join(desk.reg.url(), desk.reg.code()));
    auto baby = resident("2101064107900002");
    store::Batch born;
    born.add(asked({}, baby, office.clock.now()));
    must(office.store->commit(born));
    const auto first = baby;
    change(office, baby, "JL. BARU");
    must(desk.persons.make_known(office.uuid(), baby, desk.reg.clock.now()));  // a packet that was opened by an older back office
    deliver(office);
    desk.work();
    CHECK(desk.street(baby.nik) == "JL. BARU / 1");
    // The birth came after what was on record already: a person looks at it, nothing is overwritten.
    CHECK(desk.outcomes() == "stale 1 taken 1 ");
    CHECK(desk.street("2101064107909999") == "nobody");
}

TEST_CASE("changes: what no master could hold is refused alone, and nothing behind it waits") {
    Desk desk;
    OfficeAt office;
    must(office.join(desk.reg.url(), desk.reg.code()));
    auto siti = resident("2101064107900003");
    const auto now = office.clock.now();
    auto odd = siti;
    store::Batch batch;
    odd.nik = "21010641079";
    batch.add(asked({}, odd, now));
    odd = siti, odd.name = std::string(5000, 'A');
    batch.add(asked({}, odd, now));
    odd = siti, odd.kk = "12";
    batch.add(asked({}, odd, now));
    batch.add(store::NewEvent{"penduduk", std::string(sync::kChangeOfPerson), "loket:SISTEM", R"({"person":7})", now});
    batch.add(store::NewEvent{"penduduk", std::string(sync::kChangeOfPerson), "loket:SISTEM", "{}", now});
    batch.add(asked({}, siti, now));
    must(office.store->commit(batch));
    deliver(office);
    desk.work();
    CHECK(desk.outcomes() == "refused 5 taken 1 ");
    CHECK(desk.street(siti.nik) == "JL. MERDEKA NO. 12 / 1");
}

TEST_CASE("changes: a back office that is cut off between telling and noting does both again, two at once take turns") {
    Desk desk;
    OfficeAt office;
    must(office.join(desk.reg.url(), desk.reg.code()));
    auto people = desk.people(150);
    for (auto& one : people)
        for (const auto* street : {"JL. SATU", "JL. DUA"}) change(office, one, street);
    deliver(office);
    const auto taking = [&] { return centre::Changes(std::shared_ptr<centre::Connection>(must(centre::Connection::open(desk.reg.conninfo)))); };
    must(desk.books->script("UPDATE reg.person SET doc = replace(doc, 'MERDEKA', 'LAMA')"));  // as if another office had been first
    CHECK(taking().take([](const centre::LaidAside&) -> Status { return Error{Fault::Gone, "power cut", "register.database"}; }, desk.reg.clock.now()).error().fault == Fault::Gone);
    CHECK(desk.outcomes() == " 300 ");
    CHECK(must(desk.persons.stale("sari", desk.reg.clock.now())).empty());
    must(desk.books->script("UPDATE reg.person SET doc = replace(doc, 'LAMA', 'MERDEKA')"));
    std::atomic<int> failed = 0;
    {
        std::vector<centre::Changes> all;
        std::vector<std::jthread> back_offices;
        for (int n = 0; n < 3; ++n) all.push_back(taking());
        for (auto& one : all)
            back_offices.emplace_back([&] {
                for (std::size_t count = 1; count > 0;) {
                    const auto done = one.take([](const centre::LaidAside&) { return Status{}; }, desk.reg.clock.now());
                    if (!done) return void(++failed);
                    count = *done;
                }
            });
    }
    desk.work();
    CHECK(failed == 0);
    CHECK(desk.outcomes() == "taken 300 ");
    for (const auto& one : people) CHECK(desk.street(one.nik) == "JL. DUA / 3");
}

TEST_CASE("changes: a thousand of a week without a link arrive through kills of the register, each once") {
    Desk desk;
    OfficeAt office;
    must(office.join(desk.reg.url(), desk.reg.code()));
    auto people = desk.people(200);
    std::vector<store::Batch> batches;
    for (int round = 0; round < 5; ++round)
        for (auto& one : people) {
            const auto before = one;
            one.address.street = "JL. " + std::to_string(round);
            batches.emplace_back().add(asked(before, one, office.clock.now()));
        }
    for (const auto& done : office.store->commit_all(batches)) REQUIRE(done);
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(60);
    for (int n = 0; sender->view()->waiting() > 0 || sender->view()->head == 0; ++n) {
        (void)sender->step();
        if (n % 8 == 3) must(desk.books->script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
        if (n % 3 == 0) (void)desk.back_office->step();
        REQUIRE(office.clock.now() < patience);
    }
    for (int quiet = 0; quiet < 3; )
        if (const auto busy = desk.back_office->step(); busy && !*busy) ++quiet;
    CHECK(desk.outcomes() == "taken 1000 ");
    for (const auto& one : people) CHECK(desk.street(one.nik) == "JL. 4 / 6");
}
