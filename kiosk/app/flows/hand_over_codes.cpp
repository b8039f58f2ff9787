// Codes with which the applicant prints at the kiosk later. They leave the machine on a slip only: nobody sees them on a screen.

#include "devices/base/secret.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/app/desk/print_codes.h"
#include "kiosk/app/flows/hand_over_flow.h"
#include "kiosk/app/flows/slip.h"
#include "workflow/documents/notice.h"
#include "workflow/engine/record_state.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Tone;

void HandOverFlow::print_code(const std::string& job, const std::string& title, const std::string& code, const std::string& about, const std::string& note, std::string qr) {
    const documents::Notice slip{.head = context_.equipment.office_head, .title = title, .number = code, .qr = std::move(qr), .rows = {{context_.say("codes.for"), about}}, .note = note, .printed = context_.equipment.clock.now()};
    viewmodels::Picture unseen;
    code_notice_ = Notice{Tone::Good, context_.say("codes.printed")};
    print_slip(context_, job + "#" + iso_instant(slip.printed), documents::notice_slip(slip), unseen, [this, id = case_id_](const Error& error) {
        if (id == case_id_) code_notice_ = Notice{Tone::Bad, context_.explain(error) + " " + context_.say("codes.again")};
    });
}

void HandOverFlow::give_code(const std::string& paper) {
    using Answer = Result<std::string>;
    auto given = context_.equipment.core.ask([paper, by = context_.actor()](Core& core) { return give_print_code(core, paper, by); });
    context_.asks.then<Answer>(std::move(given), [this, paper, id = case_id_](Answer code) {
        if (id != case_id_) return;
        if (!code) return void(code_notice_ = Notice{Tone::Bad, context_.explain(code.error())});
        const auto days = std::to_string(context_.equipment.core.reference().rules.print_code_days);
        print_code("cetak/" + paper, context_.say("codes.slip.code"), *code, paper, context_.say("codes.slip.code.note", {{"days", days}}), print_code_qr(*code));
        zeroise(*code);
    });
}

void HandOverFlow::give_pin() {
    const auto c = file();
    if (!c) return;
    using Answer = Result<std::string>;
    auto given = context_.equipment.core.ask([nik = c->nik, by = context_.actor()](Core& core) { return give_access_pin(core, nik, by); });
    context_.asks.then<Answer>(std::move(given), [this, id = case_id_](Answer pin) {
        if (id != case_id_) return;
        if (!pin) return void(code_notice_ = Notice{Tone::Bad, context_.explain(pin.error())});
        print_code("pin/" + id, context_.say("codes.slip.pin"), *pin, context_.say("codes.slip.pin.for"), context_.say("codes.slip.pin.note"), {});
        zeroise(*pin);
    });
}

void HandOverFlow::add_codes(viewmodels::HandOver& view, const engine::Case& c) const {
    const auto snapshot = context_.snapshot();
    const auto& house = snapshot->office.house;
    const auto today = wib_date(context_.equipment.clock.now());
    viewmodels::HandOver::Codes codes;
    for (const auto* due : context_.services().find(c.service)->due_papers(c.answers)) {
        const auto* issued = c.paper(due->kind);
        if (issued == nullptr || !issued->is_signed()) continue;
        codes.papers.push_back({issued->number, due->name.in(context_.session.language)});
        const auto code = house.print_codes.find(issued->number);
        const bool none = code == house.print_codes.end();
        codes.states.push_back(none ? "" : code->second.used ? context_.say("codes.used") : context_.say(code->second.may_print(today) ? "codes.until" : "codes.expired", {{"date", dmy_date(code->second.until)}}));
    }
    const auto person = applicant_of(*snapshot, c);
    if (!engine::is_recorded(population::to_string(person->record_state))) codes.no_pin = context_.say("error.access.not_recorded");
    if (const auto access = house.access.find(c.nik); access != house.access.end() && access->second.until >= today) codes.pin_state = context_.say("codes.until", {{"date", dmy_date(access->second.until)}});
    codes.notice = code_notice_;
    view.codes = std::move(codes);
}

}  // namespace loket::app
