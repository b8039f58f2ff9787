#pragma once
// How a table sits on paper: column widths, row heights, and the ink; private to this folder.

#include <memory>
#include <vector>

#include "workflow/documents/canvas.h"
#include "workflow/reports/table.h"

namespace loket::reports {

/// Widths that a sheet offers, mm.
inline constexpr double kPortraitWidth = 170, kLandscapeWidth = 257;

/// A table fitted to a width. Immutable; refers to the table, which must outlive it.
class TableLayout {
  public:
    /// Upright paper if the columns fit, sideways otherwise; then in smaller type.
    static TableLayout fit(documents::Canvas& ruler, const Table& table);

    [[nodiscard]] bool landscape() const { return landscape_; }
    [[nodiscard]] double head_height() const { return group_height_ + title_height_; }
    [[nodiscard]] double row_height(std::size_t row) const { return heights_[row]; }
    /// 0 without totals.
    [[nodiscard]] double totals_height() const { return totals_height_; }

    /// `width`: of the sheet in use, at least the one fitted to; the columns spread over it.
    void draw_head(documents::Canvas& canvas, double x, double y, double width) const;
    void draw_row(documents::Canvas& canvas, double x, double y, double width, std::size_t row) const;
    void draw_totals(documents::Canvas& canvas, double x, double y, double width) const;

  private:
    enum class Look { Plain, Striped, Subtotal, Total };

    explicit TableLayout(const Table& table) : table_(&table) {}
    bool spread(documents::Canvas& ruler, double available, double size);
    void measure_heights(documents::Canvas& ruler);
    [[nodiscard]] double measure_row(documents::Canvas& ruler, const Row& row) const;
    void draw(documents::Canvas& canvas, double x, double y, double width, const Row& row, double height, Look look) const;
    [[nodiscard]] documents::TextStyle cell_style(std::size_t column, bool strong) const;
    [[nodiscard]] documents::TextStyle head_style(documents::Align align = documents::Align::Centre) const;
    [[nodiscard]] double stretch(double width) const;

    const Table* table_;
    bool landscape_ = false;
    double size_ = 7.6;  ///< points
    std::vector<double> widths_, heights_;
    double group_height_ = 0, title_height_ = 0, totals_height_ = 0;
};

}  // namespace loket::reports
