#include "tests/store/fixture.h"

using namespace loket;
using namespace loket::store;
using namespace loket::store::test;

TEST_CASE("cases are found by id, resi and NIK, and a later row replaces an earlier one", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    CaseRow first{.case_id = "c1",
                  .resi = "",
                  .nik = "2101040000000001",
                  .service = "KTP",
                  .state = "OPEN",
                  .step = "recording",
                  .opened_at = from_millis(10),
                  .promised = from_millis(90),
                  .updated_at = from_millis(20)};
    CaseRow second = first;
    second.case_id = "c2";
    second.opened_at = from_millis(5);
    second.promised.reset();
    REQUIRE(store->commit(Batch{}.put(first).put(second)));  // two cases without resi do not collide
    CHECK(store->open_cases().value() == std::vector{second, first});

    first.resi = "BTN-1";
    first.closed = true;
    REQUIRE(store->commit(Batch{}.put(first)));
    CHECK(store->case_by_resi("BTN-1").value() == first);
    CHECK(store->case_by_id("c2").value() == second);
    CHECK(store->cases_of("2101040000000001").value() == std::vector{second, first});
    CHECK(store->open_cases().value() == std::vector{second});
    CHECK_FALSE(store->case_by_resi("").value());
    CHECK_FALSE(store->case_by_resi("BTN-2").value());
}

TEST_CASE("residents are found by NIK, by family and by the beginnings of their names", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    const auto siti = resident_number(1, "SITI NURHALIZA");
    const auto budi = resident_number(2, "BUDI SANTOSO");
    const auto rene = resident_number(4, "RENÉ O'BRIEN SITOMPUL");
    REQUIRE(store->commit(Batch{}.put(siti).put(budi).put(rene).put(FamilyRow{siti.kk, siti.nik, "{}"})));

    CHECK(store->resident(budi.nik).value() == budi);
    CHECK_FALSE(store->resident("2101").value());
    CHECK(store->residents_by_kk(siti.kk).value() == std::vector{siti, budi});
    CHECK(store->family(siti.kk).value()->head_nik == siti.nik);
    CHECK(store->search_residents("sit").value() == std::vector{rene, siti});
    CHECK(store->search_residents("SIT nur").value() == std::vector{siti});
    CHECK(store->search_residents("rene").value() == std::vector{rene});
    CHECK(store->search_residents("sit", 1).value().size() == 1);
    CHECK(store->search_residents("iti").value().empty());
    CHECK(store->search_residents("").value().empty());
    // Nothing a person types is a search operator or an error.
    CHECK(store->search_residents("\" OR * NEAR( - ^").value().empty());
    CHECK(store->search_residents("o'brien").value() == std::vector{rene});
    CHECK(store->search_residents("\xff\xfe").value().empty());

    auto renamed = budi;
    renamed.name = "BUDI HARTONO";
    REQUIRE(store->commit(Batch{}.put(renamed)));
    CHECK(store->search_residents("santoso").value().empty());
    CHECK(store->search_residents("harto").value() == std::vector{renamed});
    CHECK(store->counts().value().residents == 3);
    CHECK(store->verify().value().sound());
}

TEST_CASE("officers and meta values are kept", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    REQUIRE(store->commit(
        Batch{}.put(OfficerRow{"o2", "{}"}).put(OfficerRow{"o1", "[1]"}).put_meta("acked", "17")));
    REQUIRE(store->commit(Batch{}.put_meta("acked", "18")));
    CHECK(store->officers().value() == std::vector<OfficerRow>{{"o1", "[1]"}, {"o2", "{}"}});
    CHECK(store->officer("o2").value() == OfficerRow{"o2", "{}"});
    CHECK(store->meta("acked").value() == "18");
    CHECK_FALSE(store->meta("absent").value());
}

namespace {
/// Every fourth row a family. Somebody stops it before the row `stop`.
std::function<Status(const Store::Import&)> people(int count, int stop = -1) {
    return [=](const Store::Import& put) -> Status {
        for (int number = 0; number < count; ++number) {
            if (number == stop) return Error{Fault::Cancelled, "stopped"};
            if (number % 4 == 0) LOKET_TRY(put(FamilyRow{fmt::format("{:016}", number), "n", "{}"}));
            else LOKET_TRY(put(resident_number(number, fmt::format("NAMA KE{}", number))));
        }
        return {};
    };
}
}  // namespace

TEST_CASE("an import brings in everything, or nothing when it is stopped", "[contract]") {
    const TemporaryFolder folder;
    auto store = opened(folder / "store.db");
    const auto stopped = store->import_residents(people(20'000, 10'000));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().fault == Fault::Cancelled);
    CHECK(store->counts().value().residents == 0);

    const auto count = store->import_residents(people(20'000)).value();
    CHECK(count.residents == 15'000);
    CHECK(count.families == 5'000);
    CHECK(store->counts().value().residents == 15'000);
    CHECK(store->search_residents("ke19999").value().size() == 1);
    CHECK(store->commit(one_event(1)));
    CHECK(store->verify().value().sound());
}
