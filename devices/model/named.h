#pragma once
// Boxes that no bus announces: the office names them in a setting.

#include <sstream>
#include <string>
#include <vector>

#include "devices/model/driver.h"

namespace loket::model {

/// The addresses in this setting, which stand apart by spaces; none where the office set nothing.
inline std::vector<std::string> named_in(const Settings& settings, const char* setting) {
    std::vector<std::string> all;
    const auto named = settings.find(setting);
    if (named == settings.end()) return all;
    std::istringstream words(named->second);
    for (std::string address; words >> address;) all.push_back(address);
    return all;
}

}  // namespace loket::model
