#pragma once
// Shared by the plan_*.cpp files only.

#include <string>
#include <vector>

#include "workflow/mirror/draft.h"

namespace loket::mirror::detail {

struct Planning {
    Draft& draft;
    const PlanContext& context;

    Status operator()(const FormFamily& effect);
    Status operator()(const JoinFamily& effect);
    Status operator()(const ReplaceHead& effect);
    Status operator()(const ChangeData& effect);
    Status operator()(const NoteMarriage& effect);
    Status operator()(const NoteDivorce& effect);
    Status operator()(const MoveFamily& effect);
    Status operator()(const IssueFamilyCard& effect);
    Status operator()(const RenumberFamily& effect);
    Status operator()(const SetCard& effect);
    Status operator()(const SetKia& effect);
    Status operator()(const MoveOut& effect);
    Status operator()(const GoAbroad& effect);
    Status operator()(const MoveIn& effect);
    Status operator()(const ReturnFromAbroad& effect);
    Status operator()(const RecordStay& effect);
    Status operator()(const EndStay& effect);
    Status operator()(const Birth& effect);
    Status operator()(const Stillbirth& effect);
    Status operator()(const AnnulMarriage& effect);
    Status operator()(const AnnulDivorce& effect);
    Status operator()(const Death& effect);
    Status operator()(const Adoption& effect);
    Status operator()(const Renunciation& effect);
    Status operator()(const IssueTemporaryPaper& effect);

    /// Not in the future, and real. `Rejected`: mirror.date.
    [[nodiscard]] Status require_past(Date day) const;
    /// `Rejected`: mirror.village, mirror.outside_regency.
    [[nodiscard]] Status require_address(const Address& address, const std::string& like) const;
    Result<std::string> new_kk(const std::string& district);

    /// After people have left a KK: it goes if it is empty, gets a head if it has none. `spouses`: of the head who left.
    /// `Rejected`: mirror.guardian_needed, mirror.head_elsewhere, mirror.head_minor.
    Status settle_rest(const std::string& kk, const Remaining& rest, const std::vector<std::string>& spouses);
    /// Makes a member the head and gives everybody the place under the new one.
    Status enthrone(const std::string& kk, const std::string& nik, const std::vector<Member>& roles, const std::vector<std::string>& spouses);
    /// Moves people to a KK and settles every KK they leave.
    Status move_members(const std::vector<Member>& members, const std::string& kk, const Remaining& rest);
    /// The cards of somebody who may not keep them.
    Status take_cards(const std::string& nik, const std::string& reason, bool kia_too);

    struct Leaving {
        const std::string& kk;
        const std::vector<std::string>& movers;
        KkOfThoseWhoStay stay;
        const Remaining& rest;
        const std::string& to;
        Departure why;
    };
    Status leave(const Leaving& leaving);
    Status require_form(const Leaving& leaving, bool head_goes, std::size_t stay_behind) const;
    Result<std::string> family_for(const std::string& kk, const std::string& number, const Address& address);
    Status arrive(Resident person, Addition how, const std::string& kk);

    struct Couple {
        std::string husband, wife;
    };
    /// Both residents, man and woman, in this status. `Rejected`: mirror.not_a_couple, mirror.not_married, mirror.not_divorced.
    Status require_couple(const Couple& couple, Marital marital);
    Status part(const Couple& couple, const Before& husband, const Before& wife, bool recorded);
    /// On a common KK with one of them as head, the other becomes SUAMI or ISTRI.
    Status seat_couple(const Couple& couple);
    Status note(const std::string& nik, NoteKind kind, const std::string& decision, Date decided, const std::string& about);
    Result<std::string> kk_of_child(const Birth& effect);
    Status set_parent(const std::string& nik, const std::string& name, Sex sex, const Birth& effect, Resident& child);
};

}  // namespace loket::mirror::detail
