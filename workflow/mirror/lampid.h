#pragma once
// LAMPID: lahir, mati, pindah, datang (and lahir mati) by month, kecamatan and sex, and the number of residents they lead
// from and to (DOMAIN §9, tables 1 and 15). Days are days of registration, so that the balance holds for every period.

#include <map>
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

/// Both days included; only rows in which something happened, by month, district and sex.
std::vector<LampidRow> lampid(const Mirror& mirror, Date from, Date to);

/// Residents at the end of a day, by district and sex.
std::map<Place, int> residents_on(const Mirror& mirror, Date day);

}  // namespace loket::mirror
