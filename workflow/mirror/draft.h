#pragma once
// A change in the making: the families it touches are copied from the mirror, each event is folded into the copies, and only a
// change that leaves them sound is given out. Internal to this folder.

#include <set>
#include <string>
#include <vector>

#include "workflow/mirror/check.h"
#include "workflow/mirror/plan.h"

namespace loket::mirror {

class Draft {
  public:
    Draft(const Mirror& base, const PlanContext& context, std::string_view effect) : base_(base), context_(context), effect_(effect) {}

    /// Adds an event and folds it in. Pointers given out before are dead afterwards.
    void emit(MirrorEvent event);

    /// As of the last event. `Rejected`: mirror.unknown_person, mirror.deceased, mirror.moved_away, mirror.abroad,
    /// mirror.unknown_kk.
    Result<const Resident*> person(const std::string& nik);
    Result<const Household*> household(const std::string& kk);
    Result<const Household*> household_of(const std::string& nik);
    /// A number that no resident, or no family, has. `Rejected`: mirror.number_shape, mirror.nik_taken, mirror.number_taken.
    [[nodiscard]] Status require_free_nik(const std::string& nik) const;
    [[nodiscard]] Status require_free_kk(const std::string& kk) const;

    /// The number of a slot; a stand-in if the centre must be asked, in which case the whole effect waits.
    /// `Rejected`: mirror.number_shape, mirror.number_taken, mirror.number_differs.
    Result<std::string> number(NumberRequested request);
    /// The head of this KK has changed: it gets a new number, at once or later.
    void head_changed(const std::string& kk);
    /// The KK in the family's hands is no longer true.
    void mark_due(const std::string& kk) { due_.insert(kk); }
    /// The true one is handed over with this change.
    void unmark_due(const std::string& kk) { due_.erase(kk); }

    /// The change, or what it would break. `waiting` is the effect to keep if numbers are missing.
    Result<MirrorChange> finish(const Effect& waiting);

    [[nodiscard]] const Mirror& base() const { return base_; }
    [[nodiscard]] Date on() const { return context_.on; }

  private:
    void load(const std::string& kk);
    [[nodiscard]] Status sound() const;
    void add_due();
    Status add_renumbering();
    void add_drops();
    [[nodiscard]] MirrorChange wait(const Effect& waiting) const;
    [[nodiscard]] bool free_here(NumberKind kind, const std::string& number) const;
    [[nodiscard]] std::string kk_to_renumber(const WaitingEffect& waiting) const;
    void ask_for_kk(const std::string& kk, const std::string& district);

    const Mirror& base_;
    const PlanContext& context_;
    std::string effect_;
    Mirror scratch_;
    std::set<std::string> loaded_, due_, renumber_;
    MirrorChange change_;
    std::vector<NumberRequested> missing_;
};

}  // namespace loket::mirror
