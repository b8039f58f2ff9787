// The same eye is near, another one far.

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "devices/biometrics/iris/iris_code.h"
#include "devices/biometrics/synth/synth.h"

using namespace loket;
using namespace loket::biometrics;

namespace {

IrisCode code_of(std::uint64_t person, Eye eye, std::uint64_t take) {
    const auto code = iris_code(synth::iris(person, eye, {.seed = take}));
    REQUIRE(code);
    return *code;
}

}  // namespace

TEST_CASE("another picture of the same eye matches, other people's and the other eye do not") {
    std::vector<IrisCode> first, second, other;
    for (std::uint64_t person = 4000; person < 4012; ++person) {
        first.push_back(code_of(person, Eye::Right, person));
        second.push_back(code_of(person, Eye::Right, person + 500));
        other.push_back(code_of(person, Eye::Left, person));
    }
    double farthest_same = 0, nearest_other = 1;
    for (std::size_t i = 0; i < first.size(); ++i)
        for (std::size_t k = 0; k < first.size(); ++k) {
            if (i == k) farthest_same = std::max(farthest_same, iris_distance(first[i], second[k]));
            else nearest_other = std::min(nearest_other, iris_distance(first[i], second[k]));
            nearest_other = std::min(nearest_other, iris_distance(first[i], other[k]));
        }
    CAPTURE(farthest_same, nearest_other);
    CHECK(farthest_same <= kSameIris);
    CHECK(nearest_other > kSameIris);

    std::size_t passed = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const IrisProbe probe(first[i]);
        CHECK(probe.may_be(second[i]));
        for (std::size_t k = 0; k < other.size(); ++k) passed += probe.may_be(other[k]) ? 1 : 0;
        CHECK(probe.distance(second[i]) == iris_distance(first[i], second[i]));
    }
    CHECK(passed < first.size() * other.size() / 2);  // a third of the bits rules most strangers out
}

TEST_CASE("the distance is symmetric, small to itself, and far where nothing is seen") {
    const auto a = code_of(4100, Eye::Right, 1), b = code_of(4101, Eye::Right, 1);
    CHECK(iris_distance(a, a) < 0.1);
    CHECK(iris_distance(a, b) == Approx(iris_distance(b, a)));
    CHECK(iris_distance(a, IrisCode{}) == 1);
}

TEST_CASE("a code survives being written and read, anything else is refused") {
    const auto code = code_of(4102, Eye::Left, 1);
    const auto bytes = to_bytes(code);
    const auto again = iris_code_from(bytes);
    REQUIRE(again);
    CHECK(*again == code);
    for (std::size_t length = 0; length < bytes.size(); length += 97) CHECK_FALSE(iris_code_from(ByteView(bytes).first(length)));
    auto longer = bytes, newer = bytes;
    longer.push_back(0);
    newer[7] = 9;
    CHECK(iris_code_from(longer).error().fault == Fault::Corrupt);
    CHECK(iris_code_from(newer).error().code == "record.code_version");
}

TEST_CASE("a head turned to either side matches, half a turn does not") {
    const auto code = code_of(4103, Eye::Right, 1);
    const auto turned = [&](int places) {
        IrisCode out;
        for (std::size_t row = 0; row < code.phase.size(); ++row)
            for (int p = 0; p < IrisCode::kPlaces; ++p) {
                const auto from = static_cast<std::size_t>(p), to = static_cast<std::size_t>((p + places + IrisCode::kPlaces) % IrisCode::kPlaces);
                out.phase[row][to / 64] |= (code.phase[row][from / 64] >> (from % 64) & 1) << (to % 64);
                out.seen[row][to / 64] |= (code.seen[row][from / 64] >> (from % 64) & 1) << (to % 64);
            }
        return out;
    };
    for (const int places : {-12, -1, 5, 12}) CHECK(iris_distance(code, turned(places)) == iris_distance(code, code));
    CHECK(iris_distance(code, turned(128)) > kSameIris);
}

TEST_CASE("no eye, no code") {
    CHECK(iris_code(GrayImage(640, 480)).error().code == "iris.not_found");
    CHECK(iris_code(synth::iris(4200, Eye::Right, {.seed = 1, .blink = 1})).error().code == "iris.open_eye");
}

TEST_CASE("distances of irises, for the README", "[.][figures]") {
    std::vector<double> same, different;
    std::vector<IrisCode> first, second;
    for (std::uint64_t person = 4300; person < 4380; ++person) {
        first.push_back(code_of(person, Eye::Left, person));
        second.push_back(code_of(person, Eye::Left, person + 999));
    }
    for (std::size_t i = 0; i < first.size(); ++i)
        for (std::size_t k = 0; k < first.size(); ++k) (i == k ? same : different).push_back(iris_distance(first[i], second[k]));
    std::sort(same.begin(), same.end());
    std::sort(different.begin(), different.end());
    const auto apart = same.end() - std::upper_bound(same.begin(), same.end(), kSameIris);
    WARN(same.size() << " same, " << apart << " beyond the threshold; " << different.size() << " different; same: median " << same[same.size() / 2] << " highest " << same.back() << "; different: lowest " << different.front() << " median " << different[different.size() / 2]);
}
