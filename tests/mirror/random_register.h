#pragma once
// A small synthetic register and people who come to its counter with whatever may happen, sensible or not.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "devices/base/random.h"
#include "tests/mirror/world.h"

namespace loket::mirror::test {

class RandomRegister {
  public:
    explicit RandomRegister(std::uint64_t seed);

    /// One day more or less, one number from the centre or one effect. Fails the test if a promise is broken.
    void step();
    /// The log, decoded, leads to the same register.
    void require_replay() const;

    std::map<std::string_view, int> accepted, refused;  ///< effects by name
    std::map<std::string, int> refusals;                ///< by code
    std::set<std::string> events;                       ///< names seen
    int blocked = 0, dropped = 0, waited = 0;

  private:
    void take(const MirrorChange& change);
    void require_sound() const;
    void next_day();
    void hear_from_centre();
    void attempt(const Effect& effect);
    Effect draw();
    Effect draw_family();
    Effect draw_person();
    Effect draw_couple();
    Effect draw_move();
    MoveOut draw_movers();
    MoveIn draw_arrival();
    Birth draw_birth();
    Stay draw_stay();
    DataChange draw_change();

    const std::string& anybody() { return people_[random_.below(people_.size())]; }
    std::string anyone(bool (*wanted)(const Resident&, Date));
    std::string spouse_of(const std::string& nik);
    std::string kk_of(const std::string& nik) const;
    Address any_address();
    Remaining any_rest();
    Date past(int days) { return Date{std::chrono::sys_days{on_} - std::chrono::days{random_.between(0, days)}}; }
    std::string fresh(NumberKind kind, Date born = {}, Sex sex = Sex::Male);

    SeededRandom random_;
    Mirror mirror_, start_;
    Date on_ = day("2026-11-26");
    Centre centre_;
    std::vector<std::string> people_;  ///< every NIK ever given, also of the dead and gone
    std::vector<std::pair<std::string, std::string>> log_;
    long residents_ = 0;               ///< counted by the events
    int cases_ = 0;
};

}  // namespace loket::mirror::test
