#pragma once
// Pictures on screen. A picture is an immutable shared buffer; it stays here only while some frame shows it,
// so that a portrait or a fingerprint does not outlive its screen.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "devices/base/image.h"
#include "kiosk/ui/geometry.h"

namespace loket::ui {

class Fonts;

/// What a widget can show. A new frame of a camera is a new shared pointer; the buffer itself must not
/// change.
using Picture =
    std::variant<std::monostate, std::shared_ptr<const RgbaImage>, std::shared_ptr<const GrayImage>>;

/// Width and height in pixels; zero if there is no picture.
Vec2 picture_size(const Picture& picture);

/// Identifies a texture inside ImDrawData; 0 is none, 1 the font atlas.
using TextureId = std::uintptr_t;
inline constexpr TextureId kFontTexture = 1;

struct TextureView {
    const std::uint8_t* pixels = nullptr;
    int width = 0, height = 0;
    bool alpha_only = false;     ///< one byte a pixel: white with this alpha; otherwise RGBA
    std::uint64_t revision = 0;  ///< changes whenever the pixels do
};

class Textures {
  public:
    void set_fonts(std::shared_ptr<const Fonts> fonts);
    /// The texture of a widget; `shown` is its size on screen: much larger pictures are halved until they fit
    /// better, which avoids moiré in ridges.
    TextureId put(const std::string& key, const Picture& picture, Vec2 shown);
    /// Empty for an unknown id.
    [[nodiscard]] TextureView view(TextureId id) const;
    /// Forgets what was not put since the last call.
    void sweep();
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        TextureId id = 0;
        Picture source;
        int halvings = 0;
        RgbaImage pixels;
        std::uint64_t revision = 0;
        bool used = false;
    };
    std::shared_ptr<const Fonts> fonts_;
    std::map<std::string, Entry> entries_;
    TextureId next_id_ = kFontTexture + 1;
    std::uint64_t next_revision_ = 1;
};

}  // namespace loket::ui
