#include "kiosk/ui/node.h"

#include <algorithm>

namespace loket::ui {

std::string_view to_string(Role role) {
    static constexpr std::string_view kNames[] = {
        "text", "heading", "button",   "tile",   "key",   "tab",    "field", "choice", "check", "row",
        "nav",  "image",   "progress", "status", "table", "dialog", "step",  "chart",  "ink"};
    return kNames[static_cast<std::size_t>(role)];
}

bool interactive(Role role) {
    switch (role) {
        case Role::Button:
        case Role::Tile:
        case Role::Key:
        case Role::Tab:
        case Role::Field:
        case Role::Choice:
        case Role::Check:
        case Role::Row:
        case Role::Nav:
            return true;
        default:
            return false;
    }
}

const Node* find_node(const Nodes& nodes, std::string_view id) {
    const auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.id == id; });
    return found == nodes.end() ? nullptr : &*found;
}

}  // namespace loket::ui
