#pragma once
// The chip of a card as the desks use it: through the reader of this station, with the office's keys.

#include "devices/card/operations.h"
#include "kiosk/app/desk/papers.h"

namespace loket::app {

/// What the chip of this case's card must hold; the number of the chip is added when it is written. Blocks; for desk threads, like all here.
Result<card::CardContent> chip_content(const Equipment& equipment, const engine::Case& c, const population::Resident& person, const CardMaterial& material);

/// The photo as the chip has it: 2:3 before the colour of the birth year, JPEG of at most `card::kPhotoRoom` bytes. As `portrait_for_card` fails.
Result<Bytes> chip_photo(const RgbaImage& photo, int birth_year);
/// Ink as the chip has it; empty where there is none, or too much of it for the chip.
Bytes chip_signature(const GrayImage& ink);

/// Personalises the card with this UID: writes, reads back, locks. Harmless for one that was locked with the same content.
/// Rejected "card.other" where another card lies on the reader, "card.unreadable" where its bytes make no sense; else as `card::personalise`
/// and the reader fail. Failures before a card was touched keep their own fault.
Status write_chip(Equipment& equipment, const std::string& uid, const card::CardContent& content, model::Sink& sink, std::stop_token stop);

/// The same conversation as what a card printer has with the blank at its contactless station. A chip that was begun and refused the rest is ended.
Result<model::ApduTalk> chip_writer(Equipment& equipment, const card::CardContent& content);

/// The chip itself says that no card will come of it. Foreign keys are not among it: the next blank would fare no better.
bool chip_is_bad(const Error& error);

/// Reads the card on the reader; `uid` empty: whichever it is. What it is worth stands in the reading.
Result<card::Reading> read_chip(Equipment& equipment, const std::string& uid, Millis patience, model::Sink& sink, std::stop_token stop);

/// A chip that compares fingers itself is shown this one (compact card format); as `card::verify_on_card`.
Result<card::Terminal::Compared> ask_chip(Equipment& equipment, const std::string& uid, biometrics::Finger finger, const Bytes& minutiae, model::Sink& sink, std::stop_token stop);

/// Activates the chip; harmless when it is active.
Status activate_chip(Equipment& equipment, const std::string& uid, model::Sink& sink, std::stop_token stop);

/// Ends the chip for ever: of a card that is spoiled, or that was replaced and has come back. `uid` empty: whichever lies there.
Status terminate_chip(Equipment& equipment, const std::string& uid, model::Sink& sink, std::stop_token stop);

}  // namespace loket::app
