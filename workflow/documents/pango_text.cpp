#include "workflow/documents/pango_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace loket::documents {
namespace {

constexpr double kShrinkStep = 0.25;

/// Ties an en dash to what follows (08.00–16.00): pango 1.50 breaks lines there even where breaks are
/// forbidden.
std::string tie_dashes(std::string text) {
    constexpr std::string_view kDash = "–", kWordJoiner = "\u2060";
    for (auto at = text.find(kDash); at != std::string::npos; at = text.find(kDash, at + 1)) {
        const auto after = at + kDash.size();
        if (after < text.size() && text[after] != ' ') text.insert(after, kWordJoiner);
    }
    return text;
}

int units(double points) { return static_cast<int>(std::lround(points * PANGO_SCALE)); }

PangoAlignment pango_align(Align align) {
    if (align == Align::Centre) return PANGO_ALIGN_CENTER;
    return align == Align::Right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/// One attempt after another on the same layout object.
class Fitter {
  public:
    Fitter(PangoContext* context, const std::string& text, const TextStyle& style, double width,
           double height)
        : layout_(pango_layout_new(context)), style_(style), width_(width), height_(height) {
        pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
        pango_layout_set_alignment(layout_.get(), pango_align(style.align));
        if (style.line_spacing != 1)
            pango_layout_set_line_spacing(layout_.get(), static_cast<float>(style.line_spacing));
        keep_together(text);
        use(style.font);
    }

    void use(const Font& font) { family_ = &font.family; }

    FittedText paragraph() {
        set_size(style_.size);
        wrap(PANGO_WRAP_WORD);
        if (text_width() > units(width_)) break_anywhere();
        return finish(style_.size);
    }

    /// The largest size that stays on one line.
    bool one_line() {
        for (double size = style_.size; size >= smallest(); size = next(size)) {
            set_size(size);
            pango_layout_set_width(layout_.get(), -1);
            if (text_width() > units(width_)) continue;
            pango_layout_set_width(layout_.get(), units(width_));
            size_ = size;
            return true;
        }
        return false;
    }

    /// The largest size whose whole words fill at most the allowed lines within the box.
    bool whole_words() {
        wrap(PANGO_WRAP_WORD);
        for (double size = style_.size; style_.max_lines > 1 && size >= smallest(); size = next(size)) {
            set_size(size);
            const bool low_enough = height_ <= 0 || text_height() <= units(height_);
            if (pango_layout_get_line_count(layout_.get()) > style_.max_lines || !low_enough ||
                text_width() > units(width_))
                continue;
            size_ = size;
            return true;
        }
        return false;
    }

    /// The smallest size, broken anywhere, cut at the end of the last allowed line.
    void cut() {
        set_size(smallest());
        break_anywhere();
        pango_layout_set_height(layout_.get(), -lines_that_fit());
        pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_END);
        size_ = smallest();
    }

    FittedText finish(double size) {
        FittedText out;
        out.size = size;
        out.lines = pango_layout_get_line_count(layout_.get());
        out.shortened = pango_layout_is_ellipsized(layout_.get()) != 0;
        out.layout = std::move(layout_);
        return out;
    }
    [[nodiscard]] double size() const { return size_; }

  private:
    [[nodiscard]] double smallest() const {
        return style_.min_size > 0 ? std::min(style_.min_size, style_.size) : style_.size;
    }
    /// Steps down and lands exactly on the smallest size before falling below it.
    [[nodiscard]] double next(double size) const {
        return size > smallest() ? std::max(size - kShrinkStep, smallest()) : smallest() - kShrinkStep;
    }

    void set_size(double size) {
        const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
            pango_font_description_new(), pango_font_description_free);
        pango_font_description_set_family(font.get(), family_->c_str());
        pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(style_.weight));
        pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
        pango_layout_set_font_description(layout_.get(), font.get());
    }

    void wrap(PangoWrapMode mode) {
        pango_layout_set_wrap(layout_.get(), mode);
        pango_layout_set_width(layout_.get(), units(width_));
    }

    /// A word that is wider than its place is torn after all: it would lie over what stands beside it.
    void break_anywhere() {
        pango_layout_set_attributes(layout_.get(), nullptr);
        wrap(PANGO_WRAP_WORD_CHAR);
    }

    /// Short words with a hyphen or slash (KTP-el, F-1.21, RT/RW) are not torn at the end of a line.
    void keep_together(const std::string& text) {
        constexpr std::size_t kShortWord = 24;
        PangoAttrList* attributes = pango_attr_list_new();
        for (std::size_t from = 0; from < text.size();) {
            const auto to = std::min(text.find_first_of(" \n", from), text.size());
            if (to - from <= kShortWord && text.find_first_of("-/", from) < to) {
                PangoAttribute* together = pango_attr_allow_breaks_new(FALSE);
                together->start_index = static_cast<guint>(from);
                together->end_index = static_cast<guint>(to);
                pango_attr_list_insert(attributes, together);
            }
            from = to + 1;
        }
        pango_layout_set_attributes(layout_.get(), attributes);
        pango_attr_list_unref(attributes);
    }

    int lines_that_fit() {
        if (height_ <= 0) return style_.max_lines;
        const int all = text_height();
        const int count = std::max(1, pango_layout_get_line_count(layout_.get()));
        return std::clamp(units(height_) * count / std::max(1, all), 1, style_.max_lines);
    }

    int text_width() {
        int width = 0;
        pango_layout_get_size(layout_.get(), &width, nullptr);
        return width;
    }
    int text_height() {
        int height = 0;
        pango_layout_get_size(layout_.get(), nullptr, &height);
        return height;
    }

    GObjectPtr<PangoLayout> layout_;
    const TextStyle& style_;
    double width_, height_;
    const std::string* family_ = nullptr;
    double size_ = 0;
};

}  // namespace

PangoContext* make_text_context(cairo_t* cairo) {
    PangoContext* context = pango_cairo_create_context(cairo);
    const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
        cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options.get());
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

Status require_font(PangoContext* context, const Font& font) {
    PangoFontMap* map = pango_context_get_font_map(context);
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(map, &families, &count);
    const std::unique_ptr<PangoFontFamily*, decltype(&g_free)> owner(families, g_free);
    for (int i = 0; i < count; ++i)
        if (font.family == pango_font_family_get_name(families[i])) return {};
    return Error{Fault::NeedsOperator,
                 fmt::format("font family '{}' is not installed; install the Debian package {}", font.family,
                             font.package),
                 "document.font_missing"};
}

std::string clean_text(std::string_view text, bool keep_lines) {
    const std::unique_ptr<char, decltype(&g_free)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
    std::string out = valid.get();
    std::replace_if(
        out.begin(), out.end(),
        [&](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && !(keep_lines && c == '\n')) || c == 0x7f;
        },
        ' ');
    return tie_dashes(std::move(out));
}

FittedText fit_text(PangoContext* context, const std::string& text, const TextStyle& style, double width,
                    double height) {
    Fitter fitter(context, text, style, width, height);
    if (style.max_lines <= 0) return fitter.paragraph();
    bool fits = fitter.one_line();
    if (!fits && !style.narrow.family.empty()) {
        fitter.use(style.narrow);
        fits = fitter.one_line();
    }
    if (!fits && !fitter.whole_words()) fitter.cut();
    return fitter.finish(fitter.size());
}

}  // namespace loket::documents
