#include "kiosk/app/flows/officers_forms.h"

#include <fmt/format.h>

#include <span>

namespace loket::app {

using engine::Question;
using engine::QuestionType;
using engine::Role;

namespace {

engine::Text text_of(const FlowContext& context, const std::string& key) {
    engine::Text text;
    for (const auto* language : {"id", "en", "ms"}) text.by_language[language] = context.strings(language).text(key, {});
    return text;
}

Question question(const FlowContext& context, const std::string& key, QuestionType type) {
    Question asked;
    asked.key = key;
    asked.text = text_of(context, "officers.ask." + key);
    asked.type = type;
    return asked;
}

Question choice(const FlowContext& context, const std::string& key, const std::vector<std::pair<std::string, std::string>>& options) {
    auto asked = question(context, key, QuestionType::Choice);
    for (const auto& [value, words] : options) asked.options.push_back({value, text_of(context, words), {}});
    return asked;
}

constexpr Role kDelegable[] = {Role::Kasi, Role::Kabid, Role::Kadis};

Question role_choice(const FlowContext& context, std::span<const Role> roles) {
    std::vector<std::pair<std::string, std::string>> options;
    for (const auto role : roles) options.emplace_back(engine::code(role), fmt::format("role.{}", engine::code(role)));
    return choice(context, "role", options);
}

}  // namespace

engine::Service officer_form(const FlowContext& context) {
    engine::Service form;
    auto user = question(context, "user", QuestionType::Text);
    user.limits = {.shortest = 2, .longest = 20};
    auto name = question(context, "name", QuestionType::Text);
    name.limits = {.shortest = 1, .longest = 60};
    const auto role = role_choice(context, engine::kOfficeRoles);
    form.questions = {std::move(user), std::move(name), role};
    return form;
}

engine::Service delegation_form(const FlowContext& context) {
    engine::Service form;
    auto from = question(context, "from", QuestionType::Date), to = question(context, "to", QuestionType::Date);
    to.limits.not_past = true;
    auto decree = question(context, "decree", QuestionType::Text);
    decree.limits = {.shortest = 1, .longest = 40};
    form.questions = {role_choice(context, kDelegable), choice(context, "kind", {{"PLH", "officers.plh"}, {"PLT", "officers.plt"}}), std::move(from),
                      std::move(to), std::move(decree)};
    return form;
}

engine::Service finger_form(const FlowContext& context) {
    std::vector<std::pair<std::string, std::string>> options;
    for (const int position : {2, 7, 1, 6}) options.emplace_back(std::to_string(position), fmt::format("slot.finger.{}", position));
    engine::Service form;
    form.questions = {choice(context, "finger", options)};
    return form;
}

}  // namespace loket::app
