#pragma once
// The queue of one day: tickets, the lanes they wait in, and what is measured of the counters' pace.

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/engine/condition.h"
#include "workflow/engine/events.h"

namespace loket::engine {

/// Held: the person fetches something and will be back.
enum class TicketStatus { Waiting, Called, Served, NoShow, Held };

struct Ticket {
    std::string number, service;
    Errand errand = Errand::Apply;
    bool priority = false;
    std::string nik, case_id;
    Answers answers;
    Instant issued;
    TicketStatus status = TicketStatus::Waiting;
    std::string loket;
    int calls = 0;
    Instant called;
    int cases = 0;  ///< opened from it
    Role desk = Role::FrontOffice;  ///< that calls it
    Instant joined;                 ///< since when it waits in its present lane
    bool returning = false;         ///< in the lane of those who come back from hold, are sent on, or keep an appointment
    bool requeued = false;          ///< has missed its turn once
    std::string reason;             ///< why it was put aside or sent on, for whoever takes it up again
    std::map<int, std::string> scans{};  ///< digests of pictures of papers, by requirement
    [[nodiscard]] bool is_live() const { return status == TicketStatus::Waiting || status == TicketStatus::Called || status == TicketStatus::Held; }
};

/// After how many others the next of a lane with precedence is due; at the start of the day it is.
inline constexpr int kOthersBetween = 2;

/// Where the lanes of one desk stand.
struct LaneCount {
    int regular_since_priority = kOthersBetween;
    int fresh_since_returning = kOthersBetween;
    bool operator==(const LaneCount&) const = default;
};

/// Whom a counter called last, and when.
struct Counter {
    std::string number;
    Instant since;
};

inline constexpr std::size_t kMeasuredKept = 20;

/// Numbers restart with the day; what was measured is kept.
struct Queue {
    std::string stream;
    std::map<std::string, Ticket> tickets;
    std::vector<std::string> waiting;       ///< in the order they joined
    std::map<std::string, int> last_number; ///< by letter
    std::map<Role, LaneCount> lanes;        ///< by desk
    std::map<std::string, int> added;       ///< by service: applications opened today beside the first of a ticket
    std::map<std::pair<Role, std::string>, Counter> counters;  ///< by desk and loket
    std::map<Role, std::deque<int>> measured;  ///< by desk: seconds a counter was busy with each of the last 20 tickets

    [[nodiscard]] const Ticket* find(const std::string& number) const;
    [[nodiscard]] LaneCount lanes_of(Role desk) const;
    /// Who is called before this ticket, in order, were nobody to join; empty for one that does not wait.
    [[nodiscard]] std::vector<const Ticket*> before(const std::string& number) const;
    [[nodiscard]] int ahead_of(const std::string& number) const { return static_cast<int>(before(number).size()); }
    /// The next ticket for this desk, or null. Of three lanes, one who comes back is taken after each two others (or when nobody
    /// else waits), and of those others one priority ticket after each two regular ones (or when no regular person waits).
    /// Hence, whoever joins, is held, sent on or queues again later: with f(r) = r + r/2 + 1 for a regular ticket with r regular
    /// ones before it and f(p) = 3p + 2 for a priority one with p before it, at most f of those who do not come back are called
    /// first, and with those who do at most f + f/2 + 1; one who comes back with b such before it waits for at most 3b + 2.
    [[nodiscard]] const Ticket* next(Role desk) const;
    /// Applications for this service taken today: tickets, whatever became of them, and what was added at the counter. Tickets of
    /// people who come back with a completed file are none.
    [[nodiscard]] int applications(const std::string& service) const;
};

/// The desk that calls tickets which say nothing of it: those of old logs.
Role default_desk(Errand errand);

/// Part of evolve: what a fact of an "antrean:" stream does. Numbers of a letter that none was given of begin above `begin`.
void evolve_queue(Queue& queue, const Fact& fact, int begin);

}  // namespace loket::engine
