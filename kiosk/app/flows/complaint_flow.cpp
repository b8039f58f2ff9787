#include "kiosk/app/flows/complaint_flow.h"

#include <fmt/format.h>

#include "kiosk/app/flows/complaint_form.h"
#include "kiosk/app/flows/slip.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"
#include "workflow/documents/notice.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Row;
using viewmodels::Tone;

namespace {

constexpr int kNumberLength = 13;  // ADU-2026-0001

}  // namespace

void ComplaintFlow::enter(Page, const std::string& argument) {
    wipe();
    if (argument.starts_with("ADU-")) {
        number_ = argument;
        return show(Stage::Answer);
    }
    resi_ = argument;
    if (!resi_.empty()) start_form();
}

void ComplaintFlow::wipe() {
    ++visit_;
    form_.wipe();
    resi_.clear();
    number_.clear();
    slip_ = {nullptr, slip_.revision + 1};
    slip_notice_.reset();
    show(Stage::Menu);
}

void ComplaintFlow::show(Stage stage) {
    stage_ = stage;
    turned_ = 0;
}

void ComplaintFlow::start_form() {
    questions_ = complaint_form(context_, {.ask_resi = resi_.empty()});
    form_.start(questions_, std::nullopt);
    form_.next();
    show(Stage::Form);
}

/// The number of a complaint is asked for like an answer of a form.
void ComplaintFlow::follow() {
    questions_ = {};
    questions_.questions.push_back(complaint_question(context_, "follow_number", kNumberLength, kNumberLength, true));
    form_.start(questions_, std::nullopt);
    form_.next();
    show(Stage::Follow);
}

void ComplaintFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "back") return back();
    if (intent.name == "done") return context_.navigation.go(Page::Home);
    if (intent.name == "turn") turned_ = std::stoi(intent.value);
    switch (stage_) {
        case Stage::Menu:
            if (intent.name == "answer") intent.value == "follow" ? follow() : start_form();
            return;
        case Stage::Form:
            if (form_.handle(intent) && !form_.next()) show(Stage::Review);
            return;
        case Stage::Follow:
            if (!form_.handle(intent)) return;
            number_ = form_.answers().at("follow_number");
            return show(Stage::Answer);
        case Stage::Review:
            if (intent.name == "next") return send();
            if (intent.name != "edit") return;
            form_.edit(form_.answered_rows().at(std::stoul(intent.value)).key);
            return show(Stage::Form);
        default: return;
    }
}

void ComplaintFlow::back() {
    switch (stage_) {
        case Stage::Form: {
            const bool editing = form_.editing();
            if (form_.back()) return;
            return editing ? show(Stage::Review) : !resi_.empty() ? context_.navigation.go(Page::Home) : show(Stage::Menu);
        }
        case Stage::Review:
            form_.show();
            return show(Stage::Form);
        case Stage::Follow: return show(Stage::Menu);
        default: return context_.navigation.go(Page::Home);
    }
}

void ComplaintFlow::send() {
    if (!context_.asks.empty()) return;  // one touch, one complaint
    auto wish = complaint_of(form_.answers(), resi_);
    using Answer = Result<std::vector<store::StoredEvent>>;
    context_.asks.then<Answer>(context_.equipment.core.execute(std::move(wish), kKiosk), [this, visit = visit_](Answer answer) {
        if (visit != visit_) return;
        if (!answer) return context_.notify(answer.error());
        const auto event = engine::decode_event(answer->front().kind, answer->front().body);
        if (event) number_ = std::get<engine::ComplaintFiled>(*event).number;
        sent();
    });
}

void ComplaintFlow::sent() {
    show(Stage::Number);
    const auto view = number_view();
    documents::Notice paper{.head = context_.equipment.office_head, .title = view.title, .number = number_, .qr = number_, .rows = {{context_.say("complaint.category"), view.service}, {"", view.ahead}}, .note = view.instruction, .printed = context_.equipment.clock.now()};
    print_slip(context_, "aduan/" + number_, documents::notice_slip(paper), slip_, [this, visit = visit_](const Error&) {
        if (visit == visit_) slip_notice_ = Notice{Tone::Warning, context_.say("ticket.remember_number")};
    });
}

void ComplaintFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    switch (stage_) {
        case Stage::Menu: return screens::draw(ui, words, chrome, menu_view(), intents);
        case Stage::Form:
        case Stage::Follow: return form_.draw(ui, chrome, {}, intents);
        case Stage::Review: return screens::draw(ui, words, chrome, review_view(), intents);
        case Stage::Number: return screens::draw(ui, words, chrome, number_view(), intents);
        case Stage::Answer: return screens::draw(ui, words, chrome, answer_view(), intents);
    }
}

viewmodels::Choice ComplaintFlow::menu_view() const {
    viewmodels::Choice view{.title = context_.say("home.complain"), .hint = context_.say("complaint.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* way : {"make", "follow"}) view.items.push_back({way, context_.say(fmt::format("complaint.{}", way)), context_.say(fmt::format("complaint.{}.hint", way))});
    return view;
}

viewmodels::Review ComplaintFlow::review_view() const {
    viewmodels::Review view;
    view.title = context_.say("review.title");
    view.hint = context_.say("complaint.review");
    for (auto& answered : form_.answered_rows()) view.rows.push_back(std::move(answered.row));
    view.page = turned_;
    view.next = context_.say("complaint.send");
    return view;
}

viewmodels::TicketPage ComplaintFlow::number_view() const {
    viewmodels::TicketPage view;
    view.title = context_.say("complaint.number");
    view.number = number_;
    view.service = context_.say("complaint.category." + complaint_of(form_.answers()).category);
    const auto snapshot = context_.snapshot();
    const auto& complaints = snapshot->office.house.complaints;
    if (const auto filed = complaints.find(number_); filed != complaints.end() && filed->second.due)
        view.ahead = context_.say("complaint.promise", {{"date", long_date(*filed->second.due, context_.session.language)}});
    view.instruction = context_.say("complaint.keep");
    view.slip = slip_;
    view.notice = slip_notice_;
    return view;
}

viewmodels::Reading ComplaintFlow::answer_view() const {
    const auto& language = context_.session.language;
    viewmodels::Reading view;
    view.title = context_.say("complaint.status.title", {{"number", number_}});
    view.page = turned_;
    const auto snapshot = context_.snapshot();
    const auto found = snapshot->office.house.complaints.find(number_);
    if (found == snapshot->office.house.complaints.end()) {
        view.sections = {{context_.say("complaint.not_found"), context_.say("complaint.not_found.text")}};
        return view;
    }
    const auto& complaint = found->second;
    const auto* state = complaint.answered ? "complaint.state.answered" : complaint.taken_by.empty() ? "complaint.state.filed" : "complaint.state.taken";
    view.sections = {{context_.say("complaint.received"), long_date(wib_date(complaint.filed), language)}, {context_.say("complaint.category"), context_.say("complaint.category." + complaint.category)}, {context_.say("complaint.state"), context_.say(state)}};
    if (complaint.answered) view.sections.push_back({context_.say("complaint.answer"), snapshot->text_of(complaint.answer)});
    else if (complaint.due) view.sections.push_back({context_.say("complaint.due"), long_date(*complaint.due, language)});
    return view;
}

}  // namespace loket::app
