#include "workflow/reports/table_layout.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

namespace loket::reports {

using namespace documents;

namespace {

constexpr double kSide = 1.1;     // white left and right of a cell's text, mm
constexpr double kAbove = 0.75;   // and above and below it
constexpr double kGroupRow = 4.6;
constexpr double kWidestLabel = 70, kNarrowestLabel = 14, kLongestWord = 24;
constexpr double kAfterNumber = 2.4;  // between a right-aligned number and the text after it
constexpr double kEndless = 1000;

/// Digits of equal width, so that units stand below units.
Font digits() { return {.family = "Roboto", .package = "fonts-roboto"}; }

std::string heading(const Column& column) {
    return column.unit.empty() ? column.title : column.title + " (" + column.unit + ")";
}

/// A line may break after a slash: "SLTP/SEDERAJAT".
std::string breakable(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c;
        if (c == '/') out += "\u200b";
    }
    return out;
}

double widest_word(Canvas& ruler, const std::string& text, const TextStyle& style) {
    double widest = 0;
    std::string spaced = text;
    for (std::size_t at = 0; (at = spaced.find('/', at)) != std::string::npos; at += 2) spaced.insert(at + 1, 1, ' ');
    std::istringstream words(spaced);
    for (std::string word; words >> word;) widest = std::max(widest, ruler.measure({0, 0, kEndless, 0}, word, style).ink.w);
    return widest;
}

double lead(const Table& table, std::size_t column) {
    const bool follows = column > 0 && table.columns[column].kind == ColumnKind::Label &&
                         table.columns[column - 1].kind != ColumnKind::Label;
    return follows ? kAfterNumber : 0;
}

/// Narrowest and natural width of a column, mm.
struct Need {
    double least = 0, natural = 0;
};

template <class Each>
void each_row(const Table& table, Each each) {
    for (const auto& row : table.rows) each(row);
    if (table.totals) each(*table.totals);
}

}  // namespace

TextStyle TableLayout::head_style(Align align) const {
    return {.size = size_ * 0.94, .weight = Weight::SemiBold, .align = align, .valign = VAlign::Middle, .max_lines = 0};
}

TextStyle TableLayout::cell_style(std::size_t column, bool strong) const {
    const bool label = table_->columns[column].kind == ColumnKind::Label;
    TextStyle style{.size = size_, .weight = strong ? Weight::Bold : Weight::Regular, .valign = VAlign::Middle};
    if (label) {
        style.max_lines = 0;
    } else {
        style.align = Align::Right;
        style.min_size = size_ * 0.6;
        style.font = digits();
    }
    return style;
}

bool TableLayout::spread(Canvas& ruler, double available, double size) {
    size_ = size;
    std::vector<Need> needs;
    double least = 0, natural = 0;
    for (std::size_t c = 0; c < table_->columns.size(); ++c) {
        const auto& column = table_->columns[c];
        auto style = cell_style(c, true);
        style.max_lines = 1;
        style.min_size = 0;
        // Texts repeat; each is measured once.
        std::map<std::string, double> widths;
        each_row(*table_, [&](const Row& row) { widths.emplace(printed(row.cells[c], column), 0); });
        double widest = 0, word = 0;
        for (const auto& [words, width] : widths) {
            widest = std::max(widest, ruler.measure({0, 0, kEndless, 0}, words, style).ink.w);
            if (column.kind == ColumnKind::Label) word = std::max(word, widest_word(ruler, words, style));
        }
        // The ink of a word is a little narrower than the room it asks for.
        const double head = widest_word(ruler, heading(column), head_style()) + 0.7;
        Need need{std::max(widest, head), std::max(widest, head)};
        if (column.kind == ColumnKind::Label) {
            need.natural = std::max(head, std::min(widest, kWidestLabel));
            need.least = std::max({head, std::min(widest, kNarrowestLabel), std::min(word, kLongestWord)});
        }
        need.least += 2 * kSide + 0.4 + lead(*table_, c);
        need.natural += 2 * kSide + 0.4 + lead(*table_, c);
        least += need.least;
        natural += need.natural;
        needs.push_back(need);
    }
    const double share = natural > least ? std::clamp((available - least) / (natural - least), 0.0, 1.0) : 1;
    widths_.clear();
    for (const auto& need : needs) widths_.push_back(need.least + share * (need.natural - need.least));
    return least <= available;
}

TableLayout TableLayout::fit(Canvas& ruler, const Table& table) {
    constexpr double kSize = 7.6;
    struct Try {
        bool landscape;
        double scale;
    };
    constexpr Try kTries[] = {{false, 1}, {false, 0.9}, {true, 1}, {true, 0.9}, {true, 0.8}, {true, 0.7}};
    TableLayout layout(table);
    for (const auto& attempt : kTries) {
        layout.landscape_ = attempt.landscape;
        if (layout.spread(ruler, attempt.landscape ? kLandscapeWidth : kPortraitWidth, kSize * attempt.scale)) break;
    }
    layout.measure_heights(ruler);
    return layout;
}

