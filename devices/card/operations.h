#pragma once
// The tasks of an office with a card, each one power-up: personalise, read and judge, activate.

#include "devices/card/security_object.h"
#include "devices/card/terminal.h"

namespace loket::card {

/// What a reader knows of a card after reading it.
struct Reading {
    Life life = Life::Created;
    CardContent content = {};
    SecurityReport security = {};
    /// The files were signed for another chip: copied.
    bool cloned = false;
    /// The chip compares fingers itself and gives their minutiae to nobody; `content.fingers` says which it has.
    bool compares = false;
    [[nodiscard]] bool authentic() const { return security.authenticity == Authenticity::Authentic && !cloned; }
};

/// Reads all of a personalised card and checks what it is worth. Failures of `Terminal`; Corrupt where the content breaks its rules and no
/// signature explains it; Rejected "card.empty" before personalisation, "card.terminated" at the end. But for "card.empty", the state is what the chip
/// says within the secured conversation.
Result<Reading> read_card(Terminal& terminal, const std::vector<Bytes>& authorities);

/// Writes, reads back, checks the signature against `authorities` and locks. `content.number` is taken from the chip. Repeatable until it succeeds;
/// Rejected "card.in_use" for a card that was locked before.
Status personalise(Terminal& terminal, CardContent content, const DocumentSigner& signer, const std::vector<Bytes>& authorities, Instant at);

/// The chip compares a live finger (compact card format) with the one it holds. Rejected "card.no_finger" where it does not hold or not compare that one, "card.other" for a chip
/// of another number; "card.blocked".
Result<Terminal::Compared> verify_on_card(Terminal& terminal, biometrics::Finger finger, ByteView minutiae, const CardNumber& expected);

/// Locked to Active. Harmless when it is active already. Who the holder is was compared before. Rejected "card.other" for a chip of another number.
Status activate_card(Terminal& terminal, const std::optional<CardNumber>& expected = {});
/// To the end: spoiled, surrendered, found again after it was replaced.
Status terminate_card(Terminal& terminal, const std::optional<CardNumber>& expected = {});

/// The number of a chip with this UID (hexadecimal; shorter ones are filled up with zeros, longer ones cut).
CardNumber number_of(std::string_view uid);

/// Stable lower-case names for output and tests.
std::string_view name_of(Life life);
std::string_view name_of(Authenticity authenticity);
std::string_view name_of(File file);

}  // namespace loket::card
