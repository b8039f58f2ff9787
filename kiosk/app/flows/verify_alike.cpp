// The same person under two numbers, perhaps: both beside each other, and what an officer says of it.

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/app/desk/papers.h"
#include "kiosk/app/flows/verify_flow.h"
#include "kiosk/app/flows/wording.h"

namespace loket::app {

using engine::Duplicates;
using viewmodels::Tone;
using viewmodels::Verify;

namespace {

constexpr std::string_view kTwoPeople = "two", kOnePerson = "one";
constexpr auto kPurpose = "dugaan rekam ganda";

}  // namespace

/// Each look at the register is audited.
void VerifyFlow::ask_who_is_alike() {
    alike_.clear();
    const auto c = file();
    if (!c) return;
    using Answer = Result<std::shared_ptr<const population::Resident>>;
    for (const auto& suspect : c->duplicates.suspects) {
        auto look = context_.equipment.core.ask([nik = suspect.nik, actor = context_.actor()](Core& core) { return core.resident(nik, actor, kPurpose); });
        context_.asks.then<Answer>(std::move(look), [this, id = case_id_, nik = suspect.nik](Answer answer) {
            if (answer && id == case_id_) alike_[nik] = *answer;
        });
    }
}

/// "two:reason" or "one:reason".
void VerifyFlow::judge(const std::string& verdict_and_reason) {
    const auto colon = verdict_and_reason.find(':');
    if (colon == std::string::npos) return;
    const bool same = verdict_and_reason.substr(0, colon) == kOnePerson;
    context_.execute(engine::JudgeDuplicate{case_id_, same, verdict_and_reason.substr(colon + 1)},
                     [this, same] { context_.notify(same ? Tone::Warning : Tone::Good, context_.say(same ? "verify.alike.held" : "verify.alike.cleared")); });
}

void VerifyFlow::add_alike(Verify& view, const engine::Case& c) const {
    const auto& language = context_.session.language;
    for (const auto& suspect : c.duplicates.suspects) {
        const auto person = alike_.find(suspect.nik);
        Verify::Alike alike{.number = suspect.nik,
                            .likeness = context_.say(suspect.alike_on_paper ? "verify.alike.fingers_and_paper" : "verify.alike.fingers", {{"count", std::to_string(suspect.fingers)}}),
                            .pictured = !suspect.photo.empty()};
        if (alike.pictured) alike.photo = context_.pictures.get(suspect.photo);
        if (person != alike_.end()) {
            alike.name = person->second->name;
            alike.born = person->second->birth_place + ", " + long_date(person->second->born, language);
        }
        view.alike.push_back(std::move(alike));
    }
    if (view.alike.empty()) return;
    const auto applicant = applicant_of(*context_.snapshot(), c);
    view.born = applicant->birth_place + ", " + long_date(applicant->born, language);
    static constexpr const char* kWords[] = {"verify.alike.open", "verify.alike.two", "verify.alike.one"};
    view.verdict = context_.say(kWords[static_cast<int>(c.duplicates.verdict)]);
    view.verdict_tone = c.duplicates.verdict == Duplicates::Verdict::None ? Tone::Warning : c.duplicates.verdict == Duplicates::Verdict::TwoPeople ? Tone::Good : Tone::Bad;
    const auto role = context_.actor().role;
    view.may_judge = (role == engine::Role::Kasi || role == engine::Role::Kabid || role == engine::Role::Kadis) && c.card.stage == engine::CardStage::None &&
                     !c.recorded_by.contains(context_.actor().user);
    for (const auto* key : {"verify.alike.differ", "verify.alike.twins"}) view.verdicts.push_back({std::string(kTwoPeople), context_.say(key)});
    for (const auto* key : {"verify.alike.same", "verify.alike.centre"}) view.verdicts.push_back({std::string(kOnePerson), context_.say(key)});
}

}  // namespace loket::app
