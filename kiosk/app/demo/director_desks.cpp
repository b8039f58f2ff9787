// The director at the desks with devices: recording, printing, activation, hand-over.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kiosk/app/demo/director.h"
#include "kiosk/app/desk/capture.h"
#include "kiosk/app/desk/printing.h"
#include "workflow/engine/resi.h"

namespace loket::app {

using engine::CardStage;

namespace {

/// Of a picture: "right-four".
std::string picture_name(Stage stage) {
    std::string name(to_string(stage));
    std::ranges::replace(name, '_', '-');
    return name;
}

}  // namespace

Status Director::record(const VisitPlan& plan, const engine::Case& c) {
    constexpr int kMostRounds = 40;
    LOKET_TRY(open_file(Page::Recording, c));
    auto now = current(plan);
    for (int round = 0; now && (!now->recording_complete() || !now->unverified_slots().empty()); ++round, now = current(plan)) {
        if (round == kMostRounds) return internal(fmt::format("the recording of visit {} comes to no end", plan.number));
        LOKET_TRY(now->recording_complete() ? capture_again() : record_stage(plan, *now));
    }
    LOKET_TRY(puppet_.snap("recording-review"));
    pass(60, 180);
    if (now && now->samples.at("signature").excused.empty()) LOKET_TRY(puppet_.act("sign"));
    LOKET_TRY(puppet_.snap("recording-signed"));
    return puppet_.act("approve");
}

/// The next finger for the chip, once more.
Status Director::capture_again() {
    LOKET_TRY(puppet_.snap("recording-verify"));
    pass(8, 25);
    return puppet_.act(station_.recording().tries() == 0 ? "capture" : "retake");
}

Status Director::record_stage(const VisitPlan& plan, const engine::Case& c) {
    const auto lacks = [&](const std::string& slot) { return !c.samples.contains(slot); };
    const auto& stages = equipment_.core.reference().recording.stages;
    const auto stage = std::ranges::find_if(stages, [&](Stage s) { return std::ranges::any_of(slots_of(s), lacks); });
    const auto name = picture_name(*stage);
    bool anything_left = false;
    for (const auto& slot : slots_of(*stage)) {
        if (!lacks(slot)) continue;
        const int finger = slot.starts_with("finger:") ? std::stoi(slot.substr(7)) : 0;
        const bool absent = finger != 0 && person(plan.nik).lacks_finger(finger);
        if (!absent && (finger == 0 || finger != plan.wounded_finger)) {
            anything_left = true;
            continue;
        }
        pass(10, 30);
        LOKET_TRY(puppet_.excuse(slot, absent ? "AMPUTASI" : "LUKA"));
    }
    if (!anything_left) return {};
    if (*stage == Stage::RightFour && (plan.dry_finger || plan.number == 1)) add_fault("sim_fingerprint", "dry_finger");
    if (*stage == Stage::Irises && plan.blink) add_fault("sim_iris", "blink");
    LOKET_TRY(puppet_.snap("recording-" + name));
    const bool facing = *stage == Stage::Photo;  // the applicant sees the photo and says yes
    if (facing) LOKET_TRY(puppet_.act("facing"));
    constexpr int kMostAttempts = 8;  // also counts attempts the device refused
    for (int attempt = 0; attempt < kMostAttempts && !station_.recording().can_keep(); ++attempt) {
        pass(15, 60);
        LOKET_TRY(puppet_.act(station_.recording().tries() == 0 ? "capture" : "retake"));
        LOKET_TRY(puppet_.snap(fmt::format("recording-{}-{}", name, station_.recording().can_keep() ? "good" : "again")));
    }
    if (!station_.recording().can_keep()) return internal(fmt::format("recording stage {} of visit {} never got a usable picture", name, plan.number));
    LOKET_TRY(puppet_.act("next"));
    return facing ? puppet_.act("facing") : Status{};
}

Status Director::print(const VisitPlan& plan, const engine::Case& c) {
    LOKET_TRY(open_file(Page::Print, c));
    LOKET_TRY(puppet_.snap("print-proof"));
    if (c.card.stage == CardStage::Reserved) {  // cut short: the operator looks whether a card lies in the reject box
        LOKET_TRY(puppet_.snap("print-outcome"));
        return scene_.cards().size() > plastics_ ? puppet_.act_with_reason("spoiled", 0, "spoil.jam") : puppet_.act("untouched");
    }
    plastics_ = scene_.cards().size();
    const bool chip = has_chip(equipment_, c);
    const auto finished = chip ? CardStage::Encoded : CardStage::Printed;
    if (chip && c.card.stage == CardStage::Printed) LOKET_TRY(recover_card(c));
    if (c.card.stage == CardStage::None) {
        if (plan.jam && c.card.spoiled == 0) add_fault("sim_card_printer", "jam");
        if (plan.ribbon_out && !ribbon_changed_) add_fault("sim_card_printer", "ribbon_out");
        ribbon_changed_ = true;
    }
    pass(60, 400);
    if (c.card.stage != finished) LOKET_TRY(puppet_.act("print"));
    LOKET_TRY(puppet_.snap("print-done"));
    const auto now = current(plan);
    if (!now || now->card.stage != finished) return {};
    pass(60, 300);
    return puppet_.act("complete");
}

/// After a restart the synthetic cards are gone with the process; real ones lie where they lay.
Status Director::recover_card(const engine::Case& c) {
    const bool known = scene_.card(c.card.uid).has_value();
    scene_.place_card(c.card.uid);
    if (known || c.card.stage == CardStage::Printed) return {};
    LOKET_ASSIGN(material, card_material(equipment_, c, person(c.nik)));
    LOKET_ASSIGN(content, chip_content(equipment_, c, person(c.nik), material));
    runtime::SilentSink sink;
    LOKET_TRY(write_chip(equipment_, c.card.uid, content, sink, {}));
    return c.card.stage == CardStage::Active ? activate_chip(equipment_, c.card.uid, sink, {}) : Status{};
}

Status Director::collect_ticket(const engine::Case& c) {
    if (station_.session().officer) LOKET_TRY(puppet_.act("sign_out"));
    station_.handle({"home", ""});
    LOKET_TRY(puppet_.settle());
    pass(1800, 9000);
    LOKET_TRY(puppet_.read_code(engine::resi_qr(c.resi)));
    LOKET_TRY(puppet_.snap("status"));
    LOKET_TRY(puppet_.act("collect"));
    LOKET_TRY(puppet_.snap("ticket-collect"));
    return puppet_.act("done");
}

Status Director::activate(const VisitPlan& plan, const engine::Case& c) {
    if (c.card.stage == CardStage::Active) {
        LOKET_TRY(open_file(Page::Activation, c));
        return puppet_.act("complete");
    }
    pass(30, 200);
    const auto ticket = ticket_of(plan.nik);
    if (!c.begun && !ticket) return collect_ticket(c);
    LOKET_TRY(recover_card(c));
    LOKET_TRY(puppet_.sign_in(std::string(officer_of(engine::Role::Petugas))));
    if (station_.page() != Page::Activation) LOKET_TRY(puppet_.act("tab", std::string(to_string(Page::Activation))));
    if (ticket && ticket->status == engine::TicketStatus::Waiting) LOKET_TRY(puppet_.act("call"));
    LOKET_TRY(open_file(Page::Activation, c));
    LOKET_TRY(puppet_.snap("activation"));
    return compare(plan, c);
}

Status Director::compare(const VisitPlan& plan, const engine::Case& c) {
    const bool stranger = plan.stranger && c.card.comparisons == 0 && c.card.stage == CardStage::Encoded && !stranger_sent_away_;
    set_scene(plan, stranger);
    const auto fingers = fingers_of_chip(c, person(plan.nik));
    constexpr int kMostLooks = 4;  // in vain: a card that cannot be read goes back
    int looks = 0, compared = c.card.comparisons;
    for (const auto& fault : std::exchange(activation_faults_, {})) scene_.add_fault(fault);
    for (auto now = current(plan); now && now->card.stage == CardStage::Encoded && (now->card.comparisons < engine::kMaxTries || now->card.matched); now = current(plan)) {
        looks = std::exchange(compared, now->card.comparisons) == compared ? looks + 1 : 1;
        if (looks > kMostLooks) return give_up_card(*now);
        pass(20, 60);
        if (fingers.empty()) {  // planned only for those whose irises are recorded here
            LOKET_TRY(puppet_.act("compare_eye", std::to_string(1 + now->card.comparisons % 2)));
            continue;
        }
        const auto finger = fingers.at(static_cast<std::size_t>(now->card.comparisons) % fingers.size());
        LOKET_TRY(puppet_.act("compare", std::to_string(static_cast<int>(finger))));
    }
    const auto now = current(plan);
    if (!now) return {};
    LOKET_TRY(puppet_.snap(now->card.stage == CardStage::Active ? "activation-matched" : "activation-mismatch"));
    pass(60, 240);
    if (now->card.stage == CardStage::Active) {
        strangers_matched_ += stranger ? 1 : 0;
        return puppet_.act("complete");
    }
    stranger_sent_away_ = true;
    return puppet_.act_with_reason("refuse", 0, "refuse.other_person");
}

/// The chip cannot be read, or it is not genuine.
Status Director::give_up_card(const engine::Case& c) {
    LOKET_TRY(puppet_.snap("activation-faulty"));
    const bool mismatch = c.card.comparisons > 0 && !c.card.matched;
    return mismatch ? puppet_.act_with_reason("refuse", 2, "refuse.asked_to_come_back") : puppet_.act_with_reason("spoiled", 0, "spoil.chip");
}

Status Director::hand_over(const engine::Case& c) {
    LOKET_TRY(open_file(Page::HandOver, c));
    LOKET_TRY(puppet_.snap("hand-over"));
    pass(20, 120);
    if (!c.resi_presented) LOKET_TRY(puppet_.read_code(engine::resi_qr(c.resi)));
    LOKET_TRY(puppet_.snap("hand-over-resi"));
    pass(30, 150);
    return puppet_.act("hand_over");
}

Status Director::sign(const engine::Case& c) {
    LOKET_TRY(open_file(Page::HandOver, c));
    pass(20, 90);
    if (c.pickup_signature.empty()) LOKET_TRY(puppet_.act("sign"));
    LOKET_TRY(puppet_.snap("hand-over-signed"));
    pass(10, 60);
    return puppet_.act("complete");
}

}  // namespace loket::app
