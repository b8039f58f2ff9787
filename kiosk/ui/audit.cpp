#include "kiosk/ui/audit.h"

#include <fmt/format.h>

#include <set>

namespace loket::ui {

namespace {

/// Half a pixel of rounding is no fault.
constexpr float kSlack = 0.5f;

std::string size_text(const Rect& rect) {
    return fmt::format("{:.0f} x {:.0f} at {:.0f}, {:.0f}", rect.w, rect.h, rect.x, rect.y);
}

void check_node(const Node& node, const Theme& theme, const Rect& screen, std::vector<Finding>& out) {
    if (interactive(node.role)) {
        if (node.rect.w < theme.target() - kSlack || node.rect.h < theme.target() - kSlack)
            out.push_back({"target", node.id, size_text(node.rect)});
        // Icon-only buttons are labelled by their value or by a word in their props; a bare one is mute for
        // the blind.
        if (node.label.empty()) out.push_back({"label", node.id, "no label"});
    }
    if (node.overflow) out.push_back({"overflow", node.id, node.label});
    const Rect inside = intersect(node.rect, screen);
    if (inside.w < node.rect.w - kSlack || inside.h < node.rect.h - kSlack)
        out.push_back({"outside", node.id, size_text(node.rect)});
}

void check_overlaps(const Nodes& nodes, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        for (std::size_t k = i + 1; k < nodes.size(); ++k) {
            if (!interactive(nodes[i].role) || !interactive(nodes[k].role) ||
                nodes[i].layer != nodes[k].layer)
                continue;
            const Rect common = intersect(nodes[i].rect, nodes[k].rect);
            if (common.w > kSlack && common.h > kSlack)
                out.push_back({"overlap", nodes[i].id, "with " + nodes[k].id});
        }
}

}  // namespace

std::vector<Finding> audit(const Nodes& nodes, const Theme& theme, const Rect& screen) {
    std::vector<Finding> out;
    std::set<std::string> ids;
    for (const Node& node : nodes) {
        check_node(node, theme, screen, out);
        if (!ids.insert(node.id).second) out.push_back({"id", node.id, "used twice"});
    }
    check_overlaps(nodes, out);
    return out;
}

std::string describe(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings)
        text += fmt::format("{}: {} ({})\n", finding.rule, finding.node, finding.detail);
    return text;
}

}  // namespace loket::ui
