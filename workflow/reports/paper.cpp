// Where everything stands on the pages.

#include "workflow/reports/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "workflow/documents/format.h"
#include "workflow/reports/table_layout.h"

namespace loket::reports {
namespace {

using namespace documents;

constexpr double kSide = kA4Margin, kTop = 22, kFootHeight = 17;

struct Sheet {
    bool landscape = false;
    std::vector<std::function<void(Canvas&)>> parts;
    [[nodiscard]] double width() const { return landscape ? kA4Height : kA4Width; }
    [[nodiscard]] double height() const { return landscape ? kA4Width : kA4Height; }
    [[nodiscard]] double content() const { return width() - 2 * kSide; }
    [[nodiscard]] double bottom() const { return height() - kFootHeight; }
};

/// Everything a page needs to be drawn later.
struct Shared {
    Report report;
    OfficeHead head;
    Instant created;
    std::vector<Sheet> sheets;
};

TextStyle words(double size, Colour colour = kText) { return {.size = size, .colour = colour, .max_lines = 0}; }

/// Sets blocks from top to bottom and opens pages as it goes. Keeps pointers into `shared`, which lives as long as any page.
class Composer {
  public:
    Composer(Canvas& ruler, Shared& shared) : ruler_(ruler), shared_(shared) {}

    void run() {
        open(false);
        y_ = a4_head(ruler_, shared_.head, shared_.report.title, subtitle());
        put([this_ = &shared_, text = subtitle()](Canvas& canvas) { a4_head(canvas, this_->head, this_->report.title, text); });
        for (const auto& block : shared_.report.blocks) std::visit([&](const auto& one) { set(one); }, block);
        sign();
    }

  private:
    [[nodiscard]] std::string subtitle() const {
        const auto& report = shared_.report;
        return report.number.empty() ? report.subtitle : fmt::format("{}  ·  Nomor {}", report.subtitle, report.number);
    }

    Sheet& sheet() { return shared_.sheets.back(); }
    [[nodiscard]] double room() { return sheet().bottom() - y_; }
    void put(std::function<void(Canvas&)> part) { sheet().parts.push_back(std::move(part)); }
    void open(bool landscape) {
        shared_.sheets.push_back({landscape, {}});
        y_ = kTop;
    }

    void set(const Heading& heading) {
        constexpr double kKeep = 60;  // a heading does not stand alone at the foot
        if (room() < kKeep) open(false);
        pending_ = &heading;
    }

    /// Headings wait for what follows them, so that they stand on its page.
    void flush_heading() {
        if (pending_ == nullptr) return;
        const Rect box{kSide, y_ + 2, sheet().content(), 6};
        put([box, heading = pending_](Canvas& canvas) {
            canvas.text(box, heading->text, {.size = 12, .weight = Weight::Bold, .colour = kPrimary, .min_size = 9});
        });
        y_ += 9.5;
        pending_ = nullptr;
    }

    void set(const Paragraph& paragraph) {
        double height = ruler_.measure({0, 0, sheet().content(), 0}, paragraph.text, words(9)).box.h;
        if (room() < height + 12) {
            open(false);
            height = ruler_.measure({0, 0, sheet().content(), 0}, paragraph.text, words(9)).box.h;
        }
        flush_heading();
        const Rect box{kSide, y_, sheet().content(), height};
        put([box, &paragraph](Canvas& canvas) { canvas.text(box, paragraph.text, words(9)); });
        y_ += height + 4;
    }

    void set(const Chart& chart) {
        const double height = chart_height(chart, sheet().content());
        if (room() < height + (pending_ != nullptr ? 10 : 0)) open(false);
        flush_heading();
        const Rect box{kSide, y_, sheet().content(), height};
        put([box, &chart](Canvas& canvas) { draw_chart(canvas, box, chart); });
        y_ += height + 5;
    }

