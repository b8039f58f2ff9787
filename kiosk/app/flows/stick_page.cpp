#include "kiosk/app/flows/stick_page.h"

#include <future>

#include "devices/base/file.h"
#include "kiosk/app/lan/office_line.h"
#include "kiosk/app/update/machine.h"
#include "workflow/reports/number.h"

namespace loket::app {

using viewmodels::Maintenance;
using viewmodels::Row;
using viewmodels::Tone;

namespace {

std::string in_megabytes(std::int64_t bytes) { return reports::decimal(static_cast<double>(bytes) / 1e6, 1); }

}  // namespace

bool StickPage::possible() const { return !(context_.equipment.lan && context_.equipment.lan->station); }

void StickPage::open() {
    if (own_ || !possible()) return;
    auto& core = context_.equipment.core;
    context_.asks.then<Result<sync::Card>>(std::async(std::launch::async, [&core] { return card_of_office(core); }), [this](Result<sync::Card> card) {
        if (card) own_ = *card;
        else tell_(Tone::Bad, context_.explain(card.error()));
    });
}

StickPage::Seen StickPage::look_at(const std::shared_ptr<const update::Machine>& machine, const std::filesystem::path& mounts, const std::string& origin) {
    Seen seen{find_stick(machine.get(), mounts), {}};
    if (seen.place.state == StickState::Open) seen.folder = sync::look_at_stick(seen.place.folder, origin);
    return seen;
}

void StickPage::watch(bool shown) {
    const auto& link = context_.equipment.link;
    if (use_ == Use::Trading) {
        trip_ = link && carried_ ? link->trip() : nullptr;  // before, the link only knows of an earlier one
        if (!trip_ || !trip_->done) return;
        use_ = Use::Traded;
        door_.look_again();
        if (leaving_) let_go();
    }
    if (shown && own_) door_.watch([machine = context_.equipment.machine, mounts = context_.equipment.mounts, origin = own_->origin] { return look_at(machine, mounts, origin); });
}

bool StickPage::handle(const std::string& intent) {
    if (!possible()) return false;
    if (intent == "stick_seek") seek();
    else if (intent == "stick_let_go" && use_ != Use::Trading) let_go();
    else if (intent == "stick_trade" && enrolled() && folder() != nullptr && use_ == Use::None) trade();
    else if (intent == "stick_card" && folder() != nullptr && own_) write_card();
    else if (intent == "stick_enrol" && folder() != nullptr && folder()->card && !enrolled()) ask_about_register();
    else return false;
    return true;
}

void StickPage::seek() {
    if (use_ == Use::Trading) return;
    if (const auto asked = door_.seek(); !asked) return tell_(Tone::Bad, context_.explain(asked.error()));
    leaving_ = card_written_ = false;
    use_ = Use::None;
    trip_.reset();
}

void StickPage::let_go() {
    if (const auto gone = door_.let_go(); !gone) return tell_(Tone::Bad, context_.explain(gone.error()));
    leaving_ = false;
    use_ = Use::None;
}

void StickPage::trade() {
    const auto place = door_.seen().place.folder;
    use_ = Use::Trading;
    carried_ = false;
    trip_.reset();
    context_.asks.then<Status>(context_.equipment.core.ask([by = context_.actor()](Core& core) { return core.audit(by, "sync.stick", core.store().identity().uuid, {}); }), [this, place](const Status& kept) {
        if (kept) {
            context_.equipment.link->carry(place);
            carried_ = true;
            return;
        }
        use_ = Use::None;
        tell_(Tone::Bad, context_.explain(kept.error()));
    });
}

void StickPage::write_card() {
    using Written = Status;
    const auto work = [place = door_.seen().place.folder, card = *own_] { return write_text(sync::card_in(place, card.origin), to_json(card)); };
    context_.asks.then<Written>(std::async(std::launch::async, work), [this](const Written& written) {
        card_written_ = written.ok();
        if (!written) tell_(Tone::Bad, context_.explain(Error{Fault::NeedsOperator, written.error().context, "sync.no_stick_here"}));
    });
}

/// Whoever could put another card onto the stick would read what this office sends: two people compare words by telephone before it counts.
void StickPage::ask_about_register() {
    const auto card = *folder()->card;
    pin_.ask(context_.actor().user, context_.say("maintenance.exit_mine"), phrase("pin", {{"words", spoken(card)}}), [this, card] { enrol(card); });
}

void StickPage::enrol(const sync::Card& card) {
    using Started = Result<std::shared_ptr<Link>>;
    auto started = std::make_shared<Started>(std::shared_ptr<Link>());
    context_.worker.start(
        [this, started, card, by = context_.actor()](TaskFeed&, std::stop_token) {
            auto& here = context_.equipment;
            *started = [&]() -> Started {
                LOKET_TRY(enrol_by_card(here.core, card, by));
                return start_link(here.core, here.clock, here.machine);
            }();
        },
        [this, started] {
            if (!*started) return tell_(Tone::Bad, context_.explain(started->error()));
            context_.equipment.link = **started;
        });
}

void StickPage::wipe() {
    own_.reset();
    if (use_ == Use::Trading) leaving_ = true;
    else if (door_.asked()) let_go();
    door_.forget();
}

std::pair<Tone, std::string> StickPage::of_trip() const {
    if (use_ == Use::Trading) return {Tone::Info, phrase(trip_ && trip_->writing ? "writing" : "reading")};
    if (trip_->code.empty()) return {Tone::Good, phrase(trip_->shipped.more ? "traded_more" : "traded")};
    return {Tone::Bad, phrase("failed", {{"why", context_.explain({Fault::NeedsOperator, trip_->detail, trip_->code})}})};
}

std::pair<Tone, std::string> StickPage::standing() const {
    if (use_ != Use::None) return of_trip();
    if (auto door = door_.standing()) return *door;
    if (!door_.asked()) return {Tone::Info, phrase(enrolled() ? "idle" : "idle_unknown")};
    if (const auto& seen = door_.seen().folder; seen && !*seen) return {Tone::Bad, context_.explain(seen->error())};
    if (!folder()) return {Tone::Info, phrase("looking")};
    if (enrolled()) return {Tone::Info, phrase(folder()->receipts.empty() ? "ready" : "ready_answer")};
    if (folder()->card) return {Tone::Warning, phrase("compare")};
    return card_written_ ? std::pair(Tone::Good, phrase("card_written")) : std::pair(Tone::Info, phrase("no_card"));
}

std::vector<Row> StickPage::trip_facts(const sync::StickTrip& trip) const {
    const auto& back = trip.returned;
    std::vector<Row> rows;
    if (trip.receipts > 0)
        rows.push_back({phrase("fact.read"), phrase("read", {{"packets", reports::grouped(back.received.packets)}, {"directives", reports::grouped(back.received.directives)}, {"numbers", reports::grouped(back.numbers)}, {"blocks", reports::grouped(back.blocks)}})});
    else rows.push_back({phrase("fact.read"), phrase("no_answer")});
    if (trip.others > 0) rows.push_back({phrase("fact.others"), phrase("others", {{"count", reports::grouped(trip.others)}})});
    if (trip.code.empty())
        rows.push_back({phrase("fact.written"), phrase("written", {{"events", reports::grouped(trip.shipped.events)}, {"packets", reports::grouped(trip.shipped.packets)}, {"size", in_megabytes(trip.shipped.packet_bytes)}, {"numbers", reports::grouped(trip.shipped.numbers)}})});
    return rows;
}

std::vector<Row> StickPage::facts() const {
    if (use_ == Use::Trading) return {};
    if (use_ == Use::Traded) return trip_facts(*trip_);
    std::vector<Row> rows;
    if (own_) rows.push_back({phrase("fact.own"), spoken(*own_)});
    if (!enrolled()) {
        if (folder() != nullptr) rows.push_back({phrase("fact.register"), folder()->card ? spoken(*folder()->card) : phrase("no_card_here")});
        return rows;
    }
    const auto link = context_.equipment.link->view();
    rows.push_back({phrase("fact.waits"), phrase("waits", {{"events", reports::grouped(link->waiting())}, {"packets", reports::grouped(link->packets.packets)}, {"size", in_megabytes(link->packets.bytes)}})});
    if (folder() == nullptr) return rows;
    rows.push_back({phrase("fact.answers"), folder()->receipts.empty() ? phrase("no_answer") : reports::grouped(static_cast<std::int64_t>(folder()->receipts.size()))});
    rows.push_back({phrase("fact.room"), in_megabytes(folder()->room) + " MB"});
    return rows;
}

void StickPage::add(Maintenance& view) const {
    if (!possible()) return;
    auto& shown = view.stick.emplace();
    std::tie(shown.tone, shown.text) = standing();
    shown.facts = facts();
    const bool trading = use_ == Use::Trading;
    if (trading && trip_ && trip_->writing) shown.percent = trip_->percent;
    shown.may_seek = !trading && !door_.asked();
    shown.may_let_go = !trading && door_.asked();
    const bool idle_here = use_ == Use::None && folder() != nullptr;
    shown.may_trade = idle_here && enrolled();
    shown.may_card = idle_here && own_ && !enrolled() && !card_written_;
    shown.may_enrol = idle_here && !enrolled() && folder()->card.has_value();
}

}  // namespace loket::app
