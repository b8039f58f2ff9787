#include "kiosk/app/flows/complaints_flow.h"

#include <algorithm>

#include "kiosk/app/flows/complaint_form.h"
#include "kiosk/screens/complaints.h"

namespace loket::app {

using engine::Complaint;
using engine::Role;
using viewmodels::Tone;

bool handles_complaints(Role role) { return role == Role::FrontOffice || role == Role::Kasi || role == Role::Kabid || role == Role::Sekretaris; }

void ComplaintsFlow::enter(Page page, const std::string& argument) {
    wipe();
    StaffFlow::enter(page, argument);
}

void ComplaintsFlow::wipe() {
    StaffFlow::wipe();
    form_.wipe();
    writing_ = false;
}

void ComplaintsFlow::write_down(const viewmodels::Intent& intent) {
    if (intent.name == "back") {
        if (form_.back()) return;
        form_.wipe();
        writing_ = false;
    } else if (form_.handle(intent) && !form_.next()) {
        file();
    }
}

void ComplaintsFlow::file() {
    auto wish = complaint_of(form_.answers());
    context_.execute(std::move(wish), [this] {
        form_.wipe();
        writing_ = false;
        context_.notify(Tone::Good, context_.say("complaints.filed"));
    });
}

void ComplaintsFlow::act(const viewmodels::Intent& intent) {
    if (writing_) return write_down(intent);
    if (intent.name == "write") {
        questions_ = complaint_form(context_, {.ask_channel = true});
        form_.start(questions_, std::nullopt);
        form_.next();
        writing_ = true;
    }
    if (intent.name == "take") context_.execute(engine::TakeComplaint{case_id_});
    if (intent.name == "reply") context_.execute(engine::AnswerComplaint{case_id_, intent.value}, [this] { context_.notify(Tone::Good, context_.say("complaints.answered")); });
}

void ComplaintsFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    if (writing_) return form_.draw(ui, chrome, {}, intents);
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::WorkItem ComplaintsFlow::item(const Complaint& complaint) const {
    viewmodels::WorkItem row;
    row.id = row.number = complaint.number;
    row.name = context_.say("complaint.category." + complaint.category);
    row.since = short_time(complaint.filed);
    if (complaint.due) row.promised = dmy_date(*complaint.due);
    const bool late = complaint.is_late(wib_date(context_.equipment.clock.now()));
    row.state = context_.say(complaint.answered ? "complaint.state.answered" : complaint.taken_by.empty() ? "complaint.state.filed" : "complaint.state.taken");
    row.tone = late ? Tone::Bad : complaint.answered ? Tone::Good : Tone::Info;
    return row;
}

/// Where the application stands, for whoever answers.
void ComplaintsFlow::add_case(viewmodels::ComplaintDesk& view, const std::string& resi) const {
    const auto c = context_.snapshot()->office.find_resi(resi);
    if (!c) return;
    view.about = file_head(context_, *c, false);
    const auto& step = context_.services().find(c->service)->step(c->step);
    view.where = {{context_.say("status.service"), view.about->service}, {context_.say("complaints.where"), step.text.in(context_.session.language)}, {context_.say("complaints.at"), role_words(context_, step.desk)}};
    if (c->promised) view.where.push_back({context_.say("status.promised"), dmy_date(*c->promised)});
    for (const auto& back : c->returns) view.where.push_back({context_.say("complaints.returned"), back.reason});
}

viewmodels::ComplaintDesk ComplaintsFlow::view() const {
    viewmodels::ComplaintDesk view;
    view.desk = desk("tab.complaints", "complaints.empty");
    const auto snapshot = context_.snapshot();
    const auto& all = snapshot->office.house.complaints;
    std::vector<const Complaint*> shown;
    for (const auto& [number, complaint] : all)
        if (complaint.is_open() || number == case_id_) shown.push_back(&complaint);
    std::ranges::stable_sort(shown, {}, [](const auto* complaint) { return complaint->filed; });
    for (const auto* complaint : shown) view.desk.items.push_back(item(*complaint));
    const auto found = all.find(case_id_);
    if (found == all.end()) return view;
    const auto& complaint = found->second;
    view.file = viewmodels::ComplaintDesk::File{.number = complaint.number, .category = context_.say("complaint.category." + complaint.category), .text = snapshot->text_of(complaint.text), .answer = snapshot->text_of(complaint.answer)};
    if (view.file->text.empty()) view.file->text = context_.say("complaints.erased");
    view.file->facts = {{context_.say("complaints.channel"), context_.say("complaint.channel." + complaint.channel)},
                        {context_.say("complaint.received"), short_time(complaint.filed)},
                        {context_.say("complaint.due"), complaint.due ? dmy_date(*complaint.due) : ""},
                        {context_.say("complaints.contact"), complaint.contact.empty() ? context_.say("complaints.no_contact") : snapshot->text_of(complaint.contact)},
                        {context_.say("complaints.taken_by"), complaint.taken_by.empty() ? "–" : snapshot->name_of(complaint.taken_by)}};
    view.resi = complaint.resi;
    if (!complaint.resi.empty()) add_case(view, complaint.resi);
    view.can_take = complaint.is_open() && complaint.taken_by != context_.actor().user;
    view.can_answer = complaint.is_open();
    return view;
}

}  // namespace loket::app
