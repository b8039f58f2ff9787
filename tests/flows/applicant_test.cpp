// The applicant's way, by touch: everything here is done on nodes of drawn screens.

#include "kiosk.h"
#include "kiosk/app/desk/chip.h"

using namespace loket;
using namespace loket::app;
using loket::app::test::Kiosk;

TEST_CASE("from the attract page every service is two touches after the first") {
    Kiosk kiosk;
    REQUIRE(kiosk.page() == Page::Attract);
    kiosk.snap("attract");
    for (const auto* service : kiosk.equipment().core.reference().services.with_ticket()) {
        kiosk.station->handle({"home", ""});
        kiosk.settle();
        INFO(service->id);
        if (kiosk.has("service:" + service->id)) kiosk.tap("service", service->id);
        else {
            kiosk.tap("group", service->letter);
            kiosk.tap("answer", service->id);
        }
        CHECK(kiosk.page() == Page::Service);
        CHECK(kiosk.shows(service->name.id()));
        CHECK(kiosk.shows(kiosk.say("bring.free")));
        kiosk.snap("service-" + service->id);
    }
}

TEST_CASE("whoever stands still for a minute leaves nothing behind, not even the language") {
    Kiosk kiosk;
    kiosk.tap("begin", "en");
    CHECK(kiosk.page() == Page::Home);
    CHECK(kiosk.station->session().language == "en");
    kiosk.tap("service", "S02");
    kiosk.tap("next");
    kiosk.type("2101");
    kiosk.pass(std::chrono::seconds(110));
    CHECK(kiosk.page() == Page::Attract);
    CHECK(kiosk.station->session().language == "id");
    kiosk.tap("begin");
    kiosk.tap("service", "S02");
    kiosk.tap("next");
    CHECK_FALSE(kiosk.shows("2101"));
}

TEST_CASE("one answer is changed from the review, and only what the change brings up is asked") {
    Kiosk kiosk;
    kiosk.identify("S01", kiosk.adult());
    for (const auto* answer : {"HILANG", "TIDAK"}) {
        kiosk.tap("answer", answer);
        kiosk.tap("next");
    }
    kiosk.tap("answer", "none");
    kiosk.tap("next");
    kiosk.snap("bring");
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Review);
    kiosk.snap("review");
    const auto& form = kiosk.station->form();
    const auto before = form.answers();

    kiosk.tap("edit", "0");
    kiosk.tap("answer", "BARU");
    kiosk.tap("back");  // given up: as it was
    REQUIRE(kiosk.page() == Page::Review);
    CHECK(form.answers() == before);

    kiosk.tap("edit", "0");
    kiosk.tap("answer", "BARU");
    kiosk.tap("next");
    CHECK(kiosk.page() == Page::Question);
    kiosk.tap("answer", "YA");  // is the marriage recorded?
    kiosk.tap("next");
    kiosk.tap("next");  // husband or wife: passed over
    kiosk.tap("next");  // members: passed over
    REQUIRE(kiosk.page() == Page::Review);
    CHECK(form.answers().at("alasan") == "BARU");
    CHECK(form.answers().at("nikah_tercatat") == "YA");
    CHECK(form.answers().at("beda_data") == "TIDAK");  // was not asked again

    kiosk.tap("edit", "0");
    kiosk.tap("answer", "RUSAK");
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Review);
    CHECK_FALSE(form.answers().contains("nikah_tercatat"));  // not asked any more

    kiosk.tap("edit", "2");  // who is to be let first
    CHECK(kiosk.page() == Page::Priority);
    kiosk.tap("answer", "elderly");
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Review);
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Ticket);
    CHECK(kiosk.state().queue.tickets.begin()->second.priority);
}

