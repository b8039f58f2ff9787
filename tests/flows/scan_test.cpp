// Pictures of papers at the kiosk: taken, judged, stored with the ticket, seen by whoever checks the file.

#include "devices/base/sha256.h"
#include "kiosk.h"
#include "kiosk/app/desk/paper_picture.h"

using namespace loket;
using namespace loket::app;
using loket::app::test::Kiosk;

namespace {

const engine::Actor kCounterOfficer{"rina", engine::Role::FrontOffice};

/// At the page of what to bring, with everything answered.
void walk_to_papers(Kiosk& kiosk) {
    kiosk.identify("S01", kiosk.adult());
    for (const auto* choice : {"HILANG", "TIDAK", "none"}) {
        kiosk.tap("answer", choice);
        kiosk.tap("next");
    }
    REQUIRE(kiosk.page() == Page::Bring);
}

/// The number of the first paper that can be photographed.
std::string first_paper(Kiosk& kiosk) {
    for (const auto& node : kiosk.hands->nodes())
        if (node.id.starts_with("scan:")) return node.id.substr(5);
    FAIL("no paper can be photographed");
    return {};
}

/// What the document camera shows with this fault of the scene.
std::string trouble_with(Kiosk& kiosk, const std::string& fault) {
    if (!fault.empty()) kiosk.scene.add_fault({"sim_document_camera", fault});
    runtime::SilentSink sink;
    const auto shot = take_paper(kiosk.equipment(), sink, {});
    REQUIRE(shot);
    return shot->trouble;
}

}  // namespace

TEST_CASE("a page of writing is good, blurred, dark and empty pictures are told apart") {
    Kiosk kiosk;
    for (int i = 0; i < 5; ++i) CHECK(trouble_with(kiosk, "") == "");
    CHECK(trouble_with(kiosk, "blur") == "paper.blurred");
    CHECK(trouble_with(kiosk, "dark") == "paper.dark");
    CHECK(trouble_with(kiosk, "empty") == "paper.empty");
    CHECK(paper_trouble({}) == "paper.empty");
}

TEST_CASE("papers are photographed at the kiosk and lie beside the check-list at the counter") {
    Kiosk kiosk;
    walk_to_papers(kiosk);
    const auto no = first_paper(kiosk);
    kiosk.scene.add_fault({"sim_document_camera", "empty"});
    kiosk.tap("scan", no);
    kiosk.snap("scan-empty");
    CHECK(kiosk.shows(kiosk.say("hint.paper.empty")));
    CHECK_FALSE(kiosk.has("scan.keep"));
    kiosk.scene.add_fault({"sim_document_camera", "blur"});
    kiosk.tap("scan.again");
    CHECK(kiosk.shows(kiosk.say("hint.paper.blurred")));
    CHECK(kiosk.has("scan.keep"));
    kiosk.tap("scan.again");
    kiosk.snap("scan-taken");
    kiosk.tap("scan.keep");
    CHECK(kiosk.shows(kiosk.say("bring.scanned")));
    kiosk.tap("next");
    kiosk.tap("next");
    REQUIRE(kiosk.page() == Page::Ticket);
    const auto tickets = kiosk.state().queue.tickets;
    REQUIRE(tickets.size() == 1);
    const auto scans = tickets.begin()->second.scans;
    REQUIRE(scans.size() == 1);
    const auto kept = kiosk.equipment().core.ask([digest = scans.begin()->second](Core& core) { return core.blob(digest); }).get();
    REQUIRE(kept);
    CHECK(to_hex(sha256(*kept)) == scans.begin()->second);

    kiosk.tap("done");
    kiosk.must(engine::CallTicket{"1", ""}, kCounterOfficer);
    REQUIRE(kiosk.hands->sign_in("rina"));
    kiosk.tap("receive", tickets.begin()->first);
    REQUIRE(kiosk.page() == Page::CheckFile);
    kiosk.snap("check-picture");
    REQUIRE(kiosk.has("look:" + no));
    kiosk.tap("look", no);
    kiosk.snap("check-picture-open");
    REQUIRE(kiosk.has("paper.close"));
    kiosk.tap("paper.close");
    CHECK(kiosk.has("look:" + no));
}

TEST_CASE("a camera that is unplugged in mid-shot is told in words, and the next try works") {
    Kiosk kiosk;
    walk_to_papers(kiosk);
    kiosk.scene.add_fault({"sim_document_camera", "unplugged"});
    kiosk.tap("scan", first_paper(kiosk));
    CHECK(kiosk.has("scan.again"));
    CHECK_FALSE(kiosk.has("scan.keep"));
    kiosk.tap("scan.again");
    kiosk.tap("scan.keep");
    CHECK(kiosk.shows(kiosk.say("bring.scanned")));
}

TEST_CASE("who goes away leaves no picture behind") {
    Kiosk kiosk;
    walk_to_papers(kiosk);
    kiosk.tap("scan", first_paper(kiosk));
    kiosk.tap("scan.keep");
    kiosk.pass(std::chrono::seconds(120));
    CHECK(kiosk.page() == Page::Attract);
    walk_to_papers(kiosk);
    CHECK_FALSE(kiosk.shows(kiosk.say("bring.scanned")));
}