    void set(const Table& table) {
        auto layout = std::make_shared<const TableLayout>(TableLayout::fit(ruler_, table));
        choose_sheet(table, *layout);
        flush_heading();
        begin_table(table, *layout, layout, false);
        if (table.rows.empty()) return say_empty(table);
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            // The totals never stand alone under a repeated head.
            const bool last = r + 1 == table.rows.size();
            const double need = layout->row_height(r) + (last ? layout->totals_height() : 0);
            // Nor a subtotal at the foot of a page without the first of its rows.
            const bool leads = table.rows[r].level == Level::Subtotal && !last;
            if (room() < need + (leads ? layout->row_height(r + 1) : 0)) {
                open(sheet().landscape);
                begin_table(table, *layout, layout, true);
            }
            put([layout, y = y_, width = sheet().content(), r](Canvas& canvas) { layout->draw_row(canvas, kSide, y, width, r); });
            y_ += layout->row_height(r);
        }
        put([layout, y = y_, width = sheet().content()](Canvas& canvas) { layout->draw_totals(canvas, kSide, y, width); });
        y_ += layout->totals_height();
        end_table(table);
    }

    static double whole_height(const Table& table, const TableLayout& layout) {
        double height = 9 + layout.head_height() + layout.totals_height() + 6 + 3.2 * static_cast<double>(table.notes.size());
        for (std::size_t r = 0; r < table.rows.size(); ++r) height += layout.row_height(r);
        return height;
    }

    /// A table goes on here if it fits whole, or if enough of it fits to be worth a break.
    void choose_sheet(const Table& table, const TableLayout& layout) {
        constexpr double kWorthIt = 55, kWorthPage = 190;
        const double whole = whole_height(table, layout), extra = pending_ != nullptr ? 10 : 0;
        const bool turned = layout.landscape() && !sheet().landscape;
        const bool fits = room() >= whole + extra;
        const bool splits = layout.landscape() == sheet().landscape && whole > kWorthPage && room() >= kWorthIt + extra;
        if (turned || (!fits && !splits)) open(layout.landscape());
    }

    void begin_table(const Table& table, const TableLayout& layout, const std::shared_ptr<const TableLayout>& kept, bool again) {
        const Rect box{kSide, y_, sheet().content(), 5};
        auto title = fmt::format("Tabel {}. {}{}", table.number, table.title, again ? " (lanjutan)" : "");
        put([box, title = std::move(title)](Canvas& canvas) {
            canvas.text(box, title, {.size = 9.5, .weight = Weight::SemiBold, .min_size = 7});
        });
        y_ += 5.6;
        if (table.rows.empty()) return;
        put([kept, y = y_, width = box.w](Canvas& canvas) { kept->draw_head(canvas, kSide, y, width); });
        y_ += layout.head_height();
    }

    void small_print(const std::string& text) {
        const auto style = words(6.8, kMuted);
        const double height = ruler_.measure({0, 0, sheet().content(), 0}, text, style).box.h;
        const Rect box{kSide, y_, sheet().content(), height};
        put([box, text, style](Canvas& canvas) { canvas.text(box, text, style); });
        y_ += height + 0.3;
    }

    void say_empty(const Table& table) {
        const Rect box{kSide, y_, sheet().content(), 5};
        put([box, &table](Canvas& canvas) { canvas.text(box, table.when_empty, words(8.5, kMuted)); });
        y_ += 5;
        end_table(table);
    }

    void end_table(const Table& table) {
        y_ += 1;
        for (const auto& note : table.notes) small_print("Catatan: " + note);
        small_print(table.source);
        y_ += 5;
    }

    void sign() {
        const auto& by = shared_.report.signatory;
        if (by.name.empty()) return;
        constexpr double kHeight = 42, kWidth = 78;
        if (room() < kHeight) open(false);
        const double x = sheet().width() - kSide - kWidth;
        put([x, y = y_, &by](Canvas& canvas) {
            const auto centred = [](double size, Weight weight) {
                return TextStyle{.size = size, .weight = weight, .align = Align::Centre, .max_lines = 2, .min_size = 7};
            };
            canvas.text({x, y, kWidth, 5}, fmt::format("{}, {}", by.place, plain_date(by.day)), centred(9, Weight::Regular));
            canvas.text({x, y + 5, kWidth, 9}, by.role, centred(9, Weight::Regular));
            canvas.text({x, y + 32, kWidth, 5}, by.name, centred(9.5, Weight::Bold));
            canvas.line(x + 8, y + 37, x + kWidth - 8, y + 37, 0.2, kText);
            if (!by.nip.empty()) canvas.text({x, y + 37.6, kWidth, 4}, "NIP " + by.nip, centred(8.5, Weight::Regular));
        });
    }

