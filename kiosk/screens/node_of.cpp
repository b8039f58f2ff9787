#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/screens/applicant.h"

namespace loket::screens {

namespace {

/// Intents whose value is a reason in words: the reason is chosen in a dialog, whose confirming button
/// expresses it.
constexpr std::array<std::string_view, 9> kWithReason{"reply", "return", "incomplete", "refuse",   "cancel",
                                                       "spoiled", "hold",      "transfer", "take_over"};

}  // namespace

std::string node_of(const viewmodels::Intent& intent) {
    if (intent.name == "receive" && intent.value.find_first_not_of("0123456789") == std::string::npos) return intent.name;  // pieces, typed before
    if (intent.name == "count" || intent.name == "use") return intent.name;
    if (intent.name == "close_day") return "close_day.yes";
    if (std::find(kWithReason.begin(), kWithReason.end(), intent.name) != kWithReason.end())
        return intent.name + ".confirm";
    return intent.value.empty() ? intent.name : intent.name + ":" + intent.value;
}

}  // namespace loket::screens
