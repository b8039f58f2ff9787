// Every control of the officers' pages says what its view model documents; the recording's are in recording_intents_test.cpp.

#include "kiosk/samples/staff_pictures.h"
#include "kiosk/screens/coaching.h"
#include "visitor.h"

using namespace loket;
using namespace loket::screens;
using namespace loket::viewmodels;
using samples::page;
using test::expect;
using test::Lines;
using test::Visitor;
using test::words;

TEST_CASE("frame: tabs, tools, notice, sign-out") {
    expect(page(samples::front_office(true)), {{"tab", "check_file"},
                                               {"tab", "hand_over"},
                                               {"language", "en"},
                                               {"tool.text_size", {}},
                                               {"tool.contrast", {}},
                                               {"sign_out", {}}});
    expect(page(samples::front_office(true)),
           {{"tab", "check_file"},
            {"language", "en"},
            {"tool.text_size", {}},
            {"tool.contrast", {}},
            {"sign_out", {}}},
           true);
    expect(samples::state("queue-notice").draw, {{"notice.close", {}}});
    for (const bool portrait : {false, true}) expect(samples::state("queue-two-roles").draw, {{"role", {}}}, portrait);
}

TEST_CASE("frame: Escape signs nobody out") {
    for (const bool portrait : {false, true}) {
        Visitor desk(page(samples::front_office(true)), portrait);
        desk.screen->key(ui::Key::Escape);
        desk.screen->key(ui::Key::Left);
        CHECK(desk.said().empty());
    }
}

TEST_CASE("work list: a file is opened from the table and from the panel, and closed") {
    Verify list = samples::verify();
    list.file.reset();
    expect(page(list), {{"open", "K2"}});
    expect(page(samples::print_desk()), {{"open", "K3"}});
    expect(page(samples::verify()), {{"open", {}}});
    expect(page(samples::print_desk()), {{"open", {}}}, true);
}

TEST_CASE("work list: long lists turn pages") {
    Visitor desk(page(samples::print_desk()));
    CHECK(desk.screen->find("open:K13") == nullptr);
    desk.tap("work.next");
    CHECK(desk.screen->find("open:K13") != nullptr);
    desk.tap("work.previous");
    CHECK(desk.screen->find("open:K0") != nullptr);
    CHECK(desk.said().empty());
}

TEST_CASE("sign-in: officer, PIN, in and out, the PIN is never on the page") {
    SignIn view{
        .officers = {{"rina", "RINA MARLINA", "Front Office"}, {"dewi", "DEWI ANGGRAINI", "Front Office"}},
        .selected = "dewi",
        .pin_length = 3,
        .can_continue = true};
    expect(page(view), {{"user", "rina"},
                        {"digit", "7"},
                        {"digit", "0"},
                        {"erase", {}},
                        {"clear", {}},
                        {"leave", {}},
                        {"sign_in", {}}});
    Visitor desk(page(view));
    desk.screen->type("49");
    CHECK(desk.said() == Lines{"digit=4", "digit=9"});
    desk.screen->key(ui::Key::Backspace);
    CHECK(desk.said() == Lines{"erase"});
    for (const auto& node : desk.screen->nodes()) CHECK(node.value.find("000") == std::string::npos);
    view.lokets = {"1", "2"};
    view.loket = "1";
    expect(page(view), {{"loket", "2"}});
    view.can_continue = false;
    view.pin_length = 6;
    desk.show(page(view));
    CHECK_FALSE(desk.enabled("sign_in"));
    desk.tap("digit:5");
    CHECK(desk.said().empty());
}

TEST_CASE("queue: call, call again, miss, receive") {
    expect(page(samples::front_office(false)), {{"call", {}}});
    expect(page(samples::front_office(true)), {{"call", "A-001"}, {"miss", "A-001"}, {"receive", "A-001"}});
    FrontOffice nobody = samples::front_office(false);
    nobody.desk.counter->waiting = 0;
    CHECK_FALSE(Visitor(page(nobody)).enabled("call"));
    FrontOffice once = samples::front_office(true);
    once.desk.counter->can_miss = false;
    CHECK_FALSE(Visitor(page(once)).enabled("miss:A-001"));
}

