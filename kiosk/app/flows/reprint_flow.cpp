#include "kiosk/app/flows/reprint_flow.h"

#include <fmt/format.h>

#include "devices/base/secret.h"
#include "kiosk/app/desk/paper_picture.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using viewmodels::Choice;
using viewmodels::Intent;
using viewmodels::Message;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {

constexpr std::size_t kNikTyped = 16, kCodeTyped = 11, kMostKept = 32;
constexpr std::size_t kPinTyped = 7;  // six digits and the hyphen that codes have after four
constexpr Millis kCameraPatience{15'000};

}  // namespace

void ReprintFlow::enter(Page, const std::string& argument) {
    wipe();
    code_ = argument;
    show(Stage::Nik);
}

void ReprintFlow::wipe() {
    ++visit_;
    if (reading_) context_.worker.cancel();
    for (auto* text : {&nik_, &code_}) {
        zeroise(*text);
        text->reserve(kMostKept);
    }
    papers_.clear();
    show(Stage::Nik);
}

void ReprintFlow::show(Stage stage) {
    stage_ = stage;
    notice_.reset();
}

void ReprintFlow::handle(const Intent& intent) {
    if (intent.name == "back") return back();
    if (intent.name == "done") return context_.navigation.go(Page::Home);
    if (intent.name == "code" && (stage_ == Stage::Nik || stage_ == Stage::Code)) {
        code_ = print_code_of_qr(intent.value).value_or(intent.value);
        return stage_ == Stage::Code ? try_code() : void();
    }
    if (stage_ == Stage::Nik || stage_ == Stage::Code) return entry(intent);
    if (intent.name != "answer") return;
    if (stage_ == Stage::List) {
        chosen_ = std::stoul(intent.value);
        return show(Stage::Sure);
    }
    if (stage_ == Stage::Sure) intent.value == "print" ? print() : context_.navigation.go(Page::Home);
}

void ReprintFlow::entry(const Intent& intent) {
    if (intent.name == "camera") return read_code();
    if (reading_) context_.worker.cancel();  // who types does not lay a paper down
    notice_.reset();
    type(intent);
    if (intent.name == "next" && typed_enough()) next();
}

void ReprintFlow::type(const Intent& intent) {
    auto& typed = stage_ == Stage::Nik ? nik_ : code_;
    const bool code = stage_ == Stage::Code;
    const bool fits = intent.name == "digit" || (code && intent.name == "letter");
    if (fits && intent.value.size() == 1 && typed.size() < (code ? kCodeTyped : kNikTyped)) {
        typed += intent.value;
        if (code && (typed.size() == 4 || typed.size() == 9)) typed += '-';
    }
    if (intent.name == "erase" && !typed.empty()) {
        if (typed.back() == '-') typed.pop_back();
        if (!typed.empty()) typed.pop_back();
    }
    if (intent.name == "clear") typed.clear();
}

bool ReprintFlow::typed_enough() const { return stage_ == Stage::Nik ? nik_.size() == kNikTyped : code_.size() == kPinTyped || code_.size() == kCodeTyped; }

void ReprintFlow::next() {
    if (stage_ == Stage::Code) return try_code();
    show(Stage::Code);
    if (code_.size() == kCodeTyped) try_code();  // read before the number was typed
}

/// The code on the slip, under the document camera; touched again, nobody waits for it any more.
void ReprintFlow::read_code() {
    if (reading_) return context_.worker.cancel();
    notice_.reset();
    auto text = std::make_shared<Result<std::string>>(Error{Fault::Cancelled, ""});
    reading_ = context_.worker.start([this, text](TaskFeed& feed, std::stop_token stop) { *text = code_of_paper(context_.equipment, kCameraPatience, feed, stop); },
                                     [this, text, visit = visit_] {
                                         reading_ = false;
                                         if (visit != visit_ || stage_ != Stage::Code) return;
                                         if (!*text && text->error().fault == Fault::Cancelled) return;
                                         if (!*text) return refuse(text->error());
                                         code_ = print_code_of_qr(**text).value_or("");
                                         code_.empty() ? refuse(rejected("code.digest", "another paper's code")) : try_code();
                                     });
    if (!reading_) refuse(Error{Fault::Busy, "another task is running", "device.busy"});
}

void ReprintFlow::try_code() {
    if (!context_.asks.empty()) return;  // one touch, one try
    using Answer = Result<std::vector<Printable>>;
    auto tried = context_.equipment.core.ask([nik = nik_, code = code_, now = context_.equipment.clock.now()](Core& core) { return papers_of_code(core, nik, code, now); });
    context_.asks.then<Answer>(std::move(tried), [this, visit = visit_](Answer answer) {
        if (visit == visit_) found(std::move(answer));
    });
}

void ReprintFlow::found(Result<std::vector<Printable>> papers) {
    zeroise(code_);
    show(Stage::Code);
    if (!papers) return refuse(papers.error());
    papers_ = std::move(*papers);
    chosen_ = 0;
    show(papers_.size() == 1 ? Stage::Sure : Stage::List);
}

void ReprintFlow::refuse(const Error& error) { notice_ = Notice{Tone::Warning, error.code == "code.blocked" ? wait_words() : context_.explain(error)}; }

/// How long no code is taken.
std::string ReprintFlow::wait_words() const {
    const auto now = context_.snapshot();
    const auto& tries = now->office.house.wrong_tries;
    const auto found = tries.find(nik_);
    const auto until = found == tries.end() ? std::nullopt : engine::blocked_until(found->second);
    if (!until) return context_.say("error.code.blocked");
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(*until - context_.equipment.clock.now()).count();
    return context_.say("reprint.wait", {{"minutes", std::to_string(std::max<std::int64_t>(1, minutes))}});
}

void ReprintFlow::print() {
    show(Stage::Printing);
    auto printed = std::make_shared<Status>();
    const auto failed = [this](const Error& error) {
        show(Stage::Done);
        message_ = {Tone::Warning, context_.say("reprint.failed"), context_.explain(error) + " " + context_.say("reprint.failed.text"), context_.say("action.done")};
    };
    const bool started = context_.worker.start([this, printed, nik = nik_, paper = papers_.at(chosen_)](TaskFeed&, std::stop_token) { *printed = print_with_code(context_.equipment, nik, paper); },
                                               [this, printed, failed, visit = visit_] {
                                                   if (visit != visit_) return;
                                                   if (!*printed) return failed(printed->error());
                                                   show(Stage::Done);
                                                   message_ = {Tone::Good, context_.say("reprint.done"), context_.say("reprint.done.text"), context_.say("action.done")};
                                               });
    if (!started) failed(Error{Fault::Busy, "another task is running", "device.busy"});
}

void ReprintFlow::back() {
    switch (stage_) {
        case Stage::Code:
            zeroise(code_);
            return show(Stage::Nik);
        case Stage::List: return show(Stage::Code);
        case Stage::Sure: return show(papers_.size() == 1 ? Stage::Code : Stage::List);
        case Stage::Printing: return;  // the sheets are on their way
        default: return context_.navigation.go(Page::Home);
    }
}

std::string ReprintFlow::name_of(const Printable& paper) const {
    for (const auto& service : context_.services().all())
        for (const auto& each : service.papers)
            if (each.kind == paper.kind) return each.name.in(context_.session.language);
    return paper.kind;
}

void ReprintFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    const auto& words = context_.strings(context_.session.language);
    switch (stage_) {
        case Stage::List: return screens::draw(ui, words, chrome, list_view(), intents);
        case Stage::Sure: return screens::draw(ui, words, chrome, sure_view(), intents);
        case Stage::Printing: return screens::draw(ui, words, chrome, printing_view(), intents);
        case Stage::Done: return screens::draw(ui, words, chrome, message_, intents);
        default: return screens::draw(ui, words, chrome, entry_view(), intents);
    }
}

