// The gallery and the search for duplicates, with synthetic people.

#include <catch2/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "devices/base/file.h"
#include "devices/biometrics/synth/synth.h"
#include "workflow/dedup/duplicates.h"

using namespace loket;
using namespace loket::dedup;
using biometrics::Finger;
using biometrics::FingerTemplate;

namespace {

constexpr store::Key kKey = {1, 2, 3};

class Place {
  public:
    Place() : path_(std::filesystem::temp_directory_path() / ("loket-gallery-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~Place() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::filesystem::path file() const { return path_ / "gallery.db"; }
    [[nodiscard]] std::filesystem::path folder() const { return path_; }

  private:
    std::filesystem::path path_;
};

FingerTemplate finger_of(std::uint64_t person, Finger finger, std::uint64_t take) {
    static std::map<std::pair<std::uint64_t, Finger>, biometrics::synth::FingerMaster> masters;
    auto known = masters.find({person, finger});
    if (known == masters.end()) known = masters.emplace(std::pair{person, finger}, biometrics::synth::finger_master(person, finger)).first;
    auto minutiae = biometrics::extract_minutiae(biometrics::synth::render_impression(known->second, {.seed = take, .rotation_deg = 5.0 * static_cast<double>(take)}));
    REQUIRE(minutiae);
    return *minutiae;
}

std::string number_of(std::uint64_t person) { return "P" + std::to_string(person); }

std::vector<Gallery::Entry> recording(std::uint64_t person, const std::string& number, std::uint64_t take) {
    return {{number, Finger::RightIndex, finger_of(person, Finger::RightIndex, take)}, {number, Finger::LeftIndex, finger_of(person, Finger::LeftIndex, take)}};
}

std::unique_ptr<Gallery> filled(const Place& place) {
    auto gallery = Gallery::open(place.file(), kKey);
    REQUIRE(gallery);
    for (std::uint64_t person = 1; person <= 5; ++person) REQUIRE((*gallery)->put_all(recording(person, number_of(person), 0)));
    return std::move(*gallery);
}

}  // namespace

TEST_CASE("a gallery finds a finger again, also after it was closed, and forgets when told") {
    const Place place;
    const auto probe = finger_of(3, Finger::RightIndex, 2);
    {
        const auto gallery = filled(place);
        CHECK(gallery->fingers() == 10);
        const auto found = gallery->search(probe, Finger::RightIndex).value();
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().person == "P3");
        CHECK(found.front().score > biometrics::kVerifyThreshold);
        CHECK(gallery->search(probe, Finger::RightIndex, 3).value() == found);
        for (const auto& each : found) CHECK(each.position == Finger::RightIndex);
    }
    auto again = Gallery::open(place.file(), kKey).value();
    CHECK(again->fingers() == 10);
    CHECK(again->search(probe, Finger::RightIndex)->front().person == "P3");
    CHECK(again->of("P3")->size() == 2);
    REQUIRE(again->forget("P3"));
    REQUIRE(again->forget("nobody"));
    CHECK(again->fingers() == 8);
    CHECK(again->of("P3")->empty());
    for (const auto& each : again->search(probe, Finger::Unknown).value()) CHECK(each.person != "P3");
}

TEST_CASE("a gallery cannot be read without its key") {
    const Place place;
    filled(place);
    for (const auto& file : std::filesystem::directory_iterator(place.folder())) {
        const auto bytes = read_file(file.path()).value();
        for (const auto* word : {"SQLite format", "CREATE TABLE", "person"}) {
            INFO(file.path() << " holds " << word);
            CHECK(as_text(bytes).find(word) == std::string_view::npos);
        }
    }
    CHECK_FALSE(Gallery::open(place.file(), store::Key{9}));
}

TEST_CASE("who comes a second time under another number is shown to a human, a stranger is not") {
    const Place place;
    const auto gallery = filled(place);
    const auto twice = recording(2, "NEW", 3);
    const auto suspects = find_duplicates(*gallery, "NEW", twice, {}).value();
    REQUIRE(suspects.size() == 1);
    CHECK(suspects[0].person == "P2");
    CHECK(suspects[0].fingers == 2);
    CHECK(suspects[0].score >= suspects[0].threshold);
    CHECK(find_duplicates(*gallery, "P2", twice, {}).value().empty());  // nobody is a duplicate of himself
    CHECK(find_duplicates(*gallery, "NEW", recording(77, "NEW", 0), {}).value().empty());
    const std::vector<std::string> block = {"P2", "P4", "unknown"};
    const auto on_paper = find_duplicates(*gallery, "NEW", twice, block).value();
    REQUIRE(on_paper.size() == 1);
    CHECK(on_paper[0].alike_on_paper);
}

TEST_CASE("irises add to what fingers say, and find somebody without fingers") {
    const Place place;
    auto gallery = filled(place);
    const auto eyes = [](std::uint64_t person, std::uint64_t take) {
        std::vector<Gallery::Iris> both;
        for (const auto eye : {biometrics::Eye::Right, biometrics::Eye::Left}) both.push_back({eye, biometrics::iris_code(biometrics::synth::iris(person, eye, {.seed = take})).value()});
        return both;
    };
    for (std::uint64_t person = 1; person <= 3; ++person) REQUIRE(gallery->put_irises(number_of(person), eyes(person, 0)));
    gallery.reset();
    gallery = std::move(Gallery::open(place.file(), kKey).value());
    CHECK(gallery->irises().value() == 6);
    const auto again = eyes(2, 5), strange = eyes(77, 5);
    const auto near = gallery->search_irises(again[0], 2).value();
    REQUIRE_FALSE(near.empty());
    CHECK(near[0].person == "P2");
    CHECK(near[0].distance < biometrics::kSameIris);
    CHECK(std::ranges::none_of(near.begin() + 1, near.end(), [](const auto& other) { return other.distance <= biometrics::kSameIris; }));

    const auto found = find_duplicates(*gallery, "NEW", {}, {}, 1, again).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0].person == "P2");
    CHECK(found[0].fingers == 0);
    CHECK(found[0].irises == 2);
    CHECK(find_duplicates(*gallery, "NEW", {}, {}, 1, strange).value().empty());
    const auto twice = recording(2, "NEW", 3);
    const auto with = find_duplicates(*gallery, "NEW", twice, {}, 1, again).value(), without = find_duplicates(*gallery, "NEW", twice, {}).value();
    REQUIRE(with.size() == 1);
    REQUIRE(without.size() == 1);
    CHECK(with[0].irises == 2);
    CHECK(with[0].score > without[0].score);
    REQUIRE(gallery->forget("P2"));
    CHECK(gallery->irises().value() == 4);
    for (const auto& other : gallery->search_irises(again[0], 5).value()) CHECK(other.distance > biometrics::kSameIris);

    CHECK(iris_score(0.5) < 10);
    CHECK(iris_score(biometrics::kSameIris) == Approx(42.7).margin(1));
    CHECK(iris_score(0.1) == 120);
}

