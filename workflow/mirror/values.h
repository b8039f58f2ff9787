#pragma once
// Values that the events and the effects of the population mirror share. Plain values; source of the rules: the SOP book and
// the public rules gathered with it (SERVICES §3-4, DOMAIN §2-3).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/population/resident.h"

namespace loket::mirror {

using population::Address;
using population::CardState;
using population::Family;
using population::Immigration;
using population::Marital;
using population::Nationality;
using population::RecordState;
using population::Resident;
using population::Sex;
using population::Shdk;

/// Why a person enters the register.
enum class Addition : std::uint8_t {
    Born,
    Arrived,   ///< from another regency or, with papers of a mission, from abroad
    Returned,  ///< from abroad, known here before (SKDLN)
};

/// Why a person leaves the register.
enum class Departure : std::uint8_t {
    Died,
    MovedOut,    ///< to another regency (SKPWNI)
    WentAbroad,  ///< for a year or longer (SKPLN)
    Renounced,   ///< gave up the Indonesian citizenship
};

/// Status nomor KK bagi yang tidak pindah (DOMAIN §3.7); the numbers are those of the form.
enum class KkOfThoseWhoStay : std::uint8_t {
    NumpangKk = 1,   ///< they join another KK
    BuatKkBaru = 2,  ///< one of them becomes the head of a new KK
    TidakAda = 3,    ///< nobody stays
    Tetap = 4,       ///< the number stays, and its head with it
};

/// Status nomor KK bagi yang pindah (DOMAIN §3.7).
enum class KkOfThoseWhoMove : std::uint8_t {
    NumpangKk = 1,
    BuatKkBaru = 2,
    Tetap = 3,  ///< the head takes the number along
};

/// A number that only the centre gives out.
enum class NumberKind : std::uint8_t { Nik, Kk };

/// The two papers for people without papers (SERVICES S16, S17).
enum class PaperKind : std::uint8_t { Skpti, Skps };

/// The four classes of vulnerable residents that the survey team distinguishes (SERVICES S16).
enum class Hardship : std::uint8_t { BencanaAlam, BencanaSosial, OrangTerlantar, KomunitasTerpencil };

/// A catatan pinggir in the registers of civil records.
enum class NoteKind : std::uint8_t { MarriageAnnulled, DivorceAnnulled, Adopted, CitizenshipLost };

/// A person and the place he or she takes on a KK.
struct Member {
    std::string nik;
    Shdk shdk = Shdk::Lainnya;
    bool operator==(const Member&) const = default;
};

/// What becomes of those who stay when the head leaves a KK. All empty: the spouse becomes the head, else the oldest adult.
struct Remaining {
    std::string head;           ///< NIK of the new head; somebody of another KK comes over as the guardian of minors
    std::string host;           ///< KK that takes all of them instead
    std::vector<Member> roles;  ///< their new places where the usual ones are wrong
    bool operator==(const Remaining&) const = default;
};

/// Corrected data of a person. Only what is set changes; numbers, family and cards have effects of their own.
struct DataChange {
    std::optional<std::string> name, birth_place, father, mother, birth_deed, phone;
    std::optional<Date> born;
    std::optional<Sex> sex;
    std::optional<population::Blood> blood;
    std::optional<population::Religion> religion;
    std::optional<int> education, occupation, disability;  ///< codes of assets/enumerations.json
    std::optional<bool> marriage_recorded;
    std::optional<Immigration> immigration;
    bool operator==(const DataChange&) const = default;
};

/// A foreigner with a permit of limited stay (ITAS): has an SKTT, is on no KK and not in the balance of residents.
struct Stay {
    std::string nik;
    std::string sktt;  ///< number of the paper
    std::string name;
    Sex sex = Sex::Male;
    Date born{};
    std::string birth_place, country, passport, kitas, occupation;
    Date valid_until{};  ///< of the permit, hence of the SKTT (Perpres 96/2018 Pasal 28(5))
    Address address;
    bool operator==(const Stay&) const = default;
};

/// A temporary paper of a resident who has lost, or never had, the usual ones.
struct TemporaryPaper {
    PaperKind kind = PaperKind::Skpti;
    Hardship hardship = Hardship::BencanaAlam;
    std::string number;
    Date issued{};
    bool operator==(const TemporaryPaper&) const = default;
};

struct MarginalNote {
    NoteKind kind = NoteKind::Adopted;
    std::string decision;  ///< number of the ruling or decree
    Date decided{};
    std::string about;     ///< NIK of the other person, if any
    bool operator==(const MarginalNote&) const = default;
};

/// Lahir, lahir mati, mati, pindah, datang (LAMPID); moves between two kecamatan of the regency are kept apart, and so are
/// corrections of a recorded sex.
enum class Movement : std::uint8_t { Lahir, LahirMati, Mati, Pindah, Datang, PindahDalam, DatangDalam, Koreksi };

/// So many residents of a kecamatan and sex.
struct Headcount {
    std::string district;  ///< "21.01.06"
    Sex sex = Sex::Male;
    int count = 0;
    bool operator==(const Headcount&) const = default;
};
struct MovementCount {
    std::string district;
    Sex sex = Sex::Male;
    Movement kind = Movement::Lahir;
    int count = 0;  ///< may be negative for Koreksi
    bool operator==(const MovementCount&) const = default;
};

/// "21.01.06" of "21.01.06.1008"; empty unless the code is a village's.
std::string district_of(const std::string& village);
/// 17 completed years or ever married, and as a foreigner with a permit to settle: may head a family.
bool may_head(const Resident& resident, Date on);

}  // namespace loket::mirror
