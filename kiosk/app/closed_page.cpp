#include "kiosk/app/closed_page.h"

#include "kiosk/app/clock_check.h"
#include "kiosk/app/flows/trouble_page.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

ClosedPage::ClosedPage(const StationStrings& strings, const Clock& clock, Instant built, SetClock set_clock) : strings_(strings), clock_(clock), built_(built), set_clock_(std::move(set_clock)) {}

void ClosedPage::because(const std::string& code) {
    if (code_ != code) go(Step::Why);
    code_ = code;
}

void ClosedPage::go(Step step) {
    step_ = step;
    typed_.clear();
    refusal_.clear();
}

void ClosedPage::handle(const viewmodels::Intent& intent) {
    if (intent.name == "language") language_ = intent.value;
    if (intent.name == "done" && may_restore(code_)) restore_ = true;
    if (code_ != kClock) return;
    if (step_ == Step::Why) {
        if (intent.name == "done") go(Step::Date);
        return;
    }
    if (intent.name == "back") return go(step_ == Step::Time ? Step::Date : Step::Why);
    if (intent.name == "next" || intent.name == "done") return next();
    if (intent.name == "digit" && typed_.size() < length()) typed_ += intent.value;
    if (intent.name == "erase" && !typed_.empty()) typed_.pop_back();
    if (intent.name == "clear") typed_.clear();
    refusal_.clear();
}

void ClosedPage::next() {
    if (typed_.size() < length()) return;
    if (step_ == Step::Date) {
        if (!time_from_digits(typed_, "2359", built_)) return refuse();
        date_ = typed_;
        return go(Step::Time);
    }
    const auto at = time_from_digits(date_, typed_, built_);
    if (!at) return refuse();
    const auto set = set_clock_(*at);
    go(Step::Why);
    if (!set) refusal_ = words().text(set.error().code.empty() ? "error.clock.set" : "error." + set.error().code);
}

void ClosedPage::refuse() {
    typed_.clear();
    refusal_ = words().text("closed.no_time");
}

void ClosedPage::draw(ui::Ui& ui) {
    auto chrome = public_chrome(words(), language_, clock_.now());
    chrome.back = step_ != Step::Why;
    viewmodels::Intents intents;
    if (step_ == Step::Why) screens::draw(ui, words(), chrome, message(), intents);
    else screens::draw(ui, words(), chrome, field(), intents);
    for (const auto& intent : intents) handle(intent);
}

viewmodels::Message ClosedPage::message() const {
    auto view = trouble_page(words(), code_);
    if (code_ == kClock) view.action = words().text("closed.set_clock");
    if (!refusal_.empty()) view.text += " " + refusal_;
    return view;
}

viewmodels::Field ClosedPage::field() const {
    const bool date = step_ == Step::Date;
    const std::string key = date ? "closed.date" : "closed.time";
    viewmodels::Field view{.entry = date ? viewmodels::Field::Entry::Date : viewmodels::Field::Entry::Digits, .title = words().text(key + ".title"), .hint = words().text(key + ".hint"), .typed = typed_, .length = length(), .items = {}};
    view.can_continue = typed_.size() == length();
    if (!refusal_.empty()) view.notice = viewmodels::Notice{viewmodels::Tone::Bad, refusal_};
    return view;
}

}  // namespace loket::app
