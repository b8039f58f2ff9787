#pragma once
// Everything that can have happened to the local population. Facts: typed, append-only. The name given in kName is what the
// log stores; fields may be added with a default, never renamed or removed. `on` is always the WIB day of registration, the
// day the balance of residents counts; when it happened in life is `happened`.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "devices/base/result.h"
#include "workflow/mirror/values.h"

namespace loket::mirror {

// --- people ------------------------------------------------------------------------------------------------------------

/// Stands on the KK `person.kk`, whose address becomes the person's.
struct ResidentAdded {
    static constexpr auto kName = "ResidentAdded";
    Date on{};
    Addition how = Addition::Born;
    Resident person;
    bool operator==(const ResidentAdded&) const = default;
};
struct ResidentChanged {
    static constexpr auto kName = "ResidentChanged";
    Date on{};
    std::string nik;
    DataChange change;
    bool operator==(const ResidentChanged&) const = default;
};
struct MaritalChanged {
    static constexpr auto kName = "MaritalChanged";
    Date on{};
    std::string nik;
    Marital marital = Marital::Single;
    std::optional<Date> since;
    bool recorded = true;
    bool operator==(const MaritalChanged&) const = default;
};
/// Off the KK, but still known.
struct ResidentLeft {
    static constexpr auto kName = "ResidentLeft";
    Date on{};
    std::string nik;
    Departure why = Departure::MovedOut;
    Date happened{};
    std::string to;  ///< place or country
    bool operator==(const ResidentLeft&) const = default;
};
struct CardStateChanged {
    static constexpr auto kName = "CardStateChanged";
    Date on{};
    std::string nik;
    CardState card = CardState::None;
    std::optional<RecordState> record;  ///< set where the biometric record moves on with the card
    std::string reason;
    bool operator==(const CardStateChanged&) const = default;
};
struct KiaChanged {
    static constexpr auto kName = "KiaChanged";
    Date on{};
    std::string nik;
    bool held = false;
    std::string reason;
    bool operator==(const KiaChanged&) const = default;
};
struct TemporaryPaperIssued {
    static constexpr auto kName = "TemporaryPaperIssued";
    Date on{};
    std::string nik;
    TemporaryPaper paper;
    bool operator==(const TemporaryPaperIssued&) const = default;
};
struct MarginalNoted {
    static constexpr auto kName = "MarginalNoted";
    Date on{};
    std::string nik;
    MarginalNote note;
    bool operator==(const MarginalNoted&) const = default;
};

// --- families ------------------------------------------------------------------------------------------------------------

/// Empty at first; its members follow in the same change.
struct FamilyCreated {
    static constexpr auto kName = "FamilyCreated";
    Date on{};
    std::string kk;
    Address address;
    bool operator==(const FamilyCreated&) const = default;
};
/// Nobody is left on it: the KK is withdrawn.
struct FamilyDissolved {
    static constexpr auto kName = "FamilyDissolved";
    Date on{};
    std::string kk;
    bool operator==(const FamilyDissolved&) const = default;
};
/// From the KK the person is on to another.
struct MemberMoved {
    static constexpr auto kName = "MemberMoved";
    Date on{};
    std::string nik, kk;
    Shdk shdk = Shdk::Lainnya;
    bool operator==(const MemberMoved&) const = default;
};
struct RoleChanged {
    static constexpr auto kName = "RoleChanged";
    Date on{};
    std::string nik;
    Shdk shdk = Shdk::Lainnya;
    bool operator==(const RoleChanged&) const = default;
};
/// The new head stands first. The places of the others follow as RoleChanged.
struct HeadReplaced {
    static constexpr auto kName = "HeadReplaced";
    Date on{};
    std::string kk, nik;
    bool operator==(const HeadReplaced&) const = default;
};
/// The number belongs to the head (UU 23/2006 Pasal 61(3)): another head, another number.
struct FamilyRenumbered {
    static constexpr auto kName = "FamilyRenumbered";
    Date on{};
    std::string kk, number;
    bool operator==(const FamilyRenumbered&) const = default;
};
/// All of it, to another address in the regency.
struct FamilyMoved {
    static constexpr auto kName = "FamilyMoved";
    Date on{};
    std::string kk;
    Address address;
    bool operator==(const FamilyMoved&) const = default;
};
/// The KK in the family's hands is no longer true; a changed one must be issued.
struct FamilyCardDue {
    static constexpr auto kName = "FamilyCardDue";
    Date on{};
    std::string kk, reason;  ///< name of the effect
    bool operator==(const FamilyCardDue&) const = default;
};
struct FamilyCardIssued {
    static constexpr auto kName = "FamilyCardIssued";
    Date on{};
    std::string kk;
    bool operator==(const FamilyCardIssued&) const = default;
};

// --- beside the KK -------------------------------------------------------------------------------------------------------

/// A letter and a number in the statistics, never a NIK (SERVICES S10).
struct StillbirthCounted {
    static constexpr auto kName = "StillbirthCounted";
    Date on{};
    std::string district;  ///< "21.01.06"
    Sex sex = Sex::Male;
    Date happened{};
    bool operator==(const StillbirthCounted&) const = default;
};
struct StayRecorded {
    static constexpr auto kName = "StayRecorded";
    Date on{};
    Stay stay;
    bool operator==(const StayRecorded&) const = default;
};
struct StayEnded {
    static constexpr auto kName = "StayEnded";
    Date on{};
    std::string nik, reason;
    bool operator==(const StayEnded&) const = default;
};

// --- numbers from the centre ---------------------------------------------------------------------------------------------

/// An effect that is accepted but needs numbers first.
struct EffectWaiting {
    static constexpr auto kName = "EffectWaiting";
    Date on{};
    std::string reference;     ///< of the case; unique among those that wait
    std::string effect, body;  ///< name and JSON
    bool operator==(const EffectWaiting&) const = default;
};
struct NumberRequested {
    static constexpr auto kName = "NumberRequested";
    Date on{};
    std::string reference, slot;
    NumberKind kind = NumberKind::Kk;
    std::string district;      ///< "21.01.06"
    std::optional<Date> born;  ///< NIK only
    std::optional<Sex> sex;    ///< NIK only
    bool operator==(const NumberRequested&) const = default;
};
struct NumberIssued {
    static constexpr auto kName = "NumberIssued";
    Date on{};
    std::string reference, slot, number;
    bool operator==(const NumberIssued&) const = default;
};
/// The centre gave a number for an effect before it falls due, because a paper is printed with it.
struct NumberHeld {
    static constexpr auto kName = "NumberHeld";
    Date on{};
    std::string reference, slot, number;  ///< of the effect as `plan` will be asked for it
    bool operator==(const NumberHeld&) const = default;
};
/// All numbers are there, but the register has changed meanwhile; `code` says what is in the way.
struct EffectBlocked {
    static constexpr auto kName = "EffectBlocked";
    Date on{};
    std::string reference, code;
    bool operator==(const EffectBlocked&) const = default;
};
struct EffectCompleted {
    static constexpr auto kName = "EffectCompleted";
    Date on{};
    std::string reference;
    bool operator==(const EffectCompleted&) const = default;
};
struct EffectDropped {
    static constexpr auto kName = "EffectDropped";
    Date on{};
    std::string reference, reason;
    bool operator==(const EffectDropped&) const = default;
};

// --- what papers and books took from the register ---------------------------------------------------------------------

/// How the register named an applicant when the case was opened: books go on naming them so.
struct ApplicantNamed {
    static constexpr auto kName = "ApplicantNamed";
    Date on{};
    std::string reference;  ///< of the case
    std::string nik, name;
    Address address;
    bool operator==(const ApplicantNamed&) const = default;
};

// --- counts --------------------------------------------------------------------------------------------------------------

/// Who lived here when the register began: what every balance starts from.
struct RegisterOpened {
    static constexpr auto kName = "RegisterOpened";
    Date on{};
    std::vector<Headcount> residents;  ///< by district and sex
    bool operator==(const RegisterOpened&) const = default;
};
/// What the change it stands in meant for LAMPID, as `evolve` counted it: for owners that do not keep everybody in memory.
struct MovementsCounted {
    static constexpr auto kName = "MovementsCounted";
    Date on{};
    std::vector<MovementCount> counts;
    bool operator==(const MovementsCounted&) const = default;
};

using MirrorEvent =
    std::variant<ResidentAdded, ResidentChanged, MaritalChanged, ResidentLeft, CardStateChanged, KiaChanged, TemporaryPaperIssued,
                 MarginalNoted, FamilyCreated, FamilyDissolved, MemberMoved, RoleChanged, HeadReplaced, FamilyRenumbered, FamilyMoved,
                 FamilyCardDue, FamilyCardIssued, StillbirthCounted, StayRecorded, StayEnded, EffectWaiting, NumberRequested,
                 NumberIssued, NumberHeld, EffectBlocked, EffectCompleted, EffectDropped, ApplicantNamed, RegisterOpened, MovementsCounted>;

/// What one effect does: all of it or nothing, hence stored in one transaction. Between its events a family may be without
/// head or members, after the last one never.
using MirrorChange = std::vector<MirrorEvent>;

std::string_view name_of(const MirrorEvent& event);
/// Compact JSON of the fields; what equals the default is left out.
std::string encode(const MirrorEvent& event);
/// `Corrupt` for an unknown name or a field that does not fit. Keys that are not known are passed over.
Result<MirrorEvent> decode_mirror_event(std::string_view name, std::string_view body);

}  // namespace loket::mirror