double TableLayout::stretch(double width) const { return width / std::accumulate(widths_.begin(), widths_.end(), 0.0); }

double TableLayout::measure_row(Canvas& ruler, const Row& row) const {
    const double stretched = stretch(landscape_ ? kLandscapeWidth : kPortraitWidth);
    double height = ruler.measure({0, 0, kEndless, 0}, "0", cell_style(table_->columns.size() - 1, true)).box.h;
    for (std::size_t c = 0; c < table_->columns.size(); ++c) {
        if (table_->columns[c].kind != ColumnKind::Label) continue;
        const Rect box{0, 0, widths_[c] * stretched - 2 * kSide - lead(*table_, c), 0};
        height = std::max(height, ruler.measure(box, printed(row.cells[c], table_->columns[c]), cell_style(c, true)).box.h);
    }
    return height + 2 * kAbove;
}

void TableLayout::measure_heights(Canvas& ruler) {
    const double stretched = stretch(landscape_ ? kLandscapeWidth : kPortraitWidth);
    for (std::size_t c = 0; c < table_->columns.size(); ++c) {
        const auto& column = table_->columns[c];
        const Rect box{0, 0, widths_[c] * stretched - 2 * kSide, 0};
        const auto placed = ruler.measure(box, breakable(heading(column)), head_style());
        title_height_ = std::max(title_height_, placed.box.h + 2 * kAbove + 0.6);
        if (!column.group.empty()) group_height_ = kGroupRow;
    }
    for (const auto& row : table_->rows) heights_.push_back(measure_row(ruler, row));
    if (table_->totals) totals_height_ = measure_row(ruler, *table_->totals);
}

void TableLayout::draw_head(Canvas& canvas, double x, double y, double width) const {
    const double stretched = stretch(width);
    canvas.fill({x, y, width, head_height()}, kSoft);
    canvas.line(x, y, x + width, y, 0.35, kText);
    double left = x;
    for (std::size_t c = 0; c < table_->columns.size();) {
        // Neighbours of one group share a heading.
        const auto& group = table_->columns[c].group;
        double right = left;
        std::size_t next = c;
        while (next < table_->columns.size() && (next == c || (!group.empty() && table_->columns[next].group == group))) {
            const double own = widths_[next] * stretched;
            const double top = group.empty() ? y : y + group_height_;
            const double before = kSide + lead(*table_, next);
            canvas.text({right + before, top, own - kSide - before, y + head_height() - top}, breakable(heading(table_->columns[next])),
                        head_style(table_->columns[next].kind == ColumnKind::Label ? Align::Left : Align::Right));
            right += own;
            ++next;
        }
        if (!group.empty()) {
            auto style = head_style();
            style.max_lines = 1;
            style.min_size = style.size * 0.6;
            canvas.text({left + kSide, y, right - left - 2 * kSide, group_height_}, group, style);
            canvas.line(left + kSide, y + group_height_, right - kSide, y + group_height_, 0.15, kMuted);
        }
        if (right < x + width - 0.1) canvas.line(right, y + 0.6, right, y + head_height() - 0.6, 0.12, kMuted);
        left = right;
        c = next;
    }
    canvas.line(x, y + head_height(), x + width, y + head_height(), 0.25, kText);
}

void TableLayout::draw(Canvas& canvas, double x, double y, double width, const Row& row, double height, Look look) const {
    const double stretched = stretch(width);
    const bool strong = look == Look::Total || look == Look::Subtotal;
    if (look == Look::Striped) canvas.fill({x, y, width, height}, kSurface);
    if (strong) canvas.fill({x, y, width, height}, look == Look::Total ? kSoft : kSurface);
    double left = x;
    for (std::size_t c = 0; c < table_->columns.size(); ++c) {
        const double own = widths_[c] * stretched;
        const double before = kSide + lead(*table_, c);
        canvas.text({left + before, y, own - kSide - before, height}, printed(row.cells[c], table_->columns[c]), cell_style(c, strong));
        left += own;
    }
    if (look == Look::Total) {
        canvas.line(x, y, x + width, y, 0.25, kText);
        canvas.line(x, y + height, x + width, y + height, 0.35, kText);
    } else {
        canvas.line(x, y + height, x + width, y + height, 0.1, kOutline);
    }
}

void TableLayout::draw_row(Canvas& canvas, double x, double y, double width, std::size_t row) const {
    const bool nested = table_->rows[row].level == Level::Subtotal;
    const Look look = nested ? Look::Subtotal : row % 2 == 1 ? Look::Striped : Look::Plain;
    draw(canvas, x, y, width, table_->rows[row], heights_[row], look);
}

void TableLayout::draw_totals(Canvas& canvas, double x, double y, double width) const {
    if (table_->totals) draw(canvas, x, y, width, *table_->totals, totals_height_, Look::Total);
}

}  // namespace loket::reports
