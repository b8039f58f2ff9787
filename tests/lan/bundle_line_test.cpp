// Stations get the version of the appliance that their induk runs, from there.

#include "devices/base/file.h"
#include "machines.h"

using namespace loket;
using namespace loket::app;
using namespace loket::app::test;

namespace {

/// A file that is no bundle: what is in one is looked at when an officer agrees.
std::filesystem::path some_bundle(const LanFolder& folder, std::size_t size, std::uint64_t seed) {
    SeededRandom random(seed);
    Bytes bytes(size);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    REQUIRE(make_folder(folder.path));
    REQUIRE(write_file(folder.path / "some.bundle", bytes));
    return folder.path / "some.bundle";
}

}  // namespace

TEST_CASE("versions: a station fetches what its induk has proven and nothing that is still tried there, an induk that goes away in between costs nothing") {
    Machine induk, station;
    induk.found();
    station.join(induk, "Loket 2");
    LanFolder disk;
    const auto bundle = some_bundle(disk, 6'000'000, 7);
    REQUIRE(induk.line->induk->versions().keep(bundle, "0.3.1"));
    std::string proven = "0.3.0";
    const auto prove = [&] { induk.line->induk->versions().proven_by([&](const std::string& version) { return version == proven; }); };
    prove();
    sync::HttpsLink member(lan_keys(station.line->place, induk.address()), Millis(3000));
    CHECK_FALSE(sync::wire::decode_bundle_offer(member.post(std::string(lan::kVersionCall), {}).value()).value().name);
    proven = "0.3.1";
    const auto file = station.folder.path / "update.fetched";
    BundleLine line({.place = station.line->place, .address = [&] { return station.line->station->view().address; }, .clock = station.clock, .file = file,
                     .wants = [&](const std::string& version) { return version == "0.3.1"; }, .pause = Millis(20), .rest = Millis(60)});
    REQUIRE(Machine::wait([&] { return line.view() && line.view()->have > 0; }));
    CHECK(line.view()->version == "0.3.1");
    induk.down();
    const auto before = line.view()->have;
    CHECK(before < 6'000'000);
    induk.up();
    prove();
    std::int64_t least = 6'000'000;  // what was there stays there
    REQUIRE(Machine::wait([&] {
        if (const auto now = line.view()) least = std::min(least, now->have);
        return std::filesystem::exists(file);
    }));
    CHECK(least >= before);
    CHECK(read_file(file).value() == read_file(bundle).value());
}

TEST_CASE("versions: whoever is no machine of this office gets none, and nobody gets another one") {
    Machine induk, station;
    induk.found();
    station.join(induk, "Loket 2");
    LanFolder disk;
    REQUIRE(induk.line->induk->versions().keep(some_bundle(disk, 1000, 8), "0.3.1"));
    induk.line->induk->versions().proven_by([](const std::string& version) { return version == "0.3.1"; });
    sync::HttpsLink stranger(lan_keys(LanPlace{.authority = station.line->place.authority}, induk.address()), Millis(3000));
    CHECK_FALSE(stranger.post(std::string(lan::kVersionCall), {}));
    sync::HttpsLink member(lan_keys(station.line->place, induk.address()), Millis(3000));
    const auto offer = sync::wire::decode_bundle_offer(member.post(std::string(lan::kVersionCall), {}).value()).value();
    REQUIRE(offer.name);
    CHECK(member.bundle_piece(*offer.name, 0, 1000).value().size() == 1000);
    CHECK(stranger.bundle_piece(*offer.name, 0, 1000).error().code == lan::kNotMember);
    CHECK(member.bundle_piece(sync::Digest{}, 0, 1000).error().code == "sync.no_bundle");
}
