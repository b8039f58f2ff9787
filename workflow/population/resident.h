#pragma once
// A resident and a family as the civil register keeps them. Plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/base/clock.h"
#include "workflow/population/codes.h"
#include "workflow/population/record_state.h"

namespace loket::population {

/// Where a family lives.
struct Address {
    std::string street;    ///< "JL. MERDEKA NO. 12"
    std::uint16_t rt = 0;  ///< printed as three digits
    std::uint16_t rw = 0;
    std::string village;  ///< region code "21.01.06.1008"; gives district, regency, province
    bool operator==(const Address&) const = default;
};

/// The papers of a foreigner who has settled.
struct Immigration {
    std::string country;  ///< nationality, Indonesian name
    std::string passport;
    std::string kitap;  ///< number of the permit to settle
    std::optional<Date> valid_until;
    bool operator==(const Immigration&) const = default;
};

/// One person. Text is upper case, as documents print it. Empty text and empty optionals mean "not known" or
/// "none".
struct Resident {
    std::string nik;
    std::string kk;
    std::string name;
    std::string birth_place;
    Date born;
    Sex sex = Sex::Male;
    Blood blood = Blood::Unknown;
    Address address;
    Religion religion = Religion::Islam;
    Marital marital = Marital::Single;
    bool marriage_recorded = true;      ///< meaningless for the single
    std::optional<Date> marital_since;  ///< wedding, divorce or death of the spouse
    EducationCode education = 1;
    OccupationCode occupation = 1;
    Nationality nationality = Nationality::Wni;
    std::optional<Immigration> immigration;  ///< foreigners only
    Shdk shdk = Shdk::KepalaKeluarga;
    std::string father;
    std::string mother;
    std::string birth_deed;  ///< number of the akta kelahiran
    DisabilityCode disability = 0;
    LifeStatus life = LifeStatus::Active;
    RecordState record_state = RecordState::Unregistered;
    CardState card = CardState::None;
    bool kia = false;            ///< holds a child's identity card
    std::uint64_t bio_seed = 0;  ///< what simulated devices grow this person's fingers, irises and face from
    std::uint16_t missing_fingers =
        0;  ///< bit n-1 set: the finger with ISO/IEC 19794-2 position n (1..10) is not there
    std::string phone;

    [[nodiscard]] bool lacks_finger(int position) const {
        return position >= 1 && (missing_fingers >> (position - 1) & 1) != 0;
    }
    bool operator==(const Resident&) const = default;
};

/// Old enough for an identity card: 17 completed years, or ever married (UU 23/2006 Pasal 63).
inline bool must_hold_card(const Resident& resident, Date on) {
    return resident.marital != Marital::Single || age_on(resident.born, on) >= 17;
}

/// Everybody on one family card, the head first.
struct Family {
    std::string kk;
    Date recorded;  ///< day of issue of the number
    std::vector<Resident> members;

    /// Null if nobody is the head.
    [[nodiscard]] const Resident* head() const;
    bool operator==(const Family&) const = default;
};

}  // namespace loket::population
