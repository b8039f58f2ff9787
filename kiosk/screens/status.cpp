// Where an application is: what it means for the applicant, and the ten steps.

#include <algorithm>
#include <cmath>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;
using Step = viewmodels::Status::Step;

namespace {

std::string_view word_of(Step::State state) {
    return state == Step::State::Done  ? "status.done"
           : state == Step::State::Now ? "status.now"
                                       : "status.later";
}

void step_sign(Ui& ui, const Step& step, std::size_t index, Vec2 centre, float radius) {
    const Palette& c = ui.theme().colour;
    const bool done = step.state == Step::State::Done, now = step.state == Step::State::Now;
    if (now) ui.paint().circle(centre, radius + ui.theme().dp(6), mix(c.primary, c.surface, 0.7f));
    ui.paint().circle(centre, radius, done ? c.success : now ? c.primary : c.surface);
    if (!done && !now) ui.paint().ring(centre, radius, ui.theme().dp(3), c.border);
    if (done) return ui.paint().icon(Icon::Check, centre, IconSize::Small, c.on_primary);
    ui.paint().text_in({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius},
                       std::to_string(index + 1), TextStyle::CaptionStrong, now ? c.on_primary : c.muted,
                       Align::Centre);
}

/// How the words of a step are set.
struct StepType {
    TextStyle style;
    std::string who;
    float text, height;
};

/// 0: as designed; 1: smaller letters; 2: also without who does it.
StepType step_type(const Ui& ui, const Step& step, float width, int level) {
    const bool now = step.state == Step::State::Now;
    StepType type{now ? TextStyle::BodyStrong : TextStyle::Body, {}, 0, 0};
    if (level > 0) type.style = now ? TextStyle::CaptionStrong : TextStyle::Caption;
    if (level < 2) type.who = step.when.empty() ? step.who : step.who + " \xC2\xB7 " + step.when;
    type.text = ui.height_of(step.text, type.style, width);
    type.height = type.text + ui.height_of(type.who, TextStyle::Caption, width);
    return type;
}

using StepTypes = std::vector<StepType>;

float height_of(const StepTypes& types, std::size_t first, std::size_t last) {
    float sum = 0;
    for (std::size_t i = first; i < last; ++i) sum += types[i].height;
    return sum;
}

/// All steps in letters of one size, the largest with which both columns fit.
StepTypes step_types(const Ui& ui, const viewmodels::Status& view, std::size_t half, float width,
                     float height) {
    StepTypes types;
    const float gaps = ui.theme().dp(14) * static_cast<float>(half);
    for (int level = 0; level < 3; ++level) {
        types.clear();
        for (const Step& step : view.steps) types.push_back(step_type(ui, step, width, level));
        if (std::max(height_of(types, 0, half), height_of(types, half, types.size())) + gaps <= height) break;
    }
    return types;
}

void step_words(const PublicPage& page, const Step& step, std::size_t index, const StepType& type,
                const Rect& rect) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const bool now = step.state == Step::State::Now;
    Rect block = centred(rect, rect.w, std::min(rect.h, type.height));
    ui.paint().paragraph(cut_top(block, type.text), step.text, type.style,
                         step.state == Step::State::Later ? c.muted : c.text);
    ui.paint().paragraph(block, type.who, TextStyle::Caption, now ? c.primary : c.muted);
    ui.note({.id = "status.step." + std::to_string(index + 1),
             .role = Role::Step,
             .label = step.text,
             .value = page.say(word_of(step.state)),
             .rect = rect,
             .selected = now,
             .overflow = type.height > rect.h + 1});
}

float sign_radius(const Ui& ui) { return ui.theme().grown(22); }
float sign_margin(const Ui& ui) { return 2 * sign_radius(ui) + ui.theme().dp(30); }

