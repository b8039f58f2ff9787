// Finding the induk by asking the network: what is said, what is believed, and joining without an address.

#include "machines.h"
#include "workflow/lan/dns_sd.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;
using namespace loket::lan::dns;

namespace {

Announcement bintan() {
    return {.instance = "Kabupaten Bintan 0 (7f3a)", .host = "loket-7f3a-0", .port = 7373, .texts = {{"txtvers", "1"}, {"office", "7f3a"}}, .addresses = {{192, 168, 1, 5}}};
}

/// The loopback alone, at a port of no other test.
MeetingPoint own_meeting_point() { return {.port = free_port(), .only_loopback = true}; }

constexpr Millis kLook{600};

}  // namespace

TEST_CASE("a question is answered with name, port and address, to everybody or to the asker alone") {
    const auto to_all = answer_to(question(), bintan(), false);
    REQUIRE(to_all);
    const auto found = found_in(read_message(encode(*to_all)).value());
    REQUIRE(found.size() == 1);
    CHECK(found.front().instance == "Kabupaten Bintan 0 (7f3a)");
    CHECK(found.front().port == 7373);
    CHECK(found.front().texts == bintan().texts);
    CHECK(to_all->id == 0);
    CHECK(to_all->questions.empty());
    CHECK(std::ranges::count(to_all->additionals, kA, &Record::type) == 1);

    auto simple = question();
    simple.id = 77;
    const auto to_one = answer_to(simple, bintan(), true);
    REQUIRE(to_one);
    CHECK(to_one->id == 77);
    CHECK(to_one->questions == simple.questions);
    for (const auto& record : to_one->additionals) {
        CHECK(record.ttl <= 10);
        CHECK(record.klass == kInternet);
    }
}

TEST_CASE("nothing is said to whom it does not concern, who knows it, or who answers themselves") {
    auto other = question();
    other.questions.front().name.front() = "_ipp";
    CHECK_FALSE(answer_to(other, bintan(), false));
    auto knows = question();
    knows.answers = answer_to(question(), bintan(), false)->answers;
    CHECK_FALSE(answer_to(knows, bintan(), false));
    knows.answers.front().ttl /= 3;  // soon forgotten
    CHECK(answer_to(knows, bintan(), false));
    auto said = question();
    said.flags = kIsAnswer;
    CHECK_FALSE(answer_to(said, bintan(), false));
    auto shouted = question();
    shouted.questions.front().name.front() = "_LOKET";
    CHECK(answer_to(shouted, bintan(), false));
    CHECK(found_in(told(bintan(), false)).size() == 1);
    CHECK(found_in(told(bintan(), true)).empty());
}

TEST_CASE("names that could deceive whoever reads them are left out, and pointers that lead nowhere are refused") {
    for (const std::string name : {"\x1b[2J", "a\nb", "\xC2\x9B" "31m", "\xE2\x80\xAE" "abc", "\xFF", "\xC3", "\xED\xA0\x80"}) {
        auto mine = bintan();
        mine.instance = name;
        CHECK(found_in(told(mine, false)).empty());
    }
    auto accented = bintan();
    accented.instance = "Kantor Sélat";
    CHECK(found_in(told(accented, false)).size() == 1);
    auto bytes = encode(question());
    const Bytes loop{0xC0, 12};
    bytes.erase(bytes.begin() + 12, bytes.end() - 4);
    bytes.insert(bytes.begin() + 12, loop.begin(), loop.end());
    CHECK(read_message(bytes).error().fault == Fault::Corrupt);
    const auto whole = encode(told(bintan(), false));
    for (std::size_t length = 0; length < whole.size(); ++length) CHECK_FALSE(read_message(ByteView(whole).first(length)));
}

TEST_CASE("an induk that says it is there is found, and no longer when it is gone") {
    const auto where = own_meeting_point();
    CHECK(find_induks(Millis(200), {}, where).empty());
    {
        auto beacon = IndukBeacon::start({.office = "Kabupaten Bintan", .authority = "7f3a00112233aabb", .machine = 2, .port = 7373}, where);
        REQUIRE(beacon);
        const auto second = IndukBeacon::start({.office = std::string(200, 'x'), .authority = "00", .machine = 0, .port = 7374}, where);  // of the same machine, at the same port
        REQUIRE(second);
        const auto found = find_induks(kLook, {}, where);
        REQUIRE(found.size() == 2);
        CHECK(found.front() == FoundInduk{"Kabupaten Bintan 2 (7f3a)", "7f3a00112233aabb", "127.0.0.1:7373"});
        CHECK(found.back().name.size() <= 63);
    }
    CHECK(find_induks(Millis(200), {}, where).empty());
}

TEST_CASE("a machine joins without an address the office that made its code, not the other one that answers") {
    const auto where = own_meeting_point();
    Machine other, induk;
    for (auto* each : {&other, &induk}) {
        each->network = OnNetwork{.office = "Kabupaten Bintan", .where = where};
        each->found();
    }
    const auto found = find_induks(kLook, {}, where);
    REQUIRE(found.size() == 2);
    LanFolder folder;
    const JoinWish wish{.folder = folder.path, .address = {}, .code = induk.line->induk->new_code().value().written, .name = "Loket 1", .role = "loket", .port = 1};
    const auto joined = join_found(wish, found);
    REQUIRE(joined);
    CHECK(joined->address == induk.address());
    CHECK(sign_of_authority(joined->authority) == sign_of_authority(load_place(induk.folder.path).value()->authority));
    CHECK(join_found({.folder = folder.path / "x", .address = {}, .code = wish.code, .name = "X", .role = "", .port = 1}, {found.front().address == induk.address() ? found.back() : found.front()}).error().code ==
          "lan.none_found");
}

TEST_CASE("a station finds its induk again when that has another address") {
    Machine induk, station;
    induk.network = station.network = OnNetwork{.office = "Kabupaten Bintan", .where = own_meeting_point()};
    induk.found();
    station.join(induk, "Loket 1");
    induk.down();
    REQUIRE(Machine::wait([&] { return station.line->station->alone(); }));
    auto place = load_place(induk.folder.path).value().value();
    place.port = free_port();
    REQUIRE(save_place(induk.folder.path, place));
    induk.up();
    REQUIRE(Machine::wait([&] { return !station.line->station->alone(); }));
    CHECK(station.line->station->view().address == induk.address());
}
