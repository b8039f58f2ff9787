#include "kiosk/app/flows/update_page.h"

#include <fmt/format.h>

#include <future>

#include "devices/base/file.h"
#include "devices/base/log.h"
#include "kiosk/app/desk/link.h"
#include "kiosk/app/lan/office_line.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Tone;

namespace {

constexpr auto kNotedMeta = "station/update";

/// What became of a version is one line of the audit, whenever it comes to be known and however often this machine starts.
Status keep_outcome(Core& core, const update::Outcome& outcome, const std::string& machine, Instant now) {
    const auto text = fmt::format("{} {} {}", outcome.version, static_cast<int>(outcome.stage), outcome.code);
    LOKET_ASSIGN(noted, core.store().meta(kNotedMeta));
    if (noted == text) return {};
    store::Batch batch;
    const auto what = outcome.stage == update::Stage::Good ? "berhasil" : outcome.stage == update::Stage::WentBack ? "kembali ke versi lama" : "ditolak";
    batch.add(store::NewAudit{"sistem", "update_outcome", machine, fmt::format("{} {}{}", outcome.version, what, outcome.code.empty() ? "" : ": " + outcome.code), now});
    batch.put_meta(kNotedMeta, text);
    const auto kept = core.store().commit(batch);
    return kept ? Status{} : Status{kept.error()};
}

}  // namespace

UpdatePage::Seen UpdatePage::look_at(const update::Machine& machine, bool asked) {
    Seen seen{update::read_outcome(machine.outcome()), asked ? find_stick(&machine).state : StickState::Closed, false, {}};
    std::error_code none;
    seen.laid_down = std::filesystem::exists(machine.bundle(), none);
    if (seen.stick == StickState::Open) seen.offer = update::find_offer(machine.stick(), machine.gate());
    else if (std::filesystem::exists(machine.fetched(), none)) {
        if (auto fetched = update::offer_of(machine.fetched(), machine.gate())) seen.offer = std::move(fetched);
    }
    return seen;
}

