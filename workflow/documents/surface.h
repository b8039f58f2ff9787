#pragma once
// Between our pixel buffers and cairo's; private to this folder.

#include <cairo/cairo.h>

#include <memory>

#include "devices/base/image.h"

namespace loket::documents {

struct CairoDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, CairoDeleter>;
using ContextPtr = std::unique_ptr<cairo_t, CairoDeleter>;

/// A cairo copy of a picture; opaque pictures lose their alpha channel so that a PDF holds no needless mask.
SurfacePtr surface_of(const RgbaImage& image);
/// A mask as dark as the picture.
SurfacePtr ink_surface_of(const GrayImage& image);
/// The pixels of an ARGB32 surface with straight alpha.
RgbaImage image_of(cairo_surface_t* surface, int dpi);

}  // namespace loket::documents
