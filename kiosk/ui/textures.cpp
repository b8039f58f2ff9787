#include "kiosk/ui/textures.h"

#include <imgui.h>

#include <algorithm>

#include "kiosk/ui/fonts.h"

namespace loket::ui {

namespace {

RgbaImage to_rgba(const Picture& picture) {
    if (const auto* colour = std::get_if<std::shared_ptr<const RgbaImage>>(&picture)) return **colour;
    const GrayImage& grey = **std::get_if<std::shared_ptr<const GrayImage>>(&picture);
    RgbaImage out(grey.width, grey.height, grey.dpi);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i)
        std::fill_n(out.pixels.begin() + static_cast<std::ptrdiff_t>(i * 4), 3, grey.pixels[i]);
    return out;
}

RgbaImage halved(const RgbaImage& in) {
    RgbaImage out(in.width / 2, in.height / 2, in.dpi / 2);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            for (int c = 0; c < 4; ++c)
                out.at(x, y)[c] = static_cast<std::uint8_t>(
                    (in.at(2 * x, 2 * y)[c] + in.at(2 * x + 1, 2 * y)[c] + in.at(2 * x, 2 * y + 1)[c] +
                     in.at(2 * x + 1, 2 * y + 1)[c] + 2) /
                    4);
    return out;
}

int halvings_for(Vec2 size, Vec2 shown) {
    int count = 0;
    for (float ratio = std::min(size.x / std::max(shown.x, 1.f), size.y / std::max(shown.y, 1.f));
         ratio >= 2 && std::min(size.x, size.y) >= 2; ratio /= 2, size = {size.x / 2, size.y / 2})
        ++count;
    return count;
}

bool well_formed(const Picture& picture) {
    const auto check = [](const auto& image, std::size_t channels) {
        return image && image->width > 0 && image->height > 0 &&
               image->pixels.size() == static_cast<std::size_t>(image->width) *
                                           static_cast<std::size_t>(image->height) * channels;
    };
    if (const auto* colour = std::get_if<std::shared_ptr<const RgbaImage>>(&picture))
        return check(*colour, 4);
    if (const auto* grey = std::get_if<std::shared_ptr<const GrayImage>>(&picture)) return check(*grey, 1);
    return false;
}

}  // namespace

Vec2 picture_size(const Picture& picture) {
    const auto size = [](const auto& image) {
        return Vec2{static_cast<float>(image->width), static_cast<float>(image->height)};
    };
    if (!well_formed(picture)) return {};
    if (const auto* colour = std::get_if<std::shared_ptr<const RgbaImage>>(&picture)) return size(*colour);
    return size(*std::get_if<std::shared_ptr<const GrayImage>>(&picture));
}

void Textures::set_fonts(std::shared_ptr<const Fonts> fonts) { fonts_ = std::move(fonts); }

TextureId Textures::put(const std::string& key, const Picture& picture, Vec2 shown) {
    if (!well_formed(picture)) return 0;
    Entry& entry = entries_[key];
    const int halvings = halvings_for(picture_size(picture), shown);
    entry.used = true;
    if (entry.id != 0 && entry.source == picture && entry.halvings == halvings) return entry.id;
    if (entry.id == 0) entry.id = next_id_++;
    entry.source = picture;
    entry.halvings = halvings;
    entry.pixels = to_rgba(picture);
    for (int i = 0; i < halvings; ++i) entry.pixels = halved(entry.pixels);
    entry.revision = next_revision_++;
    return entry.id;
}

TextureView Textures::view(TextureId id) const {
    if (id == kFontTexture && fonts_) {
        ImFontAtlas& atlas = *fonts_->atlas();
        return {atlas.TexPixelsAlpha8, atlas.TexWidth, atlas.TexHeight, true, fonts_->revision()};
    }
    for (const auto& [key, entry] : entries_)
        if (entry.id == id)
            return {entry.pixels.pixels.data(), entry.pixels.width, entry.pixels.height, false,
                    entry.revision};
    return {};
}

void Textures::sweep() {
    for (auto it = entries_.begin(); it != entries_.end();) {
        if (it->second.used) {
            it->second.used = false;
            ++it;
        } else {
            it = entries_.erase(it);
        }
    }
}

}  // namespace loket::ui
