// The card: a blank is reserved before the printer moves, and every blank ends somewhere the ledger knows.

#include <algorithm>
#include <cmath>

#include "workflow/engine/decide_parts.h"
#include "workflow/engine/record_state.h"

namespace loket::engine::detail {
namespace {

Status require_stage(const Case& c, CardStage stage, const char* code) {
    if (c.card.stage == stage) return {};
    return rejected(code, "the card of this case is at another stage");
}

/// A score that is not a number could not be stored, and a match below its own threshold would let anybody stand in.
bool is_plausible(const FingerCompared& e) {
    const bool of_something = e.eye == 0 ? e.finger >= 1 && e.finger <= 10 : e.finger == 0 && (e.eye == 1 || e.eye == 2);
    return of_something && std::isfinite(e.score) && std::isfinite(e.threshold) && e.match == (e.score >= e.threshold);
}

/// Another way than the finger is for those who have none: whoever was recorded with one here shows it.
Status without_fingers(const Case& c) {
    const auto kept = [](const auto& item) { return item.first.starts_with("finger:") && item.second.excused.empty(); };
    if (std::ranges::none_of(c.samples, kept)) return {};
    return rejected("activation.finger_first", "this person was recorded with a finger: compare that");
}

/// Another person than who works at the desk, with eyes of their own; against a mismatch a superior.
Status fit_second(const Actor& second, const Actor& first, bool superior) {
    const bool an_officer = second.role != Role::Pemohon && second.role != Role::Pusat && second.role != Role::Sistem;
    if (!an_officer || second.user.empty() || second.user == first.user) return rejected("activation.second", "a second officer must look at the person too");
    if (superior && !may_supervise(second.role)) return rejected("activation.superior", "against a mismatch only a superior may answer for the person");
    return {};
}

/// The card becomes the person's only one.
Facts now_active(const Case& c, CardActivated activated, const Context& context) {
    std::vector<Happening> facts{on_case(c.id, std::move(activated))};
    if (!context.active_cards) return facts;
    LOKET_ASSIGN(serials, context.active_cards(c.nik));  // a store that cannot tell would leave two cards
    for (auto& serial : serials)
        if (serial != c.card.serial) facts.push_back(on_case(c.id, CardRevoked{std::move(serial), c.card.serial}));
    return facts;
}

}  // namespace

Facts Deciding::operator()(const ReserveBlanko& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Print));
    LOKET_TRY(require_stage(*c, CardStage::None, "card.already_reserved"));
    const auto& card = context.services.find(c->service)->card;
    if (!card) return rejected("step.unknown", "this service prints no card");
    if (card->chip && !is_print_ready(c->record_state)) return rejected("record.not_ready", "only a PRINT_READY_RECORD may be printed");
    if (c->duplicates.in_doubt()) return rejected("duplicate.in_doubt", "this person may be on record under another number");
    const auto& stock = office.stock_of(card->prefix);
    if (stock.free.empty()) return Error{Fault::NeedsOperator, "no blank left in stock", "stock.blanko_empty"};
    const auto serial = blanko_serial(*stock.free.begin(), card->prefix);
    return std::vector<Happening>{on_case(c->id, BlankoReserved{serial, c->id + "#" + serial})};
}

Facts Deciding::operator()(const ReportPrinted& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Print));
    LOKET_TRY(require_stage(*c, CardStage::Reserved, "card.not_reserved"));
    const auto& card = context.services.find(c->service)->card;
    if (card && card->chip && command.uid.empty()) return rejected("card.no_chip", "the printer could not read a chip: the blank is faulty");
    return std::vector<Happening>{on_case(c->id, CardPrinted{c->card.serial, command.uid})};
}

Facts Deciding::operator()(const ReportEncoded& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Print));
    LOKET_TRY(require_stage(*c, CardStage::Printed, "card.not_printed"));
    if (const auto& card = context.services.find(c->service)->card; card && !card->chip)
        return rejected("card.no_chip", "a card of this kind has no chip to write");
    if (command.uid != c->card.uid) return rejected("card.other", "the card on the reader is not the one printed for this case");
    std::vector<Happening> facts{on_case(c->id, CardEncoded{command.uid})};
    if (c->record_state == kPrintReady) facts.push_back(on_case(c->id, RecordStateChanged{std::string(kCardPrinted)}));
    return facts;
}

