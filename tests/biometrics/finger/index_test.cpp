#include <catch2/catch.hpp>

#include "devices/base/random.h"
#include "devices/biometrics/finger/finger_index.h"
#include "devices/biometrics/finger/packed.h"
#include "prints.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::test;

namespace {

/// Nobody's finger: minutiae strewn over the pad.
FingerTemplate strewn(std::uint64_t seed) {
    SeededRandom random(seed);
    FingerTemplate finger{320, 400, {}};
    for (int i = 0; i < 40; ++i)
        finger.minutiae.push_back({static_cast<std::uint16_t>(20 + random.below(280)), static_cast<std::uint16_t>(20 + random.below(360)), static_cast<std::uint8_t>(random.below(256)),
                                   MinutiaType::Ending, 80});
    return finger;
}

FingerTemplate taken(std::uint64_t person, std::uint64_t take, double degrees = 0) {
    auto finger = extract_minutiae(print_of(person, take, {.rotation_deg = degrees}));
    REQUIRE(finger);
    return *finger;
}

constexpr std::uint64_t kFirst = 1000;

FingerIndex index_of(std::uint64_t people, bool backwards = false) {
    FingerIndex index;
    for (std::uint64_t i = 0; i < people; ++i) {
        const auto person = backwards ? people - 1 - i : i;
        index.put(kFirst + person, Finger::RightIndex, strewn(person));
    }
    return index;
}

}  // namespace

TEST_CASE("a finger is found among strangers, turned and on any number of parts") {
    auto index = index_of(300);
    for (std::uint64_t person = 1; person <= 4; ++person) index.put(person, Finger::RightIndex, taken(600 + person, 0));
    for (std::uint64_t person = 1; person <= 4; ++person) {
        const auto probe = search_probe(taken(600 + person, 1, person % 2 ? 15 : -20));
        const auto found = index.search(probe, Finger::RightIndex, 5);
        REQUIRE(found.size() == 5);
        CHECK(found.front().id == person);
        std::vector<std::vector<FingerCandidate>> parts;
        for (std::size_t part = 0; part < 7; ++part) parts.push_back(index.search(probe, Finger::RightIndex, 5, part, 7));
        CHECK(best_of(parts, 5) == found);
        CHECK(index.search(probe, Finger::LeftIndex, 5).empty());
        CHECK(index.search(probe, Finger::Unknown, 5) == found);
    }
}

TEST_CASE("what an index finds does not depend on the order in which it was filled, emptied and filled again") {
    const auto straight = index_of(200);
    auto other = index_of(260, true);
    for (std::uint64_t person = 0; person < 260; ++person)
        if (person >= 200 || person % 3 == 0) CHECK(other.remove(kFirst + person, Finger::RightIndex));
    CHECK_FALSE(other.remove(kFirst + 3, Finger::RightIndex));
    for (std::uint64_t person = 0; person < 200; person += 3) {
        other.put(kFirst + person, Finger::RightIndex, strewn(7000));  // replaced by the right one
        other.put(kFirst + person, Finger::RightIndex, strewn(person));
    }
    CHECK(other.size() == straight.size());
    for (std::uint64_t probe = 0; probe < 20; ++probe) {
        const auto code = search_probe(strewn(probe * 10));
        const auto found = straight.search(code, Finger::Unknown, 8);
        CHECK(found == other.search(code, Finger::Unknown, 8));
        CHECK(found.front().id == kFirst + probe * 10);
    }
}

TEST_CASE("an index takes fingers without minutiae and hostile ones") {
    FingerIndex index;
    index.put(1, Finger::Unknown, FingerTemplate{});
    index.put(2, Finger::Unknown, FingerTemplate{320, 400, std::vector<Minutia>(255, Minutia{0xFFFF, 0xFFFF, 3, MinutiaType::Ending, 50})});
    index.put(3, Finger::LeftThumb, strewn(5));
    CHECK(index.size() == 3);
    CHECK(index.search(search_probe({}), Finger::Unknown, 5).empty());
    CHECK(index.search(search_probe(strewn(5)), Finger::Unknown, 0).empty());
    CHECK(index.search(search_probe(strewn(5)), Finger::LeftThumb, 5).front().id == 3);
    CHECK(FingerIndex::kIndexBytes <= 1300);
}

TEST_CASE("a packed finger comes back the same, and every truncation is refused") {
    const auto finger = taken(650, 0);
    const auto bytes = pack(finger);
    CHECK(unpack(bytes).value() == finger);
    CHECK(bytes.size() < 12'000);
    for (std::size_t length = 0; length < bytes.size(); length += 7) CHECK_FALSE(unpack(ByteView(bytes).first(length)));
    const auto code = detail::search_code(finger);
    CHECK(unpack_code(pack(code)).value() == code);
    CHECK_FALSE(unpack_code(ByteView(bytes).first(10)));
}
