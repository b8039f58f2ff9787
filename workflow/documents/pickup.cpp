#include "workflow/documents/pickup.h"

#include <fmt/format.h>

#include "workflow/documents/format.h"

namespace loket::documents {
namespace {

std::string activation_words(const PickupReceipt& receipt) {
    const auto detail =
        receipt.activation_detail.empty() ? "" : fmt::format(" ({})", receipt.activation_detail);
    switch (receipt.activation) {
        case Activation::NotRequired:
            return "Tidak diperlukan untuk dokumen ini";
        case Activation::FingerMatched:
            return fmt::format("Aktif – sidik jari pemilik cocok{}", detail);
        case Activation::OfficerConfirmed:
            return fmt::format("Aktif – identitas pemilik dipastikan petugas{}", detail);
    }
    return {};
}

double facts(Canvas& canvas, const PickupReceipt& receipt, double top) {
    const auto label = paragraph(10, Weight::Regular, kMuted);
    const TextStyle value{.size = 10, .weight = Weight::Medium, .max_lines = 2, .min_size = 8};
    Flow flow(canvas, kA4Margin, top, kA4Inner);
    flow.beside({"Layanan", receipt.service}, 48, label, value)
        .beside({"Nama pemilik dokumen", receipt.holder}, 48, label, value)
        .beside({"NIK", masked_nik(receipt.nik)}, 48, label, value)
        .beside({"Nomor seri", receipt.serial}, 48, label, value)
        .beside({"Permohonan diterima", long_date_time(receipt.received)}, 48, label, value)
        .beside({"Dokumen selesai", long_date(receipt.finished)}, 48, label, value)
        .beside({"Diserahkan", long_date_time(receipt.handed_over)}, 48, label, value)
        .beside({"Diambil oleh", receipt.taken_by}, 48, label, value)
        .beside({"Hubungan", receipt.relation}, 48, label, value)
        .beside({"Resi", receipt.resi_surrendered
                             ? "Diserahkan kembali kepada petugas"
                             : "Hilang – diganti pemeriksaan identitas dan surat pernyataan"},
                48, label, value)
        .beside({"Catatan", receipt.note}, 48, label, {.size = 10, .max_lines = 3, .min_size = 8});
    return flow.y() + 5;
}

double number_panel(Canvas& canvas, const PickupReceipt& receipt, double top) {
    constexpr double kHeight = 32;
    constexpr double kQr = 28;
    const Rect panel{kA4Margin, top, kA4Inner, kHeight};
    canvas.fill(panel, kSurface, 3);
    canvas.frame(panel, 0.3, kOutline, 3);
    Flow flow(canvas, kA4Margin + 7, top + 5, kA4Inner - kQr - 18);
    flow.text("Dokumen yang diserahkan", paragraph(9, Weight::Regular, kMuted)).gap(0.2);
    flow.text(receipt.document, one_line(16, Weight::Bold, kPrimary)).gap(1.4);
    flow.text("Resi " + receipt.resi, one_line(12, Weight::SemiBold));
    const Rect qr{panel.right() - kQr - 2, top + 2, kQr, kQr};
    canvas.fill(qr, kWhite, 2);
    canvas.qr(qr, receipt.qr.empty() ? receipt.resi : receipt.qr);
    return panel.bottom() + 3;
}

double activation_panel(Canvas& canvas, const PickupReceipt& receipt, double top) {
    constexpr double kHeight = 12;
    const bool matched = receipt.activation == Activation::FingerMatched;
    const bool by_officer = receipt.activation == Activation::OfficerConfirmed;
    const Colour ground = matched ? kSuccessSoft : by_officer ? kWarningSoft : kSurface;
    const Colour ink = matched ? kSuccess : by_officer ? kWarning : kMuted;
    canvas.fill({kA4Margin, top, kA4Inner, kHeight}, ground, 2);
    canvas.text({kA4Margin + 4, top, 42, kHeight}, "Aktivasi KTP-el",
                {.size = 10, .colour = ink, .valign = VAlign::Middle});
    canvas.text({kA4Margin + 48, top, kA4Inner - 52, kHeight}, activation_words(receipt),
                {.size = 11,
                 .weight = Weight::SemiBold,
                 .colour = ink,
                 .valign = VAlign::Middle,
                 .max_lines = 2,
                 .min_size = 8});
    return top + kHeight + 6;
}

void signature_block(Canvas& canvas, double x, double top, std::string_view role, std::string_view name,
                     const GrayImage& signature) {
    constexpr double kBlock = 70;
    const auto centred = one_line(9.5, Weight::Regular, kMuted, Align::Centre);
    canvas.text({x, top, kBlock, 5}, role, centred);
    canvas.ink({x + 5, top + 6, kBlock - 10, 18}, signature, kText);
    canvas.line(x + 5, top + 25, x + kBlock - 5, top + 25, 0.25, kText);
    canvas.text({x, top + 26, kBlock, 5}, name, one_line(10, Weight::SemiBold, kText, Align::Centre));
}

}  // namespace

Drawing pickup_receipt(const PickupReceipt& receipt) {
    return {"Bukti Pengambilan " + receipt.resi, kA4Width, kA4Height, [receipt](Canvas& canvas) {
                constexpr double kSignatures = 222;
                double y = a4_head(canvas, receipt.head, "BUKTI PENGAMBILAN DOKUMEN",
                                   "Tanda terima penyerahan dokumen kependudukan");
                y = number_panel(canvas, receipt, y);
                y = facts(canvas, receipt, y);
                if (receipt.activation != Activation::NotRequired) y = activation_panel(canvas, receipt, y);
                canvas.text({kA4Margin, y, kA4Inner, 10},
                            "Dengan ini saya menyatakan telah menerima dokumen tersebut di atas dalam "
                            "keadaan baik, dan data di dalamnya telah saya periksa.",
                            {.size = 9.5, .max_lines = 2, .min_size = 8});
                signature_block(canvas, kA4Margin, kSignatures, "Yang menyerahkan,", receipt.officer, {});
                signature_block(canvas, kA4Width - kA4Margin - 70, kSignatures, "Yang menerima,",
                                receipt.taken_by, receipt.signature);
                a4_foot(canvas, receipt.head,
                        receipt.resi + "  ·  Diterbitkan " + long_date_time(receipt.handed_over));
                a4_specimen(canvas, receipt.head);
                return kA4Height;
            }};
}

}  // namespace loket::documents