/// Steps first … last, one below the other, joined by a line. All rows are the same height if that is enough;
/// otherwise each takes what it needs and an equal share of the rest.
void step_column(const PublicPage& page, const viewmodels::Status& view, const StepTypes& types,
                 std::size_t first, std::size_t last, Rect area) {
    Ui& ui = page.ui;
    const Palette& c = ui.theme().colour;
    const float radius = sign_radius(ui), count = static_cast<float>(last - first);
    const float share = area.h / count, spare = (area.h - height_of(types, first, last)) / count;
    const bool even =
        std::all_of(types.begin(), types.end(), [&](const StepType& type) { return type.height <= share; });
    Vec2 above{};
    for (std::size_t i = first; i < last; ++i) {
        Rect row = cut_top(area, even ? share : types[i].height + spare);
        const Vec2 centre{row.x + radius + ui.theme().dp(6), std::round(row.centre().y)};
        const float from = above.y + radius + ui.theme().dp(8), to = centre.y - radius - ui.theme().dp(8);
        if (i > first && to > from)
            ui.paint().fill({centre.x - ui.theme().dp(2.5f), from, ui.theme().dp(5), to - from},
                            view.steps[i - 1].state == Step::State::Done ? c.success
                            : ui.theme().high_contrast()                 ? c.on_disabled
                                                                         : c.outline);
        step_sign(ui, view.steps[i], i, centre, radius);
        cut_left(row, sign_margin(ui));
        step_words(page, view.steps[i], i, types[i], row);
        above = centre;
    }
}

void timeline(const PublicPage& page, const viewmodels::Status& view, Rect card) {
    if (view.steps.empty()) return;
    page.ui.title(card, page.say("status.steps"), TextStyle::H3, 12);
    const std::size_t half = (view.steps.size() + 1) / 2;
    const auto sides = columns(card, {1, 1}, page.ui.theme().dp(24));
    const StepTypes types = step_types(page.ui, view, half, sides[0].w - sign_margin(page.ui) - 1, card.h);
    step_column(page, view, types, 0, half, sides[0]);
    step_column(page, view, types, half, view.steps.size(), sides[1]);
}

/// What it means for the applicant; the lesser facts give way where letters are large.
void summary(const PublicPage& page, const viewmodels::Status& view, Rect card) {
    Ui& ui = page.ui;
    const bool large = ui.theme().options.text_scale > 1;
    const Button complain{.id = "complain", .label = page.say("status.complain"), .spoken = {}, .icon = Icon::Campaign};
    if (view.can_complain) {
        Rect row = cut_bottom(card, std::max(ui.theme().target(), ui.theme().grown(68)), ui.theme().dp(14));
        if (ui.button(complain, cut_left(row, std::min(row.w, ui.button_width(complain))))) page.emit("complain");
    }
    ui.title(card, view.headline, large ? TextStyle::H3 : TextStyle::H2, 6);
    if (!large && !view.ready) ui.paragraph(card, view.next, TextStyle::Body, 20);
    ui.banner({.id = "status.you_must",
               .title = view.you_must,
               .text = {},
               .tone = view.ready ? Tone::Success : Tone::Info},
              card);
    std::vector<KeyValue> entries{{.key = page.say("status.resi"), .value = view.resi}};
    if (!view.stopped.empty()) entries.insert(entries.begin(), {.key = page.say("status.stopped"), .value = view.stopped, .tone = Tone::Warn});
    if (!view.promised.empty())
        entries.insert(entries.begin(), {.key = page.say("status.promised"), .value = view.promised});
    entries.push_back({.key = page.say("status.service"), .value = view.service});
    cut_top(card, ui.theme().dp(8));
    facts(ui, card, entries, ui.portrait() && ui.theme().options.text_scale < 1.5f ? 2 : 1);
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Status& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const Rect area = open_page(page, "status");
    const auto parts = ui.portrait() ? rows(area, {1, 1.8f}, ui.gap()) : columns(area, {1, 1.75f}, ui.gap());
    summary(page, view, ui.card(parts[0]));
    timeline(page, view, ui.card(parts[1]));
    // A finished card adds a second way on: then the left button ends the visit instead of going back.
    if (view.ready)
        close_page(
            page,
            {.primary = primary(page, "collect", "action.take_ticket"),
             .back = {.id = "done", .label = page.say("action.done"), .spoken = {}, .icon = Icon::Home}});
    else
        close_page(page, {.primary = primary(page, "done", "action.done"), .back = back(page)});
}

}  // namespace loket::screens
