#include <catch2/catch.hpp>

#include <algorithm>
#include <iostream>
#include <thread>

#include "devices/base/random.h"
#include "prints.h"

using namespace loket;
using namespace loket::biometrics;
using namespace loket::biometrics::test;

namespace {

FingerTemplate finger_of(std::uint64_t person, std::uint64_t take, const synth::Impression& impression = {}) {
    const auto finger = extract_minutiae(print_of(person, take, impression));
    REQUIRE(finger);
    return *finger;
}

FingerTemplate without_ridges(FingerTemplate finger) {
    finger.ridges = {};
    return finger;
}

/// What a card holds: 0.1 mm, 64 directions, no quality, no more than sixty minutiae.
FingerTemplate as_on_card(FingerTemplate finger) {
    finger = without_ridges(finger);
    if (finger.minutiae.size() > 60) finger.minutiae.resize(60);
    for (Minutia& m : finger.minutiae) {
        m.x = static_cast<std::uint16_t>((m.x + 1) / 2 * 2);
        m.y = static_cast<std::uint16_t>((m.y + 1) / 2 * 2);
        m.angle = static_cast<std::uint8_t>((m.angle + 2) / 4 * 4);
        m.quality = 0;
    }
    return finger;
}

FingerTemplate scattered(std::uint64_t seed, int count) {
    SeededRandom random(seed);
    FingerTemplate finger{320, 400, {}};
    for (int i = 0; i < count; ++i)
        finger.minutiae.push_back({static_cast<std::uint16_t>(random.below(320)), static_cast<std::uint16_t>(random.below(400)),
                                   static_cast<std::uint8_t>(random.below(256)), MinutiaType::Ending, 80});
    return finger;
}

}  // namespace

TEST_CASE("two moderate impressions of a finger match, with and without ridges and as on a card") {
    const synth::Impression dry{.dryness = 0.35, .rotation_deg = 9}, wet{.wetness = 0.35, .rotation_deg = -10, .coverage = 0.85};
    for (std::uint64_t person = 100; person < 112; ++person) {
        INFO("person " << person);
        const FingerTemplate a = finger_of(person, 0), b = finger_of(person, 1, dry), c = finger_of(person, 2, wet);
        CHECK(match_score(a, b) > kVerifyThreshold * 1.2);
        CHECK(match_score(a, c) > kVerifyThreshold * 1.2);
        CHECK(match_score(b, c) > kVerifyThreshold);
        CHECK(match_score(without_ridges(a), b) > kVerifyThreshold);
        CHECK(match_score(as_on_card(a), b) > kVerifyThreshold);
        CHECK(match_score(as_on_card(a), c) > kVerifyThreshold);
    }
}

TEST_CASE("different people do not match") {
    std::vector<PreparedFinger> full, bare;
    for (std::uint64_t person = 200; person < 216; ++person) {
        const FingerTemplate finger = finger_of(person, 0);
        full.push_back(prepare(finger));
        bare.push_back(prepare(as_on_card(finger)));
    }
    for (std::size_t i = 0; i < full.size(); ++i)
        for (std::size_t j = i + 1; j < full.size(); ++j) {
            INFO("people " << i << " and " << j);
            CHECK(match_score(full[i], full[j]) < kVerifyThreshold);
            CHECK(match_score(bare[i], bare[j]) < kVerifyThreshold);
        }
}

TEST_CASE("comparison is symmetric to the last bit, and the same on every thread") {
    const FingerTemplate a = finger_of(301, 0), b = finger_of(301, 1, {.rotation_deg = 12}), c = finger_of(302, 0);
    CHECK(match_score(a, b) == match_score(b, a));
    CHECK(match_score(a, c) == match_score(c, a));
    CHECK(match_score(as_on_card(a), b) == match_score(b, as_on_card(a)));
    const double here = match_score(a, b);
    double there = 0;
    std::thread([&] { there = match_score(prepare(a), prepare(b)); }).join();
    CHECK(here == there);
}

