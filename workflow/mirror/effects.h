#pragma once
// What the services of the SOP book do to the population, one struct a case of the register. Numbers that the centre gives
// out are never fields: they come with the context of the plan (plan.h). Names are those of the log.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "devices/base/result.h"
#include "workflow/mirror/values.h"

namespace loket::mirror {

// --- S01 Kartu Keluarga --------------------------------------------------------------------------------------------------

/// KK baru and pisah KK: these people leave the KK they are on and form a new one. Number slot "kk".
struct FormFamily {
    static constexpr auto kName = "FormFamily";
    std::vector<Member> members;     ///< the head first, as KepalaKeluarga; 17 or ever married
    std::optional<Address> address;  ///< without one: where the head lives now
    Remaining rest;                  ///< of a KK that loses its head
    bool issued = false;             ///< the new KK is printed and handed over with this
    bool rest_issued = false;        ///< and so are those of the families that stay
};
/// Numpang KK: these people leave the KK they are on and join another.
struct JoinFamily {
    static constexpr auto kName = "JoinFamily";
    std::string kk;
    std::vector<Member> members;
    Remaining rest;
};
/// Ganti kepala keluarga while the old head stays on the KK. Number slot "kk/<old number>", see plan.h.
struct ReplaceHead {
    static constexpr auto kName = "ReplaceHead";
    std::string kk, head;
    std::vector<Member> roles;  ///< where the usual places are wrong
};
/// Perubahan data: the officer has seen the proof.
struct ChangeData {
    static constexpr auto kName = "ChangeData";
    std::string nik;
    DataChange change;
};
/// A wedding, reported with buku nikah, kutipan akta perkawinan or SPTJM. Who lives with whom: FormFamily, JoinFamily.
struct NoteMarriage {
    static constexpr auto kName = "NoteMarriage";
    std::string husband, wife;
    Date married{};
    bool recorded = true;      ///< false with SPTJM F-1.05
    bool dispensation = false;  ///< a court allowed it before 19 (UU 16/2019)
};
/// A divorce, reported with kutipan akta perceraian. On a common KK the one who is not the head stays as LAINNYA.
struct NoteDivorce {
    static constexpr auto kName = "NoteDivorce";
    std::string husband, wife;
    Date divorced{};
    bool recorded = true;
};
/// A whole family moves inside the regency; there is no SKPWNI for that.
struct MoveFamily {
    static constexpr auto kName = "MoveFamily";
    std::string kk;
    Address address;
};
/// The KK is printed and handed over: new, changed, lost or damaged.
struct IssueFamilyCard {
    static constexpr auto kName = "IssueFamilyCard";
    std::string kk;
};
/// The new number of a KK whose head has changed. Number slot "kk". The plan of the change asks for it by itself.
struct RenumberFamily {
    static constexpr auto kName = "RenumberFamily";
    std::string kk;
};

// --- S02 KTP-el, S03 KIA -------------------------------------------------------------------------------------------------

/// Printed, handed over (Active), lost, damaged or taken back.
struct SetCard {
    static constexpr auto kName = "SetCard";
    std::string nik;
    CardState card = CardState::Printed;
    std::string reason;
};
/// Issued, or ended: lost, damaged, expired, taken back.
struct SetKia {
    static constexpr auto kName = "SetKia";
    std::string nik;
    bool held = true;
    std::string reason;
};

// --- S04-S08 moves -------------------------------------------------------------------------------------------------------

/// SKPWNI to another regency. Cards stay with their holders until the office of arrival replaces them.
struct MoveOut {
    static constexpr auto kName = "MoveOut";
    std::string kk;
    std::vector<std::string> movers;  ///< NIK
    KkOfThoseWhoStay stay = KkOfThoseWhoStay::TidakAda;
    KkOfThoseWhoMove move = KkOfThoseWhoMove::BuatKkBaru;
    Remaining rest;
    std::string to;
};
/// SKPLN. The cards are taken back.
struct GoAbroad {
    static constexpr auto kName = "GoAbroad";
    std::string kk;
    std::vector<std::string> movers;
    KkOfThoseWhoStay stay = KkOfThoseWhoStay::TidakAda;
    Remaining rest;
    std::string to;  ///< country
};
/// SKPD: people with a NIK of their own, with the roles they take here. Their old cards are taken back.
/// Number slot "kk" when they form a KK and bring no number.
struct MoveIn {
    static constexpr auto kName = "MoveIn";
    std::vector<Resident> people;
    std::string kk;                  ///< that takes them; empty: they form a KK of their own
    std::string number;              ///< of the KK they bring along, head and all
    std::optional<Address> address;  ///< of their own KK; without one the head's
};
/// SKDLN: people who left here for abroad. Number slot "kk" when they form a KK.
struct ReturnFromAbroad {
    static constexpr auto kName = "ReturnFromAbroad";
    std::vector<Member> people;
    std::string kk;
    std::optional<Address> address;  ///< of their own KK; without one where the head lived
};
/// SKTT, new or extended. Number slot "nik" if the foreigner has none.
struct RecordStay {
    static constexpr auto kName = "RecordStay";
    Stay stay;
};
/// The foreigner has left, or settled.
struct EndStay {
    static constexpr auto kName = "EndStay";
    std::string nik, reason;
};

// --- S09-S15 civil records -----------------------------------------------------------------------------------------------

/// Number slot "nik".
struct Birth {
    static constexpr auto kName = "Birth";
    std::string name;  ///< by Permendagri 73/2022
    Sex sex = Sex::Male;
    Date born{};
    std::string birth_place;
    std::string mother, father;            ///< NIK of those who live here
    std::string mother_name, father_name;  ///< of those who do not; a foundling has none
    std::string kk;                        ///< without one the mother's, else the father's
    std::optional<Shdk> shdk;              ///< where the usual place is wrong
    std::optional<population::Religion> religion;
    std::optional<Immigration> immigration;  ///< child of foreigners who have settled
    std::string birth_deed;
    bool foundling = false;
    bool kia = false;  ///< handed over together with the deed
};
/// At 28 weeks or later, without a sign of life.
struct Stillbirth {
    static constexpr auto kName = "Stillbirth";
    std::string mother, father;  ///< one of them gives the kecamatan
    Sex sex = Sex::Male;
    Date happened{};
    int weeks = 0;
};
/// What a person was before a marriage that is annulled.
struct Before {
    Marital marital = Marital::Single;
    std::optional<Date> since;
    bool operator==(const Before&) const = default;
};
struct AnnulMarriage {
    static constexpr auto kName = "AnnulMarriage";
    std::string husband, wife, decision;
    Date decided{};
    Before husband_before, wife_before;
};
struct AnnulDivorce {
    static constexpr auto kName = "AnnulDivorce";
    std::string husband, wife, decision;
    Date decided{};
    Date married{};  ///< the wedding, which is in force again
};
/// Of a resident or of a foreigner with an SKTT.
struct Death {
    static constexpr auto kName = "Death";
    std::string nik;
    Date died{};
    std::string spouse;  ///< if not on the same KK
    Remaining rest;
};
struct Adoption {
    static constexpr auto kName = "Adoption";
    std::string child;
    std::vector<std::string> parents;  ///< one or two, on one KK
    std::string decision;
    Date decided{};
    Remaining rest;
};
/// Pelepasan kewarganegaraan Indonesia.
struct Renunciation {
    static constexpr auto kName = "Renunciation";
    std::string nik, decision;
    Date decided{};
    std::string country;
    Remaining rest;
};

// --- S16 SKPTI, S17 SKPS -------------------------------------------------------------------------------------------------

struct IssueTemporaryPaper {
    static constexpr auto kName = "IssueTemporaryPaper";
    std::string nik;
    PaperKind kind = PaperKind::Skpti;
    Hardship hardship = Hardship::BencanaAlam;
    std::string number;
};

using Effect = std::variant<FormFamily, JoinFamily, ReplaceHead, ChangeData, NoteMarriage, NoteDivorce, MoveFamily, IssueFamilyCard,
                            RenumberFamily, SetCard, SetKia, MoveOut, GoAbroad, MoveIn, ReturnFromAbroad, RecordStay, EndStay, Birth,
                            Stillbirth, AnnulMarriage, AnnulDivorce, Death, Adoption, Renunciation, IssueTemporaryPaper>;

std::string_view name_of(const Effect& effect);
/// Compact JSON of the fields; what equals the default is left out.
std::string encode(const Effect& effect);
/// `Corrupt` for an unknown name or a field that does not fit. Keys that are not known are passed over.
Result<Effect> decode_effect(std::string_view name, std::string_view body);

}  // namespace loket::mirror