TEST_CASE("a card on the reader says its NIK, another chip or none is told kindly") {
    Kiosk kiosk;
    const auto nik = kiosk.adult();
    const std::string uid = "04A1B2C3";
    kiosk.scene.place_card(uid);
    kiosk.tap("begin");
    kiosk.tap("service", "S02");
    kiosk.tap("next");
    kiosk.tap("card");
    CHECK(kiosk.page() == Page::Identity);
    CHECK(kiosk.shows(kiosk.say("error.card.unreadable")));
    card::CardContent content;
    content.biodata.nik = nik;
    content.blanko = "KEP000001";
    content.photo = Bytes(100, 1);
    runtime::SilentSink sink;
    REQUIRE(write_chip(kiosk.equipment(), uid, content, sink, {}));
    kiosk.tap("card");
    REQUIRE(kiosk.page() == Page::Confirm);
    CHECK_FALSE(kiosk.shows(nik));  // masked
    kiosk.tap("confirm");
    CHECK(kiosk.page() == Page::Question);
}

TEST_CASE("a resi tells in plain words where the file is") {
    Kiosk kiosk;
    const auto nik = kiosk.adult();
    const auto ticket = kiosk.take_ticket("S01", nik, {"HILANG", "TIDAK"});
    kiosk.tap("done");
    const auto resi = kiosk.register_file(ticket);
    kiosk.station->code_read(resi);
    kiosk.settle();
    REQUIRE(kiosk.page() == Page::Status);
    kiosk.snap("status");
    CHECK(kiosk.shows(resi));
    CHECK(kiosk.shows(kiosk.say("status.nothing_to_do")));
    CHECK_FALSE(kiosk.shows(nik));
    CHECK_FALSE(kiosk.shows("\xE2\x9F\xA6"));  // a key without words
    const auto c = kiosk.state().find_resi(resi);
    kiosk.must(engine::CancelCase{c->id, "uji"}, {"rina", engine::Role::FrontOffice});
    kiosk.tap("done");
    kiosk.station->code_read(resi);
    kiosk.settle();
    INFO(kiosk.text());
    CHECK(kiosk.page() == Page::Message);
    CHECK(kiosk.shows(kiosk.say("status.cancelled")));
}

TEST_CASE("standards of service, rights and charter can be read and printed") {
    Kiosk kiosk;
    kiosk.tap("begin");
    kiosk.tap("info");
    kiosk.snap("info");
    kiosk.tap("answer", "rights");
    kiosk.snap("rights");
    CHECK(kiosk.shows("UU") == false);  // articles of one law only, named in the menu
    kiosk.tap("print");
    kiosk.settle();
    CHECK_FALSE(kiosk.scene.last_sheets().empty());
    kiosk.tap("back");
    kiosk.tap("answer", "charter");
    CHECK(kiosk.shows(kiosk.say("charter.1")));
    kiosk.tap("back");
    for (const auto* service : kiosk.equipment().core.reference().services.with_ticket()) {
        kiosk.station->handle({"home", ""});
        kiosk.settle();
        kiosk.tap("info");
        kiosk.tap("answer", "standard");
        if (!kiosk.has("answer:" + service->id)) kiosk.tap("answer", service->letter);
        kiosk.tap("answer", service->id);
        INFO(service->id);
        std::string read = kiosk.text();
        for (int page = 1; kiosk.has("turn:" + std::to_string(page)); ++page) {
            kiosk.tap("turn", std::to_string(page));
            read += kiosk.text();
        }
        for (const auto& component : engine::standard_components()) CHECK(read.find(kiosk.say("standard." + component)) != std::string::npos);
        CHECK(read.find("\xE2\x9F\xA6") == std::string::npos);
    }
    kiosk.snap("standard");
}

TEST_CASE("after a visit anybody may rate the service they used") {
    Kiosk kiosk;
    kiosk.tap("begin");
    kiosk.tap("survey");
    kiosk.tap("answer", "S02");
    for (int i = 0; i < 9; ++i) kiosk.tap("score", "4");
    CHECK(kiosk.page() == Page::Message);
    CHECK(kiosk.state().surveys == 1);
}
