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

    /// Somebody the centre has not heard of; whoever is on record stays as they are.
    Status make_known(const std::string& origin, const population::Resident& person, Instant now);
    /// Other numbers with the same birthday and sex whose name is alike (trigrams), most alike first.
    Result<std::vector<std::string>> alike(const population::Resident& person, int most = 50);
    /// Changes that wait for a decision.
    Result<std::int64_t> stale();

    /// Rows of an extract in one transaction: new ones are taken, the same again is nothing new, one that differs from what was imported
    /// replaces it, and one that an office has changed since is left alone.
    struct Loaded {
        std::int64_t fresh = 0, same = 0, replaced = 0, kept = 0;
    };
    Result<Loaded> load(const std::vector<population::Resident>& rows, Instant now);

  private:
    std::shared_ptr<Connection> connection_;
};

}  // namespace loket::centre
