// The office's machines on the technician's page: making an induk, letting a station in, taking the induk's place.

#include <future>

#include "kiosk/app/desk/link.h"
#include "kiosk/app/flows/maintenance_flow.h"
#include "kiosk/app/flows/office_words.h"
#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/office_line.h"
#include "kiosk/app/update/machine.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Tone;

void MaintenanceFlow::look_office() {
    const auto line = context_.equipment.lan;
    if (!line) return find_offices();
    using Answer = Result<lan::Members>;
    context_.asks.then<Answer>(std::async(std::launch::async, [line]() -> Answer { return line->induk ? Answer(line->induk->members()) : line->station->members(); }), [this](Answer answer) {
        if (answer) members_ = std::move(*answer);
        else members_.reset();
    });
}

/// Alone, a person may want to know which offices are in the house.
void MaintenanceFlow::find_offices() {
    constexpr Millis kFindingTakes{1'500};
    members_.reset();
    using Found = std::vector<FoundInduk>;
    context_.asks.then<Found>(std::async(std::launch::async, [] { return find_induks(kFindingTakes); }), [this](const Found& found) {
        found_.clear();
        for (const auto& one : found) found_.push_back({one.name, one.address});
    });
}

bool MaintenanceFlow::act_office(const std::string& intent) {
    const auto& line = context_.equipment.lan;
    if (intent == "office_look") look_office();
    else if (intent == "office_code" && line && line->induk) {
        const auto made = line->induk->new_code();
        if (!made) tell_user(Tone::Bad, context_.explain(made.error()));
        look_office();
    } else if (intent == "office_open" && !line) change_office(intent);
    else if (intent == "office_promote" && line && line->station)
        // The technician's PIN: what the old induk had and nobody else does is left on its disk.
        pin_.ask(context_.actor().user, context_.say("lan.promote"), context_.say("lan.promote_text"), [this, intent] { change_office(intent); });
    else return false;
    return true;
}

/// This machine becomes the induk: of an office that was one machine, or in the place of one that is gone.
void MaintenanceFlow::change_office(const std::string& intent) {
    using Changed = Result<std::shared_ptr<OfficeLine>>;
    auto changed = std::make_shared<Changed>(std::shared_ptr<OfficeLine>());
    context_.worker.start(
        [this, changed, intent, line = context_.equipment.lan](TaskFeed&, std::stop_token) {
            auto& core = context_.equipment.core;
            const auto& clock = context_.equipment.clock;
            *changed = intent == "office_open" ? open_running(core, clock, OnNetwork{.office = context_.equipment.office_head.government}) : promote_running(core, clock, *line);
        },
        [this, changed] {
            if (!*changed) return tell_user(Tone::Bad, context_.explain(changed->error()));
            context_.equipment.lan = **changed;
            if (const auto& machine = context_.equipment.machine) care_for_versions(*context_.equipment.lan, context_.equipment.clock, version_care(machine));
            tell_user(Tone::Good, context_.say("lan.is_induk_now"));
            look_office();
        });
}

/// Everything that knows the old epoch starts anew.
void MaintenanceFlow::begin_epoch(const std::string& second) {
    auto begun = std::make_shared<Result<std::int64_t>>(std::int64_t{0});
    context_.worker.start(
        [this, begun, second, by = context_.actor()](TaskFeed&, std::stop_token) { *begun = begin_new_epoch(context_.equipment.core, by, second); },
        [this, begun] {
            if (!*begun) return tell_user(Tone::Bad, context_.explain(begun->error()));
            const auto& machine = context_.equipment.machine;
            tell_user(Tone::Good, context_.say("maintenance.epoch_begun", {{"epoch", std::to_string(**begun)}}));
            if (!machine) exit_ = true;
            else if (const auto asked = update::ask_system(*machine, update::kRestart, ""); !asked) tell_user(Tone::Bad, context_.explain(asked.error()));
        });
}

/// A station sends nothing itself.
bool MaintenanceFlow::may_enrol() const { return !context_.equipment.link && !(context_.equipment.lan && context_.equipment.lan->station); }

void MaintenanceFlow::add_office(Maintenance& view) const {
    const auto& line = context_.equipment.lan;
    view.may_open = !line;
    view.may_enrol = may_enrol();
    view.may_epoch = context_.equipment.link && needs_new_epoch(*context_.equipment.link->view());
    view.may_pair = line && line->induk && !line->induk->deposed();
    view.may_promote = line && line->station;
    if (!line) {
        view.office_text = context_.say("lan.alone_text");
        view.office = found_;
        if (!found_.empty()) view.office_text += " " + context_.say("lan.found_text");
    } else if (line->induk) view.office_text = context_.say("lan.induk_text", {{"name", line->place.name}, {"port", std::to_string(line->induk->port())}, {"addresses", own_addresses(line->induk->port())}});
    else {
        const auto state = line->station->view();
        view.office_text = context_.say("lan.station_text", {{"name", line->place.name}, {"number", std::to_string(line->place.number)}, {"address", state.address}});
    }
    if (members_) view.office = office_facts(context_, *members_);
    if (!view.may_pair) return;
    if (const auto code = line->induk->code()) {
        view.pairing = code->written;
        view.pairing_text = context_.say("lan.code_text", {{"until", short_time(code->until)}});
    }
}

}  // namespace loket::app
