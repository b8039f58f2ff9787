#include "kiosk/ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace loket::ui {

namespace {

constexpr float kReferencePxPerMm = 4.03f;

constexpr Palette kLight{.background = rgb(0xEEF2F8),
                         .surface = rgb(0xFFFFFF),
                         .surface2 = rgb(0xF6F8FC),
                         .sunken = rgb(0xE2E8F3),
                         .text = rgb(0x14213D),
                         .muted = rgb(0x495A75),
                         .on_primary = rgb(0xFFFFFF),
                         .primary = rgb(0x0B4F9E),
                         .pressed = rgb(0x083B78),
                         .soft = rgb(0xE3EEFB),
                         .success = rgb(0x0F6B39),
                         .success_soft = rgb(0xE2F4E9),
                         .warn = rgb(0x8A4B00),
                         .warn_soft = rgb(0xFFF1DC),
                         .danger = rgb(0xB0151E),
                         .danger_soft = rgb(0xFDE8E9),
                         .border = rgb(0x6B7C96),
                         .outline = rgb(0xD5DEEA),
                         .strip = rgb(0xC8102E),
                         .focus = rgb(0xFFB000),
                         .disabled = rgb(0xDFE6F1),
                         .on_disabled = rgb(0x5E6D86),
                         .nav = rgb(0x0A2550),
                         .on_nav = rgb(0xFFFFFF),
                         .nav_muted = rgb(0xC3D6F0),
                         .ink = rgb(0x0D1F4F),
                         .scrim = rgb(0x0A1428, 0.62f)};

constexpr Palette kContrast{.background = rgb(0x000000),
                            .surface = rgb(0x000000),
                            .surface2 = rgb(0x111111),
                            .sunken = rgb(0x1E1E1E),
                            .text = rgb(0xFFFFFF),
                            .muted = rgb(0xFFFFFF),
                            .on_primary = rgb(0x000000),
                            .primary = rgb(0xFFE14D),
                            .pressed = rgb(0xFFFFFF),
                            .soft = rgb(0x2A2600),
                            .success = rgb(0x5CFF8A),
                            .success_soft = rgb(0x00240E),
                            .warn = rgb(0xFFE14D),
                            .warn_soft = rgb(0x2A2200),
                            .danger = rgb(0xFF8A8A),
                            .danger_soft = rgb(0x2E0707),
                            .border = rgb(0xFFFFFF),
                            .outline = rgb(0xFFFFFF),
                            .strip = rgb(0xFFE14D),
                            .focus = rgb(0x00E5FF),
                            .disabled = rgb(0x1E1E1E),
                            .on_disabled = rgb(0xB8B8B8),
                            .nav = rgb(0x000000),
                            .on_nav = rgb(0xFFFFFF),
                            .nav_muted = rgb(0xFFE14D),
                            .ink = rgb(0xFFFFFF),
                            .scrim = rgb(0x000000, 0.8f)};

/// Pixels. ImGui's FreeType builder draws each glyph into a block of 256 KiB at four bytes a pixel and does not look whether it fits.
constexpr float kLargestEm = 240;
constexpr std::array<float, kTextStyles> kEm{20, 20, 25, 25, 30, 40, 54, 46, 150};
constexpr std::array<float, kTextStyles> kLeading{1.36f, 1.36f, 1.38f, 1.3f, 1.28f, 1.2f, 1.18f, 1.2f, 1.2f};
constexpr std::array<float, kIconSizes> kIcon{28, 40, 64, 104};

double linear(unsigned channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour & 0xFF) + 0.7152 * linear(colour >> 8 & 0xFF) +
           0.0722 * linear(colour >> 16 & 0xFF);
}

}  // namespace

Colour mix(Colour a, Colour b, float t) {
    Colour out = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const float from = static_cast<float>(a >> shift & 0xFF), to = static_cast<float>(b >> shift & 0xFF);
        out |= static_cast<Colour>(from + (to - from) * std::clamp(t, 0.f, 1.f) + 0.5f) << shift;
    }
    return out;
}

double contrast(Colour a, Colour b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

float fitting_density(float width, float height) {
    constexpr float kLong = 1920, kShort = 1080, kStep = 1.f / 16;
    const float fit = std::min(std::max(width, height) / kLong, std::min(width, height) / kShort);
    if (std::abs(fit - 1) < 0.01f) return kReferencePxPerMm;
    return std::clamp(std::floor(kReferencePxPerMm * fit / kStep) * kStep, 1.f, 24.f);
}

Theme::Theme(const ThemeOptions& chosen)
    : options(chosen), colour(chosen.high_contrast ? kContrast : kLight) {}

float Theme::mm(float millimetres) const { return std::ceil(millimetres * options.px_per_mm); }
float Theme::dp(float design_pixels) const {
    return std::round(design_pixels * options.px_per_mm / kReferencePxPerMm);
}
float Theme::grown(float design_pixels) const {
    return dp(design_pixels * (1 + (options.text_scale - 1) * 0.5f));
}
float Theme::em(TextStyle style) const {
    return std::min(kLargestEm, dp(kEm[static_cast<std::size_t>(style)] * (style == TextStyle::Queue ? 1 : options.text_scale)));
}
float Theme::line(TextStyle style) const {
    return std::round(em(style) * kLeading[static_cast<std::size_t>(style)]);
}
float Theme::icon(IconSize size) const {
    return dp(kIcon[static_cast<std::size_t>(size)] * (size == IconSize::Small ? options.text_scale : 1));
}

}  // namespace loket::ui
