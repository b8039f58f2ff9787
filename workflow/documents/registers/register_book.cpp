#include "workflow/documents/registers/register_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "workflow/documents/format.h"
#include "workflow/documents/registers/columns.h"

namespace loket::documents::registers {
namespace {

constexpr double kHeadTop = 8, kTableTop = 27, kHeadHeight = 7, kRowsEnd = 190, kTotalsTop = 192.5;
constexpr double kLeastRow = 5.2, kSignatureRow = 11, kDayRow = 5;
constexpr double kClosing = 44;  ///< sums by service and signature, on the last sheet
constexpr std::size_t kLongestText = 400;  ///< bytes of a cell; even in the narrowest column its row fits a sheet
const GridType kCell{.size = 7};

/// A line of a sheet: an entry, or (entry null) the heading of a day.
struct Line {
    const Entry* entry = nullptr;
    Date day{};
    double height = 0;
};
struct Sheet {
    std::vector<Line> lines;
    std::size_t entries = 0, so_far = 0;  ///< on this sheet; to its end
    bool closing = false;
};

Status check(const BookPaper& paper) {
    if (!paper.span.first.ok() || !paper.span.last.ok() || paper.span.last < paper.span.first)
        return rejected("register.span", "the last day of a register cannot lie before the first");
    std::uint32_t last = 0;
    for (const auto& entry : paper.entries) {
        const auto day = wib_date(entry.at);
        if (day < paper.span.first || paper.span.last < day)
            return rejected("register.outside", fmt::format("entry {} is of {}, outside the days of this book", entry.serial, iso_date(day)));
        if (entry.serial <= last) return rejected("register.order", fmt::format("entry {} follows entry {}", entry.serial, last));
        last = entry.serial;
        for (const auto& cell : cells_of(paper.book, entry))
            if (cell.size() > kLongestText)
                return rejected("document.too_long", fmt::format("entry {} has a text of more than {} bytes", entry.serial, kLongestText));
    }
    return {};
}

std::string span_words(const Span& span) {
    if (span.first == span.last) return long_date(span.first);
    if (span.first.year() == span.last.year() && span.first.month() == span.last.month() && span.first.day() == std::chrono::day{1} &&
        Date{span.last.year() / span.last.month() / std::chrono::last} == span.last)
        return fmt::format("Bulan {}", plain_date(span.first).substr(2));  // without "1 "
    return fmt::format("{} – {}", plain_date(span.first), plain_date(span.last));
}

std::vector<Line> lines_of(Canvas& canvas, const BookPaper& paper) {
    const auto& columns = columns_of(paper.book);
    const bool by_day = paper.span.first != paper.span.last;
    std::vector<Line> out;
    Date day{};
    for (const auto& entry : paper.entries) {
        if (const auto of = wib_date(entry.at); by_day && of != day) {
            day = of;
            out.push_back({nullptr, day, kDayRow});
        }
        double height = std::max(kLeastRow, grid_row_height(canvas, columns, cells_of(paper.book, entry), kCell));
        if (paper.book == Book::Pickup && !entry.signature.empty()) height = std::max(height, kSignatureRow);
        out.push_back({&entry, day, height});
    }
    return out;
}

std::vector<Sheet> paginate(const std::vector<Line>& lines) {
    std::vector<Sheet> out(1);
    double y = kTableTop + kHeadHeight;
    std::size_t entries = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // The heading of a day takes its first entry along.
        const double needed = lines[i].height + (lines[i].entry == nullptr && i + 1 < lines.size() ? lines[i + 1].height : 0);
        if (y + needed > kRowsEnd && !out.back().lines.empty()) {
            out.emplace_back();
            y = kTableTop + kHeadHeight;
        }
        entries += lines[i].entry != nullptr ? 1 : 0;
        out.back().entries += lines[i].entry != nullptr ? 1 : 0;
        out.back().lines.push_back(lines[i]);
        out.back().so_far = entries;
        y += lines[i].height;
    }
    if (y + kClosing > kRowsEnd) {
        out.emplace_back();
        out.back().so_far = entries;
    }
    out.back().closing = true;
    return out;
}

std::string grouped_hash(const Sha256& hash) {
    const auto hex = to_hex(hash);
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 8) {
        if (i > 0) out += ' ';
        out.append(hex, i, 8);
    }
    return out;
}

/// Draws one sheet of a book. Shares the book with the other sheets.
class Painter {
  public:
    Painter(Canvas& canvas, const BookPaper& paper, const Sheet& sheet, std::size_t page, std::size_t pages)
        : canvas_(canvas), paper_(paper), sheet_(sheet), page_(page), pages_(pages) {}

    void draw() {
        heading();
        double y = grid_head(canvas_, kWideMargin, kTableTop, columns_of(paper_.book), kHeadHeight, false);
        for (const auto& line : sheet_.lines) {
            line.entry == nullptr ? day(y, line) : row(y, line);
            y += line.height;
        }
        if (paper_.entries.empty()) {
            canvas_.text({kWideMargin, y + 4, kWideContent, 8}, "NIHIL",
                         {.size = 16, .weight = Weight::Bold, .colour = kMuted, .align = Align::Centre});
            y += 14;
        }
        if (sheet_.closing) closing(y + 3);
        totals();
        foot();
        wide_specimen(canvas_, paper_.head);
    }