TEST_CASE("queue: hold and transfer ask why and where, who is back or late is touched in the list") {
    Visitor desk(page(samples::front_office(true)));
    desk.tap("hold").tap("hold.reason:1").tap("hold.confirm");
    CHECK(desk.said() == Lines{"hold=Menjemput anggota keluarga"});
    desk.tap("transfer").tap("letter:X");
    CHECK_FALSE(desk.enabled("transfer.confirm"));  // a desk must be chosen
    desk.tap("transfer.reason:0").tap("transfer.confirm");
    CHECK(desk.said() == Lines{"transfer=PET:Aktivasi: mengambil KTP-el: X"});
    desk.tap("section:held").tap("resume:A-009").tap("section:missed").tap("requeue:B-001");
    CHECK(desk.said() == Lines{"resume=A-009", "requeue=B-001"});
}

TEST_CASE("a day at the counter needs no pointer: the keys that the buttons show") {
    using ui::Key;
    Visitor desk(page(samples::front_office(false)));
    for (const Key key : {Key::Enter, Key::F2}) {
        desk.screen->wait(Millis{600});
        desk.screen->key(key);
        CHECK(desk.said() == Lines{"call"});
    }
    desk.screen->wait(Millis{600});
    desk.screen->type(" ");
    CHECK(desk.said() == Lines{"call"});
    desk.show(page(samples::front_office(true)));
    desk.screen->key(Key::Enter);
    desk.screen->key(Key::F2);
    desk.screen->key(Key::F4);
    CHECK(desk.said() == Lines{"receive=A-001", "call=A-001", "miss=A-001"});
    desk.screen->key(Key::F3);
    desk.screen->key(Key::F4);  // the page under the dialog is deaf
    CHECK(desk.said().empty());
    desk.tap("hold.reason:0");
    desk.screen->key(Key::Enter);
    CHECK(desk.said() == Lines{"hold=Mengambil fotokopi atau berkas"});
}

TEST_CASE("check-list by keys: Enter goes from paper to paper and then registers, a number marks its paper") {
    using ui::Key;
    const auto list = samples::desk("check_file", "Periksa berkas");
    CheckFile view = samples::check_file();
    for (auto& item : view.items)
        if (item.mark != CheckFile::Item::Mark::ByMachine) item.mark = CheckFile::Item::Mark::Open;
    view.can_complete = false;
    Visitor desk(page(view, list));
    for (auto& item : view.items) {
        if (item.mark == CheckFile::Item::Mark::ByMachine) continue;
        desk.screen->key(Key::Enter);
        CHECK(desk.said() == Lines{"mark=" + std::to_string(item.no) + ":present"});
        item.mark = CheckFile::Item::Mark::Present;
        desk.show(page(view, list));
    }
    view.can_complete = true;
    desk.show(page(view, list));
    desk.screen->key(Key::Enter);
    CHECK(desk.said() == Lines{"complete"});
    desk.screen->type("2");
    CHECK(desk.said() == Lines{"mark=4:missing"});
    desk.screen->type("49");  // the machine's line, and none at all
    CHECK(desk.said().empty());
}

TEST_CASE("take-over: a colleague's step shows who has it and asks why") {
    Visitor desk(samples::state("activation-taken").draw);
    REQUIRE(desk.screen->find("taken_by") != nullptr);
    CHECK(desk.screen->find("begin") == nullptr);
    CHECK(desk.tap("take_over").tap("take_over.reason:1").tap("take_over.confirm").said() == Lines{"take_over=" + words().text("desk.take_over.ill")});
    CHECK(Visitor(samples::state("check-taken").draw).screen->find("take_over") != nullptr);
}

