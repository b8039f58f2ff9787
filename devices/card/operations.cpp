#include "devices/card/operations.h"

#include <algorithm>

namespace loket::card {

Result<Reading> read_card(Terminal& terminal, const std::vector<Bytes>& authorities) {
    LOKET_TRY(terminal.select());
    LOKET_ASSIGN(said, terminal.life());
    if (said == Life::Created || said == Life::Personalised) return rejected("card.empty", "the card is not personalised");
    LOKET_ASSIGN(number, terminal.open(Keys::Read));
    LOKET_ASSIGN(life, terminal.life());
    if (life == Life::Terminated) return rejected("card.terminated", "the card was ended");
    LOKET_ASSIGN(chip_fingers, terminal.chip_fingers());
    const auto kept_back = chip_fingers.empty() ? std::set<File>{} : std::set{File::Fingers};
    LOKET_ASSIGN(files, terminal.read_files(kept_back));
    Reading reading{.life = life, .compares = !kept_back.empty()};
    LOKET_ASSIGN(security, check_files(files, authorities, kept_back));
    reading.security = std::move(security);
    auto content = decode_content(files, kept_back);
    if (!content && reading.security.authenticity != Authenticity::Altered) return content.error();
    if (content) reading.content = std::move(*content);
    for (const auto& one : chip_fingers) reading.content.fingers.push_back({one.finger, {}});
    reading.cloned = content && reading.content.number != number;
    return reading;
}

Status personalise(Terminal& terminal, CardContent content, const DocumentSigner& signer, const std::vector<Bytes>& authorities, Instant at) {
    LOKET_TRY(terminal.select());
    LOKET_ASSIGN(life, terminal.life());
    if (life > Life::Personalised) return rejected("card.in_use", "the card was personalised before");
    LOKET_ASSIGN(number, terminal.open(Keys::Personalise));
    content.number = number;
    LOKET_ASSIGN(files, encode_content(content));
    LOKET_ASSIGN(security, sign_files(files, signer, at));
    files[File::Security] = std::move(security);
    LOKET_ASSIGN(report, check_files(files, authorities));
    if (report.authenticity != Authenticity::Authentic) return rejected("card.signer", "nobody vouches for the key that signs cards");
    LOKET_TRY(terminal.write_files(files));
    return terminal.lock();
}

namespace {

/// The state of the card, as it says to who holds the keys of its life; nothing that it says before counts.
Result<Life> open_life(Terminal& terminal, const std::optional<CardNumber>& expected) {
    LOKET_TRY(terminal.select());
    LOKET_ASSIGN(number, terminal.open(Keys::LifeCycle));
    if (expected && number != *expected) return rejected("card.other", "the chip has another number");
    return terminal.life();
}

}  // namespace

Status activate_card(Terminal& terminal, const std::optional<CardNumber>& expected) {
    LOKET_ASSIGN(life, open_life(terminal, expected));
    return life == Life::Active ? Status{} : terminal.activate();
}

Status terminate_card(Terminal& terminal, const std::optional<CardNumber>& expected) {
    LOKET_ASSIGN(life, open_life(terminal, expected));
    return life == Life::Terminated ? Status{} : terminal.terminate();
}

Result<Terminal::Compared> verify_on_card(Terminal& terminal, biometrics::Finger finger, ByteView minutiae, const CardNumber& expected) {
    LOKET_TRY(terminal.select());
    LOKET_ASSIGN(number, terminal.open(Keys::Read));
    if (number != expected) return rejected("card.other", "the chip has another number");
    LOKET_ASSIGN(fingers, terminal.chip_fingers());
    const auto found = std::ranges::find(fingers, finger, &ChipFinger::finger);
    if (found == fingers.end()) return rejected("card.no_finger", "the chip does not compare this finger");
    return terminal.verify(found->reference, minutiae);
}

CardNumber number_of(std::string_view uid) {
    CardNumber number{};
    auto bytes = from_hex(uid).value_or(Bytes{});
    bytes.resize(kNumberSize - sizeof kNumberHead);
    std::ranges::copy(bytes, std::ranges::copy(kNumberHead, number.begin()).out);
    return number;
}

std::string_view name_of(Life life) {
    switch (life) {
        case Life::Created: return "created";
        case Life::Personalised: return "personalised";
        case Life::Locked: return "locked";
        case Life::Active: return "active";
        case Life::Terminated: return "terminated";
    }
    return "unknown";
}

std::string_view name_of(Authenticity authenticity) {
    switch (authenticity) {
        case Authenticity::Authentic: return "authentic";
        case Authenticity::Altered: return "altered";
        case Authenticity::UnknownSigner: return "unknown_signer";
    }
    return "unknown";
}

std::string_view name_of(File file) {
    switch (file) {
        case File::Common: return "common";
        case File::Biodata: return "biodata";
        case File::Photo: return "photo";
        case File::Fingers: return "fingers";
        case File::Signature: return "signature";
        case File::Numbers: return "numbers";
        case File::Security: return "security";
    }
    return "unknown";
}

}  // namespace loket::card
