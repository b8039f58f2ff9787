// A chip that compares fingers itself: says yes or no, counts the wrong ones, and gives its minutiae to nobody.

#include "bench.h"
#include "devices/card/tlv.h"

using namespace loket;
using namespace loket::card;
using biometrics::Finger;

namespace {

const Bytes kRight(90, 0x21), kLeft(120, 0x22), kStranger(90, 0x23);  // of `somebody`

struct ChipWithMatcher {
    ChipWithMatcher() { plastic.factory.compare = [](ByteView kept, ByteView shown) { return std::ranges::equal(kept, shown); }; }
    Result<Terminal::Compared> show(Finger finger, ByteView minutiae, const sim_card::Mishap& mishap = {}) {
        sim_card::VirtualCard card(plastic, mishap);
        auto at = office.terminal(card);
        return verify_on_card(at, finger, minutiae, number_of(1));
    }
    Office office;
    sim_card::Plastic plastic = office.blank();
};

}  // namespace

TEST_CASE("a chip that compares fingers says yes to its holder's, no to others, and lets none out") {
    ChipWithMatcher chip;
    REQUIRE(chip.office.personalise(chip.plastic, somebody()));  // written and read back before it is locked
    const auto reading = chip.office.read(chip.plastic);
    REQUIRE(reading);
    CHECK(reading->authentic());
    CHECK(reading->compares);
    REQUIRE(reading->content.fingers.size() == 2);
    CHECK(reading->content.fingers[0] == CardFinger{Finger::RightIndex, {}});
    CHECK(reading->content.fingers[1] == CardFinger{Finger::LeftIndex, {}});
    CHECK(chip.show(Finger::RightIndex, kRight)->match);
    CHECK(chip.show(Finger::LeftIndex, kLeft)->match);
    CHECK_FALSE(chip.show(Finger::LeftIndex, kRight)->match);
    CHECK(chip.show(Finger::RightThumb, kRight).error().code == "card.no_finger");

    sim_card::VirtualCard card(chip.plastic, {});
    auto at = chip.office.terminal(card);
    REQUIRE(at.select());
    CHECK_FALSE(at.verify(1, kRight));  // in clear nothing is compared
    REQUIRE(at.open(Keys::Read));
    CHECK(at.read_files().error().code == "card.refused");
    REQUIRE(chip.office.activate(chip.plastic));
    CHECK(chip.show(Finger::RightIndex, kRight)->match);

    auto plain = chip.office.blank(2);  // the same profile without a matcher
    REQUIRE(chip.office.personalise(plain, somebody()));
    CHECK_FALSE(chip.office.read(plain)->compares);
    CHECK(chip.office.read(plain)->content.fingers[0].minutiae == kRight);
}

TEST_CASE("a chip that compares fingers bears fifteen wrong ones in a row") {
    ChipWithMatcher chip;
    REQUIRE(chip.office.personalise(chip.plastic, somebody()));
    CHECK(chip.show(Finger::RightIndex, kStranger)->tries_left == biometric::kMostTries - 1);
    CHECK(chip.show(Finger::RightIndex, kRight)->match);  // gives them back
    for (int wrong = 1; wrong <= biometric::kMostTries; ++wrong) {
        if (wrong == 3) {
            sim_card::VirtualCard card(chip.plastic, {});
            auto at = chip.office.terminal(card);
            REQUIRE(at.select());
            REQUIRE(at.open(Keys::Read));
        }
        CHECK(chip.show(Finger::LeftIndex, kStranger)->tries_left == biometric::kMostTries - wrong);
    }
    CHECK(chip.show(Finger::RightIndex, kRight).error().code == "card.blocked");
    CHECK(chip.office.read(chip.plastic)->authentic());  // all else goes on
}

TEST_CASE("what a chip says of its fingers is read as it stands, and any other bytes are corrupt") {
    const Bytes number{1}, index{0x09};
    const auto one = tlv(biometric::kTemplate, joined({tlv(biometric::kReference, number), tlv(biometric::kHeader, tlv(biometric::kSubtype, index))}));
    const auto group = tlv(biometric::kGroup, joined({tlv(biometric::kCount, number), one}));
    const auto fingers = decode_chip_fingers(group);
    REQUIRE(fingers);
    REQUIRE(fingers->size() == 1);
    CHECK(fingers->front().finger == Finger::RightIndex);
    CHECK(fingers->front().reference == 1);
    SeededRandom random(5);
    for (int i = 0; i < 5000; ++i) {
        auto changed = group;
        if (random.chance(0.5)) changed.resize(random.below(changed.size()));
        else changed[random.below(changed.size())] = static_cast<std::uint8_t>(random.next());
        const auto read = decode_chip_fingers(changed);
        if (!read) CHECK(read.error().fault == Fault::Corrupt);
        else CHECK(read->size() <= 1);
    }
}

TEST_CASE("a try that is torn away at any byte was taken, or was never answered") {
    ChipWithMatcher chip;
    REQUIRE(chip.office.personalise(chip.plastic, somebody()));
    int taken = 0, spared = 0;
    for (std::uint64_t at = 0; at < 48; ++at) {
        const auto torn = chip.show(Finger::LeftIndex, kStranger, {.tear_after = at});
        const auto left = chip.show(Finger::LeftIndex, kStranger)->tries_left;
        ++(left == biometric::kMostTries - 2 ? taken : spared);
        CHECK((left == biometric::kMostTries - 2 || (left == biometric::kMostTries - 1 && !torn)));
        CHECK(chip.show(Finger::RightIndex, kRight)->match);  // gives them back
    }
    CHECK(taken > 0);
    CHECK(spared > 0);
}
