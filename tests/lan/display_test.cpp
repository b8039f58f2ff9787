// A display of its own: it hears numbers as they are called, knows nobody's name, and finds whoever is the induk.

#include <atomic>

#include "kiosk/app/lan/display_line.h"
#include "machines.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// A machine with a certificate as a display, and what it has been told.
struct Hall {
    LanFolder folder;
    SystemClock clock;
    LanPlace place;
    explicit Hall(Machine& induk) {
        const auto code = induk.line->induk->new_code().value().written;
        const auto joined = join_office({.folder = folder.path, .address = induk.address(), .code = code, .name = "Layar", .role = std::string(lan::kDisplayRole), .port = 1});
        REQUIRE(joined);
        place = *joined;
    }
    /// The stream's own words, until `enough`.
    std::string heard(const std::string& last_event, const std::function<bool(const std::string&)>& enough) const {
        sync::HttpsLink link(lan_keys(place, place.address), Millis(20'000));
        std::string out;
        const auto take = [&](std::string_view bytes) -> Status {
            out += bytes;
            return enough(out) ? Status{Error{Fault::Cancelled, "enough"}} : Status{};
        };
        CHECK(link.listen(std::string(lan::kDisplayCall), last_event, take).error().fault == Fault::Cancelled);
        return out;
    }
};

bool has_event(const std::string& text) { return text.find("\n\n") != std::string::npos; }

std::string number_called(const DisplayLine& line) {
    const auto news = line.now();
    return news.state.calls.empty() ? std::string() : news.state.calls.front().number;
}

}  // namespace

TEST_CASE("the stream is put together however it is cut, and what is no number is not shown") {
    const lan::DisplayState state{.calls = {{"A-023", "2", from_millis(1'790'000'000'000)}, {"A-1007", "12", from_millis(5)}}, .waiting = 7};
    const auto text = lan::display_event(state, "1.12") + std::string(lan::kHeartbeat) + lan::display_event({}, "1.13");
    for (std::size_t cut = 1; cut < text.size(); ++cut) {
        lan::EventReader reader;
        auto events = reader.take(text.substr(0, cut)).value();
        const auto rest = reader.take(text.substr(cut)).value();
        events.insert(events.end(), rest.begin(), rest.end());
        REQUIRE(events.size() == 2);
        CHECK(events[0].id == "1.12");
        CHECK(lan::read_display(events[0].data).value() == state);
        CHECK(lan::read_display(events[1].data).value() == lan::DisplayState{});
    }
    for (const auto* wrong : {"", "[]", "{}", R"({"calls":[],"waiting":-1})", R"({"calls":[{"number":"BUDI SANTOSO","loket":"1","at":1}],"waiting":0})", R"({"calls":[{"number":"A","loket":1,"at":1}],"waiting":0})"})
        CHECK_FALSE(lan::read_display(wrong));
    lan::EventReader flooded;
    CHECK_FALSE(flooded.take(std::string(70'000, 'x')));
}

TEST_CASE("a display hears numbers, and is given nothing else of the office") {
    Machine induk;
    induk.found();
    const Hall hall(induk);
    CHECK_FALSE(std::filesystem::exists(hall.folder.path / "office.db"));
    CHECK_FALSE(std::filesystem::exists(hall.folder.path / "office.key"));
    sync::HttpsLink link(lan_keys(hall.place, hall.place.address), Millis(5000));
    for (const auto call : {lan::kFilesCall, lan::kCopyCall, lan::kAfterCall, lan::kProposeCall, lan::kMembersCall}) CHECK(link.post(std::string(call), {}).error().code == lan::kNotMember);

    const auto nik = grown_ups(induk, 1).front();
    REQUIRE(induk.run(ticket_for(nik), kSelf).empty());
    REQUIRE(induk.run(engine::CallTicket{"2", {}}, kCounter).empty());
    const auto first = hall.heard({}, has_event);
    CHECK(first.find("A-001") != std::string::npos);
    CHECK(first.find(nik) == std::string::npos);
    lan::EventReader reader;
    const auto event = reader.take(first).value().front();
    CHECK(hall.heard(event.id, has_event) == lan::kHeartbeat);  // it shows that already
    CHECK(hall.heard("1.0.2026-01-01", has_event).starts_with("id: "));

    sync::HttpsLink stranger({.url = "https://induk.loket", .authority = hall.place.authority, .connect_to = hall.place.address}, Millis(3000));
    CHECK_FALSE(stranger.listen(std::string(lan::kDisplayCall), {}, [](std::string_view) { return Status{}; }));
    const auto members = induk.line->induk->members().members;
    const auto shown = std::ranges::find(members, std::string(lan::kDisplayRole), &lan::Member::role);
    REQUIRE(shown != members.end());
    CHECK(shown->seen_ms > 0);
}

TEST_CASE("a display shows a call at once, and goes on with the machine that takes the induk's place") {
    const OnNetwork network{.office = "Kabupaten Bintan", .where = {.port = free_port(), .only_loopback = true}};
    Machine induk, heir;
    induk.network = heir.network = network;
    induk.found();
    heir.join(induk, "Siaga");
    const Hall hall(induk);
    std::atomic<int> news = 0;
    const auto line = DisplayLine::start(hall.place, hall.clock, network, [&] { ++news; });
    const auto people = grown_ups(induk, 2);
    for (const auto& nik : people) REQUIRE(induk.run(ticket_for(nik), kSelf).empty());
    REQUIRE(Machine::wait([&] { return line->now().state.waiting == 2; }));
    REQUIRE(induk.run(engine::CallTicket{"1", {}}, kCounter).empty());
    REQUIRE(Machine::wait([&] { return number_called(*line) == "A-001"; }));
    REQUIRE(Machine::wait([&] { return heir.head() == induk.head(); }));

    induk.down();
    REQUIRE(Machine::wait([&] { return line->now().code == lan::kNoInduk; }));
    CHECK(number_called(*line) == "A-001");  // still shown; the board says since when it may be old
    auto promoted = promote_running(*heir.core, heir.clock, *heir.line);
    REQUIRE(promoted);
    heir.line = std::move(*promoted);
    REQUIRE(heir.run(engine::CallTicket{"3", {}}, kCounter).empty());
    REQUIRE(Machine::wait([&] { return number_called(*line) == "A-002"; }));
    CHECK(line->now().code.empty());
    CHECK(news > 3);
}
