#pragma once
// The font atlas: Inter for text, Material Icons for icons, and blurred shadows, all in one 8-bit texture
// made by FreeType with light hinting. One atlas for each screen density and text scale, shared by all
// windows of the process.

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "devices/base/result.h"
#include "kiosk/ui/theme.h"

struct ImFont;
struct ImFontAtlas;

namespace loket::ui {

enum class Shadow : unsigned char { Card, Button, Key };
inline constexpr int kShadows = 3;

/// A blurred rounded square in the atlas, to be stretched from its middle (a 9-patch).
struct ShadowPatch {
    int x = 0, y = 0;  ///< in the atlas, texels
    int size = 0;      ///< both sides
    int corner = 0;    ///< unstretched part at each corner
    int margin = 0;    ///< how far the shadow reaches beyond its caster
};

class Fonts {
  public:
    /// Where Debian puts fonts; searched with their sub-folders.
    static std::vector<std::filesystem::path> usual_folders();
    /// Loads, or returns the atlas that is already in use. A missing file gives Gone with code
    /// "ui.font_missing" and names the package to install; a broken one gives Corrupt. UI thread only.
    static Result<std::shared_ptr<const Fonts>> load(
        const ThemeOptions& options, const std::vector<std::filesystem::path>& folders = usual_folders());
    /// When files are missing: whatever typeface is there, at worst the coarse one built into ImGui; icons stay empty. Never fails
    /// for want of a file. Not shared.
    static Result<std::shared_ptr<const Fonts>> load_substitute(const ThemeOptions& options,
                                                                const std::vector<std::filesystem::path>& folders = usual_folders());
    /// Made by load_substitute: the real ones are to be looked for again.
    [[nodiscard]] bool substitute() const { return substitute_; }
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    [[nodiscard]] ImFont* text(TextStyle style) const { return text_[static_cast<std::size_t>(style)]; }
    [[nodiscard]] ImFont* icon(IconSize size) const { return icons_[static_cast<std::size_t>(size)]; }
    [[nodiscard]] const ShadowPatch& shadow(Shadow kind) const {
        return shadows_[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] ImFontAtlas* atlas() const { return atlas_.get(); }
    /// Distinguishes atlases for caches of textures; never 0.
    [[nodiscard]] std::uint64_t revision() const { return revision_; }

  private:
    Fonts();
    Status build(const Theme& theme, const std::vector<std::filesystem::path>& folders);
    void draw_shadows(const Theme& theme);

    std::unique_ptr<ImFontAtlas> atlas_;
    std::array<ImFont*, kTextStyles> text_{};
    std::array<ImFont*, kIconSizes> icons_{};
    std::array<ShadowPatch, kShadows> shadows_{};
    std::uint64_t revision_ = 0;
    bool substitute_ = false;
};

}  // namespace loket::ui
