#pragma once
// How Loket looks: colours, sizes and the type scale. Sizes that concern hands and eyes are millimetres;
// sizes taken from the drawing of the reference panel (21.5 inch, 1920 x 1080) are design pixels, `dp`.

#include "kiosk/ui/colour.h"

namespace loket::ui {

/// Every colour has one job. Contrast of text on its ground is at least 4.5 (a test proves it for both
/// palettes).
struct Palette {
    Colour background, surface, surface2, sunken;  ///< page, card, quiet panel, keys that do something else
    Colour text, muted, on_primary;
    Colour primary, pressed, soft;  ///< action, action while held, selected ground
    Colour success, success_soft, warn, warn_soft, danger, danger_soft;
    Colour border, outline;  ///< of inputs; of cards
    Colour strip, focus, disabled, on_disabled;
    Colour nav, on_nav, nav_muted;  ///< side navigation and public display
    Colour ink, scrim;
};

enum class TextStyle : unsigned char {
    Caption,
    CaptionStrong,
    Body,
    BodyStrong,
    H3,
    H2,
    H1,
    Number,
    Queue,
};
inline constexpr int kTextStyles = 9;

/// Icon boxes. Small follows the text scale.
enum class IconSize : unsigned char { Small, Medium, Large, Huge };
inline constexpr int kIconSizes = 4;

struct ThemeOptions {
    bool high_contrast = false;
    float text_scale = 1;     ///< 1, 1.25 or 1.5
    float px_per_mm = 4.03f;  ///< of the screen: 21.5 inch full HD
    bool left_handed = false;  ///< main actions and keys lie at the left
    bool operator==(const ThemeOptions&) const = default;
};

/// Pixels per millimetre at which the pages, drawn for 1920 x 1080 or 1080 x 1920, fill a screen: 8.06 on 4K. In steps of a
/// sixteenth, so that a window that is being resized does not make an atlas for every pixel.
float fitting_density(float width, float height);
/// Below this a target of 12.7 mm is smaller than that on a 15 inch panel.
inline constexpr float kSmallestDensity = 2.6f;

struct Theme {
    explicit Theme(const ThemeOptions& chosen = {});

    ThemeOptions options;
    Palette colour;

    [[nodiscard]] bool high_contrast() const { return options.high_contrast; }
    /// Millimetres to whole pixels.
    [[nodiscard]] float mm(float millimetres) const;
    /// Design pixels to whole pixels.
    [[nodiscard]] float dp(float design_pixels) const;
    /// Design pixels that grow half as fast as the text: rows, bars, buttons that hold text.
    [[nodiscard]] float grown(float design_pixels) const;
    /// Height of the letter box (em) of a style.
    [[nodiscard]] float em(TextStyle style) const;
    /// Distance of base lines in running text.
    [[nodiscard]] float line(TextStyle style) const;
    [[nodiscard]] float icon(IconSize size) const;

    [[nodiscard]] float target() const { return mm(12.7f); }  ///< smallest touch target, both sides
    [[nodiscard]] float gap() const { return mm(2.54f); }     ///< between targets
    [[nodiscard]] float border() const { return dp(high_contrast() ? 3 : 2); }
    [[nodiscard]] float card_radius() const { return dp(24); }
    [[nodiscard]] float button_radius() const { return dp(16); }
    [[nodiscard]] float key_radius() const { return dp(14); }
};

}  // namespace loket::ui
