#include "tests/store/fixture.h"
#include "workflow/trust/looks.h"

using namespace loket;
using namespace loket::trust;
using namespace std::chrono_literals;

TEST_CASE("the access log knows a person by a token only, and finds looks by person, officer and day") {
    store::test::TemporaryFolder folder;
    const auto store = store::test::opened(folder / "store.db");
    const auto at = wib_instant(*parse_iso_date("2026-03-02"), 9);
    const std::string siti = "2101064107900001", budi = "2101060107850002";
    const auto token = subject_of(store->identity(), siti);
    const engine::Actor rina{"rina", engine::Role::FrontOffice}, ratna{"ratna", engine::Role::Kasi};
    REQUIRE(note_look(*store, at, rina, token, "check"));
    REQUIRE(note_look(*store, at + 1h, ratna, token, "verify"));
    REQUIRE(note_look(*store, at + 24h, rina, subject_of(store->identity(), budi), "check"));
    REQUIRE(store->commit(store::Batch().add(store::NewAudit{"FO:rina", "read", siti, "an older line", at + 25h})));
    for (const auto& line : looks(*store, {}).value()) CHECK(line.subject.find("2101") == std::string::npos);
    CHECK(token != subject_of(store->identity(), budi));
    CHECK(token != subject_of({"another office", 1}, siti));
    CHECK(looks(*store, {.about = token}).value().size() == 3);
    CHECK(looks(*store, {.about = token.substr(0, 12)}).value().size() == 3);
    CHECK(looks(*store, {.about = {}, .user = "rina"}).value().size() == 3);
    CHECK(looks(*store, {.about = {}, .user = "rina", .day = parse_iso_date("2026-03-02")}).value().size() == 1);
    CHECK(looks(*store, {.about = {}, .user = "ina"}).value().empty());
}
