#include "workflow/documents/notice.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

constexpr double kFirstTop = 62, kLast = kA4Foot - 4, kQr = 34;

const TextStyle kSlipLabel = paragraph(8, Weight::Medium, kBlack), kSlipValue = paragraph(10, Weight::SemiBold, kBlack);
const TextStyle kLabel = paragraph(9, Weight::SemiBold, kPrimary), kValue = paragraph(10);

/// A row as `Flow::stacked` sets it, from `y`; where it ends.
double set_row(Canvas& canvas, const Row& row, double y) {
    Flow flow(canvas, kA4Margin, y, kA4Inner);
    flow.stacked(row, kLabel, kValue).gap(1.6);
    return flow.y();
}

double row_height(Canvas& canvas, const Row& row) {
    const double label = canvas.measure({0, 0, kA4Inner, 0}, row.label, kLabel).box.h, value = canvas.measure({0, 0, kA4Inner, 0}, row.value, kValue).box.h;
    return label + value + 5;
}

/// First row of each sheet.
Result<std::vector<std::size_t>> sheets_of(const Notice& notice) {
    std::vector<std::size_t> first{0};
    bool too_long = false;
    LOKET_TRY(lay_out([&](Canvas& canvas) {
        double y = kFirstTop;
        for (std::size_t i = 0; i < notice.rows.size(); ++i) {
            const double high = row_height(canvas, notice.rows[i]);
            too_long |= kFirstTop + high > kLast;
            if (y + high > kLast) {
                first.push_back(i);
                y = kFirstTop;
            }
            y += high;
        }
    }));
    if (too_long) return rejected("document.too_long", "a section of the notice fits on no sheet");
    return first;
}

}  // namespace

Drawing notice_slip(const Notice& notice) {
    return {notice.title, kSlipWidth, 0, [notice](Canvas& canvas) {
                const auto centred = paragraph(9, Weight::Medium, kBlack, Align::Centre);
                Flow flow(canvas, 2, 0, kSlipWidth - 4);
                slip_head(flow, notice.head);
                flow.gap(2.5).text(notice.title, paragraph(13, Weight::Bold, kBlack, Align::Centre)).gap(1);
                if (!notice.number.empty()) flow.text(notice.number, {.size = 26, .weight = Weight::Bold, .colour = kBlack, .align = Align::Centre, .min_size = 11}).gap(1);
                if (!notice.qr.empty()) {
                    canvas.qr({flow.x() + (flow.width() - kQr) / 2, flow.y(), kQr, kQr}, notice.qr);
                    flow.gap(kQr + 1);
                }
                flow.rule(0.25, kBlack, 1).gap(1.8);
                for (const auto& row : notice.rows) flow.stacked(row, kSlipLabel, kSlipValue);
                if (!notice.note.empty()) flow.gap(0.8).text(notice.note, paragraph(9, Weight::Medium, kBlack));
                flow.gap(1.2).text(long_date_time(notice.printed), centred);
                slip_foot(flow, notice.head);
                return flow.y();
            }};
}

Result<Paper> notice_a4(const Notice& notice) {
    LOKET_ASSIGN(first, sheets_of(notice));
    Paper paper{notice.title};
    for (std::size_t sheet = 0; sheet < first.size(); ++sheet) {
        const std::size_t begin = first[sheet], end = sheet + 1 < first.size() ? first[sheet + 1] : notice.rows.size(), count = first.size();
        paper.pages.push_back({notice.title, kA4Width, kA4Height, [=](Canvas& canvas) {
                                   a4_head(canvas, notice.head, upper(notice.title), notice.number.empty() ? notice.note : notice.number);
                                   double y = kFirstTop;
                                   for (std::size_t i = begin; i < end; ++i) y = set_row(canvas, notice.rows[i], y);
                                   a4_foot(canvas, notice.head, fmt::format("{}  ·  {} / {}", long_date_time(notice.printed), sheet + 1, count));
                                   a4_specimen(canvas, notice.head);
                                   return kA4Height;
                               }});
    }
    return paper;
}

}  // namespace loket::documents
