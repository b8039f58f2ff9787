#include "kiosk/app/flows/delegation_flow.h"

#include <fmt/format.h>

#include <charconv>

#include "kiosk/screens/office.h"

namespace loket::app {

using trust::DelegationKind;
using viewmodels::Listing;
using viewmodels::Notice;
using viewmodels::Tone;

namespace {

Date moved(Date day, const std::string& by) {
    int days = 0;
    std::from_chars(by.data(), by.data() + by.size(), days);
    return Date{std::chrono::sys_days{day} + std::chrono::days{days}};
}

}  // namespace

void DelegationFlow::enter(Page page, const std::string& argument) {
    StaffFlow::enter(page, argument);
    officer_.clear();
    notice_.reset();
    from_ = to_ = today();
    load();
}

void DelegationFlow::wipe() {
    StaffFlow::wipe();
    officers_.clear();
    officer_.clear();
    notice_.reset();
}

void DelegationFlow::load() {
    using Answer = Result<std::vector<trust::Officer>>;
    context_.asks.then<Answer>(context_.equipment.core.ask([](Core& core) { return core.accounts().all(); }), [this](Answer answer) {
        if (answer) officers_ = std::move(*answer);
        else notice_ = Notice{Tone::Bad, context_.explain(answer.error())};
    });
}

void DelegationFlow::act(const viewmodels::Intent& intent) {
    if (intent.name == "officer") officer_ = intent.value;
    else if (intent.name == "kind") kind_ = intent.value == "plt" ? DelegationKind::Plt : DelegationKind::Plh;
    else if (intent.name == "from") from_ = std::max(today(), moved(from_, intent.value));
    else if (intent.name == "to") to_ = moved(to_, intent.value);
    else if (intent.name == "save") return save(intent.value);
    to_ = std::max(from_, to_);
}

/// The role is always the own one: nobody gives away what is not theirs.
void DelegationFlow::save(const std::string& decree) {
    const trust::Delegation delegation{kind_, context_.actor().role, from_, to_, decree};
    context_.asks.then<Status>(context_.equipment.core.ask([user = officer_, delegation, by = context_.actor()](Core& core) { return core.accounts().delegate(user, delegation, by); }), [this](Status done) {
        notice_ = done ? Notice{Tone::Good, context_.say("delegation.saved")} : Notice{Tone::Warning, context_.explain(done.error())};
        if (done) officer_.clear();
        load();
    });
}

void DelegationFlow::draw(ui::Ui& ui, const viewmodels::Chrome& chrome, viewmodels::Intents& intents) {
    screens::draw(ui, context_.strings(context_.session.language), chrome, view(), intents);
}

viewmodels::Delegation DelegationFlow::view() const {
    viewmodels::Delegation view;
    view.desk = desk("delegation.title", "delegation.nobody");
    view.notice = notice_;
    view.present = present();
    for (const auto& officer : officers_)
        if (!officer.suspended && officer.user != context_.actor().user && officer.role != context_.actor().role)
            view.officers.push_back({officer.user, fmt::format("{}, {}", officer.name, role_words(context_, officer.role))});
    view.officer = officer_;
    view.vacant = kind_ == DelegationKind::Plt;
    view.from = long_date(from_, context_.session.language);
    view.to = long_date(to_, context_.session.language);
    view.can_save = !officer_.empty();
    return view;
}

Listing DelegationFlow::present() const {
    Listing list{.title = context_.say("delegation.title"), .empty_text = context_.say("delegation.nobody_now")};
    for (const auto* column : {"who", "kind", "days", "decree", "state"}) list.columns.push_back(context_.say(std::string("delegation.col.") + column));
    for (const auto& officer : officers_)
        for (const auto& one : officer.delegations) {
            if (one.role != context_.actor().role) continue;
            const bool over = one.to < today(), later = one.from > today();
            list.lines.push_back({{officer.name, context_.say(one.kind == DelegationKind::Plh ? "delegation.plh" : "delegation.plt"), fmt::format("{} – {}", dmy_date(one.from), dmy_date(one.to)), one.decree,
                                   context_.say(over ? "delegation.over" : later ? "delegation.later" : "delegation.now")},
                                  over || later ? Tone::Info : Tone::Good});
        }
    return list;
}

}  // namespace loket::app
