// The director at the kiosk's form: which service, who, and one question after the other.

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/core/projections.h"
#include "kiosk/app/demo/director.h"

namespace loket::app {

using engine::Question;
using engine::QuestionType;

Status Director::choose_service(const VisitPlan& plan) {
    const auto with_ticket = equipment_.core.reference().services.with_ticket();
    const auto& letter = service(plan).letter;
    const bool alone = std::ranges::count_if(with_ticket, [&](const auto* each) { return each->letter == letter; }) == 1;
    if (alone) {
        LOKET_TRY(puppet_.act("service", plan.service));
    } else {
        LOKET_TRY(puppet_.act("group", letter));
        LOKET_TRY(puppet_.snap("services"));
        LOKET_TRY(puppet_.act("answer", plan.service));
    }
    LOKET_TRY(puppet_.snap("service"));
    return puppet_.act("next");
}

/// By NIK, or by passport where a foreigner has none. Newcomers have nothing to confirm.
Status Director::identify(const VisitPlan& plan) {
    constexpr std::string_view kPassport = "PASPOR-";
    constexpr std::size_t kAlmost = 14;
    if (plan.nik.starts_with(kPassport)) {
        LOKET_TRY(puppet_.act("mode", "passport"));
        LOKET_TRY(puppet_.write(plan.nik.substr(kPassport.size())));
        LOKET_TRY(puppet_.snap("passport"));
        return puppet_.act("next");
    }
    LOKET_TRY(puppet_.type(plan.nik.substr(0, kAlmost)));
    LOKET_TRY(puppet_.snap("identity"));
    LOKET_TRY(puppet_.type(plan.nik.substr(kAlmost)));
    LOKET_TRY(puppet_.act("next"));
    if (station_.page() != Page::Confirm) return {};
    LOKET_TRY(puppet_.snap("confirm"));
    return puppet_.act("confirm");
}

Status Director::fill_form(const VisitPlan& plan) {
    const auto look_up = [this](const std::string& nik) -> std::optional<engine::Applicant> {
        const auto& resident = person(nik);
        return resident.nik.empty() ? std::nullopt : std::optional(applicant_of(resident));
    };
    engine::Answers given;
    for (const auto& question : service(plan).questions) {
        const auto known = engine::with_register(service(plan), given, plan.nik.empty() ? std::nullopt : look_up(plan.nik), look_up, wib_date(clock_.now()));
        if (!question.condition.holds(known)) continue;
        const auto answer = plan.answers.find(question.key);
        if (answer != plan.answers.end()) {
            LOKET_TRY(fill_field(question, answer->second));
            given.insert(*answer);
        }
        LOKET_TRY(puppet_.snap("form-" + question.key));
        LOKET_TRY(puppet_.act("next"));
    }
    return {};
}

Status Director::fill_field(const Question& question, const std::string& answer) {
    switch (question.type) {
        case QuestionType::Choice: return puppet_.act("answer", answer);
        case QuestionType::Date: return puppet_.type(answer.substr(8, 2) + answer.substr(5, 2) + answer.substr(0, 4));
        case QuestionType::Number:
        case QuestionType::Kk: return puppet_.type(answer);
        case QuestionType::Text: return puppet_.write(answer);
        case QuestionType::Village: {
            const auto place = equipment_.core.reference().regions.place(answer);
            LOKET_TRY(puppet_.write(std::string(place.village.empty() ? place.district : place.village)));
            return pick(answer);
        }
        default: break;
    }
    for (const auto& nik : engine::niks_in(answer)) LOKET_TRY(pick(nik));
    return {};
}

/// From what is offered, or by number where the person is not in the list.
Status Director::pick(const std::string& value) {
    const auto& entry = station_.form().entry();
    if (const auto index = entry.offered(value)) return puppet_.act("pick", std::to_string(*index));
    const auto view = entry.view();
    if (view.entry == viewmodels::Field::Entry::Region) return internal("the place " + value + " is not offered");
    if (view.entry == viewmodels::Field::Entry::People) LOKET_TRY(puppet_.act("pick", std::to_string(view.items.size() - 1)));  // somebody else
    LOKET_TRY(puppet_.type(value));
    return entry.view().can_add ? puppet_.act("add") : Status{};
}

/// The officer who may begins the file, and answers its questions.
Status Director::open_internal(const VisitPlan& plan) {
    LOKET_TRY(puppet_.sign_in(std::string(officer_of(service(plan).opened_by.front()))));
    if (station_.page() != Page::Work) LOKET_TRY(puppet_.act("tab", "work"));
    pass(60, 600);
    LOKET_TRY(puppet_.snap("work-list"));
    LOKET_TRY(puppet_.act("open_internal", plan.service));
    return fill_form(plan);
}

/// What the field team wrote down outside comes in as a list.
Status Director::field_list(const VisitPlan& plan) {
    pass(600, 3600);
    engine::OpenFromList list{.service = plan.service, .lines = {{plan.nik, plan.answers}}};
    return tell(equipment_.core, std::move(list), {std::string(officer_of(engine::Role::TimPendataan)), engine::Role::TimPendataan});
}

}  // namespace loket::app
