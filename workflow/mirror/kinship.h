#pragma once
// Who is whose spouse, and who becomes what when the head of a family changes. A KK tells every place only in relation to its
// head, so this is a reading, not a record: an officer can name each place instead. Pure functions.

#include <string>
#include <vector>

#include "workflow/mirror/values.h"

namespace loket::mirror {

/// The members whose marriage with `nik` the KK shows: head and SUAMI or ISTRI, ANAK and MENANTU, two ORANG TUA and so on;
/// away from the head only if one member alone fits. Several only for a head with several wives.
std::vector<std::string> spouses_of(const Family& family, const std::string& nik);

/// The member who takes over from a head that has left: the first of `spouses` that may, else the oldest who may (a PEMBANTU
/// last). Empty if nobody may: only minors are left.
std::string heir_of(const Family& family, const std::vector<std::string>& spouses, Date on);

/// The places of all other members under a new head who was a member in the place given. `spouses`: of the former head, who
/// may still be on the KK (as KepalaKeluarga) or not.
std::vector<Member> places_under(const Family& family, const std::string& new_head, const std::vector<std::string>& spouses);

/// The place of a child on the KK of a parent who stands there as `parent`.
Shdk child_of(Shdk parent);

}  // namespace loket::mirror
