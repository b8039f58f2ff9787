#include "kiosk/app/flows/info_flow.h"

#include <fmt/format.h>

#include "kiosk/app/flows/slip.h"
#include "kiosk/screens/applicant.h"
#include "workflow/documents/notice.h"

namespace loket::app {

using viewmodels::Notice;
using viewmodels::Row;
using viewmodels::Tone;

namespace {

/// Sections "<prefix>.1", "<prefix>.1.text" and on, as many as there are.
std::vector<Row> numbered_sections(const FlowContext& context, const std::string& prefix) {
    std::vector<Row> rows;
    const auto& words = context.strings(context.session.language);
    for (int i = 1; words.has(fmt::format("{}.{}", prefix, i)); ++i) rows.push_back({words.text(fmt::format("{}.{}", prefix, i)), words.text(fmt::format("{}.{}.text", prefix, i))});
    return rows;
}

}  // namespace

void InfoFlow::enter(Page, const std::string& argument) {
    wipe();
    service_ = argument;
    alone_ = !argument.empty();
    open(alone_ ? Topic::Standard : Topic::Menu);
}

void InfoFlow::wipe() {
    service_.clear();
    picker_.start();
    topic_ = Topic::Menu;
    turned_ = 0;
    notice_.reset();
}

void InfoFlow::open(Topic topic) {
    topic_ = topic;
    turned_ = 0;
    notice_.reset();
}

void InfoFlow::handle(const viewmodels::Intent& intent) {
    if (intent.name == "back") return back();
    if (intent.name == "done") return context_.navigation.go(Page::Home);
    if (intent.name == "turn") turned_ = std::stoi(intent.value);
    if (intent.name == "print") return print();
    if (intent.name != "answer") return;
    if (topic_ == Topic::Menu) return open(intent.value == "rights" ? Topic::Rights : intent.value == "charter" ? Topic::Charter : Topic::Services);
    if (const auto service = picker_.handle(intent)) {
        service_ = *service;
        open(Topic::Standard);
    }
}

void InfoFlow::back() {
    if (alone_) return context_.navigation.go(Page::Service, service_);
    if (topic_ == Topic::Menu) return context_.navigation.go(Page::Home);
    if (topic_ == Topic::Standard) return open(Topic::Services);
    if (topic_ != Topic::Services || !picker_.back()) open(Topic::Menu);
}

/// On A4 where the station has such a printer, else on the slip.
void InfoFlow::print() {
    const auto view = reading_view();
    documents::Notice notice{.head = context_.equipment.office_head, .title = view.title, .rows = {}, .note = view.hint, .printed = context_.equipment.clock.now()};
    for (const auto& section : view.sections) notice.rows.push_back({section.label, section.value});
    notice_ = Notice{Tone::Info, context_.say("reading.printing")};
    const auto failed = [this](const Error& error) { notice_ = Notice{Tone::Warning, context_.explain(error)}; };
    if (!context_.equipment.paperwork || !context_.equipment.paperwork->print_a4)
        return print_slip(context_, fmt::format("info/{}", iso_instant(notice.printed)), documents::notice_slip(notice), slip_, failed);
    auto trouble = std::make_shared<Status>();
    context_.worker.start(
        [this, notice, trouble](TaskFeed&, std::stop_token) {
            *trouble = [&]() -> Status {
                LOKET_ASSIGN(paper, documents::notice_a4(notice));
                LOKET_ASSIGN(pdf, documents::render_pdf(paper, notice.printed));
                return context_.equipment.paperwork->print_a4(pdf, static_cast<int>(paper.pages.size()));
            }();
        },
        [trouble, failed] {
            if (!*trouble) failed(trouble->error());
        });
}

void InfoFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    if (topic_ == Topic::Menu) return screens::draw(ui, words, chrome, menu_view(), intents);
    if (topic_ == Topic::Services) return screens::draw(ui, words, chrome, picker_.view(context_.say("info.standard")), intents);
    screens::draw(ui, words, chrome, reading_view(), intents);
}

viewmodels::Choice InfoFlow::menu_view() const {
    viewmodels::Choice view{.title = context_.say("home.info"), .hint = context_.say("info.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* topic : {"standard", "rights", "charter"}) view.items.push_back({topic, context_.say(fmt::format("info.{}", topic)), context_.say(fmt::format("info.{}.hint", topic))});
    return view;
}

viewmodels::Reading InfoFlow::reading_view() const {
    viewmodels::Reading view;
    const auto* service = context_.services().find(service_);
    view.title = topic_ == Topic::Rights ? context_.say("info.rights") : topic_ == Topic::Charter ? context_.say("info.charter") : service->name.in(context_.session.language);
    view.hint = topic_ == Topic::Standard ? context_.say("info.standard") : "";
    view.sections = sections();
    view.page = turned_;
    view.can_print = !context_.worker.busy();
    view.notice = notice_;
    return view;
}

std::vector<Row> InfoFlow::sections() const {
    if (topic_ == Topic::Rights) return numbered_sections(context_, "rights");
    if (topic_ == Topic::Charter) return numbered_sections(context_, "charter");
    return standard();
}

/// The 14 components; requirements and procedure are spelled out from the service itself.
std::vector<Row> InfoFlow::standard() const {
    std::vector<Row> rows;
    const auto* service = context_.services().find(service_);
    if (service == nullptr) return rows;
    const auto& language = context_.session.language;
    for (const auto& [component, text] : service->standard) {
        std::string words = text.in(language);
        if (component == "persyaratan")
            if (const auto papers = service->requirements.find(context_.snapshot()->profile); papers != service->requirements.end())
                for (std::size_t i = 0; i < papers->second.size(); ++i) {
                    const auto& paper = papers->second[i];
                    words += fmt::format("\n{}. {}{}", i + 1, paper.text.in(language), paper.form.empty() ? "" : " (" + paper.form + ")");
                }
        if (component == "prosedur")
            for (const auto& step : service->steps) words += fmt::format("\n{}. {}", step.no, step.text.in(language));
        rows.push_back({fmt::format("{}. {}", rows.size() + 1, context_.say("standard." + component)), words});
    }
    return rows;
}

}  // namespace loket::app
