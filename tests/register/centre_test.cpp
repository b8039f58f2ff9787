// The centre's own work: numbers given once, changes from old versions, recordings of one person under two numbers, checkpoints.

#include <nlohmann/json.hpp>
#include <set>

#include "devices/biometrics/synth/synth.h"
#include "tests/register/tools.h"
#include "workflow/population/resident_json.h"
#include "workflow/register/postgres/numbers.h"
#include "workflow/register/postgres/persons.h"
#include "workflow/register/processing/processor.h"
#include "workflow/sync/promises.h"

using namespace loket;
using namespace loket::centre::test;
using biometrics::Finger;
using nlohmann::json;

namespace {

constexpr std::chrono::year_month_day kBorn{std::chrono::year{1990}, std::chrono::July, std::chrono::day{1}};

population::Resident person(const std::string& nik, const std::string& name) {
    population::Resident out;
    out.nik = nik;
    out.kk = "2101060101200001";
    out.name = name;
    out.birth_place = "TANJUNGPINANG";
    out.born = kBorn;
    out.sex = population::Sex::Female;
    out.address = {"JL. MERDEKA NO. 12", 1, 2, "21.01.06.1008"};
    return out;
}

/// Pictures of this test carry their templates by number.
std::vector<biometrics::FingerTemplate>& templates() {
    static std::vector<biometrics::FingerTemplate> made;
    return made;
}
Bytes impression(std::uint64_t who, Finger finger, std::uint64_t take) {
    templates().push_back(must(biometrics::extract_minutiae(biometrics::synth::render_impression(biometrics::synth::finger_master(who, finger), {.seed = take}))));
    return {0x50, static_cast<std::uint8_t>(templates().size() - 1)};
}
Result<biometrics::FingerTemplate> read_finger(ByteView picture) {
    if (picture.size() != 2) return corrupt("no picture");
    return templates().at(picture[1]);
}

/// The same of irises.
std::vector<biometrics::IrisCode>& iris_codes() {
    static std::vector<biometrics::IrisCode> made;
    return made;
}
Bytes eye_of(std::uint64_t who, std::uint64_t take) {
    iris_codes().push_back(must(biometrics::iris_code(biometrics::synth::iris(who, biometrics::Eye::Right, {.seed = take}))));
    return {0x49, static_cast<std::uint8_t>(iris_codes().size() - 1)};
}
Result<biometrics::IrisCode> read_iris(ByteView picture) {
    if (picture.size() != 2) return corrupt("no picture");
    return iris_codes().at(picture[1]);
}

/// Records somebody with two fingers, or without any, and the right eye; the events name what the packet holds.
void record(OfficeAt& office, const std::string& case_id, const population::Resident& who, std::uint64_t body_of, std::uint64_t take, bool has_fingers = true) {
    store::Batch batch;
    json body{{"nik", who.nik}, {"person", population::encode(who)}};
    for (const auto finger : {Finger::RightIndex, Finger::LeftIndex})
        if (has_fingers) body["finger:" + std::to_string(static_cast<int>(finger))] = to_hex(batch.add_blob("png", impression(body_of, finger, take)));
    body["iris:1"] = to_hex(batch.add_blob("png", eye_of(body_of, take)));
    batch.add(store::NewEvent{case_id, "Recorded", "wulan", body.dump(), office.clock.now()});
    must(office.store->commit(batch));
}

Result<std::optional<sync::Contents>> contents_of(store::Store&, const store::StoredEvent& event) {
    if (event.kind != "Recorded") return std::optional<sync::Contents>();
    const auto body = json::parse(event.body);
    sync::Contents out{.case_id = event.stream, .nik = body.at("nik"), .service = "S02", .parts = {}};
    for (const auto& [key, value] : body.items()) {
        if (key == "person") out.parts.push_back({key, value.get<std::string>()});
        if (!key.starts_with("finger:") && !key.starts_with("iris:")) continue;
        Sha256 digest{};
        std::ranges::copy(from_hex(value.get<std::string>()).value(), digest.begin());
        out.parts.push_back({key, digest});
    }
    return std::optional(std::move(out));
}

void send_all(OfficeAt& office, sync::Sender& sender, std::size_t packets) {
    const auto done = [&] {
        const auto view = sender.view();
        return view->recordings.size() == packets && view->packets.packets == 0 && view->waiting() == 0 && view->recordings.back().received;
    };
    const auto patience = office.clock.now() + std::chrono::seconds(20);
    while (!done() && office.clock.now() < patience) (void)sender.step();
    REQUIRE(done());
}

std::vector<std::string> told_states(OfficeAt& office, Register& reg) {
    std::vector<std::string> out;
    for (const auto& one : must(reg.books->feed(office.uuid(), 0, 100)).directives) {
        const auto body = json::parse(one.body);
        out.push_back(body.at("case").get<std::string>() + " " + body.at("state").get<std::string>());
    }
    return out;
}

}  // namespace

