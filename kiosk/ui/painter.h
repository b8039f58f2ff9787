#pragma once
// Drawing in the style of the house: rounded shapes, soft shadows, text and icons from the atlas.

#include <span>
#include <string_view>

#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/textures.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace loket::ui {

enum class Align : unsigned char { Left, Centre, Right };
enum class Corners : unsigned char { All, Top, Bottom, Left, Right };

/// Valid for one frame.
class Painter {
  public:
    Painter(ImDrawList& list, const Theme& theme, const Fonts& fonts)
        : list_(&list), theme_(&theme), fonts_(&fonts) {}

    void fill(const Rect& rect, Colour colour, float radius = 0, Corners corners = Corners::All);
    void stroke(const Rect& rect, Colour colour, float width,
                float radius = 0);  ///< lies inside the rectangle
    void gradient(const Rect& rect, Colour top, Colour bottom);
    /// The shadow a rounded rectangle casts; nothing in high contrast.
    void shadow(const Rect& rect, Shadow kind);
    void circle(Vec2 centre, float radius, Colour colour);
    void ring(Vec2 centre, float radius, float width, Colour colour);
    void line(Vec2 from, Vec2 to, Colour colour, float width);
    void dashed(Vec2 from, Vec2 to, Colour colour, float width, float dash);
    /// Part of an ellipse, clockwise from the top; `from` and `to` in turns (0 … 1).
    void arc(Vec2 centre, Vec2 radii, float from, float to, Colour colour, float width);
    void convex(std::span<const Vec2> points, Colour colour);
    /// Covers what a rounded rectangle leaves free in its four corners.
    void corners(const Rect& rect, float radius, Colour colour);
    void polyline(std::span<const Vec2> points, Colour colour, float width, bool closed = false);

    /// A line of changing width with round ends and soft edges.
    void ribbon(std::span<const RibbonPoint> points, Colour colour);

    void icon(Icon icon, Vec2 centre, IconSize size, Colour colour);
    /// One line from its left top; returns its width.
    float text(std::string_view text, Vec2 at, TextStyle style, Colour colour);
    /// One line, centred vertically, cut with an ellipsis; false if it was cut.
    bool text_in(const Rect& rect, std::string_view text, TextStyle style, Colour colour,
                 Align align = Align::Left);
    /// Wrapped lines from the top; draws at most what fits and returns the height that all of it needs.
    float paragraph(const Rect& rect, std::string_view text, TextStyle style, Colour colour,
                    Align align = Align::Left);
    /// Digits in cells of equal width so that columns and clocks stand still.
    void digits(const Rect& rect, std::string_view text, TextStyle style, Colour colour,
                Align align = Align::Left);

    /// A texture, rounded, `uv` the visible part of it (0 … 1; negative width mirrors).
    void image(TextureId texture, const Rect& rect, float radius, const Rect& uv);

    void push_clip(const Rect& rect);
    void pop_clip();
    [[nodiscard]] ImDrawList& list() { return *list_; }

  private:
    ImDrawList* list_;
    const Theme* theme_;
    const Fonts* fonts_;
};

}  // namespace loket::ui
