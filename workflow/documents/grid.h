#pragma once
// Ruled tables and the frame of A4 landscape sheets: family card and registers.

#include <string>
#include <vector>

#include "workflow/documents/paper.h"

namespace loket::documents {

inline constexpr double kWideWidth = 297, kWideHeight = 210, kWideMargin = 10;
inline constexpr double kWideContent = kWideWidth - 2 * kWideMargin;

struct GridColumn {
    std::string label;
    double width = 0;  ///< mm
    Align align = Align::Left;
};

/// How cells are set. `max_lines` 0: as many as it takes, see `grid_row_height`.
struct GridType {
    double size = 7;
    double min_size = 0;
    int max_lines = 0;
    Weight weight = Weight::Regular;
};

/// The head: labels on a soft ground, with `numbered` the numbers of the columns below, as the forms have them. Gives
/// back where the rows begin.
double grid_head(Canvas& canvas, double x, double y, const std::vector<GridColumn>& columns, double height, bool numbered);
/// The height that the fullest cell needs.
double grid_row_height(Canvas& canvas, const std::vector<GridColumn>& columns, const std::vector<std::string>& cells, const GridType& type);
/// One row. Fails the canvas with "document.too_long", naming the column, rather than lose the end of a text.
void grid_row(Canvas& canvas, double x, double y, double height, const std::vector<GridColumn>& columns,
              const std::vector<std::string>& cells, const GridType& type);

/// The SPECIMEN mark across a landscape sheet in demo mode.
void wide_specimen(Canvas& canvas, const OfficeHead& head);
/// Two lines at the foot of a landscape sheet, and at the right its number.
void wide_foot(Canvas& canvas, const std::string& first, const std::string& second, const std::string& page);

}  // namespace loket::documents