TEST_CASE("a superior's permission: officer, PIN by count, reason, the page below is deaf") {
    Visitor desk(samples::state("queue-override").draw);
    CHECK_FALSE(desk.enabled("call"));
    CHECK_FALSE(desk.enabled("override.allow"));
    desk.tap("override.reason:1").tap("override.user:iskandar").tap("override.allow");
    CHECK(desk.said() == Lines{"override.user=iskandar", "override.allow=" + words().text("desk.override.urgent")});
    desk.tap("erase").tap("clear").tap("override.close");
    CHECK(desk.said() == Lines{"override.erase", "override.clear", "override.close"});
    FrontOffice empty = samples::front_office(false);
    empty.desk.override_ = Override{.refusal = "x"};
    desk.show(page(empty));
    desk.screen->type("13");
    desk.tap("digit:7");
    CHECK(desk.said() == Lines{"override.digit=1", "override.digit=3", "override.digit=7"});
}

TEST_CASE("add a service: for whom and which, from the check-list and from the resi") {
    Visitor desk(samples::state("add-service").draw);
    CHECK_FALSE(desk.enabled("next"));
    desk.tap("person:2171015205900005").tap("service:S2").tap("leave");
    CHECK(desk.said() == Lines{"person=2171015205900005", "service=S2", "leave"});
    expect(samples::state("add-service-chosen").draw, {{"next", {}}});
    expect(samples::state("check-busy").draw, {{"add_service", {}}});
}

TEST_CASE("a double tap is one intent") {
    Visitor desk(page(samples::front_office(true)));
    const auto centre = desk.screen->find("receive:A-001")->rect.centre();
    desk.screen->wait(Millis{600});
    for (int i = 0; i < 2; ++i) {
        desk.screen->ui().input().push(ui::InputEvent::down(centre, desk.screen->now()));
        desk.screen->wait(Millis{40});
        desk.screen->ui().input().push(ui::InputEvent::up(centre, desk.screen->now()));
        desk.screen->wait(Millis{40});
    }
    desk.screen->settle();
    CHECK(desk.said() == Lines{"receive=A-001"});
}

TEST_CASE("check-list: marks, registration, recording, begin") {
    const auto list = samples::desk("check_file", "Periksa berkas");
    CheckFile view = samples::check_file();
    expect(page(view, list), {{"mark", "1:missing"},
                              {"mark", "1:open"},
                              {"mark", "4:present"},
                              {"mark", "5:present"},
                              {"mark", "5:missing"},
                              {"complete", {}}});
    Visitor desk(page(view, list));
    CHECK(desk.screen->find("mark:6:present") == nullptr);
    desk.tap("mark:1:present");
    CHECK(desk.said().empty());  // it is marked so already
    CHECK(desk.screen->find("record") == nullptr);
    view.items.back().satisfied = false;
    view.can_complete = false;
    desk.show(page(view, list));
    CHECK_FALSE(desk.enabled("complete"));
    CHECK(desk.tap("record").said() == Lines{"record"});
    view.can_incomplete = false;
    expect(page(view, list), {{"begin", {}}});
}

TEST_CASE("reasons: chosen, typed, both, none") {
    const auto draw = page(samples::check_file(), samples::desk("check_file", "Periksa berkas"));
    Visitor desk(draw);
    desk.tap("incomplete");
    CHECK(desk.said().empty());
    CHECK_FALSE(desk.enabled("incomplete.confirm"));
    CHECK_FALSE(desk.enabled("complete"));  // the page below is deaf
    desk.tap("incomplete.reason:1").tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=Data pada formulir berbeda dengan register"});
    CHECK(desk.screen->find("incomplete.confirm") == nullptr);
    desk.tap("incomplete").tap("letter:K").tap("letter:K").tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=KK"});
    desk.tap("incomplete").tap("incomplete.reason:0");
    desk.screen->type("surat");
    desk.tap("incomplete.confirm");
    CHECK(desk.said() == Lines{"incomplete=Ada persyaratan yang belum dibawa: surat"});
    desk.tap("incomplete").tap("incomplete.close");
    CHECK(desk.said().empty());
    CHECK(desk.enabled("complete"));
}

