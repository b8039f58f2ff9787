#pragma once
// The local population register of the office: what the services do to it (workflow/mirror) on the rows of the store. It keeps
// the mirror's small tables only and reads the families that an effect touches, so that memory stays small whatever the size of
// the regency. Decides and prepares; the Core writes what is prepared in the batch of its cause.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/app/core/reference.h"
#include "kiosk/app/core/simulated_numbers.h"
#include "workflow/engine/office.h"
#include "workflow/mirror/from_case.h"
#include "workflow/mirror/plan.h"
#include "workflow/store/store.h"

namespace loket::app {

inline constexpr auto kRegisterStream = "penduduk";  ///< of the mirror's events

/// Somebody before and after a change; no `before` for who comes in.
struct ResidentChange {
    std::optional<population::Resident> before;
    population::Resident after;
};

struct RegisterPreview {
    std::vector<ResidentChange> people;
    bool waits_for_number = false;  ///< some of it happens only when the centre has given a number
};

/// What effects have done.
struct EffectsDone {
    std::vector<mirror::MirrorEvent> events;
    std::vector<std::string> notes;  ///< what had to be assumed
    int count = 0;
};
/// Puts in the people whom the arguments of an effect name.
using LoadNamed = std::function<Status(std::string_view json)>;
/// What a case asks of a register, done to `mirror`, whatever it is a part or copy of: the office's own, a trial of it, the families
/// of a demo. All effects of one command in one call, as some depend on what follows. `Rejected` with the codes of workflow/mirror;
/// then `mirror` is to be dropped.
Status carry_out(mirror::Mirror& mirror, EffectsDone& done, const std::vector<engine::EffectDue>& dues, const Reference& reference, Date on, const std::string& case_id,
                 const LoadNamed& load);
/// What the effects of a case that the register has not seen yet ask for, its papers taken as issued.
std::vector<engine::EffectDue> dues_of(const engine::Case& c, const engine::Service& service);

/// Changes in the making, on a copy: nothing is lost if they are dropped. Pointers to nothing outside but the store.
class RegisterWork {
  public:
    RegisterWork(store::Store& store, const Reference& reference, mirror::Mirror tables, Date on)
        : store_(store), reference_(reference), mirror_(std::move(tables)), on_(on) {}

    /// What a case asks of the register; all effects of one command of the case in one call. `Rejected` with the codes of
    /// workflow/mirror; then this work is to be dropped.
    Status carry_out(const std::string& case_id, const std::vector<engine::EffectDue>& dues);
    /// Numbers of the centre for effects of a case that are not due yet.
    struct HeldNumber {
        std::string reference, slot, number;
    };
    void hold(const std::vector<HeldNumber>& numbers);
    /// What the effects carried out here still wait for; `reference` and `slot` are those to hold a number under.
    [[nodiscard]] std::vector<mirror::NumberRequested> missing_numbers() const;

    /// The card in the making: Printed once its chip holds the person, Damaged if it is spoiled afterwards. What the printer
    /// has done is a fact: where the register objects, nothing changes here and the refusal is a note.
    Status note_card(const std::string& case_id, const std::string& nik, mirror::CardState state, const std::string& reason);
    /// The state of the biometric record, told by the centre.
    void note_record(const std::string& nik, population::RecordState state) { records_[nik] = state; }
    /// A number of the centre. `Rejected`: as mirror::supply.
    Status supply(const std::string& reference, const std::string& slot, const std::string& number);
    /// Once more for an effect that is blocked. `Rejected` with what is in the way.
    Status retry(const std::string& reference);

    /// Everybody whom the work has changed.
    [[nodiscard]] RegisterPreview preview() const;
    /// Puts the mirror's events and every row that differs from the store's into the batch, and an audit line of the machine
    /// about what had to be assumed. `by`: the officer who brought a number in; empty: the machine.
    Status write(store::Batch& batch, Instant at, const std::string& by = {});
    [[nodiscard]] const std::map<std::string, std::shared_ptr<const population::Resident>>& people() const { return people_; }
    /// Reads somebody with the family, if they are not here yet.
    Status look_up(const std::string& nik) { return load_person(nik); }
    /// The families touched, as this work leaves them.
    [[nodiscard]] const mirror::Mirror& families() const { return mirror_; }
    /// The small tables after the work.
    mirror::Mirror tables() &&;
    [[nodiscard]] const std::vector<mirror::MirrorEvent>& events() const { return done_.events; }

  private:
    Status load_named(std::string_view json);
    Status load_person(const std::string& nik);
    Status load_family(const std::string& kk);
    void take(mirror::MirrorChange change);
    Status put_records(store::Batch& batch);
    void put_person(store::Batch& batch, const population::Resident& person);
    void put_families(store::Batch& batch) const;
    [[nodiscard]] mirror::MovementsCounted movements() const;

    store::Store& store_;
    const Reference& reference_;
    mirror::Mirror mirror_;
    Date on_;
    EffectsDone done_;
    std::string about_;  ///< case of the notes
    std::set<std::string> loaded_;                        ///< KK read from the store
    std::map<std::string, population::Resident> before_;  ///< by NIK, as the store has them
    struct FamilyState {
        std::string head, doc;
        bool operator==(const FamilyState&) const = default;
    };
    [[nodiscard]] static FamilyState state_of(const mirror::Household& household);
    std::map<std::string, FamilyState> families_;  ///< by KK, as the store has them
    std::map<std::string, population::RecordState> records_;
    std::map<std::string, std::shared_ptr<const population::Resident>> people_;  ///< changed by this work
};

class Register {
  public:
    Register(store::Store& store, const Reference& reference) : store_(store), reference_(reference) {}

    /// Who lives here, by district and sex, as the register begins; nothing if it has begun before.
    Result<std::optional<mirror::RegisterOpened>> opening(Date on) const;
    /// An event of the stream "penduduk", in order, at the start.
    Status recall(const store::StoredEvent& stored);
    [[nodiscard]] RegisterWork begin(Date on) const { return {store_, reference_, tables_, on}; }
    /// After what the work wrote is on the disk.
    void accept(RegisterWork&& work) { tables_ = std::move(work).tables(); }
    [[nodiscard]] const mirror::Mirror& tables() const { return tables_; }
    /// Whether somebody has, or had, this number.
    Result<bool> number_given(const std::string& number) const;
    /// The KK number in force for one that was replaced, else the number itself.
    [[nodiscard]] std::string present_kk(const std::string& kk) const { return tables_.present_kk(kk); }

  private:
    store::Store& store_;
    const Reference& reference_;
    mirror::Mirror tables_;
    bool opened_ = false;  ///< the log knows the opening
};

}  // namespace loket::app
