#pragma once
// The read station: any card on the reader, what it says and what it is worth. An ordinary task of the office.

#include <optional>

#include "devices/card/content.h"
#include "kiosk/app/desk/desk.h"

namespace loket::app {

struct CardCheck {
    enum class Worth : std::uint8_t {
        Good,        ///< genuine and active
        Inactive,    ///< genuine, not yet activated
        Revoked,     ///< genuine, but another one has replaced it or its blank was spoiled
        Altered,     ///< what it holds was changed after it was signed
        NotGenuine,  ///< a copy on another chip, or signed by somebody unknown
        Terminated,
        Empty,       ///< never written
    };
    Worth worth = Worth::Empty;
    std::optional<card::CardContent> content{};  ///< only of a genuine card: of others nothing is to be believed
    std::string signer{};
    std::optional<store::CardRow> row{};  ///< nothing: printed elsewhere, and nobody here knows whether it was replaced
};

/// Waits for a card and judges it; who looked at whose data goes into the audit. Blocks; for desk threads. Rejected "card.not_on_reader" if none
/// comes within `patience`, "card.foreign" for what is no card of the profile; else as the reader fails.
Result<CardCheck> check_card(Equipment& equipment, Millis patience, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

/// Ends the card on the reader, which was shown as replaced, for ever; who did it goes into the audit. Rejected "card.counts" for any other card.
Status end_revoked(Equipment& equipment, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

/// "good", "inactive" …: the ends of the string keys.
std::string_view name_of(CardCheck::Worth worth);

}  // namespace loket::app
