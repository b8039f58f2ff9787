// IKM: one question, four faces.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/screens/public_frame.h"

namespace loket::screens {

using namespace ui;

namespace {

constexpr std::size_t kFaces = 4;

/// From the corner of the mouth to its middle, in parts of the radius: sad faces curve upwards.
constexpr std::array<float, kFaces> kSmile{-0.30f, -0.12f, 0.14f, 0.32f};

struct FaceLook {
    Colour ground, ink;
};

FaceLook face_look(const Theme& theme, std::size_t face, bool chosen) {
    const Palette& c = theme.colour;
    const std::array<FaceLook, kFaces> looks{
        {{c.danger_soft, c.danger}, {c.warn_soft, c.warn}, {c.soft, c.primary}, {c.success_soft, c.success}}};
    return chosen ? FaceLook{looks[face].ink, c.surface} : looks[face];
}

void draw_face(Ui& ui, Vec2 centre, float radius, std::size_t face, bool chosen) {
    const FaceLook look = face_look(ui.theme(), face, chosen);
    Painter& paint = ui.paint();
    paint.circle(centre, radius, look.ground);
    if (!chosen) paint.ring(centre, radius, ui.theme().dp(5), look.ink);
    for (const float side : {-1.f, 1.f})
        paint.circle({centre.x + side * radius * 0.34f, centre.y - radius * 0.22f}, radius * 0.105f,
                     look.ink);
    std::array<Vec2, 21> mouth;
    for (std::size_t i = 0; i < mouth.size(); ++i) {
        const float t = static_cast<float>(i) / 10 - 1;
        mouth[i] = {centre.x + t * radius * 0.46f,
                    centre.y + radius * (0.36f - kSmile[face] * 0.5f) + radius * kSmile[face] * (1 - t * t)};
    }
    const float width = std::max(ui.theme().dp(5), radius * 0.085f);
    paint.polyline(mouth, look.ink, width);
    for (const Vec2 end : {mouth.front(), mouth.back()}) paint.circle(end, width / 2, look.ink);
}

bool face_card(Ui& ui, std::size_t face, const std::string& word, bool chosen, const Rect& rect) {
    const Palette& c = ui.theme().colour;
    const float radius = ui.theme().card_radius(), pad = ui.theme().dp(20);
    const float words = ui.height_of(word, TextStyle::H3, rect.w - 2 * pad);
    const float size = std::min({rect.w - 2 * pad, rect.h - words - 3 * pad, ui.theme().dp(300)});
    const Touch touch = ui.control({.id = "score:" + std::to_string(face + 1),
                                    .role = Role::Choice,
                                    .label = word,
                                    .rect = rect,
                                    .selected = chosen,
                                    .overflow = size < ui.theme().dp(80)});
    ui.paint().shadow(rect, Shadow::Card);
    ui.paint().fill(rect, chosen || touch.held ? c.soft : c.surface, radius);
    ui.paint().stroke(rect, chosen || touch.held ? c.primary : c.outline,
                      chosen                       ? ui.theme().dp(4)
                      : ui.theme().high_contrast() ? ui.theme().border()
                                                   : 1,
                      radius);
    Rect block = centred(rect, rect.w - 2 * pad, size + pad + words);
    draw_face(ui, cut_top(block, size, pad).centre(), size / 2, face, chosen);
    ui.paint().paragraph(block, word, TextStyle::H3, c.text, Align::Centre);
    ui.ring(touch, rect, radius);
    return touch.clicked;
}

void faces(const PublicPage& page, const viewmodels::Survey& view, const Rect& area) {
    const bool tall = page.ui.portrait();
    const auto cells = grid(area, tall ? 2 : 4, tall ? 2 : 1, page.ui.theme().dp(28));
    for (std::size_t i = 0; i < std::min(view.options.size(), kFaces); ++i)
        if (face_card(page.ui, i, view.options[i], view.selected == static_cast<int>(i) + 1, cells[i]))
            page.emit("score", std::to_string(i + 1));
}

}  // namespace

void draw(Ui& ui, const Words& words, const viewmodels::Chrome& chrome, const viewmodels::Survey& view,
          viewmodels::Intents& intents) {
    const PublicPage page{ui, words, chrome, intents};
    const auto number = std::to_string(view.index + 1), count = std::to_string(view.count);
    Rect area = open_page(page, "survey/" + number);
    ui.progress_bar({.id = "survey.progress",
                     .label = page.say("survey.title"),
                     .value = static_cast<float>(view.index) / static_cast<float>(std::max(1, view.count)),
                     .word = page.say("survey.progress", {{"number", number}, {"count", count}})},
                    area);
    ui.title(area, view.question, TextStyle::H1, 8);
    ui.paragraph(area, page.say("survey.hint"), TextStyle::Body, 24);
    faces(page, view, area);
    Button skip = primary(page, "skip", "action.skip");
    skip.style = ButtonStyle::Secondary;
    close_page(page, {.primary = skip, .back = view.index > 0 ? back(page) : Button{}});
}

}  // namespace loket::screens
