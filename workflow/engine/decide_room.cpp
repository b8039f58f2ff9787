// Whether the day has room for one more: no ticket for what cannot be finished today, and the next day is offered instead.

#include <fmt/format.h>

#include <algorithm>

#include "workflow/engine/appointments.h"
#include "workflow/engine/decide_parts.h"

namespace loket::engine::detail {
namespace {

/// Cards that the office owes and has not printed: of open cases, and of people with a ticket whose case is not opened yet.
struct Owed {
    int cards = 0;
    int without_blank = 0;  ///< of those, the ones that no blank is reserved for
};

bool makes_card(const Services& services, const std::string& service, const std::string& prefix) {
    const auto* found = services.find(service);
    return found != nullptr && found->card && found->card->prefix == prefix;
}

Owed owed(const Deciding& deciding, const std::string& prefix) {
    Owed owed;
    const auto& services = deciding.context.services;
    for (const auto& [id, c] : deciding.office.cases) {
        const bool waits = c->card.stage == CardStage::None || c->card.stage == CardStage::Reserved;
        if (!waits || c->status != CaseStatus::Open || !makes_card(services, c->service, prefix)) continue;
        ++owed.cards;
        owed.without_blank += c->card.stage == CardStage::None ? 1 : 0;
    }
    for (const auto& [number, ticket] : deciding.queue_today().tickets) {
        const bool unopened = ticket.is_live() && ticket.errand == Errand::Apply && ticket.case_id.empty();
        if (!unopened || !makes_card(services, ticket.service, prefix)) continue;
        ++owed.cards;
        ++owed.without_blank;
    }
    for (const auto& service : services.all()) {
        if (!makes_card(services, service.id, prefix)) continue;
        const int held = places_held(deciding.office, deciding.rules(), service.id, deciding.context.now);
        owed.cards += held;
        owed.without_blank += held;
    }
    return owed;
}

/// A refusal that offers another day; where none can be computed it only refuses.
Error come_back(const char* code, const std::string& why, const Result<Instant>& when) {
    return rejected(code, when ? fmt::format("{}; come back on {}", why, iso_date(wib_date(*when))) : why);
}

}  // namespace

Status Deciding::is_open_for_tickets() const {
    const bool written_up = office.house.day_closed == iso_date(wib_date(context.now));
    if (context.rules == nullptr && !written_up) return {};
    LOKET_ASSIGN(open, gives_tickets(rules(), context.now, context.add_working_days));
    if (open && !written_up) return {};
    const auto when = written_up ? next_day_open(rules(), context.now, context.add_working_days) : next_opening(rules(), context.now, context.add_working_days);
    return unless_overridden(come_back("queue.closed", "no tickets are given now", when));
}

Status Deciding::has_room_for(const Service& service) const {
    if (context.rules == nullptr) return {};
    const auto refuse = [&](const char* code, const std::string& why) -> Status {
        return unless_overridden(come_back(code, why, next_day_open(*context.rules, context.now, context.add_working_days)));
    };
    const auto quota = context.rules->quota.find(service.id);
    const int taken = queue_today().applications(service.id) + places_held(office, *context.rules, service.id, context.now);
    if (quota != context.rules->quota.end() && taken >= quota->second)
        LOKET_TRY(refuse("queue.quota", "today's applications for service " + service.id + " are all taken"));
    if (!service.card) return {};
    const auto& prefix = service.card->prefix;
    const auto& stock = office.stock_of(prefix);
    const auto load = owed(*this, prefix);
    if (static_cast<int>(stock.free.size()) <= load.without_blank)
        return refuse("stock.empty", "every blank " + prefix + " in stock is promised to somebody");
    const auto capacity = context.rules->cards_per_day.find(prefix);
    const int printed = stock.on(wib_date(context.now)).printed;
    if (capacity != context.rules->cards_per_day.end() && printed + load.cards >= capacity->second)
        return refuse("queue.print_capacity", "the printers manage no more cards " + prefix + " today");
    return {};
}

}  // namespace loket::engine::detail
