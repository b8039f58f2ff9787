#include "kiosk/app/flows/backup_page.h"

#include <future>

#include "kiosk/app/flows/wording.h"
#include "kiosk/app/lan/office_line.h"
#include "kiosk/app/update/machine.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Row;
using viewmodels::Tone;

bool BackupPage::possible() const { return !(context_.equipment.lan && context_.equipment.lan->station); }

void BackupPage::open() {
    using Known = Result<bool>;
    auto& core = context_.equipment.core;
    const auto ask = [&core]() -> Known {
        LOKET_ASSIGN(reader, recovery_reader(core.ask([](Core& owner) { return owner.folder(); }).get()));
        return reader.has_value();
    };
    context_.asks.then<Known>(std::async(std::launch::async, ask), [this](const Known& known) {
        if (known) has_code_ = *known;
        else tell_(Tone::Bad, context_.explain(known.error()));
    });
}

void BackupPage::watch(bool shown) {
    if (!shown || copying_) return;
    door_.watch([machine = context_.equipment.machine, mounts = context_.equipment.mounts] {
        Seen seen{find_stick(machine.get(), mounts), {}, 0};
        std::error_code unknown;
        if (seen.place.state == StickState::Open) seen.copies = backups_on(seen.place.folder), seen.room = std::filesystem::space(seen.place.folder, unknown).available;
        return seen;
    });
}

bool BackupPage::handle(const std::string& intent) {
    if (!possible()) return false;
    if (intent == "backup_seek") seek();
    else if (intent == "backup_let_go" && !copying_) let_go();
    else if (intent == "backup_code" && !copying_) make_code();
    else if (intent == "backup_noted" && !code_.empty()) keep_code();
    else if (intent == "backup_make" && door_.open() && !copying_ && has_code_ == true && !made_) copy();
    else return false;
    return true;
}

void BackupPage::seek() {
    if (copying_) return;
    if (const auto asked = door_.seek(); !asked) return tell_(Tone::Bad, context_.explain(asked.error()));
    leaving_ = false;
    made_.reset();
}

void BackupPage::let_go() {
    if (const auto gone = door_.let_go(); !gone) return tell_(Tone::Bad, context_.explain(gone.error()));
    leaving_ = false;
    made_.reset();
}

/// A new one makes the one before worthless for the copies to come: the PIN says who wanted that.
void BackupPage::make_code() {
    pin_.ask(context_.actor().user, context_.say("maintenance.exit_mine"), phrase(has_code_ == true ? "pin_again" : "pin"), [this] {
        SystemRandom secret;
        code_ = sync::new_recovery_code(secret);
    });
}

void BackupPage::keep_code() {
    const auto code = std::exchange(code_, {});
    context_.asks.then<Status>(context_.equipment.core.ask([code, by = context_.actor()](Core& core) -> Status {
                                   LOKET_TRY(core.audit(by, "backup.code", core.store().identity().uuid, {}));
                                   return keep_recovery_code(core.folder(), code);
                               }),
                               [this](const Status& kept) {
                                   if (kept) has_code_ = true;
                                   else tell_(Tone::Bad, context_.explain(kept.error()));
                               });
}

void BackupPage::copy() {
    copying_ = true;
    leaving_ = false;
    auto& here = context_.equipment;
    const auto work = [&core = here.core, by = context_.actor(), stick = door_.seen().place.folder, now = here.clock.now(), stop = stop_.get_token()] { return back_up(core, by, stick, now, stop); };
    context_.asks.then<Result<sync::BackupNote>>(std::async(std::launch::async, work), [this](const Result<sync::BackupNote>& note) { copied(note); });
}

void BackupPage::copied(const Result<sync::BackupNote>& note) {
    copying_ = false;
    door_.look_again();
    if (note) made_ = *note;
    else tell_(Tone::Bad, phrase("failed", {{"why", context_.explain(note.error())}}));
    if (leaving_) let_go();
}

void BackupPage::wipe() {
    code_.clear();
    if (copying_) leaving_ = true;
    else if (door_.asked()) let_go();
    door_.forget();
}

std::pair<Tone, std::string> BackupPage::standing() const {
    if (!code_.empty()) return {Tone::Warning, phrase("code")};
    if (copying_) return {Tone::Info, phrase("copying")};
    if (made_) return {Tone::Good, phrase("made", {{"events", reports::grouped(made_->event.seq)}})};
    if (has_code_ == false) return {Tone::Warning, phrase("no_code")};
    if (auto door = door_.standing()) return *door;
    return {Tone::Info, phrase(door_.asked() ? "ready" : "idle")};
}

std::vector<Row> BackupPage::facts() const {
    std::vector<Row> rows;
    if (!door_.open() || copying_) return rows;
    rows.push_back({phrase("fact.room"), reports::decimal(static_cast<double>(door_.seen().room) / 1e9, 1) + " GB"});
    for (const auto& one : door_.seen().copies) rows.push_back({phrase("fact.copy"), phrase("copy", {{"office", one.note.uuid.substr(0, 8)}, {"at", short_time(one.note.at)}, {"events", reports::grouped(one.note.event.seq)}})});
    return rows;
}

void BackupPage::add(Maintenance& view) const {
    if (!possible()) return;
    auto& shown = view.backup.emplace();
    std::tie(shown.tone, shown.text) = standing();
    shown.code = code_;
    if (code_.empty()) shown.facts = facts();
    const bool calm = code_.empty() && !copying_;
    shown.may_noted = !code_.empty();
    shown.may_code = calm && has_code_.has_value() && !door_.asked();
    shown.may_seek = calm && has_code_ == true && !door_.asked();
    shown.may_let_go = calm && door_.asked();
    shown.may_make = calm && door_.open() && has_code_ == true && !made_;
}

}  // namespace loket::app
