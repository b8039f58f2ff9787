#pragma once
// Millimetres, colours and type: the words in which papers and cards are described.

#include <cstdint>
#include <string>

namespace loket::documents {

/// Millimetres from the top left corner of the paper.
struct Rect {
    double x = 0, y = 0, w = 0, h = 0;
    [[nodiscard]] double right() const { return x + w; }
    [[nodiscard]] double bottom() const { return y + h; }
    [[nodiscard]] Rect inset(double by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
};

/// Whether two rectangles share an area deeper than `slack` millimetres.
inline bool overlap(const Rect& a, const Rect& b, double slack = 0) {
    return a.x + slack < b.right() && b.x + slack < a.right() && a.y + slack < b.bottom() &&
           b.y + slack < a.bottom();
}

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0;
    double alpha = 1;
};

/// The colours of the screens, so that paper and kiosk are visibly of one house.
inline constexpr Colour kBlack{0x00, 0x00, 0x00};
inline constexpr Colour kWhite{0xff, 0xff, 0xff};
inline constexpr Colour kText{0x14, 0x21, 0x3d};
inline constexpr Colour kMuted{0x49, 0x5a, 0x75};
inline constexpr Colour kPrimary{0x0b, 0x4f, 0x9e};
inline constexpr Colour kSoft{0xe3, 0xee, 0xfb};
inline constexpr Colour kSurface{0xf6, 0xf8, 0xfc};
inline constexpr Colour kOutline{0xd5, 0xde, 0xea};
inline constexpr Colour kSuccess{0x0f, 0x6b, 0x39};
inline constexpr Colour kSuccessSoft{0xe2, 0xf4, 0xe9};
inline constexpr Colour kWarning{0x8a, 0x4b, 0x00};
inline constexpr Colour kWarningSoft{0xff, 0xf1, 0xdc};
inline constexpr Colour kRed{0xc8, 0x10, 0x2e};

/// A type family and the Debian package that brings it, so that a missing font can be named to the person who
/// repairs it.
struct Font {
    std::string family = "Inter";
    std::string package = "fonts-inter";
};

enum class Weight : std::uint16_t { Regular = 400, Medium = 500, SemiBold = 600, Bold = 700 };
enum class Align : std::uint8_t { Left, Centre, Right };
enum class VAlign : std::uint8_t { Top, Middle, Bottom };

/// How a text is set and what happens when it does not fit: it shrinks on one line down to `min_size`, does
/// so again in the narrow family if there is one, then wraps to `max_lines`, then loses its end to an
/// ellipsis. Sizes in points.
struct TextStyle {
    double size = 9;
    Weight weight = Weight::Regular;
    Colour colour = kText;
    Align align = Align::Left;
    VAlign valign = VAlign::Top;
    int max_lines = 1;    ///< 0: a paragraph, as many lines as it takes, never shrunk
    double min_size = 0;  ///< 0: does not shrink
    double line_spacing = 1;
    Font font = {};
    Font narrow = {.family = {}, .package = {}};  ///< no family: none
};

/// What became of a text.
struct Placed {
    Rect box;  ///< the lines as set: full width of the box, height used
    Rect ink;  ///< the black on the paper
    double size = 0;
    int lines = 0;
    bool shortened = false;  ///< the end was lost to an ellipsis
};

}  // namespace loket::documents