TEST_CASE("reasons: another file closes the dialog and forgets the words") {
    const auto list = samples::desk("check_file", "Periksa berkas");
    CheckFile view = samples::check_file();
    Visitor desk(page(view, list));
    desk.tap("cancel").tap("letter:X");
    view.head.case_id = "K2";
    desk.show(page(view, list));
    CHECK(desk.screen->find("cancel.confirm") == nullptr);
    desk.tap("cancel");
    CHECK(desk.screen->find("cancel.text")->value.empty());
    CHECK(desk.tap("cancel.reason:0").tap("cancel.confirm").said() ==
          Lines{"cancel=" + words().text("desk.cancel.withdrawn")});
}

TEST_CASE("resi and forwarding") {
    const auto list = samples::desk("check_file", "Resi");
    ResiPage resi{.resi = "BTN-261123-KTP-0007-H",
                  .promised = "26 November 2026",
                  .service = "KTP-el",
                  .slip = samples::slip()};
    expect(page(resi, list), {{"print_again", {}}, {"done", {}}});
    CHECK(Visitor(page(resi, list)).screen->find("record") == nullptr);
    resi.needs_recording = true;
    expect(page(resi, list), {{"record", {}}, {"done", {}}});
    expect(samples::state("work-file").draw, {{"begin", {}}});
    expect(samples::state("work-begun").draw, {{"complete", {}}});
    expect(samples::state("work-printing").draw, {{"print", {}}});
    expect(samples::state("work-list").draw, {{"open_internal", "P01"}, {"open_internal", "P03"}});
}

TEST_CASE("verification: begin, paraf, return, and not by everyone") {
    expect(page(samples::verify()), {{"paraf", {}}});
    expect(samples::state("verify-letter").draw, {{"sign", {}}});
    expect(samples::state("verify-fresh").draw, {{"begin", {}}});
    Visitor desk(page(samples::verify()));
    CHECK(desk.tap("return").tap("return.reason:2").tap("return.confirm").said() ==
          Lines{"return=Persyaratan kurang"});
    Visitor barred(samples::state("verify-barred").draw);
    CHECK(barred.screen->find("paraf") == nullptr);
    CHECK(barred.screen->find("return") == nullptr);
    REQUIRE(barred.screen->find("refusal") != nullptr);
}

TEST_CASE("verification shows the whole file") {
    Visitor desk(page(samples::verify()));
    for (const char* node :
         {"photo", "signature", "paper.1", "paper.6", "sample.0.quality", "sample.11.quality", "event.3"}) {
        INFO(node);
        CHECK(desk.screen->find(node) != nullptr);
    }
    CHECK(desk.screen->find("sample.3.quality")->value == "Terluka");
    CHECK(desk.screen->find("sample.4.quality")->value == "68");
}

TEST_CASE("printing: begin, print, spoiled, untouched, complete") {
    PrintDesk view = samples::print_desk();
    expect(page(view), {{"print", {}}});
    Visitor desk(page(view));
    CHECK(desk.tap("spoiled").tap("spoiled.reason:0").tap("spoiled.confirm").said() ==
          Lines{"spoiled=Kartu macet"});
    expect(samples::state("print-ask").draw, {{"untouched", {}}});
    desk.show(samples::state("print-ask").draw);
    CHECK(desk.tap("spoiled").tap("spoiled.reason:1").tap("spoiled.confirm").said() ==
          Lines{"spoiled=Cetakan kotor"});
    view.can_complete = true;
    expect(page(view), {{"complete", {}}});
    view.begun = false;
    expect(page(view), {{"begin", {}}});
    CHECK_FALSE(Visitor(samples::state("print-shut").draw).enabled("print"));
}

