#include "kiosk/app/flows/numbers_flow.h"

#include "kiosk/app/flows/wording.h"
#include "kiosk/screens/applicant.h"

namespace loket::app {

using engine::QuestionType;
using viewmodels::Tone;

void NumbersFlow::enter(Page, const std::string&) {
    wipe();
    look();
}

void NumbersFlow::wipe() {
    form_.wipe();
    asked_.reset();
    awaited_.clear();
}

void NumbersFlow::look() {
    using Answer = Result<std::vector<AwaitedNumber>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.numbers_awaited(); }), [this](Answer found) {
        if (found) awaited_ = std::move(*found);
        else context_.notify(found.error());
    });
}

void NumbersFlow::handle(const viewmodels::Intent& intent) {
    if (asked_) {
        if (intent.name == "back") asked_.reset();
        else if (form_.handle(intent)) give();
        return;
    }
    if (intent.name == "back") return context_.navigation.go(Page::Work);
    if (intent.name == "answer") ask(std::stoul(intent.value));
}

void NumbersFlow::ask(std::size_t index) {
    if (index >= awaited_.size()) return;
    asked_ = awaited_[index];
    engine::Question number;
    number.key = "number";
    number.type = asked_->request.kind == mirror::NumberKind::Kk ? QuestionType::Kk : QuestionType::Nik;
    number.limits.anywhere = true;
    const auto words = words_of(*asked_);
    number.text = {{{"id", words}, {"en", words}}};
    questions_ = {};
    questions_.questions.push_back(std::move(number));
    form_.start(questions_, std::nullopt);
    form_.next();
}

void NumbersFlow::give() {
    const auto number = form_.answers().at("number");
    const auto by = context_.actor();
    context_.asks.then<Status>(context_.equipment.core.ask([wish = *asked_, number, by](Core& core) { return core.enter_number(wish.request.reference, wish.request.slot, number, by); }), [this](Status given) {
        if (!given) {
            if (asked_) form_.show();
            return context_.notify(given.error());
        }
        asked_.reset();
        form_.wipe();
        context_.notify(Tone::Good, context_.say("numbers.given"));
        look();
    });
}

std::string NumbersFlow::words_of(const AwaitedNumber& awaited) const {
    const auto place = context_.equipment.core.reference().regions.place(awaited.request.district + ".0000");
    return context_.say(awaited.request.kind == mirror::NumberKind::Kk ? "numbers.kk" : "numbers.nik", {{"file", awaited.resi.empty() ? awaited.case_id : awaited.resi}, {"district", std::string(place.district)}});
}

viewmodels::Choice NumbersFlow::view() const {
    viewmodels::Choice view{.title = context_.say("numbers.title"), .hint = context_.say(awaited_.empty() ? "numbers.none" : "numbers.hint"), .items = {}, .selected = {}, .stepper = {}, .direct = true};
    for (std::size_t i = 0; i < awaited_.size(); ++i) {
        const auto& request = awaited_[i].request;
        const auto born = request.born ? context_.say("numbers.born", {{"date", dmy_date(*request.born)}, {"sex", std::string(context_.equipment.core.reference().codes.label(*request.sex))}}) : "";
        view.items.push_back({std::to_string(i), words_of(awaited_[i]), born.empty() ? context_.say(awaited_[i].for_paper ? "numbers.for_paper" : "numbers.for_register") : born});
    }
    return view;
}

void NumbersFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    if (asked_) return form_.draw(ui, chrome, {}, intents);
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

}  // namespace loket::app
