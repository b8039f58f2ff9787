// A code from the counter prints a paper at the kiosk, once.

#include <catch2/catch.hpp>

#include "devices/model/scene.h"
#include "kiosk/app/demo/puppet.h"
#include "kiosk/app/desk/pictures.h"
#include "kiosk/app/desk/print_codes.h"
#include "tests/desk/office.h"

using namespace loket;
using namespace loket::app;
using loket::app::test::DeskOffice;

namespace {

const engine::Actor kPet{"yusuf", engine::Role::Petugas};

/// An office with simulated devices, a drawn station, and a signed family card that waits to be handed over.
struct PrintOffice {
    PrintOffice() : scene(), office("SOP2019", true, &(scene.set_real_time(false), scene)), strings(StationStrings::load(LOKET_SOURCE_DIR "/assets").value()), station(office.equipment(), strings) {
        const char* pictures = std::getenv("LOKET_PICTURES");
        hands = Puppet::create(station, {}, pictures == nullptr ? office.folder() / "screens" : std::filesystem::path(pictures)).value();
        REQUIRE(hands->settle());
        id = office.open(*office.services().find("S01"));
        office.walk_to(id, engine::StepKind::HandOver);
    }
    void tap(const std::string& name, const std::string& value = {}) {
        const auto done = hands->act(name, value);
        INFO(name << ":" << value << " " << (done ? std::string() : done.error().context));
        REQUIRE(done);
    }
    void enter(const std::string& code) {
        for (const char c : code)
            if (c != '-') tap(std::isdigit(static_cast<unsigned char>(c)) != 0 ? "digit" : "letter", std::string(1, c));
    }
    /// From the first page to where the code is asked for.
    void ask_for_code() {
        if (station.page() == Page::Attract) tap("begin");
        tap("reprint");
        REQUIRE(hands->type(file()->nik));
        tap("next");
    }
    void try_code(const std::string& code) {
        enter(code);
        tap("next");
    }
    std::string give_code() {
        auto code = office.equipment().core.ask([number = paper()](Core& core) { return give_print_code(core, number, kPet); }).get();
        INFO((code ? std::string("given") : code.error().code + ": " + code.error().context));
        REQUIRE(code);
        return *code;
    }
    [[nodiscard]] bool has(const std::string& node) const {
        return std::ranges::any_of(hands->nodes(), [&](const auto& each) { return each.id == node && each.enabled; });
    }
    [[nodiscard]] bool shows(const std::string& text) const {
        return std::ranges::any_of(hands->nodes(), [&](const auto& each) { return (each.label + " " + each.value).find(text) != std::string::npos; });
    }
    [[nodiscard]] std::string say(const std::string& key) const { return station.words(key); }
    [[nodiscard]] engine::House house() { return office.equipment().core.snapshot()->office.house; }
    [[nodiscard]] std::shared_ptr<const engine::Case> file() const { return office.at(id); }
    [[nodiscard]] std::string paper() const { return file()->papers.front().number; }
    void snap(const std::string& name) const {
        if (std::getenv("LOKET_PICTURES") != nullptr) REQUIRE(hands->snap(name));
    }

    model::Scene scene;
    DeskOffice office;
    StationStrings strings;
    Station station;
    std::unique_ptr<Puppet> hands;
    std::string id;
};

}  // namespace

