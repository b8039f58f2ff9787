#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/screens/applicant.h"

namespace loket::screens {

namespace {

/// Intents whose value is a reason in words: the reason is chosen in a dialog, whose confirming button
/// expresses it.
constexpr std::array<std::string_view, 5> kWithReason{"return", "incomplete", "refuse", "cancel", "spoiled"};

}  // namespace

std::string node_of(const viewmodels::Intent& intent) {
    if (std::find(kWithReason.begin(), kWithReason.end(), intent.name) != kWithReason.end())
        return intent.name + ".confirm";
    return intent.value.empty() ? intent.name : intent.name + ":" + intent.value;
}

}  // namespace loket::screens
