#include "workflow/population/special.h"

namespace loket::population {
namespace {

constexpr std::string_view kNames[kSpecials] = {
    "one_word_name",   "longest_name",   "apostrophe_name", "leap_day",  "foundling",
    "missing_fingers", "no_fingers",     "penghayat",       "foreigner", "twins",
    "old_prefix",      "just_seventeen", "large_family",    "unrecorded"};

}  // namespace

std::string_view to_string(Special special) { return kNames[static_cast<std::size_t>(special)]; }

}  // namespace loket::population
