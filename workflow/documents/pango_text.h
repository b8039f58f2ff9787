#pragma once
// Text layout by the rules of TextStyle; private to the canvas. All lengths in points.

#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "devices/base/result.h"
#include "workflow/documents/geometry.h"

namespace loket::documents {

struct GObjectDeleter {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, GObjectDeleter>;

/// A text context that measures alike for every output: no hinting, unrounded glyph positions, one unit a
/// point.
PangoContext* make_text_context(cairo_t* cairo);

/// "document.font_missing" unless the family is installed.
Status require_font(PangoContext* context, const Font& font);

/// Valid UTF-8 without control characters (a paragraph keeps its line feeds).
std::string clean_text(std::string_view text, bool keep_lines);

/// A text as set into a box.
struct FittedText {
    GObjectPtr<PangoLayout> layout;
    double size = 0;
    int lines = 0;
    bool shortened = false;
};

/// Applies shrink, wrap, ellipsis in that order (see TextStyle). `height` 0: unlimited.
FittedText fit_text(PangoContext* context, const std::string& text, const TextStyle& style, double width,
                    double height);

}  // namespace loket::documents
