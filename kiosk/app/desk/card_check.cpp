#include "kiosk/app/desk/card_check.h"

#include <array>

#include "kiosk/app/core/card_ledger.h"
#include "kiosk/app/desk/chip.h"

namespace loket::app {
namespace {

using Worth = CardCheck::Worth;

Worth worth_of(const card::Reading& reading, const std::optional<store::CardRow>& row) {
    if (reading.life == card::Life::Terminated) return Worth::Terminated;
    if (reading.security.authenticity == card::Authenticity::Altered) return Worth::Altered;
    if (!reading.authentic()) return Worth::NotGenuine;
    if (counts_no_more(row)) return Worth::Revoked;
    return reading.life == card::Life::Active ? Worth::Good : Worth::Inactive;
}

Result<std::optional<store::CardRow>> in_ledger(Equipment& equipment, const card::Reading& reading, const engine::Actor& actor) {
    const auto& content = reading.content;
    return equipment.core
        .ask([blanko = content.blanko, nik = content.biodata.nik, actor](Core& core) -> Result<std::optional<store::CardRow>> {
            LOKET_TRY(core.note_look(nik, actor, "periksa_kartu"));
            return core.store().card(blanko);
        })
        .get();
}

}  // namespace

Result<CardCheck> check_card(Equipment& equipment, Millis patience, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    auto reading = read_chip(equipment, {}, patience, sink, std::move(stop));
    if (!reading && reading.error().code == "card.empty") return CardCheck{.worth = Worth::Empty};
    if (!reading && reading.error().code == "card.terminated") return CardCheck{.worth = Worth::Terminated};
    if (!reading) return reading.error();
    CardCheck check;
    if (reading->authentic()) {
        LOKET_ASSIGN(found, in_ledger(equipment, *reading, actor));
        check.row = std::move(found);
    }
    check.worth = worth_of(*reading, check.row);
    check.signer = reading->security.signer;
    if (reading->authentic()) check.content = std::move(reading->content);
    return check;
}

Status end_revoked(Equipment& equipment, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(check, check_card(equipment, Millis{0}, actor, sink, stop));
    if (check.worth != Worth::Revoked) return rejected("card.counts", "only a card that was replaced is ended here");
    LOKET_TRY(equipment.core.ask([nik = check.content->biodata.nik, actor](Core& core) { return core.note_look(nik, actor, "mematikan_kartu"); }).get());
    return terminate_chip(equipment, check.row->uid, sink, std::move(stop));
}

std::string_view name_of(CardCheck::Worth worth) {
    static constexpr std::array<std::string_view, 7> kNames{"good", "inactive", "revoked", "altered", "not_genuine", "terminated", "empty"};
    return kNames[static_cast<std::size_t>(worth)];
}

}  // namespace loket::app