TEST_CASE("centre: numbers are given once, the same request gets the same, blocks do not overlap, many at once") {
    Register reg;
    OfficeAt office, other;
    must(office.join(reg.url(), reg.code()));
    must(other.join(reg.url(), reg.code()));
    centre::Persons persons(reg.books->connection());
    must(persons.load({person("2101064107900003", "SITI AMINAH")}, reg.clock.now()));
    auto link = office.link();
    const sync::wire::NumberAsk nik{"K-1#1", "nik", "210106", "1990-07-01", 2, 0};
    const auto first = must(link.number(nik)).number;
    CHECK(first == "2101064107900004");  // behind whoever is on record
    CHECK(must(link.number(nik)).number == first);
    auto again = nik;
    again.slot = "another";
    CHECK(must(link.number(again)).number == "2101064107900005");
    CHECK(must(other.link().number(nik)).number == "2101064107900006");  // references are each office's own
    const sync::wire::NumberAsk kk{"K-1#1", "kk", "210106", "2026-11-29", 0, 0};
    CHECK(must(link.number(kk)).number == "2101062911260001");
    auto nonsense = kk;
    nonsense.district = "21";
    nonsense.reference = "x";
    CHECK(link.number(nonsense).error().code == "number.shape");
    auto corrected = nik;
    corrected.day = "1990-07-02";
    CHECK(must(link.number(corrected)).number == "2101064207900001");  // the same file, another birthday

    std::mutex mutex;
    std::set<std::string> given;
    std::vector<std::jthread> offices;
    for (int n = 0; n < 4; ++n)
        offices.emplace_back([&, n] {
            const auto books = centre::Books::open(reg.conninfo);
            if (!books) return;
            centre::Numbers numbers((*books)->connection());
            for (int k = 0; k < 25; ++k) {
                const auto number = numbers.give(std::string(32, static_cast<char>('a' + n)), {std::to_string(k), "kk", "210107", kBorn}, reg.clock.now());
                const std::lock_guard lock(mutex);
                if (number) given.insert(*number);
            }
        });
    offices.clear();
    CHECK(given.size() == 100);
    must(must(centre::Connection::open(reg.conninfo))->script("UPDATE reg.series SET last = 9999"));
    again.slot = "too late";
    CHECK(link.number(again).error().code == "nik.serial");
}

