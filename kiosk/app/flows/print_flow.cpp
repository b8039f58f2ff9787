#include "kiosk/app/flows/print_flow.h"

#include <fmt/format.h>

#include "kiosk/app/desk/printing.h"
#include "kiosk/app/flows/supplies.h"
#include "kiosk/screens/staff.h"
#include "workflow/engine/record_state.h"

namespace loket::app {

using engine::CardStage;
using viewmodels::Notice;
using viewmodels::PrintDesk;
using viewmodels::Tone;

void PrintFlow::wipe() {
    StaffFlow::wipe();
    front_ = {nullptr, front_.revision + 1};
    back_ = {nullptr, back_.revision + 1};
    notice_.reset();
    outcome_unknown_ = false;
}

void PrintFlow::opened() {
    const auto id = case_id_;
    wipe();
    case_id_ = id;
    prepare_proof();
}

bool PrintFlow::printable(const engine::Case& c) const { return !has_chip(context_.equipment, c) || engine::is_print_ready(c.record_state); }

/// The operator sees the faces before a blank is spent on them.
void PrintFlow::prepare_proof() {
    const auto c = file();
    if (!c || !printable(*c)) return;
    const auto person = applicant_of(*context_.snapshot(), *c);
    auto faces = std::make_shared<std::optional<CardFaces>>();
    context_.worker.start(
        [this, c, person, faces](TaskFeed&, std::stop_token) {
            auto drawn = proof_of(context_.equipment, *c, *person);
            if (drawn) *faces = std::move(*drawn);
        },
        [this, faces] {
            if (!*faces) return void(notice_ = Notice{Tone::Bad, context_.say("print.no_proof")});
            front_ = {std::make_shared<const RgbaImage>(std::move((*faces)->front)), front_.revision + 1};
            back_ = {std::make_shared<const RgbaImage>(std::move((*faces)->back)), back_.revision + 1};
        });
}

void PrintFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy()) return;
    if (intent.name == "print") return print();
    if (intent.name == "spoiled") return context_.execute(engine::ReportSpoiled{case_id_, intent.value}, [this] { notice_.reset(); });
    if (intent.name == "untouched") return context_.execute(engine::ReleaseBlanko{case_id_}, [this] { notice_.reset(); });
    if (intent.name == "complete") return context_.execute(engine::CompleteStep{case_id_}, [this] { wipe(); });
}

void PrintFlow::print() {
    auto status = std::make_shared<Status>();
    notice_.reset();
    context_.worker.start(
        [this, status, id = case_id_, actor = context_.actor()](TaskFeed& feed, std::stop_token stop) { *status = print_card(context_.equipment, id, actor, feed, stop); },
        [this, status] {
            if (!*status) notice_ = Notice{Tone::Bad, context_.explain(status->error())};
        });
}

void PrintFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

PrintDesk PrintFlow::view() const {
    PrintDesk view;
    view.desk = desk("print.title", "print.empty");
    const auto open = file();
    view.supplies = supplies(context_, open && !has_chip(context_.equipment, *open) ? engine::kKiaPrefix : engine::kKtpPrefix);
    view.notice = notice_;
    const auto c = file();
    if (!c) return view;
    view.file = file_head(context_, *c, true);
    const bool chip = has_chip(context_.equipment, *c), ready = printable(*c);
    view.gate = chip ? record_words(context_, c->record_state) : context_.say("print.no_gate");
    view.gate_tone = ready ? Tone::Good : Tone::Warning;
    view.front = front_;
    view.back = back_;
    const auto stage = c->card.stage;
    const auto words = [&](CardStage done) { return context_.say(stage >= done ? "print.done" : "print.waiting"); };
    view.stages = {{context_.say("print.reserve"), stage == CardStage::None ? context_.say("print.waiting") : c->card.serial},
                   {context_.say("print.print"), words(CardStage::Printed)},
                   {context_.say("print.encode"), chip ? words(CardStage::Encoded) : context_.say("print.no_chip")}};
    view.progress = context_.worker.view().percent;
    view.working = context_.worker.busy();
    view.begun = mine(*c);
    view.ask_outcome = view.begun && !view.working && stage == CardStage::Reserved;
    view.can_print = view.begun && !view.working && ready && (stage == CardStage::None || (chip && stage == CardStage::Printed));
    view.can_complete = view.begun && !view.working && stage == (chip ? CardStage::Encoded : CardStage::Printed);
    for (const auto* key : {"spoil.jam", "spoil.smeared", "spoil.chip", "spoil.lost"}) view.spoil_reasons.push_back(context_.say(key));
    return view;
}

}  // namespace loket::app
