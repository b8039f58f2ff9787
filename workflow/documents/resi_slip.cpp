#include <fmt/format.h>

#include "workflow/documents/format.h"
#include "workflow/documents/resi.h"

namespace loket::documents {
namespace {

const TextStyle kLabel = paragraph(8, Weight::Medium, kBlack);
const TextStyle kValue = paragraph(10, Weight::SemiBold, kBlack);
const TextStyle kBody = paragraph(9, Weight::Medium, kBlack);

void number_and_qr(Flow& flow, const ResiPaper& paper) {
    constexpr double kQr = 34;
    flow.gap(2.5).text("RESI BUKTI PENGURUSAN", one_line(13, Weight::Bold, kBlack, Align::Centre)).gap(1);
    flow.text(paper.resi, one_line(17, Weight::Bold, kBlack, Align::Centre));
    flow.canvas().qr({flow.x() + (flow.width() - kQr) / 2, flow.y(), kQr, kQr},
                     paper.qr.empty() ? paper.resi : paper.qr);
    flow.gap(kQr).rule(0.25, kBlack, 1).gap(1.8);
}

void who_and_what(Flow& flow, const ResiPaper& paper) {
    flow.stacked({"Layanan", paper.service}, kLabel, kValue)
        .stacked({"Nama pemohon", paper.applicant}, kLabel, kValue)
        .stacked({"NIK", masked_nik(paper.nik)}, kLabel, kValue)
        .stacked({"Kecamatan", paper.district}, kLabel, kValue)
        .stacked({"Diterima", long_date_time(paper.received)}, kLabel, one_line(10, Weight::SemiBold, kBlack))
        .stacked({"Petugas", paper.officer}, kLabel, kValue);
    if (paper.documents.empty()) return;
    flow.text("Berkas yang diterima", kLabel).gap(0.3);
    for (std::size_t i = 0; i < paper.documents.size(); ++i) flow.numbered(i + 1, paper.documents[i], kBody);
}

void promise(Flow& flow, const ResiPaper& paper) {
    flow.gap(1.2);
    const double top = flow.y();
    Flow inside(flow.canvas(), flow.x() + 2, top + 1.8, flow.width() - 4);
    inside.text(fmt::format("Selesai paling lambat ({})", working_days(paper.promised_days)),
                paragraph(8, Weight::Medium, kBlack, Align::Centre));
    inside.text(long_date(paper.promised), one_line(13, Weight::Bold, kBlack, Align::Centre));
    if (!paper.promise_note.empty()) inside.gap(0.6).text(paper.promise_note, paragraph(8, Weight::Medium, kBlack, Align::Centre));
    inside.gap(1.8);
    flow.canvas().frame({flow.x(), top, flow.width(), inside.y() - top}, 0.5, kBlack, 1.5);
    flow.gap(inside.y() - top + 2);
}

void pickup(Flow& flow, const ResiPaper& paper) {
    flow.stacked({"Pengambilan", paper.pickup_counter}, kLabel, kValue)
        .stacked({"Jam layanan", paper.pickup_hours}, kLabel, kBody);
    for (const auto& note : paper.pickup_notes) flow.text(note, kBody).gap(0.8);
    flow.text("Bawalah resi ini saat mengambil dokumen. Jika resi hilang, laporkan kepada petugas.", kBody)
        .gap(1.2);
    flow.stacked({"Cek status permohonan", paper.status_check}, kLabel, kBody);
}

}  // namespace

Drawing resi_slip(const ResiPaper& paper) {
    return {"Resi Bukti Pengurusan " + paper.resi, kSlipWidth, 0, [paper](Canvas& canvas) {
                Flow flow(canvas, 2, 0, kSlipWidth - 4);
                slip_head(flow, paper.head);
                number_and_qr(flow, paper);
                who_and_what(flow, paper);
                promise(flow, paper);
                pickup(flow, paper);
                slip_foot(flow, paper.head);
                return flow.y();
            }};
}

}  // namespace loket::documents
