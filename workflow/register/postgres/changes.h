#pragma once
// Changes of people that came with the logs of offices (mirror::MasterChangeAsked), done to the demographic master.

#include <functional>
#include <memory>

#include "devices/base/clock.h"
#include "devices/base/result.h"

namespace loket::centre {

class Connection;

/// A change that was not made from what the master holds now: it waits in reg.stale for a person.
struct LaidAside {
    std::string origin, nik, case_id;
    std::int64_t event = 0;  ///< its place in the office's log
    std::int64_t ver = 0;    ///< of the master now
};

class Changes {
  public:
    explicit Changes(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    /// Up to a hundred that wait, each office's in the order of its log, in one transaction; whoever else takes changes waits meanwhile. What is
    /// laid aside is told first: twice does no harm, never would leave the office in the dark. How many there were.
    ///
    /// | the master holds                                    | the change                                            |
    /// | nobody of this number, or what it was made from     | is taken: the next version                            |
    /// | what the change says                                | is taken: nothing is new                              |
    /// | anything else                                       | is laid aside                                         |
    /// | – (not a person, or one that no master could hold)  | refused for good; the log says why                    |
    using Tell = std::function<Status(const LaidAside&)>;
    Result<std::size_t> take(const Tell& tell, Instant now);

  private:
    struct Due;
    struct Outcome;
    Result<Outcome> decide(const Due& due, Instant now);
    Result<Outcome> decide_alone(const Due& due, Instant now);
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
