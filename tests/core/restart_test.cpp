// Starting again, and what the core keeps in memory.

#include <catch2/catch.hpp>
#include <stdexcept>

#include "kiosk/app/core/core_thread.h"
#include "office.h"
#include "tests/engine/world.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

TEST_CASE("the office opens again with internal cases and newcomers among the open ones") {
    CoreOffice office;
    std::string internal, newcomer;
    for (const auto& service : office.services().all())
        if (service.internal() && internal.empty()) REQUIRE(office.open(service.id, "", office.fill(service, "", {}), internal).empty());
    const std::string nik = "3273012501900001";
    REQUIRE(office.open("S05", nik, office.fill(*office.services().find("S05"), nik, {{"anggota", nik}}), newcomer).empty());
    REQUIRE((!internal.empty() && !newcomer.empty()));
    office.restart();
    const auto snapshot = office.core().snapshot();
    CHECK(snapshot->office.find_case(internal));
    CHECK(snapshot->office.find_case(newcomer));
    CHECK_FALSE(snapshot->people.contains(nik));
}

TEST_CASE("people are forgotten when no open case and no ticket needs them") {
    CoreOffice office;
    const engine::Actor reader{"uji", engine::Role::Sistem};
    std::string id;
    const auto nik = office.opening().front().members.front().nik;
    REQUIRE(office.open("S02", nik, office.fill(*office.services().find("S02"), nik, {{"alasan", "HILANG"}}), id).empty());
    std::size_t read = 0, most = 0;
    for (const auto& family : office.opening())
        for (const auto& member : family.members) {
            REQUIRE(office.core().resident(member.nik, reader, "uji"));
            most = std::max(most, office.core().snapshot()->people.size());
            ++read;
        }
    CHECK(read >= 600);
    CHECK(most < 100);
    CHECK(office.core().snapshot()->people.contains(nik));
}

TEST_CASE("work that throws is an internal error and the core goes on") {
    const auto folder = std::filesystem::temp_directory_path() / ("loket-core-thread-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    ManualClock clock(wib_instant(Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)}, 8));
    SeededRandom random(1);
    const auto reference = load_reference(LOKET_SOURCE_DIR "/assets").value();
    CoreOptions options;
    options.data = folder;
    options.assets = LOKET_SOURCE_DIR "/assets";
    options.residents = 20;
    options.check = store::PageCheck::Never;
    {
        auto core = Core::open(options, reference, clock, random);
        REQUIRE(core);
        CoreThread thread(std::move(*core));
        auto failed = thread.ask([](Core&) -> Status { throw std::runtime_error("a mistake of ours"); }).get();
        REQUIRE_FALSE(failed);
        CHECK(failed.error().fault == Fault::Internal);
        CHECK(failed.error().context == "a mistake of ours");
        CHECK_THROWS_AS(thread.ask([](Core&) -> int { throw std::logic_error("no Result"); }).get(), std::logic_error);
        CHECK(thread.ask([](Core& still) { return still.store().counts().value().residents; }).get() >= 20);
    }
    std::filesystem::remove_all(folder);
}
