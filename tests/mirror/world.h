#pragma once
// A small register for the mirror's tests: two families, a day, and every event written to a log as the store would.

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "workflow/mirror/check.h"
#include "workflow/mirror/lampid.h"
#include "workflow/mirror/plan.h"

namespace loket::mirror::test {

inline Date day(const char* iso) {
    const auto date = parse_iso_date(iso);
    REQUIRE(date.has_value());
    return *date;
}

std::string nik(const char* born, Sex sex, int serial);
/// Numbers as the centre gives them out, never twice.
class Centre {
  public:
    std::string answer(const NumberRequested& request);

  private:
    int serial_ = 5000;
};

/// The family Hasan of Kijang Kota (Bintan Timur): Hasan (50), his wife Aminah (46), Farid (24), Laila (15, KIA), Rahim (9, KIA).
/// The couple Wijaya of Tanjung Uban (Bintan Utara): Tono (40) and Mega (38), no children.
inline const std::string kHasanKk = "2101060301050001", kWijayaKk = "2101070301150002";
inline const std::string kHasan = nik("1976-03-02", Sex::Male, 1), kAminah = nik("1980-08-17", Sex::Female, 1),
                         kFarid = nik("2002-05-05", Sex::Male, 1), kLaila = nik("2011-02-01", Sex::Female, 1),
                         kRahim = nik("2017-04-09", Sex::Male, 1), kTono = nik("1986-01-20", Sex::Male, 2), kMega = nik("1988-06-30", Sex::Female, 2);

Address address(const char* village);

class World {
  public:
    World();

    /// Plans under a new reference; on success the events are applied and logged, on refusal nothing may have changed.
    Result<MirrorChange> attempt(const Effect& effect, const std::map<std::string, std::string>& numbers = {});
    MirrorChange must(const Effect& effect, const std::map<std::string, std::string>& numbers = {});
    /// The code of the refusal.
    std::string refusal(const Effect& effect, const std::map<std::string, std::string>& numbers = {});
    Result<MirrorChange> commit(Result<MirrorChange> planned);
    /// The centre answers everything that is asked for.
    void answer_all();

    [[nodiscard]] const Resident& person(const std::string& nik) const;
    [[nodiscard]] const Family& family_of(const std::string& nik) const;
    [[nodiscard]] std::string reference() const { return "BTN-" + std::to_string(cases_); }
    /// The log folded from the start.
    [[nodiscard]] Mirror replay() const;
    /// Nothing is wrong and the log leads to the same state.
    void require_sound() const;

    Mirror mirror, start;
    Date on = day("2026-11-26");
    Centre centre;
    std::vector<std::pair<std::string, std::string>> log;  ///< name and body, as stored

  private:
    int cases_ = 0;
};

template <class Event>
int count_of(const MirrorChange& change) {
    int count = 0;
    for (const auto& event : change) count += std::holds_alternative<Event>(event) ? 1 : 0;
    return count;
}

}  // namespace loket::mirror::test
