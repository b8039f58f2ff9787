#pragma once
// Printing a card as one transaction: reserve a blank, print, write the chip, read it back. A power cut at any point ends
// in a state the ledger knows; a blank is never forgotten and a failed print is never shown as a card.

#include "kiosk/app/desk/chip.h"
#include "kiosk/app/desk/papers.h"

namespace loket::app {

/// Goes on from wherever the case stands (nothing reserved, or printed but not written). Failures the operator must answer:
/// "printer.outcome_unknown" (what became of the blank?), any state reason of printer or reader. A jam or a chip that
/// cannot be written spoils the blank in the ledger by itself.
Status print_card(Equipment& equipment, const std::string& case_id, const engine::Actor& actor, model::Sink& sink, std::stop_token stop);

/// Both faces on the screen before a blank is spent on them: the applicant's KTP-el, or the KIA of the child the case names.
Result<CardFaces> proof_of(Equipment& equipment, const engine::Case& c, const population::Resident& person);

/// Whether the card of this service has a chip, to be written, read back and activated.
bool has_chip(const Equipment& equipment, const engine::Case& c);

}  // namespace loket::app