  private:
    void heading() {
        Flow left(canvas_, kWideMargin, kHeadTop, kWideContent - 70);
        left.text(upper(std::string(title_of(paper_.book))), one_line(15, Weight::Bold))
            .text(span_words(paper_.span), one_line(10, Weight::Medium, kPrimary));
        left.text(fmt::format("{}, {}", paper_.head.office, paper_.head.government), one_line(7.5, Weight::Regular, kMuted));
        canvas_.text({kWideWidth - kWideMargin - 60, kHeadTop + 7, 60, 5}, fmt::format("Halaman {} dari {}", page_, pages_),
                     {.size = 9, .weight = Weight::Medium, .align = Align::Right});
    }

    void day(double y, const Line& line) {
        const Rect box{kWideMargin, y, kWideContent, line.height};
        canvas_.fill(box, kSurface);
        canvas_.frame({box.x, box.y, box.w + 0.15, box.h + 0.15}, 0.15, kMuted);
        const auto count = std::count_if(paper_.entries.begin(), paper_.entries.end(), [&](const Entry& e) { return wib_date(e.at) == line.day; });
        canvas_.text({box.x + 1.5, y, box.w - 3, box.h}, fmt::format("{}  ·  {} catatan", long_date(line.day), count),
                     {.size = 7.4, .weight = Weight::SemiBold, .valign = VAlign::Middle});
    }

    void row(double y, const Line& line) {
        const auto& columns = columns_of(paper_.book);
        grid_row(canvas_, kWideMargin, y, line.height, columns, cells_of(paper_.book, *line.entry), kCell);
        const auto signature = signature_column(paper_.book);
        if (signature == kNoColumn || line.entry->signature.empty()) return;
        double x = kWideMargin;
        for (std::size_t i = 0; i < signature; ++i) x += columns[i].width;
        canvas_.ink(Rect{x, y, columns[signature].width, line.height}.inset(0.8), line.entry->signature, kText);
    }

    void closing(double y) {
        std::map<std::string, int> sums;
        for (const auto& entry : paper_.entries) ++sums[entry.service];
        std::string words;
        for (const auto& [service, count] : sums)
            if (!service.empty()) words += fmt::format("{}{}: {}", words.empty() ? "" : "   ·   ", service, count);
        Flow left(canvas_, kWideMargin, y, kWideContent - 95);
        left.text("Jumlah menurut layanan", paragraph(8, Weight::SemiBold))
            .text(words.empty() ? "–" : words, {.size = 8, .max_lines = 5, .min_size = 5})
            .gap(2);
        left.text("Buku ini ditutup dengan catatan terakhir di atas; tidak ada baris yang dihapus atau diubah. Perbaikan dicatat sebagai baris baru.",
                  {.size = 7.4, .colour = kMuted, .max_lines = 3});
        draw_signature(y);
    }

    void draw_signature(double y) {
        const double x = kWideWidth - kWideMargin - 84;
        const TextStyle centred{.size = 8.4, .align = Align::Centre, .min_size = 6};
        canvas_.text({x, y, 84, 4}, fmt::format("{}, {}", paper_.place, plain_date(wib_date(paper_.printed))), centred);
        canvas_.text({x, y + 4.4, 84, 4}, "Petugas yang menutup buku", centred);
        canvas_.text({x, y + 29, 84, 4}, paper_.officer, {.size = 8.6, .weight = Weight::SemiBold, .align = Align::Centre, .min_size = 6});
        canvas_.line(x + 10, y + 33.4, x + 74, y + 33.4, 0.2, kText);
    }

    void totals() {
        const auto all = paper_.entries.size();
        canvas_.line(kWideMargin, kTotalsTop - 1, kWideWidth - kWideMargin, kTotalsTop - 1, 0.3, kPrimary);
        canvas_.text({kWideMargin, kTotalsTop, kWideContent, 4},
                     fmt::format("Halaman ini: {}   ·   Sampai halaman ini: {}   ·   Seluruh buku ini: {}   ·   Tahun {} sampai halaman ini: {}",
                                 sheet_.entries, sheet_.so_far, all, static_cast<int>(paper_.span.last.year()), paper_.before + sheet_.so_far),
                     {.size = 8, .weight = Weight::Medium, .min_size = 6});
    }

    void foot() {
        wide_foot(canvas_, fmt::format("Rantai catatan no. {}  ·  SHA-256 {}", paper_.chain.sequence, grouped_hash(paper_.chain.hash)),
                  fmt::format("Dicetak {} oleh {}  ·  NIK disamarkan (UU 27/2022)", long_date_time(paper_.printed), paper_.officer),
                  fmt::format("Halaman {} dari {}", page_, pages_));
    }

    Canvas& canvas_;
    const BookPaper& paper_;
    const Sheet& sheet_;
    std::size_t page_, pages_;
};

}  // namespace

Result<Paper> register_book(const BookPaper& given) {
    LOKET_TRY(check(given));
    // The sheets point into the book; they keep it alive together.
    const auto paper = std::make_shared<const BookPaper>(given);
    auto sheets = std::make_shared<std::vector<Sheet>>();
    LOKET_TRY(lay_out([&](Canvas& canvas) {
        const auto lines = lines_of(canvas, *paper);
        *sheets = paginate(lines);
    }));
    Paper out{std::string(title_of(paper->book)), {}};
    for (std::size_t i = 0; i < sheets->size(); ++i)
        out.pages.push_back({out.title, kWideWidth, kWideHeight, [paper, sheets, i](Canvas& canvas) {
                                 Painter(canvas, *paper, (*sheets)[i], i + 1, sheets->size()).draw();
                                 return kWideHeight;
                             }});
    return out;
}

}  // namespace loket::documents::registers