TEST_CASE("supplies: a kind is chosen, the typed number received, counted or used, the day is closed twice asked") {
    Visitor desk(samples::state("stock-kind").draw);
    CHECK_FALSE(desk.enabled("count"));
    desk.screen->type("49");
    desk.tap("receive");
    CHECK(desk.said() == Lines{"receive=49"});
    CHECK_FALSE(desk.enabled("receive"));  // sent once
    desk.tap("digit:7");
    desk.screen->key(ui::Key::Enter);
    CHECK(desk.said() == Lines{"count=7"});
    CHECK(desk.tap("kind:RIBBON").said() == Lines{"kind=RIBBON"});
    desk.show(samples::state("stock-ribbon").draw);
    CHECK(desk.tap("digit:2").tap("use").said() == Lines{"use=2"});
    desk.tap("section:day").tap("close_day");
    CHECK(desk.said().empty());
    desk.tap("close_day.no").tap("close_day").tap("close_day.yes").tap("print_books");
    CHECK(desk.said() == Lines{"close_day", "print_books"});
}

TEST_CASE("hand-over without a resi: what the person knows, the statement, then as with a resi") {
    expect(page(samples::hand_over()), {{"lost", {}}});
    expect(samples::state("hand-over-lost").draw, {{"knows", "alamat"}, {"print_statement", {}}, {"lost", {}}});
    CHECK_FALSE(Visitor(samples::state("hand-over-lost").draw).enabled("accept_statement"));
    expect(samples::state("hand-over-stated").draw, {{"accept_statement", {}}});
}

TEST_CASE("activation: call, begin, read, compare, refuse, complete, stop") {
    expect(samples::state("activation-list").draw, {{"call", {}}});
    expect(samples::state("activation-called").draw, {{"call", "C-004"}, {"miss", "C-004"}});
    expect(samples::state("activation-back").draw, {{"resume", "A-009"}});
    expect(page(samples::activation()), {{"compare", "2"}, {"compare", "7"}, {"read", {}}});
    expect(samples::state("activation-working").draw, {{"cancel_capture", {}}});
    expect(samples::state("activation-done").draw, {{"complete", {}}});
    Visitor desk(page(samples::activation()));
    CHECK(desk.tap("refuse").tap("refuse.reason:0").tap("refuse.confirm").said() ==
          Lines{"refuse=Bukan pemilik kartu"});
    Activation fresh = samples::activation();
    fresh.begun = false;
    expect(page(fresh), {{"begin", {}}});
}

TEST_CASE("activation without fingers: iris, else two officers with a picture and the second one's PIN") {
    expect(samples::state("activation-eyes").draw, {{"compare_eye", "1"}, {"compare_eye", "2"}});
    CHECK(Visitor(samples::state("activation-eyes").draw).screen->find("officers.open") == nullptr);
    Visitor desk(samples::state("activation-bare").draw);
    CHECK(desk.tap("officers.open").tap("officers:AMPUTASI").said() == Lines{"officers=AMPUTASI"});
    expect(samples::state("activation-seen").draw, {{"officers.photo", {}}, {"officers.second", {}}, {"officers.cancel", {}}});
    CHECK(Visitor(samples::state("activation-unseen").draw).screen->find("officers.second") == nullptr);
    expect(samples::state("activation-second").draw, {{"user", "yusuf"}, {"sign_in", {}}, {"leave", {}}});
}

TEST_CASE("hand-over: the resi is typed, read or tapped, then the card, then the signature") {
    Visitor desk(page(samples::hand_over()));
    CHECK_FALSE(desk.enabled("resi"));
    CHECK_FALSE(desk.enabled("hand_over"));
    desk.screen->type("btn-1");
    CHECK(desk.tap("letter:X").tap("resi").said() == Lines{"resi=BTN-1X"});
    desk.screen->scan("LOKET:RESI:BTN-261123-KTP-0007-H");
    CHECK(desk.said().empty());  // a code is the station's affair, on every page
    expect(samples::state("hand-over-fresh").draw, {{"begin", {}}});
    expect(samples::state("hand-over-fits").draw, {{"hand_over", {}}});
    expect(samples::state("hand-over-sign").draw, {{"sign", {}}});
    expect(samples::state("hand-over-signed").draw, {{"complete", {}}, {"sign", {}}});
    CHECK_FALSE(Visitor(samples::state("hand-over-signing").draw).enabled("sign"));
}
