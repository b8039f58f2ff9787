#include "workflow/engine/queue.h"

#include <algorithm>

namespace loket::engine {
namespace {

struct Lanes {
    std::deque<const Ticket*> returning, priority, regular;
    LaneCount count;

    Lanes(const Queue& queue, Role desk) : count(queue.lanes_of(desk)) {
        for (const auto& number : queue.waiting) {
            const auto& ticket = queue.tickets.at(number);
            if (ticket.desk == desk) (ticket.returning ? returning : ticket.priority ? priority : regular).push_back(&ticket);
        }
    }
    [[nodiscard]] bool fresh() const { return !priority.empty() || !regular.empty(); }
    [[nodiscard]] bool empty() const { return returning.empty() && !fresh(); }
    const Ticket* pop();
};

void count_call(LaneCount& count, const Ticket& ticket) {
    if (ticket.returning) return void(count.fresh_since_returning = 0);
    ++count.fresh_since_returning;
    count.regular_since_priority = ticket.priority ? 0 : count.regular_since_priority + 1;
}

const Ticket* Lanes::pop() {
    const bool take_returning = !returning.empty() && (!fresh() || count.fresh_since_returning >= kOthersBetween);
    const bool take_priority = !priority.empty() && (regular.empty() || count.regular_since_priority >= kOthersBetween);
    auto& lane = take_returning ? returning : take_priority ? priority : regular;
    const auto* ticket = lane.front();
    lane.pop_front();
    count_call(count, *ticket);
    return ticket;
}

}  // namespace

const Ticket* Queue::find(const std::string& number) const {
    const auto found = tickets.find(number);
    return found == tickets.end() ? nullptr : &found->second;
}

LaneCount Queue::lanes_of(Role desk) const {
    const auto found = lanes.find(desk);
    return found == lanes.end() ? LaneCount{} : found->second;
}

const Ticket* Queue::next(Role desk) const {
    Lanes of_desk(*this, desk);
    return of_desk.empty() ? nullptr : of_desk.pop();
}

std::vector<const Ticket*> Queue::before(const std::string& number) const {
    const auto* ticket = find(number);
    if (ticket == nullptr || ticket->status != TicketStatus::Waiting) return {};
    std::vector<const Ticket*> called;
    for (Lanes of_desk(*this, ticket->desk); !of_desk.empty();) {
        const auto* next = of_desk.pop();
        if (next == ticket) break;
        called.push_back(next);
    }
    return called;
}

int Queue::applications(const std::string& service) const {
    const auto taken = std::ranges::count_if(tickets, [&](const auto& item) {
        const auto& ticket = item.second;
        return ticket.service == service && ticket.errand == Errand::Apply && ticket.case_id.empty();
    });
    const auto beside = added.find(service);
    return static_cast<int>(taken) + (beside == added.end() ? 0 : beside->second);
}

Role default_desk(Errand errand) { return errand == Errand::Collect ? Role::Petugas : Role::FrontOffice; }

namespace {

/// Longer than anybody is served: somebody closed the counter meanwhile.
constexpr std::chrono::hours kLongestService{2};

struct OnQueue {
    Queue& queue;
    const Fact& fact;
    int begin = 0;

    void operator()(const TicketIssued& e) const {
        if (!of_today()) start_day();
        Ticket ticket;
        ticket.number = e.number;
        ticket.service = e.service;
        ticket.errand = e.errand;
        ticket.priority = e.priority;
        ticket.nik = e.nik;
        ticket.case_id = e.case_id;
        ticket.answers = e.answers;
        ticket.issued = ticket.joined = fact.at;
        ticket.desk = role_from_code(e.desk).value_or(default_desk(e.errand));
        ticket.returning = !e.appointment.empty();
        queue.tickets[e.number] = std::move(ticket);
        queue.waiting.push_back(e.number);
        ++queue.last_number.try_emplace(e.number.substr(0, 1), begin).first->second;
    }
    void operator()(const TicketCalled& e) const {
        auto* ticket = find(e.number);
        if (ticket == nullptr) return;
        if (std::erase(queue.waiting, e.number) > 0) {
            measure(*ticket, e.loket);
            count_call(queue.lanes[ticket->desk], *ticket);
        }
        ticket->status = TicketStatus::Called;
        ticket->loket = e.loket;
        ticket->calls = e.times;
        ticket->called = fact.at;
        ticket->returning = false;
    }
    void operator()(const TicketClosed& e) const {
        auto* ticket = find(e.number);
        if (ticket == nullptr) return;
        std::erase(queue.waiting, e.number);
        if (e.outcome == "renumbered") {  // nobody ever held it
            queue.tickets.erase(e.number);
            return;
        }
        ticket->status = e.outcome == "served" ? TicketStatus::Served : TicketStatus::NoShow;
    }
    void operator()(const TicketHeld& e) const {
        auto* ticket = find(e.number);
        if (ticket == nullptr) return;
        std::erase(queue.waiting, e.number);
        ticket->status = TicketStatus::Held;
        ticket->reason = e.reason;
    }
    void operator()(const TicketResumed& e) const { wait_again(e.number, true); }
    void operator()(const TicketTransferred& e) const {
        const auto desk = role_from_code(e.desk);
        auto* ticket = wait_again(e.number, true);
        if (ticket != nullptr && desk) ticket->desk = *desk;
        if (ticket != nullptr) ticket->reason = e.reason;
    }
    void operator()(const PaperScanned& e) const {
        if (auto* ticket = find(e.number)) ticket->scans[e.no] = e.scan;
    }
    void operator()(const TicketRequeued& e) const {
        if (auto* ticket = wait_again(e.number, false)) ticket->requeued = true;
    }
    template <class Other>
    void operator()(const Other&) const {}

    [[nodiscard]] bool of_today() const { return queue.stream == fact.stream; }
    [[nodiscard]] Ticket* find(const std::string& number) const {
        const auto found = queue.tickets.find(number);
        return !of_today() || found == queue.tickets.end() ? nullptr : &found->second;
    }
    void start_day() const {
        auto measured = std::move(queue.measured);
        queue = Queue{};
        queue.stream = fact.stream;
        queue.measured = std::move(measured);
    }
    Ticket* wait_again(const std::string& number, bool returning) const {
        auto* ticket = find(number);
        if (ticket == nullptr) return nullptr;
        ticket->status = TicketStatus::Waiting;
        ticket->calls = 0;
        ticket->returning = returning;
        ticket->joined = fact.at;
        std::erase(queue.waiting, number);
        queue.waiting.push_back(number);
        return ticket;
    }
    /// How long the counter was busy with the one it called before. Known only if this one was waiting all the while: else the
    /// officer may have sat idle.
    void measure(const Ticket& ticket, const std::string& loket) const {
        auto& counter = queue.counters[{ticket.desk, loket}];
        const auto busy = fact.at - counter.since;
        if (!counter.number.empty() && ticket.joined <= counter.since && busy >= Millis{0} && busy <= kLongestService) {
            auto& kept = queue.measured[ticket.desk];
            kept.push_back(static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(busy).count()));
            if (kept.size() > kMeasuredKept) kept.pop_front();
        }
        counter = {ticket.number, fact.at};
    }
};

}  // namespace

void evolve_queue(Queue& queue, const Fact& fact, int begin) { std::visit(OnQueue{queue, fact, begin}, fact.event); }

}  // namespace loket::engine