TEST_CASE("more people need more, and two fingers say more than one") {
    CHECK(search_threshold(1) == 40);
    CHECK(search_threshold(10) == 40);
    CHECK(search_threshold(320'000) > search_threshold(1000));
    CHECK(fused({}) == 0);
    CHECK(fused(std::vector<double>{90}) == 90);
    CHECK(fused(std::vector<double>{60, 60}) == 80);
    CHECK(fused(std::vector<double>{90, 0}) == 90);  // a bad impression takes nothing away
    CHECK(fused(std::vector<double>{0, 0}) == 20);
}

TEST_CASE("the log of a gallery does not grow with everybody who was ever recorded") {
    const Place place;
    const auto gallery = filled(place);
    const auto finger = finger_of(1, Finger::RightIndex, 0);
    std::vector<Gallery::Entry> many;
    for (int person = 0; person < 100; ++person) many.push_back({number_of(1000 + static_cast<std::uint64_t>(person)), Finger::RightIndex, finger});
    std::uintmax_t longest = 0;
    for (int round = 0; round < 15; ++round) {
        REQUIRE(gallery->put_all(many));
        longest = std::max(longest, std::filesystem::file_size(place.file().string() + "-wal"));
    }
    CHECK(longest < 15'000'000);  // a thousand pages and one commit; unfolded it would be three times that
    CHECK(std::filesystem::file_size(place.file()) > 500'000);
}