void UpdatePage::watch(bool shown) {
    constexpr Millis kOften{700}, kSeldom{20'000};
    const auto pause = shown ? kOften : kSeldom;
    const auto& machine = context_.equipment.machine;
    const auto now = context_.equipment.clock.now();
    if (!machine || looking_ || (now >= looked_ && now - looked_ < pause)) return;
    looking_ = true;
    context_.asks.then<Seen>(std::async(std::launch::async, [machine, asked = asked_] { return look_at(*machine, asked); }), [this](Seen seen) {
        looking_ = false;
        looked_ = context_.equipment.clock.now();
        if (seen.outcome != seen_.outcome) note(seen.outcome);
        seen_ = std::move(seen);
    });
}

void UpdatePage::note(const update::Outcome& outcome) {
    if (outcome.stage != update::Stage::Good && outcome.stage != update::Stage::WentBack && outcome.stage != update::Stage::Refused) return;
    context_.asks.then<Status>(context_.equipment.core.ask([outcome, machine = context_.equipment.machine->number, now = context_.equipment.clock.now()](Core& core) { return keep_outcome(core, outcome, machine, now); }),
                               [this](const Status& kept) {
                                   if (!kept) tell_(Tone::Bad, context_.explain(kept.error()));
                               });
}

bool UpdatePage::handle(const std::string& intent) {
    if (!context_.equipment.machine) return false;
    const auto* machine = context_.equipment.machine.get();
    if (intent == "update_seek") {
        asked_ = true;
        ask(ask_for_stick(machine));
    }
    else if (intent == "update_let_go") ask(let_stick_go(machine));
    else if (intent == "update_restart" && waits_for_start()) {
        ask(update::ask_system(*machine, update::kRestart, ""));
        tell_(Tone::Warning, context_.say("maintenance.update_restarting"));
    }
    else if (intent == "update_take" && offered() && !copying_) agree();
    else return false;
    return true;
}

void UpdatePage::ask(const Status& asked) {
    if (!asked) tell_(Tone::Bad, context_.explain(asked.error()));
    looked_ = {};
}

void UpdatePage::agree() {
    const auto offer = **seen_.offer;
    pin_.ask(context_.actor().user, context_.say("maintenance.exit_mine"), context_.say("maintenance.update_pin", {{"version", offer.head.manifest.version}}), [this, offer] { take(offer); });
}

/// Who agreed is written down before anything moves.
void UpdatePage::take(const update::Offer& offer) {
    auto done = std::make_shared<Status>();
    copying_ = context_.worker.start([this, done, offer, by = context_.actor()](TaskFeed& feed, std::stop_token stop) { *done = bring_in(offer, by, feed, stop); },
                                     [this, done] {
                                         copying_ = false;
                                         looked_ = {};
                                         if (!*done) tell_(Tone::Bad, context_.explain(done->error()));
                                         else if (seen_.stick == StickState::Open) ask(let_stick_go(context_.equipment.machine.get()));  // everything is here: it may be pulled out
                                     });
}

/// Onto this disk, then beside it for the stations of an induk, then to the system. On the desk's thread.
Status UpdatePage::bring_in(update::Offer offer, const engine::Actor& by, TaskFeed& feed, const std::stop_token& stop) {
    const auto& machine = *context_.equipment.machine;
    const auto version = offer.head.manifest.version;
    LOKET_TRY(context_.equipment.core.ask([&](Core& core) { return core.audit(by, "update_take", machine.number, version); }).get());
    std::error_code none;
    std::filesystem::remove(machine.brought(), none);  // of a machine that lost its power here
    if (offer.file != machine.fetched()) {
        LOKET_TRY(update::lay_down(offer, machine.gate(), machine.brought(), [&](int percent) {
            feed.progress(percent);
            return !stop.stop_requested();
        }));
        offer.file = machine.brought();
    }
    const auto& lan = context_.equipment.lan;
    if (lan && lan->induk)
        if (const auto kept = lan->induk->versions().keep(offer.file, version); !kept) log::warn("update: no copy for the stations: {}", kept.error().context);
    return update::hand_over(offer, machine.bundle());
}

/// What the stick said belongs to who brought it.
void UpdatePage::wipe() {
    if (context_.equipment.machine && !copying_ && asked_ && (seen_.stick == StickState::Open || seen_.stick == StickState::Waiting)) ask(let_stick_go(context_.equipment.machine.get()));
    asked_ = asked_ && copying_;
    seen_.offer.reset();
}

/// What comes from the register, or to a station from its induk, and is not whole yet.
std::optional<sync::LinkView::Bundle> UpdatePage::on_its_way() const {
    const auto& [link, lan] = std::tie(context_.equipment.link, context_.equipment.lan);
    const auto bundle = link ? link->view()->bundle : lan && lan->versions ? lan->versions->view() : std::nullopt;
    return bundle && bundle->have < bundle->size ? bundle : std::nullopt;
}

std::string UpdatePage::standing() const {
    const auto& now = seen_.outcome;
    const auto say = [&](const char* key, ui::Strings::Args args = {}) { return context_.say(std::string("maintenance.update_") + key, args); };
    if (copying_) return say("copying");
    if (now.stage == update::Stage::Installing) return say("installing", {{"version", now.version}});
    if (seen_.laid_down) return say("taken");
    if (waits_for_start()) return say("installed", {{"version", now.version}});
    if (seen_.stick == StickState::Waiting) return say("waiting");
    if (seen_.stick == StickState::Unreadable) return context_.explain({Fault::NeedsOperator, {}, "update.stick_unreadable"});
    if (seen_.offer) return offered() ? say("offer") : context_.explain(seen_.offer->error());
    if (const auto coming = on_its_way()) return coming->code.empty() ? say("fetching", {{"version", coming->version}}) : say("fetch_waits", {{"version", coming->version}, {"why", context_.explain({Fault::Gone, {}, coming->code})}});
    if (now.stage == update::Stage::Good) return say("good", {{"version", now.version}});
    if (now.stage == update::Stage::WentBack) return say("back", {{"version", now.version}, {"why", context_.explain({Fault::NeedsOperator, {}, now.code})}});
    if (now.stage == update::Stage::Refused) return say("refused", {{"why", context_.explain({Fault::Rejected, {}, now.code})}});
    return say("idle");
}

Tone UpdatePage::tone() const {
    if (copying_ || seen_.laid_down || seen_.outcome.stage == update::Stage::Installing || seen_.stick == StickState::Waiting) return Tone::Info;
    if (waits_for_start()) return Tone::Warning;
    if (seen_.stick == StickState::Unreadable || (seen_.offer && !offered())) return Tone::Bad;
    if (offered()) return Tone::Info;
    if (seen_.outcome.stage == update::Stage::Good) return Tone::Good;
    return seen_.outcome.stage == update::Stage::WentBack || seen_.outcome.stage == update::Stage::Refused ? Tone::Bad : Tone::Info;
}

std::vector<viewmodels::Row> UpdatePage::facts(const update::Offer& offer) const {
    const auto& manifest = offer.head.manifest;
    const auto& machine = *context_.equipment.machine;
    std::string touches = context_.say("maintenance.update_system", {{"slot", machine.slot == "loket-a" ? "loket-b" : "loket-a"}});
    for (const auto& one : manifest.touches) touches += "; " + one;
    return {{context_.say("maintenance.update_from"), machine.version},
            {context_.say("maintenance.update_to"), fmt::format("{} ({} MB)", manifest.version, reports::decimal(static_cast<double>(offer.size()) / 1e6, 1))},
            {context_.say("maintenance.update_touches"), touches},
            {context_.say("maintenance.update_keeps"), context_.say("maintenance.update_kept")}};
}

void UpdatePage::add(Maintenance& view) const {
    if (!context_.equipment.machine) return;
    auto& shown = view.update.emplace();
    const bool moving = copying_ || seen_.laid_down || seen_.outcome.stage == update::Stage::Installing;
    const bool asked = seen_.stick != StickState::Closed;
    shown.text = standing();
    shown.tone = tone();
    if (copying_) shown.percent = context_.worker.view().percent;
    else if (moving) shown.percent = seen_.outcome.stage == update::Stage::Installing ? seen_.outcome.percent : 0;
    else if (const auto coming = on_its_way(); coming && !offered() && !waits_for_start()) shown.percent = static_cast<int>(100 * coming->have / std::max<std::int64_t>(1, coming->size));
    shown.may_restart = !moving && waits_for_start();
    shown.may_let_go = asked && !copying_;
    shown.may_seek = !moving && !asked && !waits_for_start();
    shown.may_take = !moving && !waits_for_start() && offered();
    if (moving || waits_for_start() || !offered()) return;
    shown.facts = facts(**seen_.offer);
    shown.changes = (*seen_.offer)->head.manifest.changes;
}

}  // namespace loket::app