TEST_CASE("a finger matches itself best, and turned by up to a quarter of a right angle") {
    const FingerTemplate a = finger_of(310, 0);
    const double self = match_score(a, a);
    CHECK(self > match_score(a, finger_of(310, 1)));
    for (const double degrees : {-22.0, 22.0}) CHECK(match_score(a, finger_of(310, 2, {.rotation_deg = degrees})) > kVerifyThreshold);
}

TEST_CASE("a finger matches upside down, and from a picture of twice or half the resolution that does not say so, strangers do not") {
    const auto known = prepare(finger_of(601, 1)), stranger = prepare(finger_of(651, 1));
    const GrayImage again = print_of(601, 2);
    GrayImage upside_down = again, doubled(2 * again.width, 2 * again.height), halved(again.width / 2, again.height / 2);
    std::ranges::reverse(upside_down.pixels);
    for (int y = 0; y < doubled.height; ++y)
        for (int x = 0; x < doubled.width; ++x) doubled.at(x, y) = again.at(x / 2, y / 2);
    for (int y = 0; y < halved.height; ++y)
        for (int x = 0; x < halved.width; ++x)
            halved.at(x, y) = static_cast<std::uint8_t>((again.at(2 * x, 2 * y) + again.at(2 * x + 1, 2 * y) + again.at(2 * x, 2 * y + 1) + again.at(2 * x + 1, 2 * y + 1)) / 4);
    for (const auto* picture : {&upside_down, &doubled, &halved}) {
        const auto finger = extract_minutiae(*picture);
        REQUIRE(finger);
        CAPTURE(picture->width);
        CHECK(match_score(known, prepare(*finger)) >= kVerifyThreshold);
        CHECK(match_score(stranger, prepare(*finger)) < kVerifyThreshold);
    }
}

TEST_CASE("empty, tiny and hostile templates score nothing") {
    const FingerTemplate real = finger_of(320, 0);
    CHECK(match_score({}, {}) == 0);
    CHECK(match_score(real, {}) == 0);
    CHECK(match_score(scattered(1, 1), real) < kVerifyThreshold);
    CHECK(match_score(scattered(2, 255), real) < kVerifyThreshold);
    CHECK(match_score(scattered(2, 255), scattered(3, 255)) < kVerifyThreshold);
    FingerTemplate same_place{320, 400, std::vector<Minutia>(255, Minutia{100, 100, 0, MinutiaType::Ending, 50})};
    CHECK(match_score(same_place, real) < kVerifyThreshold);
    FingerTemplate far = scattered(4, 40);
    for (Minutia& m : far.minutiae) m.x = m.y = 0xFFFF;
    CHECK(match_score(far, real) < kVerifyThreshold);
    FingerTemplate lies = real;
    lies.ridges.width = 100000;  // claims more samples than it brings
    CHECK(match_score(lies, real) == match_score(without_ridges(real), real));
}

TEST_CASE("real prints: genuine pairs match, impostors do not") {
    int genuine = 0, matched = 0, impostors = 0, confused = 0;
    for (const std::string set : {"fvc2002DB1", "fvc2002DB3", "fvc2002DB4", "fvc2004DB2"}) {
        std::vector<PreparedFinger> first, second;
        for (int finger = 101; finger <= 110; ++finger) {
            const auto a = real_print(set + "/" + std::to_string(finger) + "_1.png"), b = real_print(set + "/" + std::to_string(finger) + "_2.png");
            if (!a || !b) {
                std::cerr << "SKIPPED: no real prints\n";
                return;
            }
            first.push_back(prepare(extract_minutiae(*a).value()));
            second.push_back(prepare(extract_minutiae(*b).value()));
        }
        for (std::size_t i = 0; i < first.size(); ++i)
            for (std::size_t j = i; j < first.size(); ++j) {
                const bool match = match_score(first[i], second[j]) >= kVerifyThreshold;
                i == j ? ++genuine : ++impostors;
                (i == j ? matched : confused) += match;
            }
    }
    CHECK(genuine == 40);
    CHECK(matched >= 36);
    CHECK(impostors == 180);
    CHECK(confused == 0);
}
