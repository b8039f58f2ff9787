// Torn away at every byte that the chip writes.

#include "bench.h"

using namespace loket;
using namespace loket::card;

namespace {

CardContent little() {
    auto content = somebody();
    content.photo = Bytes(40, 0x5A);
    content.signature = {};
    content.fingers = {{biometrics::Finger::RightIndex, Bytes(30, 0x21)}};
    return content;
}

}  // namespace

namespace {

CardFiles signed_files(const Office& office) {
    auto content = little();
    content.number = number_of(1);
    auto files = *encode_content(content);
    files[File::Security] = *sign_files(files, office.document_signer(), kToday);
    return files;
}

/// As `personalise`, with what was signed before.
Status write(Office& office, sim_card::Plastic& plastic, const CardFiles& files, const sim_card::Mishap& mishap = {}) {
    sim_card::VirtualCard card(plastic, mishap);
    auto terminal = office.terminal(card);
    LOKET_ASSIGN(sight, terminal.look());
    if (sight.life > Life::Personalised) return rejected("card.in_use", "written before");
    LOKET_ASSIGN(number, terminal.open(Keys::Personalise));
    CHECK(number == number_of(1));
    LOKET_TRY(terminal.write_files(files));
    return terminal.lock();
}

void tear_at_every(std::uint64_t step) {
    Office office;
    const auto files = signed_files(office);
    const auto blank = office.blank();
    int torn = 0, whole = 0;
    for (std::uint64_t at = 0; whole < 3; at += step) {
        auto plastic = blank;
        if (write(office, plastic, files, {.tear_after = at})) {
            ++whole;
            continue;
        }
        ++torn;
        const auto reading = office.read(plastic);
        if (reading) CHECK(reading->authentic());  // the very last byte was written, only the answer was lost
        else CHECK(reading.error().code == "card.empty");
        if (!reading) CHECK(write(office, plastic, files));
        sim_card::VirtualCard again(plastic, {});
        auto terminal = office.terminal(again);
        CHECK(terminal.look()->life == Life::Locked);
        REQUIRE(terminal.open(Keys::Read));
        CHECK(terminal.read_files().value() == files);
    }
    CHECK(torn * step > 3000);
}

}  // namespace

TEST_CASE("personalisation torn at any byte leaves a blank or a whole card, and can be done again") { tear_at_every(13); }
TEST_CASE("personalisation torn at each single byte", "[.long]") { tear_at_every(1); }

TEST_CASE("activation torn at any byte leaves the old state or the new") {
    Office office;
    auto locked = office.blank();
    REQUIRE(office.personalise(locked, little()));
    int old_state = 0, new_state = 0;
    for (std::uint64_t at = 0; at < 60; ++at) {
        auto plastic = locked;
        const bool done = office.activate(plastic, {.tear_after = at}).ok();
        const auto life = office.read(plastic)->life;
        CHECK((life == Life::Locked || life == Life::Active));
        if (done) CHECK(life == Life::Active);
        (life == Life::Active ? new_state : old_state) += 1;
        REQUIRE(office.activate(plastic));
        CHECK(office.read(plastic)->life == Life::Active);
    }
    CHECK(old_state > 5);
    CHECK(new_state > 5);
}

TEST_CASE("a card taken away between two commands is where it was, and no conversation is had twice") {
    Office office;
    const auto blank = office.blank();
    for (int commands = 0; commands < 30; ++commands) {
        auto plastic = blank;
        const auto done = office.personalise(plastic, little(), {.remove_after = commands});
        CHECK(done.error().code == "card.not_on_reader");
        CHECK(office.read(plastic).error().code == "card.empty");
        CHECK(office.personalise(plastic, little()));
    }
}
