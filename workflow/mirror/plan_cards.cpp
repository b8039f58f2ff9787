// S02 KTP-el, S03 KIA, S08 SKTT, S16 SKPTI, S17 SKPS.

#include <algorithm>

#include "workflow/mirror/planning.h"

namespace loket::mirror::detail {
namespace {

bool may_follow(CardState now, CardState next) {
    switch (next) {
        case CardState::Printed:
            return now != CardState::Printed && now != CardState::Active;
        case CardState::Active:
            return now == CardState::Printed;
        case CardState::Lost:
            return now == CardState::Active;
        case CardState::Damaged:
            return now == CardState::Active || now == CardState::Printed;
        case CardState::Withdrawn:
            return now != CardState::None && now != CardState::Withdrawn;
        default:
            return false;
    }
}

}  // namespace

Status Planning::operator()(const SetCard& effect) {
    LOKET_ASSIGN(person, draft.person(effect.nik));
    if (!population::must_hold_card(*person, draft.on())) return rejected("mirror.not_adult", "a KTP-el is for those of 17 and those ever married");
    if (!may_follow(person->card, effect.card))
        return rejected("mirror.card_order", "a card in this state cannot become that: an old card is taken back before the next is printed");
    const bool ready = person->record_state == RecordState::PrintReadyRecord || person->record_state == RecordState::CardPrinted;
    if (effect.card == CardState::Printed && !ready) return rejected("mirror.record_not_ready", "only a PRINT_READY_RECORD may be printed");
    const bool kia = person->kia;
    std::optional<RecordState> record;
    if (effect.card == CardState::Active) record = RecordState::CardPrinted;
    draft.emit(CardStateChanged{draft.on(), effect.nik, effect.card, record, effect.reason});
    if (effect.card == CardState::Active && kia) draft.emit(KiaChanged{draft.on(), effect.nik, false, "ktp_el"});
    return {};
}

Status Planning::operator()(const SetKia& effect) {
    LOKET_ASSIGN(person, draft.person(effect.nik));
    if (person->kia == effect.held)
        return rejected("mirror.nothing_changes",
                        effect.held ? "the child holds a KIA: report it lost, damaged or expired first" : "there is no KIA to end");
    if (effect.held && person->marital != Marital::Single) return rejected("mirror.kia_married", "a KIA is for those never married");
    if (effect.held && age_on(person->born, draft.on()) >= 17) return rejected("mirror.kia_age", "a KIA is for those under 17");
    draft.emit(KiaChanged{draft.on(), effect.nik, effect.held, effect.reason});
    return {};
}

Status Planning::operator()(const RecordStay& effect) {
    auto stay = effect.stay;
    if (stay.name.empty() || stay.country.empty() || stay.kitas.empty() || stay.sktt.empty())
        return rejected("mirror.stay_incomplete", "name, country, KITAS and SKTT number are needed");
    LOKET_TRY(require_past(stay.born));
    if (!stay.valid_until.ok() || stay.valid_until < draft.on()) return rejected("mirror.permit_expired", "the permit of stay has run out");
    const auto district = district_of(stay.address.village);
    if (district.empty()) return rejected("mirror.village", "the address has no village code");
    if (stay.nik.empty()) {
        LOKET_ASSIGN(nik, draft.number({draft.on(), context.reference, "nik", NumberKind::Nik, district, stay.born, stay.sex}));
        stay.nik = nik;
    } else {
        LOKET_TRY(draft.require_free_nik(stay.nik));
    }
    draft.emit(StayRecorded{draft.on(), std::move(stay)});
    return {};
}

Status Planning::operator()(const EndStay& effect) {
    if (draft.base().stay(effect.nik) == nullptr) return rejected("mirror.no_stay", "nobody with this NIK has an SKTT");
    draft.emit(StayEnded{draft.on(), effect.nik, effect.reason});
    return {};
}

Status Planning::operator()(const IssueTemporaryPaper& effect) {
    LOKET_TRY(draft.person(effect.nik));
    if (effect.number.empty()) return rejected("mirror.paper_number", "the paper has no number");
    const auto& papers = draft.base().papers();
    const auto known = papers.find(effect.nik);
    const auto same = [&](const TemporaryPaper& paper) { return paper.kind == effect.kind && paper.number == effect.number; };
    if (known != papers.end() && std::any_of(known->second.begin(), known->second.end(), same))
        return rejected("mirror.nothing_changes", "this paper has been issued");
    draft.emit(TemporaryPaperIssued{draft.on(), effect.nik, {effect.kind, effect.hardship, effect.number, draft.on()}});
    return {};
}

}  // namespace loket::mirror::detail