viewmodels::Identity ReprintFlow::entry_view() const {
    using Mode = viewmodels::Identity::Mode;
    const bool code = stage_ == Stage::Code;
    viewmodels::Identity view;
    view.mode = code ? Mode::Code : Mode::Nik;
    view.choose_mode = false;
    view.title = context_.say(code ? "reprint.code.title" : "identity.nik.title");
    view.hint = context_.say(code ? "reprint.code.hint" : "reprint.nik.hint");
    view.typed = code ? code_ : nik_;
    view.length = code ? kCodeTyped : kNikTyped;
    view.notice = notice_;
    view.can_camera = code && std::ranges::any_of(context_.equipment.registry.list(), [](const auto& device) { return device.kind == model::Kind::DocumentCamera; });
    view.reading = reading_;
    view.can_continue = typed_enough();
    return view;
}

Choice ReprintFlow::list_view() const {
    Choice view{.title = context_.say("reprint.list.title"), .hint = context_.say("reprint.list.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (std::size_t i = 0; i < papers_.size(); ++i) view.items.push_back({std::to_string(i), name_of(papers_[i]), papers_[i].number});
    return view;
}

Choice ReprintFlow::sure_view() const {
    const auto& paper = papers_.at(chosen_);
    Choice view{.title = context_.say("reprint.sure.title", {{"paper", name_of(paper)}}), .hint = context_.say("reprint.sure.hint", {{"number", paper.number}}), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (const auto* way : {"print", "later"}) view.items.push_back({way, context_.say(fmt::format("reprint.{}", way)), context_.say(fmt::format("reprint.{}.hint", way))});
    return view;
}

Message ReprintFlow::printing_view() const { return {Tone::Info, context_.say("reprint.printing"), context_.say("reprint.printing.text"), {}}; }

}  // namespace loket::app
