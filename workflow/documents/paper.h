#pragma once
// What all papers of the office share: who speaks, how the person complains, and the parts they are set from.

#include <string>
#include <string_view>
#include <vector>

#include "workflow/documents/canvas.h"

namespace loket::documents {

/// The office as it signs its papers. Configuration: addresses, hours and numbers change without a new
/// program.
struct OfficeHead {
    std::string government = "Pemerintah Kabupaten Bintan";
    std::string office = "Dinas Kependudukan dan Pencatatan Sipil";
    std::string address;    ///< one line; may be empty
    std::string complaint;  ///< the complaint channels in one sentence (SERVICES §1)
    bool specimen = true;   ///< demo mode: every paper says SPECIMEN / CONTOH across its face
};

/// A label and its value.
struct Row {
    std::string label;
    std::string value;
};

inline constexpr double kA4Width = 210, kA4Height = 297, kA4Margin = 20, kA4Inner = kA4Width - 2 * kA4Margin;

inline constexpr std::string_view kFreeOfCharge = "GRATIS – TIDAK DIPUNGUT BIAYA";
inline constexpr std::string_view kSpecimen = "SPECIMEN / CONTOH";

/// Sets type from the top of a slip or a column to its end. Keeps the place where the next part begins.
class Flow {
  public:
    Flow(Canvas& canvas, double x, double y, double width) : canvas_(canvas), x_(x), y_(y), width_(width) {}

    Flow& text(std::string_view text, const TextStyle& style);
    Flow& gap(double mm) {
        y_ += mm;
        return *this;
    }
    Flow& rule(double thickness, Colour colour, double dash = 0);
    /// Label above value; nothing at all for an empty value.
    Flow& stacked(const Row& row, const TextStyle& label, const TextStyle& value);
    /// Label beside value, a hairline below.
    Flow& beside(const Row& row, double label_width, const TextStyle& label, const TextStyle& value);
    /// `1.` with a hanging indent.
    Flow& numbered(std::size_t number, std::string_view text, const TextStyle& style);

    [[nodiscard]] double y() const { return y_; }
    [[nodiscard]] double x() const { return x_; }
    [[nodiscard]] double width() const { return width_; }
    [[nodiscard]] Canvas& canvas() { return canvas_; }

  private:
    Canvas& canvas_;
    double x_, y_, width_;
};

/// A paragraph in the paper's type.
TextStyle paragraph(double size, Weight weight = Weight::Regular, Colour colour = kText,
                    Align align = Align::Left);
/// A single line that shrinks to three quarters before it loses its end.
TextStyle one_line(double size, Weight weight = Weight::Regular, Colour colour = kText,
                   Align align = Align::Left);

/// Letterhead of an A4 paper with its title; gives back where the content begins (mm).
double a4_head(Canvas& canvas, const OfficeHead& head, std::string_view title, std::string_view subtitle);
/// Free of charge, complaint channel, and where the paper came from, at the foot of an A4 paper. Top at
/// kA4Foot.
inline constexpr double kA4Foot = 262;
void a4_foot(Canvas& canvas, const OfficeHead& head, std::string_view reference);
/// The SPECIMEN mark across an A4 paper in demo mode.
void a4_specimen(Canvas& canvas, const OfficeHead& head);

/// Head and foot of a 72 mm slip.
void slip_head(Flow& flow, const OfficeHead& head);
void slip_foot(Flow& flow, const OfficeHead& head);
/// White words on a black bar.
void slip_bar(Flow& flow, std::string_view text, double size);

}  // namespace loket::documents
