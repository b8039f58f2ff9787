#pragma once
// The local copy of the population: who lives here, on which KK, who has gone, what moved when. The state that the events
// make; nothing here decides. One owner, no locks.

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "devices/base/result.h"
#include "workflow/mirror/events.h"

namespace loket::mirror {

/// A family card as the office keeps it.
struct Household {
    Family family;    ///< the head first
    Address address;  ///< of all members
    std::string due;  ///< why a changed KK must be issued; empty: the one in the family's hands is true
    bool operator==(const Household&) const = default;
};

/// Somebody who was a resident. `person` is as it was on the last day, `person.kk` the KK left.
struct Departed {
    Resident person;
    Departure why = Departure::MovedOut;
    Date on{}, happened{};
    std::string to;
    bool operator==(const Departed&) const = default;
};

/// An effect that needs numbers from the centre.
struct WaitingEffect {
    Date since{};
    std::string effect, body;
    std::vector<NumberRequested> requests;
    std::map<std::string, std::string> numbers;  ///< that have arrived, by slot
    std::string blocked;                         ///< code of what is in the way though all numbers are there
    [[nodiscard]] bool complete() const { return numbers.size() == requests.size(); }
    bool operator==(const WaitingEffect&) const = default;
};

struct MovementKey {
    Date on{};
    std::string district;  ///< "21.01.06"
    Sex sex = Sex::Male;
    Movement kind = Movement::Lahir;
    auto operator<=>(const MovementKey&) const = default;
};

struct Place {
    std::string district;
    Sex sex = Sex::Male;
    auto operator<=>(const Place&) const = default;
};

class Mirror {
  public:
    /// Takes in a family of the register as it stands; it counts as having been here from the start. Nothing is copied.
    /// `Rejected`: mirror.number_shape, mirror.kk_taken, mirror.nik_taken, mirror.family_empty, mirror.heads,
    /// mirror.not_active, mirror.kk_differs, mirror.village.
    Status take(Family&& family);
    void reserve(std::size_t residents, std::size_t families);
    /// Takes in somebody who left in a time that is not folded in; whoever is known already stays as is.
    void remember(Departed gone);
    /// For an owner that keeps people in a store and reads families when an effect touches them: lets go of everybody, and of
    /// what can only be counted with everybody (movements, balance). Numbers that were replaced, SKTT, waiting effects, papers
    /// and notes stay.
    void release_people();
    /// Of an event of the past, what belongs to the tables that `release_people` keeps; for the same owner, after a restart.
    void recall(const MirrorEvent& event);

    [[nodiscard]] std::size_t residents() const { return kk_of_.size(); }
    [[nodiscard]] std::size_t families() const { return households_.size(); }

    /// Pointers live until the next change. Null for whoever is not on a KK.
    [[nodiscard]] const Resident* find(std::string_view nik) const;
    /// By a present number or one that was replaced since. Null if there is no such KK.
    [[nodiscard]] const Household* household(std::string_view kk) const;
    [[nodiscard]] const Household* household_of(std::string_view nik) const;
    /// The number in force for a KK that was renumbered, else the number itself.
    [[nodiscard]] std::string present_kk(std::string_view kk) const;
    [[nodiscard]] bool knows_kk(std::string_view kk) const;
    [[nodiscard]] const Departed* departed(std::string_view nik) const;
    /// Whether somebody has, or had, this number, or an effect holds it that waits under another reference.
    [[nodiscard]] bool number_given(NumberKind kind, const std::string& number, const std::string& reference) const;
    [[nodiscard]] const Stay* stay(std::string_view nik) const;

    /// In no order.
    template <class Visit>
    void each_household(Visit visit) const {
        for (const auto& [number, household] : households_) visit(household);
    }
    template <class Visit>
    void each_departed(Visit visit) const {
        for (const auto& [number, gone] : departed_) visit(gone);
    }
    [[nodiscard]] const std::map<std::string, Stay>& stays() const { return stays_; }
    [[nodiscard]] const std::map<std::string, WaitingEffect>& waiting() const { return waiting_; }
    /// Numbers held for an effect, by slot.
    [[nodiscard]] const std::map<std::string, std::string>& held(const std::string& reference) const;
    [[nodiscard]] const std::map<std::string, std::vector<TemporaryPaper>>& papers() const { return papers_; }
    [[nodiscard]] const std::map<std::string, std::vector<MarginalNote>>& notes() const { return notes_; }
    [[nodiscard]] const std::map<MovementKey, int>& movements() const { return movements_; }
    [[nodiscard]] const std::map<Place, int>& opening() const { return opening_; }

    bool operator==(const Mirror&) const = default;

  private:
    using Number = std::uint64_t;  ///< sixteen digits as a number: a third of the memory of a text

    friend struct Folding;
    friend class Draft;

    Household* own(std::string_view kk);
    Household* own_household_of(std::string_view nik);
    Resident* own_resident(std::string_view nik);

    std::unordered_map<Number, Household> households_;  ///< by KK number
    std::unordered_map<Number, Number> kk_of_;          ///< by NIK
    std::unordered_map<Number, Departed> departed_;     ///< by NIK
    std::map<std::string, std::string> successor_;      ///< the number that replaced a KK number
    std::map<std::string, Stay> stays_;                 ///< by NIK
    std::map<std::string, WaitingEffect> waiting_;      ///< by reference
    std::map<std::string, std::map<std::string, std::string>> held_;  ///< numbers by slot, by reference
    std::map<std::string, std::vector<TemporaryPaper>> papers_;  ///< by NIK
    std::map<std::string, std::vector<MarginalNote>> notes_;     ///< by NIK
    std::map<MovementKey, int> movements_;
    std::map<Place, int> opening_;
};

/// Folds one more event in. An event about somebody unknown changes nothing.
void evolve(Mirror& mirror, const MirrorEvent& event);
void evolve(Mirror& mirror, const MirrorChange& change);

/// Sixteen ASCII digits as a number; nothing for any other text.
std::optional<std::uint64_t> sixteen_digits(std::string_view text);

}  // namespace loket::mirror
