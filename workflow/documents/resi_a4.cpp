#include <fmt/format.h>

#include <algorithm>

#include "workflow/documents/format.h"
#include "workflow/documents/resi.h"

namespace loket::documents {
namespace {

double number_panel(Canvas& canvas, const ResiPaper& paper, double top) {
    constexpr double kHeight = 42;
    constexpr double kQr = 38;
    const Rect panel{kA4Margin, top, kA4Inner, kHeight};
    canvas.fill(panel, kSurface, 3);
    canvas.frame(panel, 0.3, kOutline, 3);
    Flow flow(canvas, kA4Margin + 7, top + 6, kA4Inner - kQr - 18);
    flow.text("Nomor resi", paragraph(9, Weight::Regular, kMuted)).gap(0.4);
    flow.text(paper.resi, one_line(25, Weight::Bold, kPrimary))
        .gap(2.4)
        .text("Layanan", paragraph(9, Weight::Regular, kMuted));
    flow.text(paper.service, {.size = 12, .weight = Weight::SemiBold, .max_lines = 2, .min_size = 9});
    const Rect qr{panel.right() - kQr - 2, top + 2, kQr, kQr};
    canvas.fill(qr, kWhite, 2);
    canvas.qr(qr, paper.qr.empty() ? paper.resi : paper.qr);
    return panel.bottom() + 3;
}

double facts(Canvas& canvas, const ResiPaper& paper, double top) {
    const auto label = paragraph(10, Weight::Regular, kMuted);
    const TextStyle value{.size = 10, .weight = Weight::Medium, .max_lines = 2, .min_size = 8};
    Flow flow(canvas, kA4Margin, top, kA4Inner);
    flow.beside({"Nama pemohon", paper.applicant}, 48, label, value)
        .beside({"NIK", masked_nik(paper.nik)}, 48, label, value)
        .beside({"Kecamatan", paper.district}, 48, label, value)
        .beside({"Diterima", long_date_time(paper.received)}, 48, label, value)
        .beside({"Petugas penerima", paper.officer}, 48, label, value);
    return flow.y() + 4;
}

double promise_panel(Canvas& canvas, const ResiPaper& paper, double top) {
    constexpr double kHeight = 20;
    const Rect panel{kA4Margin, top, kA4Inner, kHeight};
    canvas.fill(panel, kSoft, 3);
    Flow left(canvas, kA4Margin + 6, top + 3.6, 76);
    left.text(fmt::format("Selesai paling lambat ({})", working_days(paper.promised_days)),
              one_line(9, Weight::Regular, kMuted))
        .gap(0.4);
    left.text(long_date(paper.promised), one_line(15, Weight::Bold, kPrimary));
    canvas.line(kA4Margin + 86, top + 4, kA4Margin + 86, top + kHeight - 4, 0.2, kPrimary);
    Flow right(canvas, kA4Margin + 91, top + 3.6, kA4Inner - 97);
    right.text("Tempat dan jam pengambilan", one_line(9, Weight::Regular, kMuted)).gap(0.4);
    right.text(paper.pickup_counter, one_line(11, Weight::SemiBold)).text(paper.pickup_hours, one_line(9));
    return panel.bottom() + 5;
}

double advice(Canvas& canvas, const ResiPaper& paper, double top) {
    const TextStyle body{.size = 9.5, .max_lines = 2};
    Flow flow(canvas, kA4Margin, top, kA4Inner);
    flow.text("Yang perlu diperhatikan", paragraph(11, Weight::SemiBold)).gap(1);
    std::size_t number = 1;
    if (!paper.promise_note.empty()) flow.numbered(number++, paper.promise_note, body);
    flow.numbered(number++,
                  "Bawalah resi ini saat mengambil dokumen. Jika resi hilang, laporkan kepada petugas loket.",
                  body);
    for (const auto& note : paper.pickup_notes) flow.numbered(number++, note, body);
    if (!paper.status_check.empty())
        flow.numbered(number, "Cek status permohonan: " + paper.status_check, body);
    return flow.y() + 4;
}

/// Up to two columns, filled down as far as the page has room; what does not fit is counted, never dropped in
/// silence.
void documents(Canvas& canvas, const ResiPaper& paper, double top) {
    constexpr std::size_t kOneColumn = 5;
    constexpr double kLimit = kA4Foot - 9;
    const auto& all = paper.documents;
    if (all.empty()) return;
    if (top > kLimit - 15)
        return canvas.fail(
            rejected("document.too_long", "the notes leave no room for the documents of the resi"));
    const TextStyle entry{.size = 9.5, .max_lines = 2};
    const bool columns = all.size() > kOneColumn;
    const double width = columns ? (kA4Inner - 6) / 2 : kA4Inner;
    Flow heading(canvas, kA4Margin, top, kA4Inner);
    heading.text(fmt::format("Berkas yang diterima ({})", all.size()), paragraph(11, Weight::SemiBold))
        .gap(1);
    std::size_t next = 0;
    for (const double x : {kA4Margin, kA4Margin + width + 6}) {
        Flow column(canvas, x, heading.y(), width);
        const std::size_t end = columns && x == kA4Margin ? (all.size() + 1) / 2 : all.size();
        for (; next < end &&
               column.y() + canvas.measure({0, 0, width - 7, 0}, all[next], entry).box.h <= kLimit;
             ++next)
            column.numbered(next + 1, all[next], entry);
    }
    if (next < all.size())
        canvas.text({kA4Margin, kLimit + 1.5, kA4Inner, 0},
                    fmt::format("dan {} berkas lain yang tercatat di buku registrasi", all.size() - next),
                    paragraph(9, Weight::Medium, kMuted));
}

}  // namespace

Drawing resi_a4(const ResiPaper& paper) {
    return {"Resi Bukti Pengurusan " + paper.resi, kA4Width, kA4Height, [paper](Canvas& canvas) {
                double y = a4_head(canvas, paper.head, "RESI BUKTI PENGURUSAN",
                                   "Tanda terima berkas permohonan dokumen kependudukan");
                y = number_panel(canvas, paper, y);
                y = facts(canvas, paper, y);
                y = promise_panel(canvas, paper, y);
                y = advice(canvas, paper, y);
                documents(canvas, paper, y);
                a4_foot(canvas, paper.head,
                        paper.resi + "  ·  Diterbitkan " + long_date_time(paper.received));
                a4_specimen(canvas, paper.head);
                return kA4Height;
            }};
}

}  // namespace loket::documents
