#include "workflow/documents/portrait.h"

#include <cairo/cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "workflow/documents/ground_mask.h"
#include "workflow/documents/surface.h"

namespace loket::documents {
namespace {

constexpr int kMinWidth = 96, kMinHeight = 128;
/// A person fills more of the picture than this, or the flood has run through them.
constexpr double kLeastPerson = 0.12;

/// The ground's own colour near each pixel: the mean of the ground pixels around it (0 where there are none).
Plane local_ground(const RgbaImage& photo, const Plane& mask, const Plane& share, int radius, int channel) {
    Plane weighted{photo.width, photo.height, std::vector<float>(mask.values.size())};
    for (std::size_t i = 0; i < mask.values.size(); ++i)
        weighted.values[i] = mask.values[i] * static_cast<float>(photo.pixels[4 * i + static_cast<std::size_t>(channel)]);
    weighted = box_blur(weighted, radius);
    for (std::size_t i = 0; i < weighted.values.size(); ++i)
        weighted.values[i] = share.values[i] > 0 ? weighted.values[i] / share.values[i] : 0;
    return weighted;
}

/// Takes the old ground's share out of every pixel and puts the new one in: at the soft edge hair keeps its colour and
/// no rim of the old wall remains.
void replace_ground(RgbaImage& photo, const Plane& mask, Colour colour) {
    const int edge = std::max(1, photo.width / 400);
    const int around = std::max(4, photo.width / 60);
    const auto soft = box_blur(mask, edge);
    const auto share = box_blur(mask, around);
    const std::uint8_t target[3]{colour.r, colour.g, colour.b};
    for (int channel = 0; channel < 3; ++channel) {
        const auto old = local_ground(photo, mask, share, around, channel);
        for (std::size_t i = 0; i < mask.values.size(); ++i) {
            auto& value = photo.pixels[4 * i + static_cast<std::size_t>(channel)];
            const float part = soft.values[i];
            const float fresh = part >= 0.999F ? static_cast<float>(target[channel]) : static_cast<float>(value) + part * (static_cast<float>(target[channel]) - old.values[i]);
            value = static_cast<std::uint8_t>(std::clamp(std::lround(fresh), 0L, 255L));
        }
    }
}

/// Horizontal centre of the head: of the person in the upper half of the picture.
double head_centre(const Plane& mask) {
    double sum = 0, count = 0;
    for (int y = 0; y < mask.height / 2; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y) < 0.5F) {
                sum += x + 0.5;
                count += 1;
            }
    return count > 0 ? sum / count : mask.width / 2.0;
}

struct Cut {
    double x, y, width, height;
};

/// The largest part of the photo with the shape of the target, around `centre`, from the top.
Cut cut_of(const RgbaImage& photo, double centre, PixelSize size) {
    const double shape = static_cast<double>(size.width) / size.height;
    const double width = std::min<double>(photo.width, photo.height * shape);
    const double left = std::clamp(centre - width / 2, 0.0, photo.width - width);
    return {left, 0, width, width / shape};
}

RgbaImage scaled(const RgbaImage& photo, const Cut& cut, PixelSize size) {
    const SurfacePtr target(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height));
    const ContextPtr cairo(cairo_create(target.get()));
    const auto source = surface_of(photo);
    cairo_scale(cairo.get(), size.width / cut.width, size.height / cut.height);
    cairo_set_source_surface(cairo.get(), source.get(), -cut.x, -cut.y);
    cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_BEST);
    cairo_pattern_set_extend(cairo_get_source(cairo.get()), CAIRO_EXTEND_PAD);
    cairo_paint(cairo.get());
    return image_of(target.get(), photo.dpi);
}

bool leaves_a_person(const Plane& mask) {
    double ground = 0;
    for (const float value : mask.values) ground += value;
    return 1 - ground / static_cast<double>(mask.values.size()) > kLeastPerson;
}

}  // namespace

Result<CardPortrait> portrait_for_card(const RgbaImage& photo, int birth_year, PixelSize size) {
    const auto pixels = static_cast<std::size_t>(std::max(0, photo.width)) * static_cast<std::size_t>(std::max(0, photo.height)) * 4;
    if (photo.width < kMinWidth || photo.height < kMinHeight || photo.pixels.size() != pixels)
        return rejected("photo.too_small", fmt::format("{} x {} pixels are too few for a card photo", photo.width, photo.height));
    if (size.width < 1 || size.height < 1 || size.width > 4000 || size.height > 6000)
        return rejected("photo.too_small", fmt::format("a card photo of {} x {} pixels cannot be made", size.width, size.height));
    auto work = photo;
    double centre = photo.width / 2.0;
    const auto mask = ground_mask(photo);
    const bool replace = mask && leaves_a_person(*mask);
    if (replace) {
        replace_ground(work, *mask, portrait_ground(birth_year));
        centre = head_centre(*mask);
    }
    return CardPortrait{scaled(work, cut_of(work, centre, size), size), replace};
}

}  // namespace loket::documents