    Canvas& ruler_;
    Shared& shared_;
    const Heading* pending_ = nullptr;
    double y_ = 0;
};

void running_head(Canvas& canvas, const Shared& shared, const Sheet& sheet) {
    const auto& report = shared.report;
    canvas.text({kSide, 10, sheet.content() * 0.6, 4}, fmt::format("{} – {}", report.title, report.subtitle),
                {.size = 8, .weight = Weight::SemiBold, .colour = kMuted, .min_size = 6});
    canvas.text({kSide + sheet.content() * 0.6, 10, sheet.content() * 0.4, 4}, shared.head.office,
                {.size = 8, .colour = kMuted, .align = Align::Right, .min_size = 6});
    canvas.line(kSide, 15.5, sheet.width() - kSide, 15.5, 0.3, kPrimary);
}

void foot(Canvas& canvas, const Shared& shared, const Sheet& sheet, std::size_t page) {
    const double y = sheet.height() - 12;
    const auto style = [](Align align) { return TextStyle{.size = 7.5, .colour = kMuted, .align = align, .min_size = 6}; };
    canvas.line(kSide, y, sheet.width() - kSide, y, 0.2, kOutline);
    const double third = sheet.content() / 3;
    canvas.text({kSide, y + 1.6, third, 4}, "Dibuat " + long_date_time(shared.created), style(Align::Left));
    canvas.text({kSide + third, y + 1.6, third, 4},
                shared.report.publication ? "PUBLIKASI" : "INTERN – tidak untuk disebarluaskan", style(Align::Centre));
    canvas.text({kSide + 2 * third, y + 1.6, third, 4}, fmt::format("Halaman {} dari {}", page + 1, shared.sheets.size()),
                style(Align::Right));
}

void specimen(Canvas& canvas, const Shared& shared, const Sheet& sheet) {
    if (!shared.head.specimen) return;
    constexpr Colour kFaint{0xc8, 0x10, 0x2e, 0.07};
    canvas.mark({0, 0, sheet.width(), sheet.height()}, kSpecimen, {.size = 60, .weight = Weight::Bold, .colour = kFaint},
                sheet.landscape ? 26 : 45);
}

void draw_page(Canvas& canvas, const Shared& shared, std::size_t page) {
    const auto& sheet = shared.sheets[page];
    if (page > 0) running_head(canvas, shared, sheet);
    for (const auto& part : sheet.parts) part(canvas);
    foot(canvas, shared, sheet, page);
    specimen(canvas, shared, sheet);
}

}  // namespace

Result<Paper> report_paper(const Report& report, const OfficeHead& head, Instant created) {
    if (const auto wrong = problems(report); !wrong.empty()) return rejected("report.broken", wrong.front());
    const auto shared = std::make_shared<Shared>(Shared{report, head, created, {}});
    LOKET_TRY(lay_out([&](Canvas& ruler) { Composer(ruler, *shared).run(); }));
    const std::shared_ptr<const Shared> kept = shared;
    Paper paper{fmt::format("{} {}", report.title, report.subtitle), {}};
    for (std::size_t p = 0; p < kept->sheets.size(); ++p) {
        const auto& sheet = kept->sheets[p];
        paper.pages.push_back({paper.title, sheet.width(), sheet.height(), [kept, p, height = sheet.height()](Canvas& canvas) {
                                   draw_page(canvas, *kept, p);
                                   return height;
                               }});
    }
    return paper;
}

Result<Bytes> report_pdf(const Report& report, const OfficeHead& head, Instant created) {
    LOKET_ASSIGN(paper, report_paper(report, head, created));
    return render_pdf(paper, created);
}

}  // namespace loket::reports
