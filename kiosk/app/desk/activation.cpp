#include "kiosk/app/desk/activation.h"

#include "devices/base/sha256.h"
#include "devices/biometrics/iris/iris_code.h"
#include "kiosk/app/desk/finger_verifier.h"
#include "kiosk/app/desk/live_proof.h"
#include "kiosk/app/desk/pictures.h"

namespace loket::app {
namespace {

/// ACTIVATE on the chip, then in the case; doing it again does no harm.
Status activate(Equipment& equipment, const engine::Case& c, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    LOKET_TRY(activate_chip(equipment, c.card.uid, sink, stop));
    return tell(equipment.core, engine::ActivateCard{c.id, c.card.uid}, actor);
}

Result<biometrics::IrisCode> recorded_iris(Equipment& equipment, const engine::Case& c, biometrics::Eye eye) {
    const auto sample = c.samples.find(slot_of(eye));
    if (sample == c.samples.end() || !sample->second.excused.empty()) return rejected("activation.no_iris", "this eye was not recorded here");
    auto bytes = equipment.core.ask([digest = sample->second.digest](Core& core) { return core.blob(digest); }).get();
    if (!bytes) return bytes.error();
    LOKET_ASSIGN(image, decode_gray_png(*bytes));
    return biometrics::iris_code(image);
}

/// The card on the reader is this case's, and its chip knows no finger.
Status check_chip_without_fingers(Equipment& equipment, const engine::Case& c, model::Sink& sink, const std::stop_token& stop) {
    LOKET_ASSIGN(chip, chip_of_case(equipment, c, sink, stop));
    return chip.content.fingers.empty() ? Status{} : Status{rejected("activation.finger_first", "the chip holds fingers: compare those")};
}

/// The same as the engine will ask: a chip that is active before the engine says no would be an active card of nobody.
Status check_all_tries_failed(Equipment& equipment, const engine::Case& c, const engine::Actor& superior, model::Sink& sink, const std::stop_token& stop) {
    if (c.card.matched || c.card.comparisons < engine::kMaxTries) return rejected("activation.mismatch", "tries are left");
    if (!engine::may_supervise(superior.role)) return rejected("activation.superior", "against a mismatch only a superior may answer for the person");
    LOKET_TRY(chip_of_case(equipment, c, sink, stop));
    return {};
}

}  // namespace

Result<card::Reading> chip_of_case(Equipment& equipment, const engine::Case& c, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(reading, read_chip(equipment, c.card.uid, Millis{0}, sink, stop));
    if (!reading.authentic()) return rejected("card.not_authentic", "the card's signature does not hold");
    if (reading.content.biodata.nik != c.nik || reading.content.blanko != c.card.serial) return rejected("card.other", "the chip names another person or another blank");
    return std::move(reading);
}

Result<Comparison> compare_iris_and_activate(Equipment& equipment, const std::string& case_id, biometrics::Eye eye, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(c, open_case(equipment, case_id));
    Comparison result;
    result.match = c->card.matched;
    if (result.match) {
        LOKET_TRY(activate(equipment, *c, actor, sink, stop));
        return result;
    }
    LOKET_TRY(check_chip_without_fingers(equipment, *c, sink, stop));
    LOKET_ASSIGN(recorded, recorded_iris(equipment, *c, eye));
    LOKET_ASSIGN(outcome, perform<model::IrisOutcome>(equipment, model::Kind::IrisScanner, model::IrisRequest{{eye}}, sink, stop));
    if (outcome.eyes.empty()) return rejected("iris.missing", "no eye before the camera");
    LOKET_ASSIGN(live, biometrics::iris_code(outcome.eyes.front().image));
    result.live = to_rgba(outcome.eyes.front().image);
    constexpr double kThreshold = 1 - biometrics::kSameIris;
    result.score = 1 - biometrics::iris_distance(recorded, live);
    result.match = result.score >= kThreshold;
    LOKET_TRY(tell(equipment.core, engine::ReportComparison{case_id, {0, result.score, kThreshold, result.match, static_cast<int>(eye)}}, actor));
    if (!result.match) return result;
    LOKET_TRY(activate(equipment, *c, actor, sink, stop));
    return result;
}

Status activate_by_officers(Equipment& equipment, const std::string& case_id, TwoOfficers seen, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    LOKET_ASSIGN(c, open_case(equipment, case_id));
    if (c->card.comparisons == 0) LOKET_TRY(check_chip_without_fingers(equipment, *c, sink, stop));
    else LOKET_TRY(check_all_tries_failed(equipment, *c, seen.second, sink, stop));
    LOKET_TRY(activate_chip(equipment, c->card.uid, sink, stop));
    engine::ActivateByOfficers command{case_id, c->card.uid, std::move(seen.second), std::move(seen.reason), to_hex(sha256(seen.photo))};
    return tell(equipment.core, std::move(command), actor, {{"png", std::move(seen.photo)}});
}

Result<Comparison> compare_and_activate(Equipment& equipment, const std::string& case_id, biometrics::Finger finger, const engine::Actor& actor, model::Sink& sink, std::stop_token stop) {
    const auto c = equipment.core.snapshot()->office.find_case(case_id);
    if (!c) return rejected("case.unknown", "no open case " + case_id);
    Comparison result;
    result.match = c->card.matched;  // the finger matched before, but the card was torn away: only the chip is left to do
    if (result.match) {
        LOKET_TRY(activate(equipment, *c, actor, sink, stop));
        return result;
    }
    LOKET_ASSIGN(chip, chip_of_case(equipment, *c, sink, stop));
    LOKET_ASSIGN(live, read_finger(equipment.registry, finger, sink, stop));
    LOKET_ASSIGN(verdict, verifier_for(equipment, c->card.uid, chip, sink, stop)->verify(finger, live.minutiae));
    result.score = verdict.score;
    result.live = std::move(live.picture);
    result.match = verdict.match;
    engine::FingerCompared fact{static_cast<int>(finger), verdict.score, verdict.threshold, verdict.match};
    LOKET_TRY(tell(equipment.core, engine::ReportComparison{case_id, fact}, actor));
    if (!result.match) return result;
    LOKET_TRY(activate(equipment, *c, actor, sink, stop));
    return result;
}

}  // namespace loket::app
