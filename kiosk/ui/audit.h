#pragma once
// What every screen must satisfy, checked on its nodes. Tests of screens call this for each theme and text
// scale.

#include <string>
#include <vector>

#include "kiosk/ui/node.h"
#include "kiosk/ui/theme.h"

namespace loket::ui {

struct Finding {
    std::string rule;  ///< "target", "overlap", "gap", "label", "overflow", "outside", "id"
    std::string node;  ///< id
    std::string detail;
};

/// Rules: controls are at least 12.7 mm on both sides, lie 2.5 mm apart within their layer, say what
/// they are; no text is cut; nothing lies outside the screen; ids are unique.
std::vector<Finding> audit(const Nodes& nodes, const Theme& theme, const Rect& screen);
/// One finding a line, for test messages.
std::string describe(const std::vector<Finding>& findings);

}  // namespace loket::ui
