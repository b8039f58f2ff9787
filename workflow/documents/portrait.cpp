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
/// Mean colour of the pixels that `weight` marks, around each pixel; `share` is the blurred weight.
struct LocalColour {
    Plane share;
    std::array<Plane, 3> channels;
    [[nodiscard]] Rgb at(std::size_t i) const {
        return {channels[0].values[i], channels[1].values[i], channels[2].values[i]};
    }
    [[nodiscard]] bool known(std::size_t i) const { return share.values[i] > 1e-4F; }
};

LocalColour local_colour(const RgbaImage& photo, const Plane& weight, int radius) {
    LocalColour out{box_blur(weight, radius), {}};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        Plane sum = weight;
        for (std::size_t i = 0; i < sum.values.size(); ++i)
            sum.values[i] *= static_cast<float>(photo.pixels[4 * i + channel]);
        out.channels[channel] = box_blur(sum, radius);
        for (std::size_t i = 0; i < sum.values.size(); ++i)
            out.channels[channel].values[i] /= std::max(out.share.values[i], 1e-4F);
    }
    return out;
}

/// How much of a rim pixel is still ground: its place on the line from the person's colour to the ground's.
/// Nothing if it lies off that line: then it is no mixture but something of its own, such as a collar before
/// a wall nearly as white.
float ground_share(const Rgb& pixel, const Rgb& person, const Rgb& ground) {
    constexpr float kAlike = 40, kOffLine = 24, kBeyond = 1.02F;
    const float length = distance(person, ground);
    if (length < kAlike) return 0;
    float along = 0;
    for (std::size_t c = 0; c < 3; ++c)
        along += (pixel[c] - person[c]) * (ground[c] - person[c]) / (length * length);
    Rgb foot{};
    for (std::size_t c = 0; c < 3; ++c) foot[c] = person[c] + along * (ground[c] - person[c]);
    return along < 0 || along > kBeyond || distance(pixel, foot) > kOffLine ? 0 : std::min(along, 1.0F);
}

/// Takes the old ground's share out of every pixel and puts the new one in: at the rim hair keeps its own
/// colour and no line of the old wall remains.
void replace_ground(RgbaImage& photo, const PhotoGround& ground, Colour colour) {
    const auto& mask = ground.mask;
    const int rim = std::max(2, photo.width / 120);
    const auto near_ground = box_blur(mask, rim);
    Plane core = mask;  // person for certain: no ground within the rim
    for (std::size_t i = 0; i < core.values.size(); ++i)
        core.values[i] = near_ground.values[i] <= 1e-4F ? 1.0F : 0.0F;
    const auto person = local_colour(photo, core, 2 * rim);
    const Rgb target{static_cast<float>(colour.r), static_cast<float>(colour.g),
                     static_cast<float>(colour.b)};
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
        if (core.values[i] > 0) continue;
        const int x = static_cast<int>(i) % photo.width, y = static_cast<int>(i) / photo.width;
        const auto old = ground.wall.at(x, y);
        const auto pixel = colour_at(photo, x, y);
        const float share = mask.values[i] > 0 ? 1.0F
                            : person.known(i)  ? ground_share(pixel, person.at(i), old)
                                               : 0.0F;
        for (std::size_t c = 0; c < 3; ++c) {
            const float fresh = mask.values[i] > 0 ? target[c] : pixel[c] + share * (target[c] - old[c]);
            photo.at(x, y)[c] = static_cast<std::uint8_t>(std::clamp(std::lround(fresh), 0L, 255L));
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

/// Mean of the mask over a part of the picture given in shares of its sides.
double ground_in(const Plane& mask, double left, double top, double right, double bottom) {
    double sum = 0, count = 0;
    for (int y = static_cast<int>(top * mask.height); y < static_cast<int>(bottom * mask.height); ++y)
        for (int x = static_cast<int>(left * mask.width); x < static_cast<int>(right * mask.width);
             ++x, ++count)
            sum += static_cast<double>(mask.at(x, y));
    return sum / std::max(count, 1.0);
}

/// Face and chest must be there. A white shirt before a white wall cannot be told from it: then the flood has
/// run through it.
bool leaves_a_person(const Plane& mask) {
    constexpr double kLeak = 0.04;
    return ground_in(mask, 0.42, 0.40, 0.58, 0.60) < kLeak && ground_in(mask, 0.3, 0.92, 0.7, 1) < kLeak;
}

}  // namespace

Result<CardPortrait> portrait_for_card(const RgbaImage& photo, int birth_year, PixelSize size) {
    const auto pixels = static_cast<std::size_t>(std::max(0, photo.width)) *
                        static_cast<std::size_t>(std::max(0, photo.height)) * 4;
    if (photo.width < kMinWidth || photo.height < kMinHeight || photo.pixels.size() != pixels)
        return rejected("photo.too_small", fmt::format("{} x {} pixels are too few for a card photo",
                                                       photo.width, photo.height));
    if (size.width < 1 || size.height < 1 || size.width > 4000 || size.height > 6000)
        return rejected("photo.too_small", fmt::format("a card photo of {} x {} pixels cannot be made",
                                                       size.width, size.height));
    auto work = photo;
    double centre = photo.width / 2.0;
    const auto ground = find_ground(photo);
    const bool replace = ground && leaves_a_person(ground->mask);
    if (replace) {
        replace_ground(work, *ground, portrait_ground(birth_year));
        centre = head_centre(ground->mask);
    }
    return CardPortrait{scaled(work, cut_of(work, centre, size), size), replace};
}

}  // namespace loket::documents
