#pragma once
// LAMPID: lahir, mati, pindah, datang (and lahir mati) by month, kecamatan and sex, and the number of residents they lead
// from and to (DOMAIN §9, tables 1 and 15). Days are days of registration, so that the balance holds for every period.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/mirror/mirror.h"

namespace loket::mirror {

struct LampidRow {
    std::chrono::year_month month;
    std::string district;  ///< "21.01.06"
    Sex sex = Sex::Male;
    int lahir = 0, lahir_mati = 0, mati = 0;
    int pindah = 0, datang = 0;              ///< over the border of the regency
    int pindah_dalam = 0, datang_dalam = 0;  ///< to and from other kecamatan of the regency; their sums are equal
    int koreksi = 0;                         ///< recorded sex corrected: one less here, one more in the other row
    /// What the row adds to the number of residents.
    [[nodiscard]] int balance() const { return lahir - mati + datang - pindah + datang_dalam - pindah_dalam + koreksi; }
    bool operator==(const LampidRow&) const = default;
};

/// Where the count of residents started and every movement since: of a mirror, or added up from the events of a register whose
/// people are kept elsewhere.
struct Ledger {
    std::map<Place, int> opening = {};
    std::map<MovementKey, int> movements = {};
    std::optional<Date> opened = {};  ///< day of the opening; nothing if the events do not tell
    /// RegisterOpened and MovementsCounted; every other event has been counted into one of those.
    void take(const MirrorEvent& event);
};
Ledger ledger_of(const Mirror& mirror);

/// Both days included; only rows in which something happened, by month, district and sex.
std::vector<LampidRow> lampid(const Ledger& ledger, Date from, Date to);
inline std::vector<LampidRow> lampid(const Mirror& mirror, Date from, Date to) { return lampid(ledger_of(mirror), from, to); }

/// Residents at the end of a day, by district and sex.
std::map<Place, int> residents_on(const Ledger& ledger, Date day);
inline std::map<Place, int> residents_on(const Mirror& mirror, Date day) { return residents_on(ledger_of(mirror), day); }

}  // namespace loket::mirror
