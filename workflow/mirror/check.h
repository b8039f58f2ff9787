#pragma once
// What must be true of a population at any time. Checks find, they do not repair.

#include <string>
#include <vector>

#include "workflow/mirror/mirror.h"
#include "workflow/population/finding.h"

namespace loket::mirror {

/// `code` is a string-table key; `kk` and `nik` say where and are not for logs.
struct Finding {
    population::Level level = population::Level::Error;
    std::string code;
    std::string context;
    std::string kk, nik;
};

/// One family on a day. Errors: mirror.family_empty, mirror.heads, mirror.head_minor, mirror.head_not_first,
/// mirror.foreigner_without_itap, mirror.not_active, mirror.kk_differs, mirror.district_differs, mirror.spouse_status,
/// mirror.spouse_sex, mirror.two_husbands, mirror.kia_married. Warnings: mirror.kia_lapsed, mirror.card_early.
void check(const Household& household, Date on, std::vector<Finding>& findings);

/// All families and, of the whole: mirror.nik_twice, mirror.index, mirror.both_here_and_gone, mirror.gone_but_active,
/// mirror.card_of_the_gone, mirror.stay_and_resident, mirror.balance (residents = at the start + lahir - mati + datang -
/// pindah + corrections, by kecamatan and sex). Sorted by KK and NIK. Takes about a second for a regency.
std::vector<Finding> check(const Mirror& mirror, Date on);

bool has_error(const std::vector<Finding>& findings);

}  // namespace loket::mirror
