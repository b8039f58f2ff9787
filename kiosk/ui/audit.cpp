#include "kiosk/ui/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace loket::ui {

namespace {

/// Half a pixel of rounding is no fault.
constexpr float kSlack = 0.5f;
constexpr float kGap = 2.5f;  ///< mm

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

/// How far apart two intervals lie; negative: how much they have in common.
float apart(float a, float a_end, float b, float b_end) { return std::max(a, b) - std::min(a_end, b_end); }

/// A finger on the edge of one control must not be able to meet another.
void check_distance(const Node& a, const Node& b, const Theme& theme, std::vector<Finding>& out) {
    const float across = apart(a.rect.x, a.rect.right(), b.rect.x, b.rect.right());
    const float down = apart(a.rect.y, a.rect.bottom(), b.rect.y, b.rect.bottom());
    const float gap = std::hypot(std::max(0.f, across), std::max(0.f, down));
    if (across < -kSlack && down < -kSlack) out.push_back({"overlap", a.id, "with " + b.id});
    else if (gap < theme.mm(kGap) - kSlack) out.push_back({"gap", a.id, fmt::format("{:.0f} px to {}", gap, b.id)});
}

void check_pairs(const Nodes& nodes, const Theme& theme, std::vector<Finding>& out) {
    std::vector<const Node*> controls;
    for (const Node& node : nodes)
        if (interactive(node.role)) controls.push_back(&node);
    for (std::size_t i = 0; i < controls.size(); ++i)
        for (std::size_t k = i + 1; k < controls.size(); ++k)
            if (controls[i]->layer == controls[k]->layer) check_distance(*controls[i], *controls[k], theme, out);
}

}  // namespace

std::vector<Finding> audit(const Nodes& nodes, const Theme& theme, const Rect& screen) {
    std::vector<Finding> out;
    std::set<std::string> ids;
    for (const Node& node : nodes) {
        check_node(node, theme, screen, out);
        if (!ids.insert(node.id).second) out.push_back({"id", node.id, "used twice"});
    }
    check_pairs(nodes, theme, out);
    return out;
}

std::string describe(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings)
        text += fmt::format("{}: {} ({})\n", finding.rule, finding.node, finding.detail);
    return text;
}

}  // namespace loket::ui