TEST_CASE("a print code prints its paper once, wrong, used and expired ones are told in words") {
    PrintOffice kiosk;
    const auto code = kiosk.give_code();
    kiosk.scene.store_sheets({});
    kiosk.ask_for_code();
    kiosk.snap("reprint-code");
    kiosk.try_code("2222-3333-X");
    CHECK(kiosk.shows(kiosk.say("error.code.wrong")));
    CHECK(kiosk.house().wrong_tries.at(kiosk.file()->nik).count == 1);
    kiosk.try_code(code);
    kiosk.snap("reprint-sure");
    REQUIRE(kiosk.has("answer:print"));
    CHECK(kiosk.shows(kiosk.paper()));
    kiosk.tap("answer", "later");
    CHECK(kiosk.station.page() == Page::Home);
    CHECK_FALSE(kiosk.house().print_codes.at(kiosk.paper()).used);

    kiosk.ask_for_code();
    kiosk.try_code(code);
    kiosk.scene.add_fault({"sim_paper_printer", "jam"});
    kiosk.tap("answer", "print");
    CHECK(kiosk.shows(kiosk.say("reprint.failed")));
    CHECK(kiosk.scene.last_sheets().empty());
    CHECK_FALSE(kiosk.house().print_codes.at(kiosk.paper()).used);
    kiosk.tap("done");

    kiosk.ask_for_code();
    kiosk.try_code(code);
    kiosk.tap("answer", "print");
    kiosk.snap("reprint-done");
    CHECK(kiosk.shows(kiosk.say("reprint.done")));
    CHECK_FALSE(kiosk.scene.last_sheets().empty());
    CHECK(kiosk.house().print_codes.at(kiosk.paper()).used);
    kiosk.tap("done");

    kiosk.ask_for_code();
    kiosk.try_code(code);
    CHECK(kiosk.shows(kiosk.say("error.code.used")));
    const auto second = kiosk.give_code();
    kiosk.office.clock.advance(std::chrono::hours(24 * 31));
    kiosk.station.touched();
    kiosk.try_code(second);
    CHECK(kiosk.shows(kiosk.say("error.code.expired")));
}

TEST_CASE("after three wrong codes the page says how long to wait, and takes the right one afterwards") {
    PrintOffice kiosk;
    const auto code = kiosk.give_code();
    kiosk.ask_for_code();
    for (int i = 0; i < 3; ++i) kiosk.try_code("2222-3333-X");
    kiosk.try_code(code);
    CHECK(kiosk.shows("1 menit"));
    kiosk.office.clock.advance(std::chrono::seconds(61));
    kiosk.station.touched();
    kiosk.try_code(code);
    CHECK(kiosk.has("answer:print"));
}

TEST_CASE("the access PIN opens all papers that have a code") {
    PrintOffice kiosk;
    const auto pin = kiosk.office.equipment().core.ask([nik = kiosk.file()->nik](Core& core) { return give_access_pin(core, nik, kPet); }).get();
    INFO((pin ? std::string("given") : pin.error().code));
    REQUIRE(pin);
    kiosk.ask_for_code();
    kiosk.try_code(*pin);
    CHECK(kiosk.shows(kiosk.say("error.code.nothing")));
    kiosk.give_code();
    kiosk.try_code(*pin);
    REQUIRE(kiosk.has("answer:print"));
    kiosk.tap("answer", "print");
    CHECK(kiosk.shows(kiosk.say("reprint.done")));
}

TEST_CASE("an officer gives the code on a slip, its QR is read under the camera or by the scanner") {
    PrintOffice kiosk;
    const auto number = kiosk.paper();
    const auto worker = kiosk.office.worker(*kiosk.file());
    REQUIRE(kiosk.station.sign_in_as(worker.user));
    REQUIRE(kiosk.hands->settle());
    kiosk.tap("tab", "hand_over");
    kiosk.tap("open", kiosk.id);
    kiosk.station.handle({"resi", kiosk.file()->resi});
    REQUIRE(kiosk.hands->settle());
    kiosk.tap("codes");
    kiosk.snap("hand-over-codes");
    kiosk.tap("print_code", number);
    CHECK(kiosk.shows(kiosk.say("codes.printed")));
    REQUIRE(kiosk.house().print_codes.contains(number));
    const auto slip = kiosk.scene.last_slip();
    REQUIRE(slip);
    kiosk.scene.lay_paper(to_rgba(*slip));
    kiosk.tap("sign_out");

    kiosk.ask_for_code();
    kiosk.tap("camera");
    kiosk.snap("reprint-camera");
    REQUIRE(kiosk.has("answer:print"));
    kiosk.tap("answer", "later");

    const auto code = kiosk.give_code();
    kiosk.station.code_read(print_code_qr(code));
    REQUIRE(kiosk.hands->settle());
    REQUIRE(kiosk.station.page() == Page::Reprint);
    REQUIRE(kiosk.hands->type(kiosk.file()->nik));
    kiosk.tap("next");
    CHECK(kiosk.has("answer:print"));
}
