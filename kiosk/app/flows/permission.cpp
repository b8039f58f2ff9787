#include "kiosk/app/flows/permission.h"

#include "kiosk/app/flows/wording.h"

namespace loket::app {

using trust::kPinLength;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {

/// The role in which this officer may let something pass today.
std::optional<engine::Role> supervising_role(const trust::Officer& officer, Date day) {
    for (const auto role : trust::roles_on(officer, day))
        if (trust::may_vouch(role, trust::Authority::Override)) return role;
    return std::nullopt;
}

void forget_pin(Refused& refused) {
    std::ranges::fill(refused.pin, '0');
    refused.pin.clear();
}

void close(const FlowContext& context) {
    if (context.session.refused) forget_pin(*context.session.refused);
    context.session.refused.reset();
}

/// The command once more, with the superior beside the officer.
void allow(const FlowContext& context, const engine::Actor& superior, const std::string& reason) {
    auto refused = std::move(*context.session.refused);
    close(context);
    context.execute(std::move(refused.command), std::move(refused.next), std::move(refused.attachments), engine::Override{superior, reason});
}

void check_pin(const FlowContext& context, const std::string& reason) {
    const auto user = context.session.refused->selected;
    using Answer = Result<engine::Actor>;
    auto vouched = context.equipment.core.ask([user, pin = context.session.refused->pin, by = context.actor()](Core& core) {
        return core.accounts().confirm(user, pin, trust::Authority::Override, "override", by);
    });
    context.asks.then<Answer>(std::move(vouched), [&context, user, reason](Answer answer) {
        auto& refused = context.session.refused;
        if (!refused || refused->selected != user) return;  // closed meanwhile
        forget_pin(*refused);
        if (!answer) return void(refused->notice = Notice{Tone::Bad, context.explain(answer.error())});
        allow(context, *answer, reason);
    });
}

}  // namespace

void ask_permission(const FlowContext& context, Refused refused) {
    context.session.refused = std::move(refused);
    using Answer = Result<std::vector<trust::Officer>>;
    context.asks.then<Answer>(context.equipment.core.ask([](Core& core) { return core.accounts().all(); }), [&context](Answer answer) {
        if (!context.session.refused) return;
        if (!answer) return context.notify(answer.error());
        const auto today = wib_date(context.equipment.clock.now());
        for (const auto& officer : *answer)
            if (officer.user != context.actor().user && !officer.suspended && supervising_role(officer, today)) context.session.refused->superiors.push_back(officer);
    });
}

void answer_permission(const FlowContext& context, const viewmodels::Intent& intent) {
    auto& refused = context.session.refused;
    if (!refused) return;
    if (intent.name == "override.close") return close(context);
    if (intent.name == "override.user") refused->selected = intent.value;
    if (intent.name == "override.digit" && refused->pin.size() < kPinLength) refused->pin += intent.value;
    if (intent.name == "override.erase" && !refused->pin.empty()) refused->pin.pop_back();
    if (intent.name == "override.clear") forget_pin(*refused);
    if (intent.name == "override.allow" && !refused->selected.empty() && refused->pin.size() == kPinLength && !intent.value.empty()) check_pin(context, intent.value);
}

std::optional<viewmodels::Override> permission_view(const FlowContext& context) {
    const auto& refused = context.session.refused;
    if (!refused) return std::nullopt;
    viewmodels::Override view{.refusal = context.explain(refused->error), .officers = {}, .selected = refused->selected, .pin_length = static_cast<int>(refused->pin.size())};
    const auto today = wib_date(context.equipment.clock.now());
    for (const auto& officer : refused->superiors) view.officers.push_back({officer.user, officer.name, role_words(context, *supervising_role(officer, today)), {}});
    view.can_allow = !view.selected.empty() && refused->pin.size() == kPinLength;
    view.notice = refused->notice;
    return view;
}

}  // namespace loket::app
