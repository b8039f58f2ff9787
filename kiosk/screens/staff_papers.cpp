#include "kiosk/screens/staff_papers.h"

#include <algorithm>

namespace loket::screens::staff {

using namespace ui;
using viewmodels::CheckFile;

namespace {

/// The picture before or after this one, if there is one.
const CheckFile::Item* picture_beside(const std::vector<CheckFile::Item>& items, int no, bool after) {
    const CheckFile::Item* last = nullptr;
    bool passed = false;
    for (const auto& item : items) {
        if (item.no == no) {
            if (!after) return last;
            passed = true;
        } else if (item.pictured) {
            if (passed) return &item;
            last = &item;
        }
    }
    return nullptr;
}

}  // namespace

float paper_key_side(const Frame& f) { return std::max(f.theme().target(), f.theme().grown(56)); }

void paper_key(const Frame& f, Memory& memory, const CheckFile::Item& item, const Rect& rect) {
    const Touch touch = f.ui.control({.id = "look:" + std::to_string(item.no), .role = Role::Button, .label = f.say("desk.paper.look"), .value = item.text, .rect = rect});
    const Rect inside = rect.inset(f.dp(4), f.dp(4));
    if (item.picture.image) f.ui.picture({.id = "paper.small." + std::to_string(item.no), .label = item.text, .picture = picture_of(item.picture), .radius = 6}, inside);
    else f.ui.paint().icon(Icon::Camera, rect.centre(), IconSize::Small, f.theme().colour.primary);
    f.ui.paint().stroke(rect, f.theme().colour.primary, f.theme().border(), f.theme().key_radius());
    f.ui.ring(touch, rect, f.theme().key_radius());
    if (touch.clicked) memory.paper = item.no;
}

bool opened_paper(const Frame& f, Memory& memory, const std::vector<CheckFile::Item>& items, Rect area) {
    const auto item = std::ranges::find(items, memory.paper, &CheckFile::Item::no);
    if (item == items.end() || !item->pictured) return false;
    Rect foot = cut_actions(f, area);
    f.ui.title(area, item->text, TextStyle::H3, 10);
    f.ui.picture({.id = "paper.picture", .label = item->text, .picture = picture_of(item->picture), .fit = PictureFit::Contain, .radius = 12, .absent = f.say("desk.paper.loading"), .absent_icon = Icon::Camera}, f.ui.card(area, 14));
    const auto *before = picture_beside(items, memory.paper, false), *after = picture_beside(items, memory.paper, true);
    const Button close{.id = "paper.close", .label = f.say("desk.paper.close"), .style = ButtonStyle::Primary, .icon = Icon::ArrowBack};
    const float side = std::max(f.theme().target(), foot.h);
    const Rect right = cut_right(foot, side, f.theme().gap()), left = cut_right(foot, side, f.dp(20));
    const int shown = memory.paper;
    if (f.ui.button(close, cut_left(foot, std::min(foot.w, f.ui.button_width(close))))) memory.paper = -1;
    if (f.ui.button({.id = "paper.previous", .spoken = f.say("desk.paper.previous"), .icon = Icon::ChevronLeft, .enabled = before != nullptr}, left) && shown == memory.paper) memory.paper = before->no;
    if (f.ui.button({.id = "paper.next", .spoken = f.say("desk.paper.next"), .icon = Icon::ChevronRight, .enabled = after != nullptr}, right) && shown == memory.paper) memory.paper = after->no;
    f.ui.set_back("paper.close");
    return true;
}

}  // namespace loket::screens::staff
