#pragma once
// Drawing on cairo and pango in millimetres. One drawing serves pixels and PDF, so the proof on the screen is
// the paper.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "devices/base/bytes.h"
#include "devices/base/clock.h"
#include "devices/base/image.h"
#include "devices/base/result.h"
#include "workflow/documents/geometry.h"

extern "C" {
struct _cairo;
struct _PangoContext;
}

namespace loket::documents {

/// A surface to draw on, for the length of one drawing and one thread. The first failure (a missing font, a
/// QR text too long) is kept and stops all further drawing; the render functions return it.
class Canvas {
  public:
    /// `context` outlives the canvas and is scaled so that one unit is one point (1/72 inch).
    Canvas(_cairo* context, bool raster);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    /// Sets text into a box; a box of height 0 is as high as its text. Bad UTF-8 and control characters are
    /// made harmless.
    Placed text(const Rect& box, std::string_view text, const TextStyle& style);
    /// What `text` would do, without ink.
    Placed measure(const Rect& box, std::string_view text, const TextStyle& style);
    /// One line through the centre of `area`, turned by `degrees` counter-clockwise: the SPECIMEN mark.
    void mark(const Rect& area, std::string_view text, const TextStyle& style, double degrees);

    void line(double x1, double y1, double x2, double y2, double width, Colour colour, double dash = 0);
    void fill(const Rect& box, Colour colour, double radius = 0);
    void frame(const Rect& box, double width, Colour colour, double radius = 0);
    /// A closed shape through the points, in millimetres.
    void polygon(std::initializer_list<std::pair<double, double>> points, Colour colour);
    /// An open line of round joints through the points.
    void polyline(std::initializer_list<std::pair<double, double>> points, double width, Colour colour);
    /// The whole image, centred in the box at its own proportions.
    void image(const Rect& box, const RgbaImage& image);
    /// The dark parts of the image as ink: its white stays transparent.
    void ink(const Rect& box, const GrayImage& image, Colour colour);
    /// A QR code (error correction M) with its quiet zone inside the box. On pixels the modules are whole
    /// pixels.
    void qr(const Rect& box, std::string_view content);
    /// A Code 128 bar code (see barcode.h) over the height of the box, quiet zones inside its width.
    void barcode(const Rect& box, std::string_view content);

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    void fail(Error error);

  private:
    Placed place(const Rect& box, std::string_view text, const TextStyle& style, bool draw);
    bool have(const Font& font);
    void paint_image(const Rect& box, int width, int height, const std::function<void()>& paint);

    _cairo* cairo_;
    _PangoContext* pango_;
    bool raster_;
    std::set<std::string> present_;  ///< families known to be installed
    std::optional<Error> error_;
};

/// A paper or a card face before it is rendered. Pure: rendering it twice gives the same bytes.
struct Drawing {
    std::string title;                         ///< title of the PDF; no personal data
    double width = 0;                          ///< mm
    double height = 0;                         ///< mm; 0: as long as `draw` says (slips)
    std::function<double(Canvas&)> draw = {};  ///< returns the height used, mm
};

/// Sheets that belong together, in order; sizes may differ.
struct Paper {
    std::string title;  ///< title of the PDF; no personal data
    std::vector<Drawing> pages = {};
};

enum class Ground : std::uint8_t { White, Transparent };

/// Antialiased pixels. Fails with "document.font_missing" (context names the Debian package) or
/// "document.qr_too_long".
Result<RgbaImage> render_rgba(const Drawing& drawing, int dpi, Ground ground = Ground::White);

/// Dots of a thermal slip printer: 576 wide for a 72 mm drawing (8 dots/mm), pure black or white, no
/// dithering needed.
inline constexpr int kSlipDots = 576;
inline constexpr double kSlipWidth = 72;
Result<GrayImage> render_slip(const Drawing& drawing);

/// One page with embedded fonts; the same drawing and instant give the same bytes.
Result<Bytes> render_pdf(const Drawing& drawing, Instant created);
/// All sheets in one file. Rejected with "document.no_pages" for none.
Result<Bytes> render_pdf(const Paper& paper, Instant created);

/// Hands `layout` a canvas without paper, so that it can measure before it is known how many sheets there are.
/// Returns the canvas' first failure.
Status lay_out(const std::function<void(Canvas&)>& layout);

}  // namespace loket::documents
