// Blanks and supplies: delivered, counted, used; and the day that is written up.

#include <algorithm>

#include "workflow/engine/decide_parts.h"

namespace loket::engine::detail {
namespace {

constexpr int kLargestSupply = 10'000;

/// Of this kind, those that lie in the feeder or the safe by the books: free, or reserved and not yet fed.
int expected_in_stock(const Office& office, const std::string& prefix) {
    const auto reserved = std::ranges::count_if(office.cases, [&](const auto& item) {
        return item.second->card.stage == CardStage::Reserved && item.second->card.serial.starts_with(prefix);
    });
    return static_cast<int>(office.stock_of(prefix).free.size() + static_cast<std::size_t>(reserved));
}

Status known_blanks(const std::string& prefix) {
    if (prefix == kKtpPrefix || prefix == kKiaPrefix) return {};
    return rejected("stock.kind", "blanks are for KTP-el (KEP) or KIA (KIA)");
}

int supplies_left(const Office& office, const std::string& kind) {
    const auto there = office.house.supplies.find(kind);
    return there == office.house.supplies.end() ? 0 : there->second;
}

Status known_supply(const std::string& kind, int count) {
    if (!is_among(supply_kinds(), kind)) return rejected("supply.kind", "no such supply: " + kind);
    if (count < 1 || count > kLargestSupply) return rejected("supply.count", "between 1 and 10,000 pieces");
    return {};
}

DayClosed summary(const Deciding& deciding, const std::string& day) {
    DayClosed out{.day = day};
    for (const auto& [number, ticket] : deciding.queue_today().tickets) {
        out.served += ticket.status == TicketStatus::Served ? 1 : 0;
        out.no_show += ticket.status == TicketStatus::NoShow ? 1 : 0;
        out.left += ticket.is_live() ? 1 : 0;
    }
    out.open = static_cast<int>(deciding.office.cases.size());
    for (const auto& [id, c] : deciding.office.cases) out.waiting += c->status == CaseStatus::WaitingForApplicant ? 1 : 0;
    return out;
}

}  // namespace

Facts Deciding::operator()(const ReceiveBlanko& command) const {
    LOKET_TRY(require_role({Role::OperatorCetak}));
    LOKET_TRY(known_blanks(command.prefix));
    const auto& stock = office.stock_of(command.prefix);
    if (command.count < 1 || command.count > kLargestDelivery || stock.received + command.count > kLastBlankoSerial)
        return rejected("stock.count", "between 1 and 100,000 blanks, with serials of six places");
    return std::vector<Happening>{{kStockStream, BlankoReceived{stock.received + 1, command.count, command.prefix}}};
}

/// What the books want is part of the fact. A count changes no book: what is missing is written off by who answers for it.
Facts Deciding::operator()(const CountStock& command) const {
    LOKET_TRY(require_role({Role::OperatorCetak, Role::FrontOffice}));
    const bool supply = is_among(supply_kinds(), command.prefix);
    if (!supply) LOKET_TRY(known_blanks(command.prefix));
    if (command.counted < 0 || command.counted > kLastBlankoSerial) return rejected("stock.counted", "a count is not negative and has six places");
    const int expected = supply ? supplies_left(office, command.prefix) : expected_in_stock(office, command.prefix);
    return std::vector<Happening>{{kStockStream, StockCounted{command.prefix, command.counted, expected}}};
}

Facts Deciding::operator()(const ReceiveSupply& command) const {
    LOKET_TRY(require_role({Role::OperatorCetak, Role::FrontOffice}));
    LOKET_TRY(known_supply(command.kind, command.count));
    return std::vector<Happening>{{kStockStream, SupplyReceived{command.kind, command.count}}};
}

Facts Deciding::operator()(const UseSupply& command) const {
    LOKET_TRY(require_role({Role::OperatorCetak, Role::FrontOffice}));
    LOKET_TRY(known_supply(command.kind, command.count));
    if (supplies_left(office, command.kind) < command.count) return rejected("supply.short", "the books have fewer of " + command.kind);
    return std::vector<Happening>{{kStockStream, SupplyUsed{command.kind, command.count, command.reason}}};
}

Facts Deciding::operator()(const CloseDay&) const {
    LOKET_TRY(require_role({Role::FrontOffice, Role::OperatorCetak, Role::Kasi, Role::Kabid, Role::Sekretaris}));
    const auto today = wib_date(context.now);
    const auto day = iso_date(today);
    if (office.house.day_closed >= day) return rejected("day.closed", "the day is written up already");
    std::vector<Happening> facts;
    for (const std::string prefix : {kKtpPrefix, kKiaPrefix}) {
        const auto& stock = office.stock_of(prefix);
        const auto of_day = stock.on(today);
        if (stock.received > 0 && !of_day.is_counted) return rejected("day.not_counted", "count the blanks " + prefix + " first");
        facts.push_back({kStockStream, StockClosed{day, prefix, of_day.received, of_day.printed, of_day.spoiled, static_cast<int>(stock.free.size()),
                                                   of_day.counted, of_day.expected}});
    }
    for (const auto& [kind, left] : office.house.supplies) {
        const auto of_day = supply_day(office.house, kind, today);
        if (!of_day.is_counted) return rejected("day.not_counted", "count the supplies " + kind + " first");
        facts.push_back({kStockStream, StockClosed{day, kind, of_day.received, of_day.printed, of_day.spoiled, left, of_day.counted, of_day.expected}});
    }
    facts.push_back({kStockStream, summary(*this, day)});
    return facts;
}

}  // namespace loket::engine::detail
