#include "kiosk/app/core/card_ledger.h"

#include "kiosk/app/core/projections.h"

namespace loket::app {
namespace {

/// What a fact makes of the card of its case; empty where it says nothing of one.
std::string card_state_after(const engine::Event& event) {
    if (std::holds_alternative<engine::CardPrinted>(event)) return kCardPrinted;
    if (std::holds_alternative<engine::CardEncoded>(event)) return kCardEncoded;
    if (std::holds_alternative<engine::CardActivated>(event)) return kCardActive;
    return {};
}

}  // namespace

Status put_cards(store::Batch& batch, store::Store& store, const engine::Office& before, const engine::Office& after,
                 const std::vector<engine::Happening>& facts, Instant at) {
    for (const auto& fact : facts) {
        const auto* c = changed_case(after, fact);
        if (c == nullptr) continue;
        if (const auto state = card_state_after(fact.event); !state.empty()) {
            batch.put(store::CardRow{c->card.serial, c->card.uid, c->nik, c->id, state, at});
        } else if (const auto* spoiled = std::get_if<engine::BlankoSpoiled>(&fact.event)) {
            const auto was = before.find_case(c->id);
            batch.put(store::CardRow{spoiled->serial, was ? was->card.uid : "", c->nik, c->id, kCardSpoiled, at});
        } else if (const auto* revoked = std::get_if<engine::CardRevoked>(&fact.event)) {
            LOKET_ASSIGN(row, store.card(revoked->serial));
            if (!row) return internal("a card is revoked that was never printed here");
            row->state = kCardRevoked;
            row->updated_at = at;
            batch.put(*row);
        }
    }
    return {};
}

bool counts_no_more(const std::optional<store::CardRow>& row) { return row && (row->state == kCardRevoked || row->state == kCardSpoiled); }

Result<std::vector<std::string>> active_cards(store::Store& store, const std::string& nik) {
    LOKET_ASSIGN(rows, store.cards_of(nik));
    std::vector<std::string> serials;
    for (const auto& row : rows)
        if (row.state == kCardActive) serials.push_back(row.serial);
    return serials;
}

}  // namespace loket::app
