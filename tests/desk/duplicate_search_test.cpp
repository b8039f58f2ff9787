// One person under two numbers: found by the fingers, shown to a human, and no card before an answer.

#include <catch2/catch.hpp>

#include "devices/base/file.h"
#include "devices/biometrics/synth/synth.h"
#include "kiosk/app/desk/duplicate_search.h"
#include "office.h"

using namespace loket;
using namespace loket::app;
using biometrics::Finger;
using Verdict = engine::Duplicates::Verdict;

namespace {

constexpr std::uint64_t kSomebody = 41, kSomebodyElse = 42;
const engine::Actor kKasi{"ratna", engine::Role::Kasi};

std::vector<CardMaterial::Print> index_fingers(std::uint64_t person, std::uint64_t impression) {
    std::vector<CardMaterial::Print> prints;
    for (const auto finger : {Finger::RightIndex, Finger::LeftIndex}) prints.push_back({finger, biometrics::synth::fingerprint(person, finger, {.seed = impression})});
    return prints;
}

std::string refusal(Status status) { return status ? "" : status.error().code; }

/// An office in which the father of a family has been looked up, and a second case of another person.
struct Files {
    Files() {
        const auto& service = *office.services().find("S02");
        first = office.open_with(service, {{"alasan", "RUSAK"}}, office.household().father);
        second = office.open_with(service, {{"alasan", "RUSAK"}}, office.household().mother);
        REQUIRE(seek_duplicates(office.equipment(), *office.at(first), index_fingers(kSomebody, 1)));
    }
    [[nodiscard]] const engine::Duplicates& of(const std::string& id) const { return office.at(id)->duplicates; }
    Status try_it(engine::Command command, const engine::Actor& actor) { return tell(office.equipment().core, std::move(command), actor); }

    app::test::DeskOffice office{"SOP2019"};
    std::string first, second;
};

}  // namespace

TEST_CASE("somebody who comes again under another number is shown to the Kasi and gets no card before an answer") {
    Files files;
    CHECK(files.of(files.first).sought);
    CHECK(files.of(files.first).suspects.empty());
    REQUIRE(seek_duplicates(files.office.equipment(), *files.office.at(files.second), index_fingers(kSomebody, 2)));
    const auto suspects = files.of(files.second).suspects;
    REQUIRE(suspects.size() == 1);
    CHECK(suspects[0].nik == files.office.household().father);
    CHECK(suspects[0].score >= suspects[0].threshold);
    CHECK(suspects[0].fingers == 2);

    files.office.walk_to(files.second, engine::StepKind::Verify);
    CHECK(refusal(files.try_it(engine::CompleteStep{files.second}, kKasi)) == "duplicate.in_doubt");
    CHECK(refusal(files.try_it(engine::JudgeDuplicate{files.second, false, ""}, kKasi)) == "return.reason_missing");
    CHECK(refusal(files.try_it(engine::JudgeDuplicate{files.second, false, "kembar"}, {"rina", engine::Role::FrontOffice})) == "trust.role");
    files.office.must(engine::JudgeDuplicate{files.second, true, "satu orang"}, kKasi);
    CHECK(files.of(files.second).verdict == Verdict::OnePerson);
    CHECK(refusal(files.try_it(engine::CompleteStep{files.second}, kKasi)) == "duplicate.in_doubt");
    files.office.must(engine::JudgeDuplicate{files.second, false, "kembar"}, kKasi);  // looked again
    CHECK(files.try_it(engine::CompleteStep{files.second}, kKasi));
    files.office.finish(files.second);
}

TEST_CASE("a stranger is suspected of nothing, and nobody is looked up twice") {
    Files files;
    REQUIRE(seek_duplicates(files.office.equipment(), *files.office.at(files.second), index_fingers(kSomebodyElse, 1)));
    CHECK(files.of(files.second).sought);
    CHECK(files.of(files.second).suspects.empty());
    const auto events = files.office.at(files.second)->events;
    REQUIRE(seek_duplicates(files.office.equipment(), *files.office.at(files.second), index_fingers(kSomebody, 2)));
    CHECK(files.office.at(files.second)->events == events);
    CHECK(files.office.equipment().gallery->fingers() == 4);
}

TEST_CASE("a search that was cut off is made up for, and finds nothing of its own") {
    Files files;
    auto& gallery = files.office.equipment().gallery;
    const auto prints = index_fingers(kSomebodyElse, 1);
    const auto nik = files.office.at(files.second)->nik;
    for (const auto& [finger, image] : prints) REQUIRE(gallery->put(nik, finger, *biometrics::extract_minutiae(image)));  // what the power left
    REQUIRE(seek_duplicates(files.office.equipment(), *files.office.at(files.second), prints));
    CHECK(files.of(files.second).suspects.empty());
    CHECK(gallery->fingers() == 4);
}

TEST_CASE("a gallery that cannot be read is begun anew and kept aside") {
    const auto folder = std::filesystem::temp_directory_path() / ("loket-gallery-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    {
        auto gallery = open_gallery(folder);
        REQUIRE(gallery);
        REQUIRE((*gallery)->put("2101010101900001", Finger::RightIndex, *biometrics::extract_minutiae(index_fingers(kSomebody, 1)[0].image)));
    }
    CHECK((*open_gallery(folder))->fingers() == 1);
    for (const auto* part : {"gallery.db-wal", "gallery.db-shm"}) std::filesystem::remove(folder / part);  // the log alone would bring it back
    REQUIRE(write_file(folder / "gallery.db", Bytes(8192, 0x5A)));
    auto anew = open_gallery(folder);
    REQUIRE(anew);
    CHECK((*anew)->fingers() == 0);
    CHECK(std::filesystem::exists(folder / "gallery.db.unreadable"));
    std::filesystem::remove_all(folder);
}