TEST_CASE("centre: blocks are signed, lie beside what is given by request and beside whoever is on record, and belong to one epoch of one office") {
    Register reg;
    OfficeAt office, other;
    must(office.join(reg.url(), reg.code()));
    must(other.join(reg.url(), reg.code()));
    centre::Persons persons(reg.books->connection());
    must(persons.load({person("2101064107909970", "SITI AMINAH")}, reg.clock.now()));
    auto link = office.link(), others = other.link();
    const sync::wire::NumberAsk ask{"block 210106 1", "1", "210106", "", 0, 20};
    const auto block = must(link.number(ask));
    CHECK(std::pair(block.first, block.count) == std::pair<std::int64_t, std::int64_t>(9980, 20));
    CHECK(sync::is_lent(reg.keys->card().key, office.uuid(), {"block 210106 1", "210106", 1, 9980, 20}, block.signature));
    CHECK_FALSE(sync::is_lent(reg.keys->card().key, other.uuid(), {"block 210106 1", "210106", 1, 9980, 20}, block.signature));
    CHECK(must(link.number(ask)) == block);
    CHECK(must(others.number(ask)).first == 9950);  // below 9970, which somebody has
    auto next = ask;
    next.slot = "2";  // another epoch: another block, under the same name
    CHECK(must(link.number(next)).first == 9930);
    next.count = 101;
    next.reference = "too many";
    CHECK(link.number(next).error().code == "number.count");
    next.count = 20;
    next.district = "999999x";
    CHECK(link.number(next).error().code == "number.shape");
    next.slot = "";
    CHECK(link.number(next).error().code == sync::kOldEpoch);

    const sync::wire::NumberAsk nik{"K-9#1", "nik", "210106", "1990-07-01", 2, 0};
    CHECK(must(link.number(nik)).number == "2101064107900001");  // 9970 is above the floor: it came out of a block
    const auto books = must(centre::Connection::open(reg.conninfo));
    must(books->script("UPDATE reg.series SET last = 9928"));
    auto last = nik;
    last.slot = "last";
    CHECK(must(link.number(last)).number.ends_with("9929"));
    last.slot = "none left below the blocks";
    CHECK(link.number(last).error().code == "nik.serial");
    next = ask;
    next.reference = "block 210106 2";
    CHECK(link.number(next).error().code == "number.blocks");
    must(books->script("UPDATE ingest.origin SET epoch = 3"));
    CHECK(link.number(ask).error().code == sync::kOldEpoch);
    must(books->script("UPDATE ingest.origin SET quarantined = true"));
    CHECK(link.number(nik).error().code == sync::kQuarantined);
}

TEST_CASE("centre: a change from an old version is laid before a person, never the last to come wins") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    auto link = office.link();
    auto siti = person("2101064107900001", "SITI AMINAH");
    const auto change = [&](std::int64_t base) { return must(link.person({siti.nik, base, population::encode(siti)})); };
    CHECK(change(0) == sync::wire::PersonAnswer{true, 1});
    CHECK(change(0) == sync::wire::PersonAnswer{true, 1});  // the same again
    siti.address.street = "JL. BARU NO. 1";
    CHECK(change(1) == sync::wire::PersonAnswer{true, 2});
    siti.name = "SITI AMINAH BINTI ALI";
    CHECK(change(1) == sync::wire::PersonAnswer{false, 2});
    CHECK(change(1) == sync::wire::PersonAnswer{false, 2});
    centre::Persons persons(reg.books->connection());
    const auto stale = must(persons.stale("sari", reg.clock.now()));
    REQUIRE(stale.size() == 1);
    CHECK(stale.front().differs == std::vector<std::string>{"name"});
    CHECK(std::pair(stale.front().base_ver, stale.front().ver) == std::pair<std::int64_t, std::int64_t>(1, 2));
    const auto seen = must(link.person({siti.nik, -1, "verifikasi"}));
    CHECK(seen.ver == 2);
    CHECK(must(population::decode_resident(seen.doc)).name == "SITI AMINAH");
    CHECK(link.person({siti.nik, -1, ""}).error().code == "access.purpose");
    CHECK_FALSE(must(link.person({"2101064107909999", -1, "verifikasi"})).taken);
    CHECK(link.person({"2101064107900002", 0, population::encode(siti)}).error().code == sync::kShape);
    const auto settle = [&](std::int64_t ver, const std::string& reason) {
        const auto done = persons.settle({stale.front().id, ver, true, "sari", reason}, reg.clock.now());
        return done ? "version " + std::to_string(done->ver) : done.error().code;
    };
    CHECK(settle(2, "") == "return.reason_missing");
    CHECK(settle(1, "akta kelahiran") == "stale.moved");
    CHECK(settle(2, "akta kelahiran") == "version 3");
    CHECK(settle(3, "akta kelahiran") == "stale.unknown");
    CHECK(must(persons.stale("sari", reg.clock.now())).empty());
    CHECK(must(population::decode_resident(must(link.person({siti.nik, -1, "verifikasi"})).doc)).name == "SITI AMINAH BINTI ALI");
    const auto looks = must(must(centre::Connection::open(reg.conninfo))->query("SELECT count(*) FROM reg.access WHERE purpose = 'verifikasi'"));
    CHECK(looks.integer(0, 0) == 3);
}

