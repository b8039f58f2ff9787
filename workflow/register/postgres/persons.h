#pragma once
// The demographic master: who is on record, in which version, and who may be the same person on paper.

#include <functional>
#include <memory>
#include <vector>

#include "devices/base/clock.h"
#include "devices/base/result.h"
#include "workflow/population/resident.h"

namespace loket::centre {

class Connection;

struct MasterPerson {
    population::Resident resident;
    std::int64_t ver = 0;
};

class Persons {
  public:
    explicit Persons(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    /// Somebody at the centre or an office looks: noted with the purpose before anything is shown.
    Result<std::optional<MasterPerson>> look(const std::string& nik, const std::string& who, const std::string& purpose, Instant now);

    /// A change made from version `base_ver` (0: somebody new).
    struct Changed {
        bool taken = false;    ///< false: REJECTED_STALE, laid before a person
        std::int64_t ver = 0;  ///< of the master now
    };
    Result<Changed> change(const std::string& origin, const population::Resident& person, std::int64_t base_ver, Instant now);

    /// A change that came with an office's log, inside the caller's transaction: made from somebody whose demographics had the digest `base`
    /// (population::demographics_digest; empty: somebody new). Not from what is on record now: laid before a person. Corrupt: see Connection.
    struct Offer {
        std::string origin, case_id;
        std::int64_t event = 0;
        std::string base;
        population::Resident person;
    };
    Result<Changed> take(const Offer& offer, Instant now);

    /// Somebody the centre has not heard of; whoever is on record stays as they are.
    Status make_known(const std::string& origin, const population::Resident& person, Instant now);
    /// Other numbers with the same birthday and sex whose name is alike (trigrams), most alike first.
    Result<std::vector<std::string>> alike(const population::Resident& person, int most = 50);
    /// A change that was made from a version that is no longer the newest.
    struct Stale {
        std::int64_t id = 0;
        std::string nik, origin;
        std::int64_t base_ver = 0, ver = 0;  ///< that it was made from (0: none that is known here), that the master has now
        Instant at{};
        std::vector<std::string> differs = {};  ///< fields in which it differs from the master now, "name", "address.street"
    };
    /// Those that wait for a decision, oldest first; the look is noted.
    Result<std::vector<Stale>> stale(const std::string& who, Instant now);
    /// A person has decided: the change becomes the newest version, or is dropped; either way the office is told what holds. Rejected
    /// "stale.unknown", "return.reason_missing", "stale.moved" where the master has changed since it was looked at in version `ver`.
    struct Settled {
        std::string nik, origin;
        std::int64_t ver = 0;
        std::string case_id = {};
        std::int64_t event = 0;  ///< of the office's log; 0: it came on its own
    };
    struct Verdict {
        std::int64_t id = 0, ver = 0;
        bool take = false;
        std::string by, reason;
    };
    Result<Settled> settle(const Verdict& verdict, Instant now);

    /// Rows of an extract in one transaction: new ones are taken, the same again is nothing new, one that differs from what was imported
    /// replaces it, and one that an office has changed since is left alone.
    struct Loaded {
        std::int64_t fresh = 0, same = 0, replaced = 0, kept = 0;
    };
    Result<Loaded> load(const std::vector<population::Resident>& rows, Instant now);

  private:
    /// Somebody's row, nobody else's until the transaction ends; version 0: there is none.
    struct Held {
        std::int64_t ver = 0;
        std::string doc = {};
    };
    Result<Held> hold(const std::string& nik);
    Status remember(const population::Resident& before, std::int64_t ver);
    Result<std::int64_t> put(const population::Resident& person, const std::string& source, const Held& before, Instant now);
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
