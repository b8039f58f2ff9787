#include "kiosk/app/flows/hand_over_flow.h"

#include "devices/base/sha256.h"
#include "kiosk/app/desk/lost_resi.h"
#include "kiosk/app/desk/papers.h"
#include "kiosk/screens/staff.h"

namespace loket::app {

using engine::StepKind;
using viewmodels::Notice;
using viewmodels::Tone;

void HandOverFlow::wipe() {
    StaffFlow::wipe();
    typed_.clear();
    lost_ = codes_ = false;
    code_notice_.reset();
    known_.clear();
    statement_.clear();
    ink_.clear();
    notice_.reset();
}

void HandOverFlow::opened() {
    const auto id = case_id_;
    wipe();
    case_id_ = id;
}

bool HandOverFlow::at_signature(const engine::Case& c) const { return context_.services().find(c.service)->step(c.step).kind == StepKind::Collect; }

void HandOverFlow::act(const viewmodels::Intent& intent) {
    if (context_.worker.busy()) return;
    if (intent.name == "resi") return present(intent.value);
    if (intent.name == "hand_over") return context_.execute(engine::CompleteStep{case_id_});
    if (intent.name == "sign") return sign();
    if (intent.name == "complete") return complete();
    if (intent.name == "codes") codes_ = !codes_, code_notice_.reset();
    if (intent.name == "print_code") return give_code(intent.value);
    if (intent.name == "access_pin") return give_pin();
    if (intent.name == "lost") lost_ = !lost_;
    if (intent.name == "knows" && known_.erase(intent.value) == 0) known_.insert(intent.value);
    if (intent.name == "print_statement") return print_statement();
    if (intent.name == "accept_statement" && !statement_.empty()) return accept_statement();
}

/// A resi that is read while one is asked for belongs to the file that is open, whosever it is.
bool HandOverFlow::takes_code(const std::string& text) {
    const auto c = file();
    if (!c || !mine(*c) || at_signature(*c) || context_.worker.busy()) return false;
    present(text);
    return true;
}

void HandOverFlow::present(const std::string& text) {
    notice_.reset();
    typed_ = text;
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(engine::PresentResi{case_id_, text}, context_.actor()), [this](Answer answer) {
        notice_ = answer ? Notice{Tone::Good, context_.say("hand_over.resi_fits")} : Notice{Tone::Bad, context_.explain(answer.error())};
    });
}

// --- a lost resi: what the person knows of the register, and their statement on paper ---------------------------------------

void HandOverFlow::print_statement() {
    const auto c = file();
    if (!c) return;
    auto pdf = std::make_shared<Result<Bytes>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    const auto person = applicant_of(*context_.snapshot(), *c);
    context_.worker.start(
        [this, pdf, c, person, officer = context_.session.officer->name](TaskFeed&, std::stop_token) {
            *pdf = lost_resi_statement(context_.equipment, *c, *person, officer);
            if (!*pdf || !context_.equipment.paperwork->print_a4) return;
            if (const auto printed = context_.equipment.paperwork->print_a4(**pdf, 1); !printed) *pdf = printed.error();
        },
        [this, pdf] {
            if (!*pdf) return void(notice_ = Notice{Tone::Bad, context_.explain(pdf->error())});
            statement_ = std::move(**pdf);
            notice_ = Notice{Tone::Info, context_.say("hand_over.statement_printed")};
        });
}

void HandOverFlow::accept_statement() {
    engine::PresentResi lost{.case_id = case_id_, .lost = true, .statement = to_hex(sha256(statement_)), .asked = {known_.begin(), known_.end()}};
    context_.execute(std::move(lost), [this] { notice_ = Notice{Tone::Good, context_.say("hand_over.lost_accepted")}; }, {{"pdf", statement_}});
}

void HandOverFlow::add_lost(viewmodels::HandOver& view, const engine::Case& c) const {
    view.lost = lost_;
    view.statement_printed = !statement_.empty();
    view.can_accept = view.statement_printed && !context_.worker.busy();
    const auto person = applicant_of(*context_.snapshot(), c);
    for (const auto& fact : engine::identity_facts())
        if (auto answer = identity_fact(context_.equipment.core.reference(), *person, fact); !answer.empty())
            view.facts.push_back({fact, context_.say("identity_fact." + fact), std::move(answer), known_.contains(fact)});
}

void HandOverFlow::sign() {
    auto outcome = std::make_shared<Result<Captured>>(Error{Fault::Cancelled, ""});
    notice_.reset();
    context_.worker.start([this, outcome](TaskFeed& feed, std::stop_token stop) { *outcome = capture_signature(context_.equipment, feed, stop); },
                          [this, outcome] {
                              if (!*outcome) return void(notice_ = Notice{Tone::Warning, context_.explain(outcome->error())});
                              ink_ = (*outcome)->ink;
                              auto& sample = (*outcome)->samples.front();
                              if (sample.quality == 0) return void(notice_ = Notice{Tone::Warning, context_.say("hint.signature.too_short")});
                              auto digest = to_hex(sha256(sample.png));
                              context_.execute(engine::SignPickup{case_id_, std::move(digest)}, {}, {{"png", std::move(sample.png)}});
                          });
}

void HandOverFlow::complete() {
    const auto c = file();
    if (!c) return;
    context_.execute(engine::CompleteStep{case_id_}, [this, service = c->service] {
        wipe();
        context_.navigation.go(Page::Survey, service);
    });
}

void HandOverFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::HandOver HandOverFlow::view() const {
    viewmodels::HandOver view;
    view.desk = desk("hand_over.title", "hand_over.empty");
    view.notice = notice_;
    view.typed = typed_;
    const auto c = file();
    if (!c) return view;
    view.file = file_head(context_, *c, true);
    view.begun = mine(*c);
    view.resi_ok = c->resi_presented;
    view.at_signature = at_signature(*c);
    view.signing = context_.worker.busy();
    view.signed_ = !c->pickup_signature.empty();
    view.can_hand_over = view.begun && view.resi_ok && !view.at_signature;
    view.can_complete = view.begun && view.signed_ && view.at_signature;
    add_lost(view, *c);
    view.can_codes = view.begun;
    if (codes_) add_codes(view, *c);
    for (const auto& pen : ink_) {
        const bool down = pen.pressure > 0;
        view.ink.emplace_back(down ? static_cast<float>(pen.x) : -1.0F, down ? static_cast<float>(pen.y) : -1.0F);
        view.ink_pressure.push_back(static_cast<float>(pen.pressure));
    }
    return view;
}

}  // namespace loket::app