TEST_CASE("centre: packets are opened, the same person under two numbers is found and judged, the office is told") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    auto sender = office.sender(OfficeAt::quick(), contents_of);
    const auto siti = person("2101064107900001", "SITI AMINAH"), twin = person("2101064107900002", "ST. AMINAH"), stranger = person("2101064107900003", "DEWI LESTARI");
    record(office, "K-1", siti, 7, 1);
    record(office, "K-2", stranger, 8, 1);
    send_all(office, *sender, 2);
    auto back_office = must(centre::Processor::open({reg.folder.path(), reg.conninfo, reg.clock, read_finger, read_iris}));
    while (must(back_office->step())) {}
    auto told = told_states(office, reg);
    std::ranges::sort(told);
    CHECK(told == std::vector<std::string>{"K-1 PRINT_READY_RECORD", "K-2 PRINT_READY_RECORD"});
    record(office, "K-3", twin, 7, 2);
    send_all(office, *sender, 3);
    back_office.reset();  // the back office is stopped and started; a second one takes nothing away from it
    back_office = must(centre::Processor::open({reg.folder.path(), reg.conninfo, reg.clock, read_finger, read_iris}));
    while (must(back_office->step())) {}
    CHECK(told_states(office, reg).back() == "K-3 ADJUDICATE_RECORD");
    auto doubts = must(back_office->open_doubts("sari"));
    REQUIRE(doubts.size() == 1);
    CHECK(doubts.front().nik == twin.nik);
    CHECK(json::parse(doubts.front().suspects).at(0).at("nik") == siti.nik);
    CHECK(back_office->judge(doubts.front().id, true, "sari", "").error().code == "return.reason_missing");
    must(back_office->judge(doubts.front().id, true, "sari", "jari dan wajah sama"));
    CHECK(back_office->judge(doubts.front().id, false, "sari", "lagi").error().code == "doubt.unknown");
    CHECK(told_states(office, reg).back() == "K-3 DUPLICATE_RECORD");
    CHECK(must(back_office->open_doubts("sari")).empty());
    record(office, "K-4", person("2101064107900004", "RINI"), 8, 2, false);  // no finger says anything, the eye does
    send_all(office, *sender, 4);
    while (must(back_office->step())) {}
    doubts = must(back_office->open_doubts("sari"));
    REQUIRE(doubts.size() == 1);
    CHECK(json::parse(doubts.front().suspects).at(0).at("nik") == stranger.nik);
    CHECK(json::parse(doubts.front().suspects).at(0).at("irises") == 1);
    sender = office.sender();  // one that has just started asks at once
    while (sender->view()->directives < 4) (void)sender->step();  // and the office believes it
}

TEST_CASE("centre: checkpoints of an office are countersigned once, and never against its log") {
    Register reg;
    OfficeAt office;
    must(office.join(reg.url(), reg.code()));
    office.write(10);
    const store::SealKey seal(store::Key{9});
    must(office.store->seal(seal, office.clock.now()));
    auto sender = office.sender();
    const auto patience = office.clock.now() + std::chrono::seconds(10);
    while (sender->view()->countersigned < 1 && office.clock.now() < patience) (void)sender->step();
    REQUIRE(sender->view()->countersigned == 1);
    const auto kept = json::parse(must(office.store->meta("sync.countersigned")).value());
    const auto body = from_hex(kept.at("body").get<std::string>()).value(), signature = from_hex(kept.at("signature").get<std::string>()).value();
    CHECK(sync::is_countersigned(reg.keys->card().key, office.uuid(), body, signature));
    auto link = office.link();
    CHECK(must(link.countersign(body)) == signature);
    auto other = must(sync::wire::decode_checkpoint(body));
    other.audit.hash[0] ^= 1;
    CHECK(link.countersign(sync::wire::encode(other)).error().code == sync::kFork);
    other.no = 2;
    other.event.hash[0] ^= 1;
    CHECK(link.countersign(sync::wire::encode(other)).error().code == sync::kFork);
    other.event.seq = 11;
    CHECK(link.countersign(sync::wire::encode(other)).error().code == sync::kGap);
    CHECK(link.countersign(Bytes(body.begin(), body.end() - 1)).error().code == sync::kShape);
}
