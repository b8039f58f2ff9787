// The same person under two numbers, perhaps: the applicant beside those whose fingers are like theirs.

#include <algorithm>

#include "kiosk/screens/verify_parts.h"
#include "kiosk/ui/text.h"

namespace loket::screens::staff {

using namespace ui;
using viewmodels::Verify;

namespace {

struct Somebody {
    std::string id, head, name, number, born;
    const viewmodels::Picture& photo;
    bool pictured;
};

void line(const Frame& f, const std::string& id, const std::string& text, TextStyle style, Rect& area) {
    if (text.empty()) return;
    const float high = f.ui.height_of(text, style, area.w);
    const Rect place = cut_top(area, high, f.dp(4));
    f.ui.note({.id = id, .role = Role::Status, .label = text, .rect = place, .overflow = high > place.h + 1});
    f.ui.paint().paragraph(place, text, style, style == TextStyle::BodyStrong ? f.theme().colour.text : f.theme().colour.muted, Align::Centre);
}

/// Photo above, who it is below.
void somebody(const Frame& f, const Somebody& who, Rect area) {
    float words = f.dp(12);
    for (const auto& [text, style] : {std::pair{&who.head, TextStyle::Caption}, {&who.name, TextStyle::BodyStrong}, {&who.number, TextStyle::Caption}, {&who.born, TextStyle::Caption}})
        if (!text->empty()) words += f.ui.height_of(*text, style, area.w) + f.dp(4);
    Rect foot = cut_bottom(area, std::min(words, area.h), f.dp(10));
    f.ui.picture({.id = who.id + ".photo", .label = f.say("desk.photo") + ", " + (who.name.empty() ? who.number : who.name), .picture = picture_of(who.photo), .fit = PictureFit::Contain, .radius = 12,
                  .absent = who.pictured ? "" : f.say("verify.alike.no_photo"), .absent_icon = Icon::Person},
                 area);
    line(f, who.id + ".head", who.head, TextStyle::Caption, foot);
    line(f, who.id + ".name", who.name, TextStyle::BodyStrong, foot);
    line(f, who.id + ".number", who.number, TextStyle::Caption, foot);
    line(f, who.id + ".born", who.born, TextStyle::Caption, foot);
}

}  // namespace

void verified_alike(const Frame& f, Memory& memory, const Verify& view, Rect area) {
    Rect inside = f.ui.card(area, 24);
    const float high = std::max(f.theme().target() + f.dp(8), f.theme().grown(64));
    const Button judge{.id = "judge", .label = f.say("verify.alike.judge"), .style = ButtonStyle::Primary, .icon = Icon::People, .enabled = view.may_judge && !view.working};
    Rect foot = cut_bottom(inside, f.ui.portrait() ? high + f.dp(16) + f.theme().grown(110) : high, f.dp(16));
    const Rect place = f.ui.portrait() ? cut_bottom(foot, high, f.dp(16)) : cut_right(foot, std::min(f.ui.button_width(judge), foot.w * 0.5f), f.dp(20));
    f.ui.status_rows({{.id = "verdict", .label = view.verdict, .tone = tone_of(view.verdict_tone), .icon = view.verdict_tone == viewmodels::Tone::Good ? Icon::Check : Icon::Warning}}, foot);
    if (f.ui.button(judge, place)) memory.ask("judge");
    const std::vector<float> shares(view.alike.size() + 1, 1.0f);
    const auto places = columns(inside, shares, f.dp(24));
    somebody(f, {"applicant", f.say("verify.alike.applicant"), view.file->name, view.file->nik, view.born, view.photo, true}, places[0]);
    for (std::size_t i = 0; i < view.alike.size(); ++i) {
        const auto& who = view.alike[i];
        somebody(f, {"alike." + std::to_string(i), who.likeness, who.name, who.number, who.born, who.photo, who.pictured}, places[i + 1]);
    }
}

}  // namespace loket::screens::staff
