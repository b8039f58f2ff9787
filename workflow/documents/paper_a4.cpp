// Head, foot and mark of the A4 papers.

#include <fmt/format.h>

#include "workflow/documents/format.h"
#include "workflow/documents/paper.h"

namespace loket::documents {
namespace {

/// The mark of the kiosk, a shield with a tick: neither a coat of arms nor a seal.
void emblem(Canvas& canvas, double x, double y, double size) {
    canvas.fill({x, y, size, size}, kPrimary, size / 2);
    const auto at = [&](double u, double v) { return std::pair{x + u * size, y + v * size}; };
    canvas.polygon({at(.50, .22), at(.70, .30), at(.70, .50), at(.67, .60), at(.60, .70), at(.50, .77),
                    at(.40, .70), at(.33, .60), at(.30, .50), at(.30, .30)},
                   kWhite);
    canvas.polyline({at(.40, .50), at(.475, .575), at(.605, .415)}, size * .055, kPrimary);
}

}  // namespace

double a4_head(Canvas& canvas, const OfficeHead& head, std::string_view title, std::string_view subtitle) {
    constexpr double kTextLeft = kA4Margin + 20;
    constexpr double kTextWidth = kA4Width - kA4Margin - kTextLeft;
    canvas.fill({0, 0, kA4Width, 2.4}, kRed);
    emblem(canvas, kA4Margin, 14, 15);
    Flow names(canvas, kTextLeft, 13.4, kTextWidth);
    names.text(upper(head.government), one_line(10, Weight::Medium, kMuted))
        .text(upper(head.office), one_line(14, Weight::Bold));
    if (!head.address.empty()) names.gap(0.4).text(head.address, one_line(8.5, Weight::Regular, kMuted));
    canvas.line(kA4Margin, 33, kA4Width - kA4Margin, 33, 0.7, kPrimary);
    canvas.line(kA4Margin, 34, kA4Width - kA4Margin, 34, 0.2, kPrimary);
    Flow heading(canvas, kA4Margin, 39, kA4Width - 2 * kA4Margin);
    heading.text(title, one_line(17, Weight::Bold, kText, Align::Centre)).gap(0.6);
    heading.text(subtitle, one_line(10, Weight::Regular, kMuted, Align::Centre));
    return heading.y() + 5;
}

void a4_foot(Canvas& canvas, const OfficeHead& head, std::string_view reference) {
    canvas.fill({kA4Margin, kA4Foot, kA4Inner, 9}, kSuccessSoft, 2);
    canvas.text({kA4Margin + 4, kA4Foot, kA4Inner - 8, 9}, kFreeOfCharge,
                {.size = 11,
                 .weight = Weight::Bold,
                 .colour = kSuccess,
                 .align = Align::Centre,
                 .valign = VAlign::Middle});
    Flow foot(canvas, kA4Margin, kA4Foot + 11.5, kA4Inner);
    foot.text(head.complaint.empty() ? "" : "Pengaduan: " + head.complaint,
              {.size = 8.5, .align = Align::Centre, .max_lines = 2, .min_size = 7});
    canvas.line(kA4Margin, 284, kA4Width - kA4Margin, 284, 0.2, kOutline);
    canvas.text({kA4Margin, 285.5, kA4Inner, 4}, reference,
                one_line(7.5, Weight::Regular, kMuted, Align::Centre));
}

void a4_specimen(Canvas& canvas, const OfficeHead& head) {
    if (!head.specimen) return;
    constexpr Colour kFaint{0xc8, 0x10, 0x2e, 0.11};
    // Below the panel with the QR code, which must stay clean.
    canvas.mark({0, 105, kA4Width, 150}, kSpecimen, {.size = 56, .weight = Weight::Bold, .colour = kFaint},
                36);
    constexpr Rect kStamp{kA4Width - kA4Margin - 58, 5.4, 58, 5.6};
    canvas.frame(kStamp, 0.35, kRed, 1);
    canvas.text(kStamp, "SPECIMEN / CONTOH – BUKAN DOKUMEN RESMI",
                {.size = 6.6,
                 .weight = Weight::Bold,
                 .colour = kRed,
                 .align = Align::Centre,
                 .valign = VAlign::Middle,
                 .min_size = 5});
}

}  // namespace loket::documents