Facts Deciding::operator()(const ReportSpoiled& command) const {
    LOKET_ASSIGN(c, open_case(command.case_id));
    const auto kind = step_of(*c).kind == StepKind::Activate ? StepKind::Activate : StepKind::Print;
    LOKET_TRY(case_at(command.case_id, kind));
    if (c->card.stage == CardStage::None) return rejected("card.not_reserved", "no blank is reserved for this case");
    if (c->card.stage == CardStage::Active) return rejected("card.active", "an active card is not a spoiled blank");
    if (command.reason.empty()) return rejected("return.reason_missing", "a spoiled blank needs a reason");
    std::vector<Happening> facts{on_case(c->id, BlankoSpoiled{c->card.serial, command.reason})};
    if (kind == StepKind::Print) return facts;
    const auto* print = context.services.find(c->service)->first(StepKind::Print);  // a dead chip shows at the activation desk
    if (print == nullptr) return rejected("step.unknown", "this service prints no card");
    facts.push_back(on_case(c->id, CaseReturned{c->step, print->no, command.reason}));
    return facts;
}

Facts Deciding::operator()(const ReleaseBlanko& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Print));
    LOKET_TRY(require_stage(*c, CardStage::Reserved, "card.not_reserved"));
    return std::vector<Happening>{on_case(c->id, BlankoReleased{c->card.serial})};
}

Facts Deciding::operator()(const ReportComparison& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Activate));
    LOKET_TRY(require_stage(*c, CardStage::Encoded, "card.not_encoded"));
    if (!is_plausible(command.comparison)) return rejected("activation.implausible", "this is not the outcome of comparing a finger");
    if (c->card.comparisons >= kMaxTries) return rejected("activation.no_tries_left", "three tries are used up: the card goes back to the officer");
    if (command.comparison.eye != 0) LOKET_TRY(without_fingers(*c));
    return std::vector<Happening>{on_case(c->id, command.comparison)};
}

Facts Deciding::operator()(const ActivateCard& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Activate));
    LOKET_TRY(require_stage(*c, CardStage::Encoded, "card.not_encoded"));
    if (command.uid != c->card.uid) return rejected("card.other", "the card on the reader belongs to another case");
    if (!c->card.matched) return rejected("activation.no_match", "the applicant's own finger must match first; nobody can stand in");
    return now_active(*c, {command.uid, c->card.by_iris ? "iris" : "finger"}, context);
}

/// Where nothing could be compared any officer may be the second. Where everything was compared and nothing fits, one of them answers for it.
Facts Deciding::operator()(const ActivateByOfficers& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Activate));
    LOKET_TRY(require_stage(*c, CardStage::Encoded, "card.not_encoded"));
    if (command.uid != c->card.uid) return rejected("card.other", "the card on the reader belongs to another case");
    if (c->card.matched) return rejected("activation.matched", "the applicant's own finger matched: no officer need stand in");
    const bool against_mismatch = c->card.comparisons > 0;
    if (!against_mismatch) LOKET_TRY(without_fingers(*c));
    if (against_mismatch && c->card.comparisons < kMaxTries) return rejected("activation.mismatch", "tries are left: officers answer for nobody before those are used up");
    LOKET_TRY(fit_second(command.second, context.actor, against_mismatch));
    if (!is_exception_reason(command.reason)) return rejected("sample.reason", "an exception needs a reason from the list");
    if (!is_digest(command.photo)) return rejected("activation.photo", "a picture of the person with the card must be kept");
    return now_active(*c, {command.uid, against_mismatch ? "override" : "officers", command.second.user, command.reason, command.photo}, context);
}

Facts Deciding::operator()(const RefuseActivation& command) const {
    LOKET_ASSIGN(c, case_at(command.case_id, StepKind::Activate));
    LOKET_TRY(require_stage(*c, CardStage::Encoded, "card.not_encoded"));
    if (c->card.matched) return rejected("activation.matched", "the finger matched: there is nothing to refuse");
    if (command.reason.empty()) return rejected("return.reason_missing", "a refusal needs a reason");
    return std::vector<Happening>{on_case(c->id, ActivationRefused{command.reason})};
}

Facts Deciding::operator()(const AnswerSurvey& command) const {
    if (context.services.find(command.service) == nullptr) return rejected("service.unknown", "no service " + command.service);
    const bool fits = command.scores.size() == 9 && std::ranges::all_of(command.scores, [](int s) { return s >= 0 && s <= 4; });
    if (!fits) return rejected("survey.scores", "nine answers from 1 to 4, 0 where one was left out");
    return std::vector<Happening>{{kSurveyStream, SurveyAnswered{command.service, command.scores}}};
}

}  // namespace loket::engine::detail
